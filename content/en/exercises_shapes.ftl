### Exercises about shapes: strides, grey pictures, small pictures, a batch of one.

## Stride

ex-stride = A 1×1 convolution with stride 2 on the shortcut: how much of its input does it read, and how can a shortcut read all of it?
    .leads = Open a block with stride 2
    .example =
        A 1×1 convolution reads one pixel for each output. With **stride 2** on a map of 8×8 it stands on rows 0, 2, 4, 6 and on the same columns: 4·4 = **{ $eight } of 64 pixels**, a quarter.
    .hint1 = Along one side a stride of s reads pixels 0, s, 2s, … Count those that exist, and square.
    .hint2 = On the page, try another shortcut: one that averages before it projects.
    .answer =
        A 1×1 with stride 2 reads a quarter of an even map; what the other pixels hold reaches the next block through the main path only, where the 3×3 reads all { $threes } of 64. Nothing breaks, but the shortcut drops three of every four pixels. ResNet-D averages over 2×2 first (*{ shortcut.pool_projection }*), and its shortcut reads everything at no cost in weights.
ex-stride-six =
    {""}**Fill in the gap.** Stride 3 on a map of 6×6: how many of its 36 pixels are read?
    .right = Yes: rows 0 and 3, columns 0 and 3.
    .third = A third along each side, so a ninth of the pixels.
    .half = Rows 0 and 3, and of those rows only columns 0 and 3.
    .all = A 1×1 sees nothing beside its own pixel.
ex-stride-seven = Stride 2 on a map of **7×7**: how many of 49?
    .right = Yes: rows 0, 2, 4 and 6. An odd side rounds up.
    .floor = Row 6 exists as well: 0, 2, 4, 6.
    .all = A 1×1 sees nothing beside its own pixel.
ex-stride-main = And the 3×3 with stride 2 and padding 1 on the main path, on a map of 8×8?
    .right = Yes, all of them: windows of 3 overlap at a stride of 2.
    .quarter = That is the 1×1. A window of 3×3 reads its neighbours too.
    .outputs = That counts pixels once for every window they are in. There are 64.
ex-stride-built = Build a block with **stride 2** (or more) whose shortcut reads every pixel. Paste the link.
    .right = Every pixel is read, by main path and shortcut.
    .stride = This block has stride 1. Set its stride to 2.
    .no-shortcut = This block has no shortcut at all.
    .misfit = The two branches do not fit: the page says how to mend that.
    .reads = This shortcut reads { $read } of { $of } pixels of a map of 8×8. Which one averages first?

## Grey pictures

ex-grey = `Residual(3)` is given grey pictures, a batch of shape (4, 1, 6, 6). There is no error. What happens?
    .leads = Open this block
    .example =
        The main path of `Residual(3)` turns any number of channels into 3: (4, 1, 6, 6) becomes (4, 3, 6, 6). The shortcut is the identity: (4, 1, 6, 6). Then they are added.

        torch stretches an axis of length 1 to fit the other side: it *broadcasts*. (4, 1, 6, 6) + (4, 5, 6, 6) has shape (4, 5, 6, 6); (4, 2, 6, 6) + (4, 5, 6, 6) is an error.
    .hint1 = Compare the two shapes from the right. Axes of equal length fit, and an axis of length 1 fits anything.
    .hint2 = What would `Y.shape == X.shape` have said just before the addition?
    .answer =
        Both branches have { $size }×{ $size } pixels, but one channel meets { $channels }: torch adds the grey picture to each of the { $channels } channels. The network trains, and only *looks* like a residual block. One line in front of the addition finds it: `assert Y.shape == X.shape`. The lab’s own blocks refuse, and the shape doctor offers a projection.
ex-grey-happens =
    {""}**Fill in the gap.** (4, 3, 6, 6) + (4, 1, 6, 6):
    .option-mismatch = torch raises an error
    .option-broadcast = the single channel is added to each of the three
    .option-one = it is added to the first channel only
    .right = Yes, and torch says nothing.
    .mismatch = It would, with 2 channels against 3. An axis of length 1 is stretched.
    .one = torch stretches the axis: all channels get the same.
ex-grey-copies = How many channels come out?
    .right = Yes, as many as the main path has.
    .one = The sum has the shape of the larger one.
    .four = 4 is the number of pictures in the batch.
