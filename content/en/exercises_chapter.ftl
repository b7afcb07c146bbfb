### The five exercises of the chapter: example, tasks, feedback, hints, answer.

## 1. Inception and the residual block

ex-inception = How do an Inception block and a residual block differ: in computation, in accuracy, in the functions they can represent? And what is left of Inception when some of its branches are removed?
    .leads = See both side by side
    .example =
        GoogLeNet’s first Inception block reads { $reads } channels in four branches. Count the weights of its **3×3 branch**, biases and batch norm aside.

        1. The 1×1 in front narrows { $reads } channels to 96: 1·1·{ $reads }·96 = { COUNT($narrowing) } weights.
        2. The 3×3 turns 96 channels into 128: 3·3·96·128 = { COUNT($three) } weights.
        3. Together: { COUNT($narrowing) } + { COUNT($three) } = **{ COUNT($threes) }**.
    .hint1 = A convolution of k×k from a to b channels has k·k·a·b weights. Each branch starts with its own 1×1.
    .hint2 = A branch can hand on no more channels than its narrowest layer has: 64 for the 1×1 branch, 96 for the 3×3 branch. And for the last question: what is the one path in a residual block that has no layer on it?
    .answer =
        {""}**Computation.** Together the four branches have { COUNT($weights) } weights; a residual block of two 3×3 convolutions on the same { $reads } channels has { COUNT($residual) }. The 1×1 convolutions make Inception cheap, and a bottleneck does the same.

        {""}**Functions.** { $reads } channels come in, and the convolutions can hand on { $passes } of them unchanged: Inception cannot be the identity. A residual block is the identity as soon as its main path gives zero, so a deeper network contains the shallower one. Adding or concatenating is not the point: a sum of branches equals one concatenation followed by a 1×1 convolution, as the page *{ page-resnext }* proves with numbers.

        {""}**After removing branches.** A 3×3 branch and a 1×1 branch, added, are a residual block with a projection. Equal branches, added, with an identity beside them: that is ResNeXt.

        {""}**Accuracy.** In the ImageNet contest the ensembles had a top-5 error of 6.66% (GoogLeNet, 2014) and 3.57% (ResNet, 2015): He et al. 2015, Table 5. The networks differ in depth too, so this compares more than blocks.
ex-inception-fives =
    {""}**Fill in the gap.** The 5×5 branch narrows { $reads } channels to 16, then a 5×5 convolution makes 32 of them: 1·1·{ $reads }·16 + 5·5·16·32 = ?
    .right = Yes: { COUNT($fives) } weights, fewer than the 3×3 branch has.
    .direct = That is a 5×5 straight from { $reads } to 32 channels. The 1×1 in front saves nine tenths of it.
    .last = That is the 5×5 alone. Add the 1×1 in front of it.
ex-inception-passes = How many of the { $reads } input channels can the branches made of convolutions hand on unchanged, all together?
    .right = Yes: 64 + 96 + 16 = { $passes }, fewer than { $reads }. So no setting of its weights makes this block the identity.
    .ends = { $entered } is what comes out of the block. Between input and output some branches are narrower: what is squeezed through 16 channels is no longer 32 free ones.
    .all = A shortcut would hand on all { $reads }. These branches have narrow layers; find the narrowest of each.
ex-inception-left = Keep only the 1×1 branch and the 3×3 branch, and **add** their outputs instead of concatenating them. Which block does that resemble most?
    .option-plain = A plain block
    .option-bottleneck = A bottleneck with an identity shortcut
    .option-projection = A residual block with a 1×1 projection on its shortcut
    .option-resnext = A ResNeXt block with two groups
    .right = Yes. One branch transforms, the other only fits the shape: main path and projection.
    .plain = A plain block has a single way through. Here are two, and they are added.
    .bottleneck = Close, but the second branch has a 1×1 convolution of its own: it is no identity.
    .resnext = The paths of ResNeXt are all of one shape. Here one is a 3×3 and the other a 1×1.
ex-inception-difference = Which difference makes the residual block safe to stack?
    .option-join = Inception concatenates, the residual block adds
    .option-sizes = Inception has several kernel sizes
    .option-shortcut = The residual block has a path without any layer on it
    .option-costs = Inception costs less
    .right = Yes. Whatever the layers do, x itself arrives at the output, and the gradient comes back the same way.
    .join = You may have read this. It is not so: a sum of branches equals a concatenation followed by a 1×1 convolution. The join is a way of writing; the identity is the difference.
    .sizes = Several kernel sizes are a choice by hand, and a residual block could have them too. Look for what x can pass without meeting a weight.
    .costs = It does cost less, but a bottleneck costs less still and is residual. Cost does not decide whether depth is safe.

