### Items about what a training needs.

## 16 one-value

check-16a = In training, batch norm refuses to work with a single value in a channel. How many values does a channel have at the last batch norm of the chapter's ResNet-18, for a batch of *one* picture of { $size }×{ $size }?
    .because = The last maps are { $side }×{ $side }, so that even one picture brings { $right } values, and training runs. With pictures of 28×28 the last maps are 1×1, and PyTorch stops with “Expected more than 1 value per channel when training”.
    .not-one = You may have read that batch norm needs two pictures. It needs two *values* in a channel: over all pictures of the batch and all pixels of the map.
    .not-side = That is the side of the last maps. All their pixels count.
    .not-channels = That is the number of channels. Each of them is normalised by itself.
check-16b = Batches hold { $batch } pictures, and the last one holds whatever is left. With how many training pictures is a single one left, so that a batch norm on 1×1 maps fails?
    .option = { COUNT($number) }
    .because = { COUNT($right) } pictures fill { $full } batches and leave one. Hence the error comes at the end of the first epoch, long after everything seemed to work. (This lab joins a single picture to the batch before it.)
    .not-rest0 = They fill the batches exactly; nothing is left.
    .wrong = More than one picture is left, and the last batch works.
check-16c = The chapter's ResNet-18 is trained on pictures of { $size }×{ $size } with a batch of two. Over how many values does its last batch norm take the mean of a channel?
    .because = Its maps are { $side }×{ $side }, so each of the two pictures brings one value. There is no error, but the mean and variance of two numbers say very little.
    .not-one = With a batch of two there are two, and that is just enough for PyTorch not to refuse.
    .not-stem = That is the number at the *first* batch norm, in the stem.
    .not-pixels = That is the number of pixels in the two pictures. By the last batch norm the maps have shrunk.

## 19 memory

check-19a = The chapter's ResNet-18 is trained on pictures of { $size }×{ $size } in batches of { $batch }, by SGD with momentum. What takes most of the memory?
    .parameters = the weights
    .gradients = the gradients of the weights
    .optimiser = the momentum of the optimiser
    .activations = the activations that are kept for the backward pass
    .because = Weights, gradients and momentum take { SIZE($parameters_bytes) } each. The activations of the whole batch take { SIZE($activations_bytes) }, and grow with the batch and with the size of the pictures.
    .wrong = You may have read that the weights decide what fits into memory. For a convolutional network they do not: { SIZE($parameters_bytes) } is small beside the activations.
check-19b = The weights of ResNet-50 take { SIZE($weights) }. Training it on pictures of 224×224, with momentum and in batches of { $batch }, takes how many times as much memory, roughly?
    .option = { $number ->
        [one] as much
       *[other] { $number } times as much
    }
    .because = { SIZE($whole) } in all. Gradients and momentum take as much as the weights each; the rest are the activations that the backward pass needs.
    .not-weights_only = That would do for the weights alone. Training has to keep much more.
    .not-gradients = That is weights and gradients. By far the most is missing.
    .not-optimiser = You may have read that training takes weights, gradients and momentum, so three times the weights. These are all there, but the activations outweigh them by far.
check-19c = Out of memory: you halve the side of the pictures, from { $large } to { $small } pixels. What share of the activations does the chapter's ResNet-18 still have to keep?
    .option = { PERCENT($number, digits: 0) }
    .because = Each map is half as high and half as wide, so about a quarter remains: { SIZE($after) } of { SIZE($before) }. (It is a little more because odd sides are rounded up.) Weights, gradients and momentum stay as they are.
    .not-cube = The maps have two sides, height and width. The number of channels stays.
    .not-side = Half the side is half the height *and* half the width.
    .not-none = That is true of the weights. The activations shrink with the maps.

## 20 slow-processor

