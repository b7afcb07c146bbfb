### Items about the shortcut and the addition. `not-…` answers a wrong option, `wrong` all those without one of their own.

## 1 projection-spoils

check-1a = Suppose the main path of every block in the chapter's ResNet-18 gave exactly zero. How many of its { $blocks } blocks would then pass on their input unchanged?
    .because = { $right } of the { $blocks } blocks have the identity as their shortcut. With F(x) = 0 the sum is x, and the ReLU behind it changes nothing, since x is nowhere negative. Only the { $projecting } blocks that change the shape send x through a 1×1 convolution.
    .not-none = You may have read that a network with weights on its shortcuts has lost the identity. It is not so: the weights are on { $projecting } shortcuts, and all others are x itself.
    .not-projecting = Those are the blocks that change the shape. Their shortcut is a 1×1 convolution, so they are the ones that do *not* pass on x.
    .not-every = Where the shape changes, x itself would not fit. Those blocks send x through a 1×1 convolution, and what comes out is no longer x.
check-1b = Follow the gradient through ResNet-50 from its last block back to the stem, along shortcuts only. How many convolutions does it pass?
    .because = One 1×1 convolution at the beginning of each stage, { $right } in all. The other shortcuts are the identity, which passes the gradient on as it is. Along the main paths it would pass { $main } convolutions.
    .not-none = Almost: at the beginning of each stage the shape changes, and the shortcut is a 1×1 convolution.
    .not-every = You may have read that the shortcuts of a ResNet have weights and therefore block the gradient. It is not so: of { $blocks } shortcuts only { $right } have any.
    .not-main = That is the way through every main path. The shortcuts lead around those convolutions.
check-1c = What share of the weights of ResNet-34 belongs to the 1×1 convolutions on its shortcuts?
    .option = { PERCENT($number) }
    .because = { COUNT($projecting) } of { COUNT($whole) }. Only { $projections } of the { $blocks } shortcuts have weights, and a 1×1 kernel has a ninth of the weights of a 3×3 kernel. The other shortcuts cost nothing.
    .not-none = They are few, but they are there: without a 1×1 convolution x would not fit where the shape changes.
    .not-layers = That is their share if one counts convolutions. A 1×1 kernel, however, has far fewer weights than a 3×3 kernel.
    .not-shortcuts = { $projections } of { $blocks } *shortcuts* have a 1×1 convolution, but such a convolution is small beside the two of the main path.

## 2 stride-discards

check-2a = A residual block halves a { $size }×{ $size } map: the first 3×3 convolution on its main path has stride 2, and so has the 1×1 convolution on its shortcut. What share of the input's pixels can influence its output?
    .option = { PERCENT($number, digits: 0) }
    .because = The shortcut reads every other pixel of every other row, { PERCENT($shortcut, digits: 0) } of them. But the 3×3 windows of the main path overlap and cover the whole map, and both branches meet in the addition.
    .not-shortcut = You may have read that a 1×1 convolution with stride 2 throws away three quarters of the input. On the shortcut it does, but the block loses nothing: its main path reads every pixel.
    .not-axis = Every other row would be half of the pixels. The shortcut skips every other column, too; and the main path reads everything.
    .not-rest = That is the share that the shortcut skips. The main path reads these pixels, too.
check-2b = In the original ResNet paper, a bottleneck that halves its maps has stride 2 in its *first* 1×1 convolution, and its shortcut is a 1×1 convolution with stride 2. What share of a { $size }×{ $size } input does such a block read at all?
    .option = { PERCENT($number, digits: 0) }
    .because = Both branches begin with a 1×1 convolution that steps over the same pixels, so what lies between is read by neither. Later versions, torchvision's among them, give the stride to the 3×3 convolution, whose windows overlap.
    .not-all = That holds if the 3×3 convolution has the stride. Here the pixels are gone before the 3×3 convolution sees anything.
    .not-axis = Every other row is half of the pixels, and every other column of these is half again.
    .not-twice = The two branches are not in a row: both start from the same input, and both read the same quarter of it.
