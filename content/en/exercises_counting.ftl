### Exercises about counts: layers, groups, equal costs, paths, sight, memory.

## Layers

ex-layers = Why is it called ResNet-18 when torch counts 20 convolutions, and why does ResNet-50 have 53 of them?
    .leads = Open the layer counter for ResNet-50
    .example =
        The CIFAR networks of He et al. have 6n + 2 layers: three stages of n blocks with two convolutions each, one convolution in the stem and one dense layer.

        ResNet-20: 6·n + 2 = 20, so **n = 3** blocks in each stage, { $long20 } convolutions and one dense layer. With a projection at the two changes of shape torch would count { $modules20 } convolutions. The paper pads with zeros instead, which has no weights.
    .hint1 = The name counts what lies on the longest way through: convolutions and the dense layer. A projection lies beside it.
    .hint2 = ResNet-18 needs a projection in the first block of stages 2, 3 and 4. ResNet-50 needs one in stage 1 as well: 64 channels come in, 256 go out.
    .answer =
        ResNet-18 has { $long18 } convolutions on the longest way and { $projections18 } projections: { $modules18 } in all. With the dense layer, { $long18 } + 1 = 18 is the name.

        ResNet-50 has { $long50 } on the longest way and { $projections50 } projections: { $modules50 }. Whoever counts `nn.Conv2d` modules counts the projections as well; batch norms are never counted.
ex-layers-n =
    {""}**Fill in the gap.** ResNet-110: 6·n + 2 = 110. How many blocks does each stage have?
    .right = Yes: 108 / 6 = { $blocks110 }.
    .all = { $entered } blocks are in all three stages together.
    .twice = { $entered } is the number of convolutions in a stage. A block has two.
ex-layers-18 = How many `nn.Conv2d` modules does torchvision’s ResNet-18 have?
    .right = Yes: { $long18 } on the longest way, { $projections18 } projections beside it.
    .longest = These lie on the longest way. Which convolutions lie beside it?
    .named = 18 is the name: it counts the dense layer, and leaves out the projections.
    .dense = The dense layer is an `nn.Linear`.
ex-layers-50 = And how many does ResNet-50 have?
    .right = Yes: { $long50 } and { $projections50 } projections, one of them in stage 1.
    .longest = These lie on the longest way. Add the projections.
    .named = 50 is the name, dense layer included and projections left out.
    .three = In a bottleneck network stage 1 needs a projection too: 64 channels come in, 256 go out.

## Groups

ex-groups = In the chapter `ResNeXtBlock(32, 16, 1)` does not have 16 groups. How many, and what must you tell torch?
    .leads = Open ResNeXtBlock(32, 16, 1)
    .example =
        The chapter’s second argument is the number of **channels in each group**; its code divides: `groups=bot_channels//groups`.

        `ResNeXtBlock(32, 16, 1)` has 32·1 = 32 channels in the middle and groups of 16 channels: 32 // 16 = **2 groups**.

        The paper says it the other way round: 32×4d is a *cardinality* of 32, groups of 4 channels each, together 128.
    .hint1 = torch’s `groups` is a number of groups. The chapter’s `groups` is the width of one.
    .hint2 = In a grouped 3×3 each output channel reads only the channels of its own group: 3·3·(channels in a group) weights for each of them.
    .answer =
        ResNeXt’s 32×4d: { $width } channels in the middle, `nn.Conv2d(128, 128, 3, groups=32)`, in the chapter’s words `ResNeXtBlock(256, 4, 0.5)`. The grouped 3×3 has { COUNT($weights) } weights instead of { COUNT($ungrouped) }: { $groups } times fewer. Multiply-adds fall by the same factor. Time does not: the page *{ page-resnext }* measures it.
ex-groups-chapter =
    {""}**Fill in the gap.** `ResNeXtBlock(64, 8, 1)` has 64·1 channels in the middle, 8 in each group. How many groups?
    .right = Yes: 64 // 8. Here both readings give 8, which is why the mix-up survives many tests.
    .width = That is the number of channels in the middle.
    .twice = Two groups is the example above. Here: 64 // 8.
ex-groups-torch = ResNeXt 32×4d has { $width } channels in the middle. What is `groups` in `nn.Conv2d(128, 128, 3, groups=?)`
    .right = Yes: torch wants the number of groups.
    .each = { $each } is the width of a group. torch wants their number.
    .width = That would be one group for each channel, a depthwise convolution.
ex-groups-book = And in the chapter’s `ResNeXtBlock(256, ?, 0.5)`?
    .right = Yes: the channels in each group.
    .groups = The chapter divides: 128 // 32 = 4 groups of 32 channels. That is another block.