ex-grey-guard = Which line in front of the addition would have found it?
    .option-rank = assert Y.dim() == X.dim()
    .option-sides = assert Y.shape[2:] == X.shape[2:]
    .option-shapes = assert Y.shape == X.shape
    .right = Yes. It costs nothing, and catches every silent stretch.
    .rank = Both have four axes.
    .sides = Height and width are equal here. The channels differ.

## Small pictures

ex-tiny = The chapter enlarges Fashion-MNIST to 96×96 before it trains ResNet-18. What goes wrong at 28×28?
    .leads = Open the network at 28×28
    .example =
        Follow a side of **96** through the chapter’s network. The 7×7 with stride 2 halves it to 48, the pooling to 24. Stage 1 keeps it; stages 2, 3 and 4 halve it: 12, 6, **{ $middle }**.

        With **224** the last maps are { $large }×{ $large }, as in the paper.
    .hint1 = Each of five layers halves the side, rounding up: 28, 14, 7, …
    .hint2 = On a map of 1×1 with padding 1, which of the nine weights of a 3×3 ever meets a pixel that is not padding?
    .answer =
        At 28×28 the last maps are { $side }×{ $side }. Of each 3×3 kernel there only the middle weight meets anything but padding. Over the whole network { COUNT($idle) } of { COUNT($params) } parameters never see a pixel: { PERCENT($share, digits: 0) }. A gentler stem, a 3×3 without stride and pooling, leaves { $gentle }×{ $gentle } at the end; that is what the networks for small pictures have.
ex-tiny-side =
    {""}**Fill in the gap.** A side of 28: 14, 7, and then through the stages 7, 4, 2, **?**
    .right = Yes: a single pixel.
    .stem = That is after the stem. Three stages halve it further.
    .stride = One more stage halves it.
    .zero = A stride rounds up: from 2 comes 1.
ex-tiny-used = On such a map, how many of the nine weights of a 3×3 kernel (padding 1) ever meet a pixel?
    .right = Yes, the middle one. The others only multiply zeros.
    .all = Eight of them always lie on the padding.
    .four = That would be a map of 2×2, at one of its corners.
ex-tiny-gentle = With a 3×3 stem without stride and pooling instead: how wide are the last maps at 28×28?
    .right = Yes: 28, 14, 7, { $gentle }.
    .as-before = That was the stem that divides the side by four.
    .stem = The stages still halve it, three times.

## A batch of one

ex-single = “Expected more than 1 value per channel when training”: where does this come from, and when does it strike?
    .leads = Open the chapter’s network
    .example =
        Batch norm takes mean and deviation over all values of a channel: batch × height × width.

        In the chapter’s network at **96×96** the last maps are 3×3. A batch of one picture gives 1·3·3 = **{ $middle } values** in a channel: few, but they have a deviation.
    .hint1 = Height and width of the *last* maps decide, for they are the smallest.
    .hint2 = 60,000 pictures in batches of 128: how many are in the last batch? `60000 % 128`
    .answer =
        At 28×28 the last maps have one pixel: a batch of one leaves { $small } value in a channel, its deviation is 0, and torch refuses to train. With { $middle } or { $large } values it does not complain, but statistics of one picture are a poor guess. In `eval()` there is no such error, since stored statistics are used.

        The error strikes out of the blue where the last batch of an epoch has one picture left: `drop_last=True`, or another batch size. With { COUNT($pictures) } pictures in batches of { $batch } the last has { $left }.
ex-single-large =
    {""}**Fill in the gap.** At **224×224** the last maps are 7×7. One picture: how many values in a channel?
    .right = Yes: 1·7·7.
    .side = The maps have height *and* width.
    .picture = That is the input. Batch norm sees the maps of its own layer.
ex-single-small = At **28×28**, one picture: how many values does a channel of the last maps have?
    .right = Yes. One value has no deviation.
    .none = The maps have one pixel.
    .stem = That is after the stem. The last maps decide.
ex-single-happens = What does torch do with it in `train()`?
    .option-works = It trains
    .option-error = It raises an error
    .option-zeros = It silently gives zeros
    .right = Yes: “Expected more than 1 value per channel when training”.
    .works = With one value, mean and value are the same, and the deviation is 0.
    .zeros = That would be the outcome, value minus mean, so torch refuses beforehand.
ex-single-left = { COUNT($pictures) } pictures, batches of { $batch }: how many are in the last batch?
    .right = Yes: safe here. With 127 it is 56, with 59,999 it would be one.
    .whole = { COUNT($pictures) } is no multiple of { $batch }.
    .batches = That is the number of whole batches. How many pictures are left over?