check-2c = A block halves maps of { $size }×{ $size }. Which of these shortcuts takes every pixel of its input into account?
    .projection = a 1×1 convolution with stride 2
    .projection_norm = a 1×1 convolution with stride 2, then batch norm
    .zero_pad = every other pixel, with channels of zeros appended
    .pool_projection = average pooling over 2×2 pixels, then a 1×1 convolution
    .because = Where the pooling comes first, each pixel goes into a mean before anything is skipped (this is the shortcut of ResNet-D). Each of the other three reads { PERCENT($share, digits: 0) } of the pixels.
    .not-projection = A 1×1 window sees one pixel at a time, and with stride 2 it skips three out of four.
    .not-projection_norm = Batch norm rescales what arrives. It cannot bring back the pixels that the 1×1 convolution has stepped over.
    .not-zero_pad = The zeros fill up the channels. The pixels are skipped here just as by a 1×1 convolution with stride 2.

## 3 norm-on-shortcut

check-3a = The ResNet-34 of torchvision has { $blocks } shortcuts. How many of them contain a batch norm?
    .because = On shortcuts, a batch norm stands behind each 1×1 convolution and nowhere else: { $right } in all. On an identity shortcut it would change x in every block, and there would be no identity left.
    .not-none = That is true of the chapter's own class `Residual`. torchvision puts a batch norm behind each 1×1 convolution, those on shortcuts included.
    .not-stages = One for each stage would be { $stages }. But the first stage keeps both the channels and the size, so that its first block needs no 1×1 convolution, and no batch norm.
    .not-every = You may have read that every shortcut needs a batch norm, so that the two summands match. It is not so: an identity shortcut has none. Only a 1×1 convolution on a shortcut is followed by one.
check-3b = The ResNet-18 of torchvision has { $theirs } batch norms. How many does the chapter's ResNet-18 have, which is built from the class `Residual`?
    .because = Two in each of the { $blocks } blocks and one in the stem. The chapter's `Residual` puts none behind the 1×1 convolution on a shortcut; torchvision does. (The chapter's `ResNeXtBlock` does, too: both ways are in use.)
    .not-same = The chapter's `Residual` leaves its 1×1 convolutions without a batch norm, so it has one fewer for each of them.
    .not-in_blocks = That counts only those inside the blocks. The stem has one as well.
    .not-one_each = Each block has two, one behind each 3×3 convolution.
check-3c = On the shortcut of ResNet-50's first block, a 1×1 convolution makes { $channels } channels out of { $before }, and a batch norm follows. How many trainable numbers does this batch norm add?
    .because = A scale and a shift for each channel, beside { COUNT($weights) } weights of the convolution. Cost is no reason to leave it out. It is there so that the two summands start out at a comparable size.
    .not-one_each = Each channel has two: a scale and a shift.
    .not-running = Running mean and variance are stored, too. But they are measured, not trained.
    .not-weights = These are the weights of the 1×1 convolution in front of it.

## 4 when-projection

check-4a = Four residual blocks, written as *channels in → channels out, stride*. Which of them can add its input as it is?
    .wider = { $wider_in } → { $wider_out }, stride { $wider_stride }
    .halved = { $halved_in } → { $halved_out }, stride { $halved_stride }
    .same = { $same_in } → { $same_out }, stride { $same_stride }
    .narrower = { $narrower_in } → { $narrower_out }, stride { $narrower_stride }
    .because = An addition needs two summands of one shape: the same channels, height and width. F(x) has the shape of x only if the number of channels stays and the stride is 1.
    .not-wider = The size stays, but F(x) has twice the channels of x.
    .not-halved = The channels stay, but with stride 2 F(x) is half as high and half as wide as x.
    .not-narrower = You may have read that surplus channels are simply dropped. It is not so: an addition needs as many channels on either side.
check-4b = ResNet-18 and ResNet-50 both have four stages. ResNet-18 needs { $basic } projections. How many does ResNet-50 need?
    .because = One at the beginning of each stage, the first included: its blocks give { $channels } channels, and the stem gives them { $before }. In ResNet-18 the first stage keeps the { $before } channels, so that nothing has to be projected there.
    .not-none = Wherever the shape changes, x does not fit without one.
    .not-strided = You may have read that a projection is needed wherever the stride is 2. That is only half of the rule: it is also needed wherever the number of channels changes, as in ResNet-50's first stage.
    .not-every = Within a stage each block gives the shape that it takes, and adds its input as it is.
