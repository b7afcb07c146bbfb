### ResNeXt

resnext-title = ResNeXt: channels in groups
resnext-hook = Split the channels of a convolution into groups that cannot see one another, and most of its weights are gone. What is lost, what is saved, and is it any faster?
resnext-heading =
    .costs = Fewer multiply-adds: is it faster?
    .splits = More paths at the same cost
    .inception = Inception and ResNeXt

## What to try

resnext-wires =
    .alt = The channels of the block as wires: every input reaches every output in the two 1×1 convolutions, and only those of its group in the 3×3 between them. Beside it, the same as a matrix.
    .channels = Channels of the block, c
    .width = Channels in the middle, b
    .cardinality = Groups, g
    .follow = Follow middle channel
    .middle = { $cardinality } × 3×3
    .from = reads channel →
    .to = writes channel →
    .chapter = In the chapter (channels in a group)
    .paper = In the paper and in PyTorch (groups)
    .params = Parameters
    .macs = Multiply-adds
    .against = The whole block, against one group
    .one = One group is an ordinary convolution: each of its { $width } outputs reads all { $width } channels.
    .some = Each output of the 3×3 reads { $d } of { $width } channels, so it has 1/{ $cardinality } of the weights it would have with one group. The 1×1 convolution after it reads all groups and mixes what they found.
    .depthwise = One channel in each group: a depthwise convolution. Each output of the 3×3 reads a single channel; only the 1×1 convolutions mix channels at all.
resnext-try-paper = The paper's block: 32 groups of 4
    .look = Compare the two bars: the 3×3 has 1/32 of its weights left. How much has the whole block?
resnext-try-word = Ask PyTorch for 16 groups
    .look = The chapter's code takes the same number, 16, for the channels in one group. Which block do you get here?
resnext-try-depthwise = One channel in each group
    .look = Follow one channel: which is the only layer left that mixes channels?
resnext-faster = Split the 3×3 into g groups and it does g times fewer multiply-adds. What will the clock of this machine say of the whole block?
    .as_promised = faster, in step with its multiply-adds
    .less_than_promised = faster, but by less
    .chance = no difference beyond the scatter
    .slower = slower
    .unmeasured = not measured
    .reply = You predicted *{ $guess }*. It came out as *{ $came }*: with { resnext-groups } the block does { PERCENT($macs, digits: 0) } of the multiply-adds and takes { PERCENT($time, digits: 0) } of the time it takes with one.
    .refutes = You may have read that g groups make a convolution g times faster; the chapter says so. It counts multiply-adds, and a clock counts more: memory to move, and many small convolutions that keep a processor less busy than one large one.
    .further = One step further: measure it with smaller maps, or as training. On another machine it may come out otherwise, which is why networks are compared by time on the device they are for.

## What we saw

resnext-saw = With g groups the 3×3 convolution does g times fewer multiply-adds; the whole block saves less, because its two 1×1 convolutions stay whole, and what the clock saves is for each machine to say. The savings buy channels: more paths, wider in sum, at the same cost.
resnext-asked-mix = Which layer lets the groups talk to one another?
    .answer = The 1×1 convolution after them: each of its outputs reads all { $width } channels. Inside the 3×3 an output reads { $group_width ->
        [one] one channel
       *[other] { $group_width } channels
    }, those of its own group.
resnext-asked-words = Does groups=16 mean 16 groups or 16 channels in each?
    .answer = Both are in use. The paper and PyTorch count the groups (the *cardinality*); the argument `groups` of the chapter's `ResNeXtBlock` counts the channels in one group and divides. The figure always shows both numbers; with 32 channels, 16 means 16 groups of 2 or 2 groups of 16.
resnext-asked-divide = Why must the groups divide the channels?
    .answer = Because all groups are equal: each has the same number of inputs and of outputs, in any framework. The slider in the figure therefore stops only at divisors.
resnext-asked-faster = Why is a block with g groups not g times cheaper?
    .answer = The 3×3 is only one of its three convolutions. In the paper's block { $cardinality } groups leave 1/{ $cardinality } of the 3×3, and still { PERCENT($share, digits: 0) } of the multiply-adds of the whole block, most of them in the two 1×1 convolutions.
resnext-asked-width = Does the paper's gain come from more paths or from more channels?
    .answer = Its table cannot tell, and neither can this page: at equal cost more paths always come with a wider middle. The paper takes the comparison as evidence for cardinality; and its errors are of networks trained on ImageNet. On 28×28 pictures of clothes nothing here says that groups help.
