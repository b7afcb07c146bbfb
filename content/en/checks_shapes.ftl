### Items about shapes that do not fit, and about channels in groups.

## 5 one-axis-named

check-5a = A block takes maps of { $shortcut } and gives { $main }; its shortcut is the identity. PyTorch says: `{ $torch }`. In how many dimensions do the two summands disagree?
    .because = In channels, height and width: { $main } against { $shortcut }. PyTorch compares the dimensions from the last to the first and reports the first disagreement it meets, here the width. (The dimensions are counted from 0, and dimension 0 is the batch.)
    .not-named = You may have read such a message as the whole diagnosis. It is not: it names the first disagreement that PyTorch meets, and keeps quiet about the others.
    .not-sides = Height and width, yes. But the numbers of channels disagree as well.
    .not-all = The batch is the one dimension that agrees: both summands come from the same pictures.
check-5b = A block from { $before } to { $channels } channels has stride 2 and an identity shortcut. PyTorch says: `{ $torch }`. You set the stride to 1. What happens now?
    .runs = the block runs
    .dimension_1 = an error at dimension 1
    .dimension_2 = an error at dimension 2
    .dimension_3 = the same error at dimension 3
    .because = `{ $then }`. Dimension 1 holds the channels. They disagreed from the beginning; PyTorch just met the width first.
    .not-runs = You may have read that an error message names what is wrong, and that mending it is enough. It is not so: the channels still disagree.
    .not-dimension_2 = Dimension 2 is the height. With stride 1 both summands are equally high.
    .not-dimension_3 = Dimension 3 is the width. With stride 1 both summands are equally wide.
check-5c = A block makes { $channels } channels out of { $before }, with stride 2 and an identity shortcut, on maps of { $size }×{ $size }. PyTorch says: `{ $torch }`. Which change lets it run?
    .stride = stride 1
    .kernel = stride 1 and kernels of 5×5
    .both = stride 1 and { $before } output channels
    .channels = { $before } output channels
    .because = Both the size and the channels disagree, although the message names only the width. Either both must be mended, or x must be brought to the shape of F(x), by a projection.
    .not-stride = That mends the size, which the message names. The channels, which it does not name, still disagree.
    .not-kernel = Stride 1 mends the size, and a larger kernel (with its padding) changes no shape. The channels still disagree.
    .not-channels = That mends the channels. With stride 2, however, F(x) is still half as wide as x.

## 6 no-error

check-6a = The class `Residual(3)`, as the book prints it, is given grey pictures of { $before }×{ $size }×{ $size }. F(x) has { $channels } channels. What does PyTorch do?
    .error = It raises an error: { $channels } channels against { $before }.
    .first = It adds x to the first channel of F(x).
    .stretched = It adds x to each channel of F(x).
    .averaged = It averages F(x) to one channel and adds x.
    .because = A dimension of size 1 is stretched to whatever it meets; this is called broadcasting. The result has { $channels } channels, nothing was reported, and the block is not the one that was meant. (The blocks of this lab refuse such a sum.)
    .not-error = You may have read that PyTorch reports shapes that do not match. It does, with one exception: a size of 1 matches everything.
    .not-first = Nothing is chosen: a size of 1 is stretched over all channels.
    .not-averaged = The smaller tensor is stretched. The larger one is never averaged.
check-6b = A residual block gives { $channels } channels, and its shortcut is the identity. For which number of channels of its input does PyTorch compute a wrong sum without an error?
    .because = One channel is stretched over all { $channels }, silently. Any other number that differs raises an error.
    .not-same = Then the shapes agree, and the sum is what it should be.
    .wrong = Here PyTorch does raise an error, because the numbers differ and neither of them is 1.
check-6c = A block has stride 2 and, by mistake, an identity shortcut. On the last, tiny maps F(x) is { $main } and x is { $shortcut }. What is F(x) + x in PyTorch?
    .error = an error: the sizes differ
    .corner = { $main }: F(x) plus the corner pixel of x
    .mean = { $main }: F(x) plus the mean of x
    .stretched = { $shortcut }: F(x) added to every pixel of x
    .because = The single pixel of F(x) is stretched over x. There is no error, and the block has not halved its maps. On larger maps the same mistake is reported at once. (The chapter writes `Y += X`, which may not enlarge Y and does refuse this one.)
    .not-error = You may have read that PyTorch reports sizes that differ. It does, except where one of them is 1: such a size matches every other.
    .not-corner = PyTorch never picks a pixel. It stretches what has size 1.
    .not-mean = PyTorch never averages to make shapes fit. It stretches what has size 1.

## 7 groups-or-width

check-7a = The chapter's `ResNeXtBlock({ $channels }, { $argument }, 1)` passes { $argument } as the argument `groups`. Into how many groups does its 3×3 convolution split the { $width } channels?
    .because = The chapter's code says `groups=bot_channels//groups`: its argument is the number of channels *in* a group. { $width } channels in groups of { $argument } are { $right } groups.
    .not-one = One group would be an ordinary convolution, with all { $width } channels in it.
    .not-as_number = You may have read `groups` as the number of groups, which it is in PyTorch's own `Conv2d`. In the chapter's block it is not: it is how wide a group is.
    .not-depthwise = That would be a group for each channel, a depthwise convolution.