check-20a = The chapter's ResNet-18 is given pictures of { $large }×{ $large } instead of { $small }×{ $small }. How many times as many multiply-adds does a picture take?
    .option = { MEASURED($number) }
    .because = From { COUNT($few) } to { COUNT($many) }. The { COUNT($params) } weights stay the same, but each kernel is applied at every position, and there are about { MEASURED($right) } times as many positions.
    .not-none = You may have read that the cost lies in the weights. It is not so: the same weights are applied at each position of the map, and the maps are larger.
    .not-side = That is the ratio of the sides. The positions grow in height *and* in width.
    .not-cube = Maps have two sides; the channels do not grow with the picture.
check-20b = The chapter trains for { $epochs } epochs on { COUNT($pictures) } pictures, in batches of { $batch }. How many times are the weights changed?
    .option = { COUNT($number) }
    .because = Once for each batch: { COUNT($each) } batches in an epoch, in { $epochs } epochs. Each of these steps goes through the whole network forward and backward; on a processor that adds up to hours.
    .not-epochs = An epoch is not a step: within each, the weights change with every batch.
    .not-one = That is the number of steps in one epoch.
    .not-seen = That is how many pictures are seen in all. But the weights change once for each batch, not for each picture.
check-20c = One epoch of this lab's smallest network took { DURATION($seconds) } on one core. It does { COUNT($few) } multiply-adds for a picture, the chapter's ResNet-18 does { COUNT($many) }. If the time grows with them, how long does an epoch of the chapter's network take there?
    .option = { DURATION($number) }
    .because = { FIXED($times, digits: 0) } times as many multiply-adds, so { FIXED($times, digits: 0) } times as long, and the chapter trains for { $epochs } epochs. Such an estimate before the start saves an evening.
    .not-same = You may have read that a small change of the settings costs little. It is not so: other channels, more blocks and larger pictures multiply.
    .not-area = That counts the larger pictures alone. The network is also deeper and wider.
    .not-both = That counts the larger pictures twice: they are in the multiply-adds already.

## 22 wrong-data

check-22a = A mirror hands out the files of MNIST under the names of Fashion-MNIST. Which check notices?
    .bytes = the size of the unpacked files
    .pictures = the number of pictures and their size
    .md5 = the MD5 checksum of the files
    .classes = the number of classes
    .because = Fashion-MNIST was made to replace MNIST without a change of code: both have { COUNT($pictures) } training pictures of { $side }×{ $side } in { $classes } classes, and both unpack to { COUNT($bytes) } bytes. Only a checksum looks at what is in them.
    .not-bytes = Both sets unpack to { COUNT($bytes) } bytes.
    .not-pictures = Both sets have { COUNT($pictures) } training pictures of { $side }×{ $side }.
    .not-classes = Both sets have { $classes } classes.
check-22b = You average all pixels of the training pictures, black as 0 and white as 1, and get { $seen }. What do you have?
    .fashion = Fashion-MNIST, as it should be
    .mnist = MNIST
    .normalised = Fashion-MNIST, already normalised
    .damaged = Fashion-MNIST, cut off halfway
    .because = { $seen } is the mean of MNIST: thin strokes on black. Garments fill more of the picture, and Fashion-MNIST has a mean of { FIXED($ours, digits: 3) }. One number, printed once, shows what was really downloaded.
    .not-fashion = Garments fill more of a picture than digits do: the mean of Fashion-MNIST is { FIXED($ours, digits: 3) }.
    .not-normalised = Normalised pictures have a mean of 0.
    .not-damaged = Half of the pictures, in random order, have nearly the same mean as all of them.
check-22c = An IDX file has { $header } bytes in front and then one byte for each pixel. How large is the unpacked file with { COUNT($pictures) } training pictures of { $side }×{ $side }?
    .option = { $number } bytes
    .because = { $header } + { COUNT($pictures) } × { $side } × { $side } = { $right } bytes. A download that broke off is shorter, and this notices it. It does not notice *other* pictures in the same number: for that there is the checksum.
    .not-test = That is the file with the 10,000 test pictures.
    .not-floats = That is what the pictures take in memory, as numbers of four bytes each. In the file a pixel is one byte.
    .wrong = That is the size of the pixels alone. In front of them stand the numbers that say what follows.