ex-groups-weights = How many weights does the grouped 3×3 of 32×4d have?
    .right = Yes: 9·{ $width }·{ $each }.
    .ungrouped = That is without groups. Each output reads only { $each } channels.
    .mixed = That is { $each } groups of { $groups } channels: the two numbers are swapped.
    .one = That is one group. There are { $groups } of them.

## Equal costs

ex-cost = ResNeXt compares blocks of equal cost. With more groups, how wide may they be?
    .leads = Open the comparison of equal costs
    .example =
        A block with C groups of d channels between 256 in and 256 out has C·(256·d + 3·3·d·d + d·256) weights.

        {""}**C = 1, d = 64** (a bottleneck of ResNet-50): 256·64 + 9·64² + 64·256 = **{ COUNT($budget) }**.

        {""}**C = 2, d = 40:** 2·(256·40 + 9·40² + 40·256) = **{ COUNT($two) }**, about the same.
    .hint1 = Put the numbers into the formula: first 256·d·2, then 9·d²; add the two, and multiply by C.
    .hint2 = For C = 8 try d = 12, 13, 14, 15 and see which comes nearest to { COUNT($budget) }.
    .answer =
        The paper’s five blocks: 1×64d, 2×40d, 4×{ $four }d, 8×{ $eight }d, 32×4d. The middle grows from 64 channels to { $width8 } and then { $width32 }, while the cost stays. Grouped channels cost less, and the savings are spent on more of them.

        Xie et al. 2017 (Table 3) report for 50 layers a top-1 error of { PERCENT($error) } at 1×64d and { PERCENT($error32) } at 32×4d.
ex-cost-four =
    {""}**Fill in the gap.** C = 4, d = 24: 4·(256·24 + 9·24² + 24·256) = ?
    .right = Yes, within half a per cent of the bottleneck.
    .once = That is one group. There are four.
    .dense = That is a middle of 96 channels without groups.
ex-cost-eight = C = 8: which whole d comes nearest to { COUNT($budget) } weights?
    .right = Yes: { COUNT($cost8) } weights in { $width8 } channels.
    .shared = 8·8 = 64 keeps the width, but then the block has only { COUNT($thin8) } weights. There is room for more.
    .one = That is d for a single group.
ex-cost-gain = What does the network gain from more groups at the same cost?
    .option-fewer = Fewer weights
    .option-wider = A wider middle
    .option-faster = Less time per step
    .right = Yes: more channels for the same number of weights.
    .fewer = The cost is the same, by design.
    .faster = You may have read this. It is not so: the page *{ page-resnext }* times the same block with more and more groups, and the time does not follow the multiply-adds.

## Paths

ex-paths = At each block the signal may take the main path or the shortcut. How many ways through ResNet-18 are there, and what does deleting a block cost?
    .leads = See which paths carry the gradient
    .example =
        Unravel { $drawn } blocks. At each of them there are two ways, main path or shortcut: 2·2·2·2 = **16 paths**.

        By length, that is by the number of main paths on the way: 1 of length 0, 4 of length 1, 6 of length 2, 4 of length 3, 1 of length 4. Of length 2 there are 4·3/2 = 6: any two of the four blocks.
    .hint1 = Every block doubles the number of paths.
    .hint2 = A deleted block leaves its shortcut: one way instead of two. A path of length 4 chooses 4 of the 8 blocks, in any order: 8·7·6·5 / (4·3·2·1).
    .answer =
        ResNet-18 has { $blocks } blocks, so { $paths } paths; most have length { $length } ({ $longest } of them). Deleting a block halves the paths, and { $without } are left. In a plain network there is one path, and deleting a layer leaves none.

        { $mean ->
            [none] {""}
           *[other] Which of them matter? In our trained residual network of { $deep } blocks the paths that carry the gradient have a mean length of { FIXED($mean, digits: 1) }, while the mean over all paths is { FIXED($half, digits: 1) }.
        }
ex-paths-all =
    {""}**Fill in the gap.** ResNet-18 has { $blocks } blocks. How many paths?
    .right = Yes: 2 multiplied by itself { $blocks } times.
    .sum = The choices multiply: each block doubles what was there.
    .square = 8·8 would be two choices of eight. Here there are eight choices of two.
    .fewer = The path that takes every shortcut counts as well.
ex-paths-length = How many of them go through exactly { $length } main paths?
    .right = Yes: any four of the eight blocks.
    .quarter = They are not spread evenly over the lengths: the middle ones are the most common.
    .product = Choose 4 of 8 blocks. The order does not matter.