check-7b = The ResNeXt paper calls a block { $cardinality }×{ $right }d: { $cardinality } groups of { $right } channels, { $width } in all. Which argument `groups` makes it in the chapter's `ResNeXtBlock({ $channels }, groups, { $multiplier })`?
    .because = The chapter's argument is the width of a group. It divides the { $width } channels of the bottleneck by { $right } and gets the { $cardinality } groups.
    .not-outputs = The groups are cut out of the bottleneck's { $width } channels, not out of the block's { $channels }.
    .not-cardinality = You may have read `groups` as the number of groups. In the chapter's block it is the width of one: this argument would make { $right } groups of { $cardinality }.
    .not-bottleneck = That would be one group with all { $width } channels in it.
check-7c = How many weights does the 3×3 convolution in the chapter's `ResNeXtBlock({ $channels }, { $argument }, { $multiplier })` have, biases aside?
    .because = The bottleneck has { $width } channels, in groups of { $argument }, so that there are { $cardinality } of them. Each of the { $width } filters reads { $argument } channels through a 3×3 window: 9 × { $argument } × { $width } = { COUNT($right) }.
    .not-swapped = That is what { $argument } *groups* would have. In the chapter's block the argument is the width of a group.
    .not-unsqueezed = That forgets the multiplier { $multiplier }: the bottleneck has { $width } channels.
    .not-ungrouped = That is one group: each filter reads all { $width } channels.

## 8 any-groups

check-8a = A convolution has { $width } channels in and { $width } channels out. Which number of groups does PyTorch refuse?
    .because = Each group gets an equal share of the channels, and { $width } channels cannot be shared out equally among { $right } groups.
    .not-allowed3 = { $width } channels make three equal groups. The number need not be a power of two.
    .wrong = { $width } channels can be shared out equally among that many groups.
check-8b = A convolution has { $before } channels in and { $channels } channels out. What is the largest number of groups that it can have?
    .because = Both sides are shared out equally among the groups, so the number must divide { $before } and { $channels } alike. { $right } is the largest that does.
    .not-half = That number would do, but it is not the largest: { $right } divides both, too.
    .not-into = It divides the channels that come in. Those that go out, { $channels }, must be shared out equally as well.
    .not-out = There cannot be more groups than there are channels coming in.
check-8c = How many different numbers of groups does PyTorch allow for a convolution from { $width } to { $width } channels?
    .because = Every number that divides { $width }: { $allowed }.
    .not-powers = You may have read that groups come in powers of two. That is custom, not a rule: whatever divides the channels is allowed.
    .not-inner = One group (an ordinary convolution) and { $width } groups (a depthwise one) count, too.
    .not-every = Where a number does not divide { $width }, the groups could not be equal, and PyTorch refuses.

## 9 fewer-is-faster

check-9a = A bottleneck has { $channels } channels in and out, and { $width } in its middle. You split its 3×3 convolution into { $cardinality } groups. What share of the block's multiply-adds is left?
    .option = { PERCENT($number, digits: 0) }
    .because = The 3×3 convolution falls to { PERCENT($middle, digits: 0) } of what it was. The two 1×1 convolutions stay, and now make up nearly all of what is left.
    .not-middle = You may have read that g groups make a block g times cheaper. That is so for the grouped convolution alone. The two 1×1 convolutions around it stay as they were.
    .not-layers = That treats the three convolutions as equally expensive. Before the split, the 3×3 convolution costs more than the other two together.
    .not-none = Each filter of the 3×3 convolution now reads only the channels of its own group, so that convolution has much less to do.
check-9b = Splitting the 3×3 convolution of a bottleneck into { $cardinality } groups leaves { PERCENT($macs, digits: 0) } of its multiply-adds. How does the amount of data change that its layers write to memory?
    .fewer = It falls by the same factor.
    .same = It stays the same.
    .more = It grows.
    .because = Each layer still gives as many maps of the same size as before. Hence fewer multiply-adds need not mean less time: a processor that mostly waits for memory gains little. Time has to be measured.
    .not-fewer = You may have read that a tenth of the multiply-adds means a tenth of the time. It is not so: the same maps have to be written and read again.
    .not-more = Grouping changes which channels a filter reads, not how many maps there are.
check-9c = ResNeXt-50 ({ $cardinality }×{ $group_width }d) has { $cardinality } groups in each of its blocks. Its multiply-adds, as a share of those of ResNet-50, are about …
    .option = { PERCENT($number, digits: 0) }
    .because = What the groups save is spent on width: the middle of the first blocks has { $width } channels instead of { $bare }, and the later stages are twice as wide, too. The paper compares the two at equal cost; what the groups buy is accuracy, not speed.
    .not-middle = You may have read that g groups make a network g times cheaper. It is not so: only one convolution in three is grouped, and it was made wider in return.
    .not-block = That would be so for groups alone. But ResNeXt makes the middle wider, until the cost is what it was.
    .not-wider = The middle has twice the channels. But its convolution is grouped, so it does not cost twice as much.