## 2. The variants of Table 1

ex-table = Build the other networks of Table 1 in He et al. 2015. Where does the number in their names come from?
    .leads = Start from ResNet-18, with Table 1 below it
    .example =
        Why is it called ResNet-**18**?

        1. The stem has one convolution.
        2. Four stages of two blocks, two convolutions each: 4·2·2 = { $convolutions18 }.
        3. The head has one dense layer.

        Together 1 + { $convolutions18 } + 1 = **18**. Projections on shortcuts, batch norms and pooling do not count.
    .hint1 = ResNet-34 has the same blocks as ResNet-18, only more of them. ResNet-50 and deeper use bottlenecks of three convolutions.
    .hint2 = Table 1, stage by stage: ResNet-34 has 3, 4, 6 and 3 blocks. ResNet-101 is 1 + 3·(blocks) + 1.
    .answer =
        ResNet-34 has 3, 4, 6 and 3 blocks of two convolutions and { COUNT($params34) } parameters. Swap the block for a bottleneck and you have ResNet-50: { COUNT($params50) } parameters and { COUNT($macs50) } multiply-adds against { COUNT($macs34) }. ResNet-101 only stretches stage 3 to { $third } blocks, ResNet-152 to 36 (and stage 2 to 8).

        In code one list does it: `ResNet(arch=((3, 64), (4, 128), (6, 256), (3, 512)))`.
ex-table-blocks =
    {""}**Fill in the gap.** ResNet-34: 1 + 2·( ? blocks) + 1 = 34
    .right = Yes: { $blocks34 } blocks, as 3 + 4 + 6 + 3.
    .convolutions = { $entered } is the number of convolutions in the blocks. Each block has two.
    .stages = There are four stages, but the formula counts blocks.
ex-table-third = ResNet-101 has bottlenecks of three convolutions in stages of 3, 4, **?** and 3 blocks. How many are in its third stage?
    .right = Yes. All the depth beyond ResNet-50 is here, at 14×14 pixels.
    .all = { $entered } is the number of blocks in the whole network: (101 − 2) / 3. Take off 3 + 4 + 3.
    .twos = A bottleneck has three convolutions, not two.
ex-table-built = Now build **ResNet-34** yourself: open the page above, which holds ResNet-18, change its stages, and paste the link.
    .right = This is ResNet-34: { $layers } layers, { COUNT($params) } parameters, exactly as in torchvision.
    .family = Its blocks are *{ $family ->
        [plain] plain
        [bottleneck] bottlenecks
       *[other] ResNeXt blocks
    }*. ResNet-34 has residual blocks of two 3×3 convolutions.
    .stem = The stem is another one. Table 1 begins with a 7×7 convolution of stride 2 and a max pooling.
    .stages = This network has { $stages } stages. The table has { $wanted }.
    .shape = Stage { $stage } has { $channels } channels and stride { $stride }. In the table the channels are 64, 128, 256, 512, and every stage but the first halves the maps.
    .blocks = { $layers } layers. Stage { $stage } has { $blocks ->
        [one] one block
       *[other] { $blocks } blocks
    }: look it up in the column for 34.
    .shortcut = The blocks fit, but the shortcuts that change the shape are not projections.

## 3. The bottleneck

ex-bottleneck = Deeper networks use a bottleneck: 1×1 down, 3×3, 1×1 up. Build it. What does it save?
    .leads = Open a bottleneck of 256 channels
    .example =
        Count the parameters of the chapter’s block with 64 channels: two 3×3 convolutions without biases, each with a batch norm.

        1. A 3×3 from 64 to 64 channels has 3·3·64·64 = { COUNT($middle) } weights.
        2. Its batch norm has a scale and a shift for each channel: 2·64 = { COUNT($norm) } numbers.
        3. Twice that: 2·({ COUNT($middle) } + { COUNT($norm) }) = **{ COUNT($narrow) }**.

        On 256 channels the same block would have { COUNT($basic) }.
    .hint1 = Each batch norm has two numbers for each of its channels: a scale and a shift. The three batch norms here have 64, 64 and 256 channels.
    .hint2 = To build it on 128 channels: choose the family *{ family.bottleneck }*, set both channels to 128, leave the stride at 1, and make the middle a quarter as wide as the output.
    .answer =
        With batch norms the bottleneck has **{ COUNT($params) }** parameters. Two 3×3 convolutions on the same 256 channels have { COUNT($basic) }: { MEASURED($times, digits: 2) } times as many. For the price of a block of 64 channels ({ COUNT($narrow) }) the bottleneck carries 256. That is how ResNet-50 gets its depth for nearly the cost of ResNet-34.

        The price is capacity: everything must pass through 64 channels. What cannot, takes the shortcut beside it.