ex-paths-without = One block is deleted, its shortcut stays. How many paths are left?
    .right = Yes, half. That is why a residual network survives a deletion.
    .one-less = What is lost is not one path but every path through that main path.
    .none = That is so in a plain network. Here the shortcut stays.
    .share = The deleted block was on half of all paths, not on an eighth.

## How far it sees

ex-sight = How large a part of the picture can one number in ResNet-18 see?
    .leads = See the reach of each layer of ResNet-18
    .example =
        Two numbers follow every layer: its **field** (pixels seen along one side) and its **jump** (pixels from one output to the next).

        1. Stem, 7×7 with stride 2: field { $stem }, jump 2.
        2. Max pooling, 3×3 with stride 2: field { $stem } + (3 − 1)·2 = { $pool }, jump 4.

        A k×k layer adds (k − 1)·jump to the field. A stride multiplies the jump for what comes after.
    .hint1 = In stage 1 the jump is 4 all the time: its blocks have no stride.
    .hint2 = Stage 1 has two blocks of two 3×3 convolutions. Each adds 2·4.
    .answer =
        After the first 3×3 the field is { $first }, after stage 1 { $stage1 }, after stage 2 { $stage2 }, and before the head { $last } pixels: more than the 224 of the picture. Near the border much of that is padding. The shortcut sees less than the main path, so a late block still hands on sharp, small fields beside wide ones.
ex-sight-first =
    {""}**Fill in the gap.** The first 3×3 of stage 1 comes after the pooling: field { $pool } + (3 − 1)·4 = ?
    .right = Yes.
    .no-jump = Its inputs are 4 pixels apart: two steps of 4, not of 1.
    .kernel = A kernel of 3 reaches over 3 − 1 steps.
ex-sight-stage = How far does stage 1 see at its end?
    .right = Yes: { $pool } + 4·2·4.
    .one-block = That is one block. Stage 1 has two.
    .no-jump = Four convolutions add 2 steps each, and each step is 4 pixels.
ex-sight-last = At the end of stage 4, how does the field compare with a picture of 224 pixels?
    .option-part = It sees a part of the picture
    .option-exactly = It sees exactly the picture
    .option-beyond = It would see beyond the picture
    .right = Yes: { $last } pixels.
    .part = Go on: stages 2, 3 and 4 each double the jump.
    .exactly = Nothing in the network knows the size of the picture. Go on counting.

## Memory

ex-memory = Will it fit? The chapter’s network on pictures of 96×96, in batches of { $batch }: what fills the memory?
    .leads = Set up this training, with its forecast
    .example =
        A number in single precision takes 4 bytes. ResNet-34 has { COUNT($params34) } parameters, that is **{ FIXED($megabytes34, digits: 1) } megabytes** (millions of bytes).

        Training holds a gradient for each of them, as many bytes again. SGD with momentum holds one more number for each.
    .hint1 = { COUNT($params) } parameters, 4 bytes each; a megabyte is a million bytes.
    .hint2 = What backward needs from each layer grows with the batch and with the size of the maps. The weights do not.
    .answer =
        The weights take { SIZE($parameters) }, with gradients and momentum { FIXED($fixed, digits: 0) } MB. What backward needs of the activations takes { SIZE($activations) } at a batch of { $batch }: { PERCENT($share) } of { SIZE($total) }, without momentum. Half the batch needs { SIZE($half) } in all. So an “out of memory” is answered with a smaller batch or smaller pictures, not with fewer layers. These numbers are a forecast; a process needs more at its peak.
ex-memory-weights =
    {""}**Fill in the gap.** The chapter’s ResNet-18 has { COUNT($params) } parameters. How many megabytes?
    .right = Yes: 4 bytes each.
    .bytes = That is one byte each. A number in single precision has four.
    .double = That is double precision.
    .bits = Those are bits.
ex-memory-momentum = Weights, gradients and SGD with momentum together: how many megabytes?
    .right = Yes, three numbers for each parameter.
    .once = That is the weights alone.
    .twice = Momentum keeps one more number for each parameter.
    .adam = Four numbers would be Adam: two averages beside weights and gradients.
ex-memory-most = What takes most of the memory in this training?
    .option-weights = The weights
    .option-optimiser = Gradients and momentum
    .option-activations = The activations that backward needs
    .right = Yes: { PERCENT($share) } of it.
    .weights = They take { SIZE($parameters) }. The batch has { $batch } pictures, each with its maps in every layer.
    .optimiser = Together they take twice the weights. Each of { $batch } pictures has its maps in every layer.