check-4c = WRN-28-10 has a stem of { $stem } channels and stages of { $channels } channels with { $blocks } blocks each. Its second and third stage halve the maps. How many of its { $every } blocks need a projection?
    .because = The first block of each stage. In the first stage the size stays, but the channels do not: { $stem } come in.
    .not-none = Each stage begins with a change of shape, and there x does not fit.
    .not-strided = You may have read that only a stride calls for a projection. It is not so: a change of channels does as well, and the first stage has one.
    .not-every = Only the first block of a stage changes the shape. The others take what they give.

## 12 add-or-concatenate

check-12a = Take { $blocks } residual blocks in a row, each with an identity shortcut and { $channels } channels in and out. How many channels leave the last one?
    .because = A residual block adds x to F(x), value by value, so both have { $right } channels and so has the sum. However many blocks there are, the number stays.
    .not-joined_once = That would be x *beside* F(x), in one block. A residual block adds the two.
    .not-joined = You may have read that a skip connection appends its input to the output. That is DenseNet's way, and there the channels do grow with each block. A residual block adds.
    .not-doubled = Appending x to F(x) in every block would double the channels each time. A residual block adds them, and the number stays.
check-12b = A picture goes through ResNet-18. How many times is a shortcut added on its way?
    .because = Once in each block, and a block holds two 3×3 convolutions. So a shortcut jumps over two layers, not over one.
    .not-stages = That is the number of stages. Each of them has two blocks, and each block has a shortcut.
    .not-convolutions = You may have read that a skip connection goes around each layer. It is not so: it goes around a block of two convolutions, and around nothing else.
    .not-named = That is the number in the name: layers with weights. An addition has none.
check-12c = At each of the { $blocks } blocks of ResNet-34 a signal can go through the main path or along the shortcut. How many different paths lead through the whole network?
    .because = Two choices at each block, and each block doubles the number of paths: 2 to the power of { $blocks } is { COUNT($right) }.
    .not-one_each = That is how many *lengths* a path can have, from no main path to all { $blocks }.
    .not-two_each = The choices at different blocks multiply, they do not add up.
    .not-convolutions = That would take a shortcut around each single convolution. ResNet-34 has one around each block of two.

## 13 relu-place

check-13a = In the residual block of the chapter, what comes right behind the addition?
    .batch_norm = a batch norm
    .relu = a ReLU
    .convolution = a 1×1 convolution
    .nothing = nothing: the sum leaves the block
    .because = The block ends with ReLU(F(x) + x). The last batch norm stands in front of the addition, on the main path, so that it leaves x alone.
    .not-batch_norm = The last batch norm of the block is on the main path, in front of the addition. Behind it, it would rescale x as well.
    .not-convolution = Both convolutions of the block are on the main path, and a 1×1 convolution, where there is one, is on the shortcut.
    .not-nothing = That is true of pre-activation blocks, which came a year later. In the chapter's block a ReLU follows.
check-13b = Order (c) of He et al. 2016 puts the last ReLU on the main path, right in front of the addition. Which values can F(x) then have?
    .any = any value, as before
    .not_negative = only zero or positive values
    .not_positive = only zero or negative values
    .bounded = only values between 0 and 1
    .because = F(x) has just come out of a ReLU. Along identity shortcuts a block can then only add to the signal, never take anything away. The paper names this as the drawback of order (c).
    .not-any = You may have read that the place of the ReLU is a matter of taste. It is not: behind the addition it leaves F(x) free to be negative; in front of it, it does not.
    .not-not_positive = A ReLU cuts off what is negative and keeps what is positive.
    .not-bounded = A ReLU has no upper bound. (A sigmoid has.)
check-13c = In a residual network of { $depth } layers, the last batch norm of each block is moved behind the addition, so that it acts on the shortcut as well. Over { $seeds } runs of either order, how does the training loss end, compared with the original?
    .lower = lower, in every run
    .level = about level: the runs overlap
    .higher = higher, in every run
    .neither = neither of the two learns
    .because = The runs with the batch norm behind the addition end at { FIXED($moved, digits: 2) }, those with the original order at { FIXED($original, digits: 2) }. Behind the addition, the batch norm rescales x in each block: the shortcut is no longer the identity.
    .not-lower = You may have read that more normalisation always helps. It is not so: here it gets in the way of the shortcut.
    .not-level = You may have read that the order makes no difference. It is not so: measured here, the two sets of runs do not even overlap.
    .not-neither = Both learn: guessing would give a loss of { FIXED($guessing, digits: 2) }.