ex-bottleneck-up =
    {""}**Fill in the gap.** A bottleneck of 256 channels with 64 in the middle. 1×1 down: 256·64 = { COUNT($down) }. 3×3: { COUNT($middle) }. 1×1 up: **?**
    .right = Yes: 64·256, as many as on the way down.
    .three = That would be a 3×3. The last convolution is a 1×1.
    .square = That is 64·64. It ends with 256 channels.
ex-bottleneck-params = With a batch norm after each convolution, and no biases: how many parameters does the whole bottleneck have?
    .right = Yes: { COUNT($weights) } weights, and 2·(64 + 64 + 256) numbers in the batch norms.
    .bare = These are the convolutions. The batch norms have parameters too.
    .one-each = A batch norm has two numbers for each channel: scale and shift.
    .basic = That is the block of two 3×3 convolutions on 256 channels, which the bottleneck replaces.
    .narrow = That is the block of two 3×3 convolutions on 64 channels. It costs about as much, but carries a quarter of the channels.
ex-bottleneck-built = Build a bottleneck with { $width } channels in and out, stride 1 and an identity shortcut, that has **at most a tenth** of the parameters of the basic block ({ COUNT($own) }). Paste the link.
    .right = { COUNT($params) } parameters with { $middle } channels in the middle: the basic block has { MEASURED($times, digits: 2) } times as many.
    .family = The family is *{ $family ->
        [plain] plain
        [residual] residual
       *[other] ResNeXt
    }*. Choose the bottleneck.
    .channels = This block reads { $reads } channels and gives { $gives }. Set both to { $width }.
    .shape = Leave the stride at 1 and the shortcut at the identity; nothing changes its shape here.
    .dear = { COUNT($params) } parameters with { $middle } channels in the middle: only { MEASURED($times, digits: 2) } times fewer than the basic block. Make the middle narrower.

## 4. Batch norm and activation first

ex-order = Later versions turn *convolution, batch norm, activation* into *batch norm, activation, convolution* (He et al. 2016b, Figure 1). Make the change. What does it change for the signal, and does it train better?
    .leads = Five orders drawn and raced
    .example =
        The chapter’s block, line by line:

        1. `Y = F.relu(self.bn1(self.conv1(X)))`
        2. `Y = self.bn2(self.conv2(Y))`
        3. `Y += X`
        4. `return F.relu(Y)`

        Read from the inside out: convolution, batch norm, ReLU, convolution, batch norm, **addition, ReLU**. The last ReLU stands on the shortcut’s way too: whatever is negative after the addition ends there.
    .hint1 = In the new order every convolution has a batch norm and a ReLU in front of it, on the main path only. The shortcut takes x as it came in, and nothing follows the addition.
    .hint2 = Where the shape changes, main path and projection share the first batch norm and ReLU (He et al. 2016b, Appendix). ResNet-18 has three such blocks: the first of stages 2, 3 and 4.
    .answer =
        The new block: `Y = self.conv1(F.relu(self.bn1(X)))`, then `Y = self.conv2(F.relu(self.bn2(Y)))`, then `return Y + X`. A whole network changes in two more places: the stem loses its batch norm and ReLU, and the head begins with one of each.

        {""}**The signal.** Through the shortcuts of ResNet-18’s { $blocks } blocks the old order sends x through { $clean } ReLUs, the new one through { $clean_pre }. Between two changes of shape, x reaches the next block as a sum, untouched, and the gradient returns the same way.

        {""}**Training.** { $loss ->
            [none] The lab has no recorded race of the orders here.
           *[other] In our short race at 56 layers the final training losses are { FIXED($loss) } in the old order and { FIXED($loss_pre) } in the new: { $overlap ->
                [yes] the ranges overlap, so it shows no difference.
               *[no] the ranges do not overlap.
            }
        } At 110 layers the paper reports test errors of { PERCENT($paper, digits: 2) } and { PERCENT($paper_pre, digits: 2) }, and at 1,001 layers 7.61% and 4.92%: the clean path pays off in very deep networks.
ex-order-next =
    {""}**Fill in the gap.** The new main path: batch norm, ReLU, convolution, batch norm, ReLU, **?**
    .option-addition = the addition
    .option-norm = another batch norm
    .option-convolution = the second convolution
    .right = Yes, and then the addition, with nothing behind it.
    .addition = Then there would be one convolution only.
    .norm = The second batch norm has already come. What is it there to prepare?