resnext-asked-after = Where did groups go from here?
    .answer = **RegNet** keeps this block and searches for a simple rule by which widths and depths grow through the network ([Radosavovic et al. 2020](https://arxiv.org/abs/2003.13678)). **ConvNeXt** takes groups to their end, one channel in each, with 7×7 kernels and changes borrowed from transformers ([Liu et al. 2022](https://arxiv.org/abs/2201.03545)).

## Controls

next-channels = Block channels c
    .help = In and out.
next-width = Bottleneck width b
    .help = Channels of the middle convolution, all groups together.
next-says = Whose `groups`
    .help = *{ next-says.chapter }*: the `groups` of its `ResNeXtBlock`, the channels in one group. *{ next-says.paper }*: the cardinality, the number of groups, and the `groups` of PyTorch.
    .chapter = chapter
    .paper = paper
next-groups = groups
    .help = Must divide the bottleneck width.
next-size = Map size, pixels
next-paths = Paths C
    .help = The page finds the group width d at which the cost is nearest to that of one path of 64.
next-clock = Time of
    .help = *{ next-clock.forward }*: a batch, forward only. *{ next-clock.training }*: forward and backward.
    .forward = classifying
    .training = training
resnext-example = The chapter's block, on 96×96
resnext-even = { $count ->
    [0] Come out even: none with the other settings
   *[other] Come out even: { $options }
}
resnext-uneven = **These groups do not come out even.** { $says ->
    [chapter] Channels in a group
   *[paper] Number of groups
}, `groups`={ $number }: must divide the bottleneck width { $width }; the nearest that do are { $nearest }.
resnext-way-out = { $width ->
    [none] { resnext-groups }
   *[other] Bottleneck width { $width }: { resnext-groups }
}
resnext-groups = { $cardinality ->
    [one] 1 group
   *[other] { $cardinality } groups
} of { $group_width }

## The chosen block

resnext-translation = You asked for **{ $number }**. { $says ->
    [chapter] In the chapter's code `groups` counts the channels of one group
   *[paper] In the paper and in PyTorch the number counts the groups
}, so that is **{ resnext-groups }**: cardinality *C* = { $cardinality }, group width *d* = { $group_width }. { $says ->
    [chapter] The paper, or the `groups` of PyTorch,
   *[paper] The `ResNeXtBlock` of the chapter
} would take the same { $number } for { $other_cardinality ->
    [none] something that does not divide { $width } channels.
    [one] 1 group of { $other_group_width }.
   *[other] { $other_cardinality } groups of { $other_group_width }.
}
resnext-code = The same block in code
    .biases = The lab's block has no biases, since batch norm follows each convolution; the chapter's code keeps them.
    .chapter = the chapter: groups = channels in one group
    .torch = PyTorch, its middle convolution: groups = number of groups
## What it costs

resnext-costs =
    .params = parameters
    .macs = multiply-adds
    .time = measured time
    .x = groups C
    .y = relative to one group
    .alt = Costs of the block against its number of groups, relative to one group. { $sentence }
resnext-saving = With { resnext-groups } the middle convolution does 1/{ $cardinality } of the multiply-adds it does with one group, the whole block { PERCENT($macs, digits: 0) }, with { PERCENT($params, digits: 0) } of its parameters. { $time ->
    [none] Whether it also takes less time, only a clock can say.
   *[other] On this machine it took **{ PERCENT($time, digits: 0) } of the time**. { resnext-saving.verdict }
}
    .verdict = { $verdict ->
        [chance] The rounds scatter so widely that this may be chance; measure again when the machine has less to do.
        [slower] Fewer multiply-adds, more time: many small convolutions keep a processor less busy than one large one.
        [less_than_promised] Fewer multiply-adds did save time, but less than they promise: { $cardinality } groups are not { $cardinality } times as fast.
       *[as_promised] Here the clock follows the multiply-adds; try a smaller map, or another number of channels.
    }
resnext-no-halves = { $width } channels cannot be halved; choose an even bottleneck width to compare.
resnext-measure = Measure on this machine
resnext-too-much = Too much to time: { $reason }.
resnext-quick = Use maps of { $size } pixels
resnext-times =
    .split = groups C × width d
    .params = parameters
    .macs = multiply-adds
    .median = milliseconds per batch
    .half = half of the rounds between
    .alt = Parameters, multiply-adds and measured time for each number of groups
    .conditions = Median of { $rounds } rounds, batches of { $batch } maps of { $size }×{ $size }, float32, on { $device }, torch { $torch }.
resnext-cell = { $number }
    .count = { COUNT($number) }
    .time = { FIXED($number) }
    .span = { FIXED($low) } and { FIXED($high) }
    .against = { $more ->
        [0] 0%
       *[other] +{ PERCENT($more) }
    }

## Three forms of one block

resnext-form =
    .a = (a) sum of branches
    .b = (b) concatenated early
    .c = (c) one grouped convolution
    .inception = Inception (GoogLeNet, 3a)
    .alt = Form { $title }: { $branches ->
        [one] 1 branch
       *[other] { $branches } branches
    }, { $weights } weights
resnext-splits = Grouping makes the middle cheaper, and what is saved can buy channels. Choose how many paths; the page finds the width of each at which the block costs as much as one path of 64, the bottleneck of ResNet-50.
resnext-forms = { $branches ->
    [1] With one group there is one branch, and all three are the same bottleneck of { $weights } weights.
   *[other] All three have { $weights } weights: { $branches } branches, or one grouped convolution.
}
    .intro = **Three forms, one function.** The paper draws the block as a sum of many small paths and programs it as one grouped convolution. These are the three forms of its Figure 3, for the block you chose. Press a box to read what it is.
    .pictures = :gray[Batch norms and ReLUs are left out of the pictures.]
resnext-proof = { $rounding ->
    [yes] The largest difference between any two of the three is **{ MEASURED($double) }**, where the largest output is { MEASURED($largest_output, digits: 3) }. That is the rounding of double precision: the forms add the same numbers in another order. In single precision it is { MEASURED($single) }.
   *[no] The outputs differ by up to { MEASURED($double) }, where the largest is { MEASURED($largest_output, digits: 3) }: more than rounding.
}
    .ask = Compute all three on the same numbers
resnext-box = { $kernel }×{ $kernel }, { NUMBER($out_channels, useGrouping: 0) }
    .weights = { $groups ->
        [1] { $weights } weights
       *[other] { $groups } groups, { $weights } weights
    }
    .windows = { $kernel }×{ $kernel } windows
resnext-scene =
    .count = { $count } more
    .same = of the same
    .more = { $count } more branches of the same kind
    .sum = sum of { $count } branches
    .join = concatenate
    .joined = concatenation of { $count } branches, { $shape }
    .identity = + identity
    .added = addition of the branches and the input, { $shape }

## Splits at equal cost

resnext-published =
    .split = paths C × width d
    .weights = weights
    .against = against 1 × 64
    .macs = multiply-adds
    .error = error, { $layers } layers
    .alt = The paper's five splits at about equal cost, with their ImageNet errors
    .source = Weights and multiply-adds: counted here, for one block of { $channels } channels on maps of { $size }×{ $size }. Errors: ImageNet-1K top-1 of whole networks, from [Xie et al. 2017](https://arxiv.org/abs/1611.05431), Table 3; not measured here.
resnext-widths =
    .x = paths C
    .y = channels C × d
    .d = channels of a path, d
    .pieces = Channels in the middle: one path of 64, and below it the chosen split, one piece for each path
    .alt = Width of the middle against the number of paths at equal weights.
resnext-nearness = { $cardinality ->
    [1] 1 path of { $group_width } channels: { $weights } weights in a block of { $channels } channels. Every other split is the one that comes nearest to them.
   *[other] { $cardinality } paths of { $group_width ->
        [one] 1 channel
       *[other] { $group_width } channels
    }: { $weights } weights in a block of { $channels } channels, { $nearer ->
        [same] exactly as many as
        [more] { PERCENT($off) } more than
       *[fewer] { PERCENT($off) } fewer than
    } 1 path of 64. Its middle is { $width ->
        [one] 1 channel
       *[other] { $width } channels
    } wide, { MEASURED($wider) } times as wide.
}

## Inception beside it

resnext-inception =
    .alt = Inception block: 4 different branches, { $weights } weights
resnext-beside = ResNeXt, 32 paths of 4
    .alt = ResNeXt block: 32 equal branches, { $weights } weights
resnext-differences =
    - **Branches, chosen by hand or equal.** Inception has { $branches } different ones, with kernels of { $kernels } pixels and { $numbers } channel numbers that someone had to choose. ResNeXt has { $paths } equal ones that two numbers describe, C and d.
    - **A shortcut or none.** { $adds ->
        [yes] ResNeXt adds its input $x$ to what the branches make of it.
       *[no] ResNeXt hands on only what its branches make of $x$.
    } { $residual ->
        [yes] Inception adds its input $x$ to what the branches make of it.
       *[no] Inception hands on only what its branches make of $x$.
    }
    - **Not a difference: adding or laying side by side.** Inception lays its outputs side by side ({ $ends } = { $out_channels } channels), and ResNeXt adds its own. But forms (a) and (b) above are one function: side by side, and then a 1×1 convolution over all of it, *is* a sum of branches.
    .compared =
        - **Computation.** On maps of { $side }×{ $side } this Inception block has { $weights } weights and { COUNT($macs) } multiply-adds, the ResNeXt block { $our_weights } and { COUNT($our_macs) }, and a residual block of two 3×3 convolutions of the same { $channels } channels { $basic_weights } and { COUNT($basic_macs) }.
        - **Functions.** With all its weights at zero, the ResNeXt block { $adds ->
            [yes] hands on its input
           *[no] gives zeros
        }, and the Inception block gives zeros. Inception cannot even be set to hand on its input: { $unchanged } = { $passes } of { $reads } channels fit through its convolutions unchanged, and the pooling branch gives maxima. So one more residual block only adds to what a network can represent; one more Inception block may take something away.
