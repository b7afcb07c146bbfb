### Items about whole networks: what a name counts, how maps shrink, what lazy layers wait for.

## 14 why-18

check-14a = How many convolutions does torchvision's ResNet-34 hold in all?
    .because = The name counts { $without } convolutions along the main way and the dense layer at the end. The { $projections } projections are on shortcuts, beside that way, and are not in the name.
    .not-blocks = That counts only the main paths of the blocks. The stem has one as well, and so do some shortcuts.
    .not-without = That leaves out the { $projections } projections on shortcuts.
    .not-named = You may have read that the number in the name counts the convolutions. It is not so: it counts the dense layer, too, and leaves out the projections.
check-14b = ResNet-{ $named } has { $blocks } blocks of { $each } convolutions, { $inside } in all. How many more layers does its name count?
    .because = The convolution of the stem and the dense layer at the end: { $inside } + { $right } = { $named }.
    .not-dense = The dense layer, yes, and the convolution of the stem.
    .not-projections = That is the number of projections. But they are on shortcuts, beside the main way, and the name leaves them out.
    .not-both = The stem and the dense layer, yes. The projections on shortcuts are not counted.
check-14c = The paper's { $named }-layer network for CIFAR-10 has { $blocks } blocks of two convolutions. Where the shape changes, its shortcuts append channels of zeros. How many convolutions does it have?
    .because = { $blocks } × 2 in the blocks and one in the stem. The dense layer makes it { $named }. Appending zeros takes no convolution.
    .not-inside = The stem has a convolution as well.
    .not-named = You may have read that the name counts convolutions. It is not so: one of the { $named } layers is the dense layer at the end.
    .not-projections = That would be right if the shortcuts that change the shape had 1×1 convolutions. These only append zeros.

## 15 large-stem

check-15a = Pictures of { $size }×{ $size } enter the chapter's ResNet-18. How wide are the maps that its stem hands to the first block?
    .because = The 7×7 convolution has stride 2 and so has the max pooling behind it: { $size } → { $once } → { $right }. Each of the later stages halves again, down to { $last }×{ $last }: the stem was made for pictures of 224×224.
    .not-thrice = That is their width two stages later.
    .not-once = The convolution halves the maps, and the max pooling behind it halves them again.
    .not-untouched = You may have read that a convolution with padding keeps the size. With stride 1 it does, but the stem has two layers with stride 2.
check-15b = You choose the size of square pictures for the chapter's ResNet-18. What is the smallest of these sizes at which the last maps are more than a single pixel?
    .option = { $number }×{ $number }
    .because = Stem and stages halve the maps five times, rounding up. At { $right }×{ $right } the last maps are { $end }×{ $end }; at the smaller sizes a single pixel is left.
    .not-size28 = At this size the last maps are a single pixel.
    .not-size32 = Halved five times, this size comes down to a single pixel.
    .not-size96 = The last maps are { $end96 }×{ $end96 } then, but a smaller size would do.
check-15c = You give the chapter's ResNet-18 pictures of { $size }×{ $size } and ask Grad-CAM about its last stage. Of how many numbers does its map consist, before it is enlarged?
    .because = The maps of the last stage are a single pixel, so Grad-CAM gives a single number, and its picture is the same colour everywhere. A smaller stem, or an earlier stage, gives a map worth looking at.
    .not-larger = That would be right for pictures of { $large }×{ $large }.
    .not-channels = Grad-CAM adds up the channels; what is left is one number for each pixel of the maps.
    .not-pixels = That is the number of pixels once the map has been enlarged. Before that it is as small as the maps of the stage.

## 18 lazy-layers

check-18a = The chapter's ResNet-18 is built from lazy layers, which learn their number of input channels from the first batch. By how many weights does it differ if the first batch is in colour (three channels) instead of grey?
    .because = Only the first convolution sees the pictures: { $filters } filters with a { $kernel }×{ $kernel } kernel for each input channel. Two more channels are 2 × { COUNT($per_channel) } weights; all later layers stay the same.
    .not-none = You may have read that the architecture fixes the number of weights. With lazy layers the first batch does: the filters of the first convolution are as deep as the pictures.
    .not-one = That is the number for one channel. Colour has two more channels than grey.
    .not-all = That is all that the first convolution has for colour. A third of it is there for grey, too.
check-18b = Two copies of the chapter's ResNet-18, built from lazy layers. One sees pictures of { $small }×{ $small } first, the other of { $large }×{ $large }. By how many weights do they differ?
    .because = Both have { COUNT($params) }. A convolution has the same kernel for every position, and before the dense layer each map is averaged to one number: it takes { $channels } inputs, whatever the size of the picture.
    .not-pixels = That is how many more pixels the larger picture has. But a convolution uses the same weights at every position.
    .not-flattened = That would be right if the last maps were flattened. The network averages each of them to one number first.
    .not-maps = That is how many more numbers the *maps* hold, for one picture. They are activations, not weights.
check-18c = To get rid of the warning about lazy layers, somebody sends a dummy batch with { $before } channels through the chapter's ResNet-18. Then the real pictures come, with { $after } channel. What happens?
    .adapts = The first layer adapts and gets new weights.
    .error = PyTorch raises an error.
    .stretched = The single channel is used { $before } times.
    .zeros = The missing channels count as zeros.
    .because = A lazy layer becomes an ordinary one at its first forward pass: from then on its weights have a shape, and expect { $before } channels. The dummy batch has to look like the data.
    .not-adapts = You may have read that a lazy layer takes whatever comes. Only the first time: from then on it is an ordinary convolution.
    .not-stretched = An addition would stretch a size of 1. A convolution checks its input channels, and refuses.
    .not-zeros = A convolution never fills up channels. It checks their number, and refuses.