ex-order-clean = ResNet-18 in the **old** order: a signal takes the shortcut at every one of the { $blocks } blocks. How many ReLUs does it meet between stem and head?
    .right = Yes: one after each addition.
    .all = That counts the ReLUs inside the main paths as well. A signal on the shortcut does not meet those.
    .none = The last ReLU of a block stands behind the addition: the shortcut’s signal meets it as well.
    .stem = The stem’s own ReLU comes before the first block.
ex-order-clean-pre = And in the **new** order?
    .right = Yes: only where the shape changes, main path and projection share the first batch norm and ReLU.
    .none = Nearly. At the three changes of shape the projection reads what the first batch norm and ReLU give.
    .as-before = That was the old order. What stands behind the addition now?
ex-order-code = Write the new block, with two 3×3 convolutions, and paste the class.
    .right = Batch norm, ReLU, convolution, twice; the addition; nothing behind it. That is it. Let the check cell run it.
    .after = After the addition there is still a { exercises-layer }. Nothing may follow: it would stand on the shortcut’s way.
    .conv-first = The main path still begins with a convolution. Put the first batch norm and ReLU in front of it.
    .shortcut-activated = What you add is no longer x: it has been through a batch norm or a ReLU. Keep x for the shortcut, and give the activated one another name.
    .last = The main path ends with a { exercises-layer }. In the new order the last thing before the addition is a convolution.
    .relu-first = The ReLU comes before the batch norm. First normalise, then cut off what is negative.
    .too-few = There should be two of each on the main path; a { exercises-layer } is missing.
    .order = The layers on the main path are there, but not in the order batch norm, ReLU, convolution, twice.

## 5. Growing without bound

ex-nested = A larger nested class never fits worse. Why can we not just increase the complexity of functions without bound?
    .leads = Polynomials up to degree 20 on 30 noisy points
    .example =
        Polynomials are nested: each of degree 3 is one of degree 4 as well. On { $points } noisy points the error **on these points** falls from { MEASURED($train_first, digits: 3) } (degree { $first }) to { MEASURED($train_last, digits: 3) } (degree { $last }).

        Does a smaller error mean a better function? Take degree 1 and two points: a straight line passes through both, whatever they are. The error is 0, and so far nothing is known about the curve behind them. A polynomial of degree d has d + 1 numbers to choose.
    .hint1 = A polynomial of degree d can pass through d + 1 points.
    .hint2 = On the page, look at the line *{ fc-curve-test }*: where is it lowest? The sentence beneath the chart says it, too.
    .answer =
        {""}**What nesting promises** is the *best* function of the class, measured on the points at hand: its error cannot rise.

        {""}**New data.** On fresh points the error is lowest at degree { $best } ({ MEASURED($test_best, digits: 3) }); at degree { $last } it is { MEASURED($test_last, digits: 3) }, { MEASURED($times, digits: 2) } times as much. The larger class has begun to fit the noise. More data, or regularisation such as weight decay, moves that point but does not remove it.

        {""}**Finding it.** The best function must be found as well. { $plain56 ->
            [none] {""}
           *[other] A plain network of 56 layers could do all that one of 20 layers can, yet in our race its *training* loss ended at { FIXED($plain56) }, that of its residual twin at { FIXED($residual56) }.
        } This is degradation: a matter not of overfitting but of search. Residual blocks help here. And every added block costs memory and time.
ex-nested-degree =
    {""}**Fill in the gap.** With { $points } points at different places: from which degree on can a polynomial pass through all of them, noise included?
    .right = Yes: { $points } coefficients suffice for { $points } points.
    .coefficients = Degree { $entered } has { $entered } + 1 coefficients, one more than needed.
    .largest = That is the largest degree the page offers. It has 21 coefficients for { $points } points.
ex-nested-best = Open the page. At which degree is the error on **fresh** points lowest?
    .right = Yes. Beyond it the fit to the noisy points still improves, and the function gets worse.
    .largest = There the error on the *noisy* points is lowest. Look at the other line.
    .other = { $low ->
        [yes] Higher. The curve on fresh points still falls there.
       *[no] Lower. The curve on fresh points has already risen there.
    } Are all fields of the page at what the link has set?
ex-nested-promise = What exactly does nesting promise?
    .option-fresh = A larger class has no larger error on new data
    .option-found = Training a larger class ends with no larger training error
    .option-best = The best function in the larger class has no larger error on the training data
    .right = Yes: about what can be represented. Nothing about new data, and nothing about finding it.
    .fresh = You may have read this. It is not so: on fresh points degree { $last } has { MEASURED($times, digits: 2) } times the error of degree { $best }, measured here.
    .found = You may have read this. It is not so: a deeper plain network contains the shallower one, and still ends with a larger *training* error. The function is there, but training does not find it.
