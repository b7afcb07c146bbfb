### Paths

paths-title = Paths
paths-hook = At every block a signal can take the main path or the shortcut, so n blocks make 2ⁿ [[path|paths]] through one network. Training sends the [[gradient]] back along all of them at once. Which paths carry most of it?
paths-net = Network
    .residual_56_trained = residual 56, trained
    .residual_20_trained = residual 20, trained
    .residual_56_untrained = residual 56, untrained
    .residual_50_untrained = residual 50, untrained
    .residual_44_untrained = residual 44, untrained
    .residual_38_untrained = residual 38, untrained
    .residual_32_untrained = residual 32, untrained
    .residual_26_untrained = residual 26, untrained
    .residual_20_untrained = residual 20, untrained
    .residual_14_untrained = residual 14, untrained
    .residual_8_untrained = residual 8, untrained
paths-samples = Paths drawn of each length
paths-seed = Seed of the draw
    .help = Another seed draws other paths.
paths-measure = Measure { $net } here
paths-length = length: main paths along the path

## The tree of paths. Its script fills the gaps.

paths-tree = The network unrolled into all its paths: at each block a solid line with a box goes up through the main path, a dashed line goes down through the shortcut. Below, a bar for each length, how many paths have it.
    .blocks = Blocks
    .length = Main paths along the way
    .light = Light up
    .of-length = paths of this length
    .by-share = measured share of the gradient
    .input = input
    .output = output
    .block = block { $number }
    .counted = { $paths } paths
    .all = Paths of each length, as a share of all
    .carried = Grey: share of all paths · colour: share of the gradient
    .across = length: main paths along the path
    .reading = { $blocks } blocks, paths of length { $length }: { $count } of { $paths }, or { $part } of all.
    .share = Measured before training, { $blocks } blocks. Paths of length { $length }: { $part } of all, carrying { $share } of the gradient.
    .unmeasured = No network of { $blocks } blocks was measured; try { $measured }.

## How many paths there are, and how long the gradient of one is.

paths-count = { $blocks } blocks make 2{ $power } = { $paths } paths. On average they run along { $half } main paths; { $most } of them along exactly { $length }.
    .heading = **How many paths there are** :gray[· share of all]
    .series = how many there are
paths-one = Along the path of shortcuts alone the gradient has size { MEASURED($shortcuts) }, along all { $blocks } main paths { MEASURED($main) }{ $factor ->
    [none] {""}
   *[other] : each main path multiplies it by { MEASURED($factor) } (geometric mean)
}. Paths of one length differ by a factor of up to { MEASURED($apart, digits: 3) } among the { $drawn } or fewer that were drawn.
    .heading = **The gradient along one path** :gray[· logarithmic axis]
    .tip = 10 to the power of { $power }
    .mean = mean
    .lowest = lowest
    .highest = highest

## Where the gradient comes from, after a prediction.

paths-predict = Predict: in *{ $net }*, which paths together carry most of the gradient? It has { $blocks } blocks; *short* is below { $third } main paths, *long* is above { $two_thirds }.
    .short = the short paths
    .middle = those of middle length
    .long = the long paths
    .reply = { $right ->
        [yes] As you predicted: *{ $came }*.
       *[no] You predicted *{ $guess }*; it is *{ $came }*.
    } Shares of the gradient: { paths-predict.short } { PERCENT($short) }, { paths-predict.middle } { PERCENT($middle) }, { paths-predict.long } { PERCENT($long) }.
    .refutes = You may have read that in a deep residual network the gradient travels through all its layers. It is not so: measured here, the paths along fewer than { $third } of the { $blocks } main paths carry { PERCENT($short) } of it.
    .further = One step further: those short paths are only { PERCENT($all) } of all paths. What does each of them have that the many others lack? The chart under *Why* shows it.
paths-origin = { $third ->
    [1] The path of shortcuts alone is { PERCENT($share) } of all and carries
   *[other] The paths along fewer than { $third } main paths are { PERCENT($share) } of all and carry
} **{ PERCENT($carried) }** of the gradient. Weighted by what they carry, paths run along **{ FIXED($length, digits: 1) }** main paths on average, against { $half } when every path counts alike: { $compared ->
    [shorter] clearly fewer
    [longer] clearly more
   *[alike] no clear difference
}.
    .heading = **Where the gradient comes from** :gray[· share of the whole]
    .exact = what they carry, exactly
    .estimate = the paper's estimate
    .guessed = your prediction

## Three things to try.

paths-try-shallow = Only 9 blocks
    .look = The trained network of 20 layers. Do short paths still carry most of the gradient?
paths-try-untrained = Before training
    .look = The same 56 layers with fresh weights. Which lengths carry the gradient before the network has learnt anything?
paths-try-few = Only 3 blocks
    .look = Eight paths in all. Compare the chart with the tree beside it, lit by the measured share.

## What we saw.

paths-saw = { $compared ->
    [shorter] In this network the gradient comes back mainly along short paths: on average { FIXED($length, digits: 1) } of { $blocks } main paths, against { $half } for all paths alike. There are many long paths, but each carries so little that together they hardly count.
    [longer] In this network long paths carry most of the gradient: on average { FIXED($length, digits: 1) } of { $blocks } main paths, against { $half } for all paths alike. With so few blocks no path is weakened enough to count for nothing.
   *[alike] In this network the gradient favours neither short nor long paths clearly: on average { FIXED($length, digits: 1) } of { $blocks } main paths, against { $half } for all paths alike. The short paths take over only in deeper networks.
}
paths-asked-which = Which paths carry most of the gradient?
    .answer = Of any one length, those along { $heaviest } main paths. { paths-origin }
paths-asked-ensemble = Is a residual network an ensemble of shallow networks?
    .answer = Veit, Wilber and Belongie (2016) argue that it behaves like an [[ensemble]]. They delete or reorder blocks of a trained network and find that the error grows smoothly with the number of paths destroyed; and in a network of 110 layers, most of the gradient came along paths 10 to 34 layers deep. But a path is no network that could be run alone: all paths share their weights, and each passes ReLUs that the whole network has switched. The next page deletes blocks and asks how far the comparison holds.
paths-asked-depth = Does it depend on the depth?
    .answer = { $count ->
        [0] In none of the recorded networks does the gradient take clearly shorter paths than average with every seed.
       *[other] Yes. With every seed, the gradient takes clearly shorter paths than average in { $shorter }.{ $rest ->
            [0] {""}
           *[other] {" "}Not so in { $others }.
        }
    }
paths-asked-estimate = Why does the paper's estimate differ from the exact sum?
    .answer = The estimate multiplies the number of paths by the mean size of their gradients, as if all of them pointed the same way. So it overcounts: it arrives at { MEASURED($times, digits: 3) } times the whole gradient and a mean length of { FIXED($length, digits: 1) }. Added up with their directions, the parts of each length are { MEASURED($summed) } times as large as the whole; the rest cancels.{ $pulling ->
        [0] {""}
       *[other] {" "}Paths of length { $against } even pull against the whole.
    }
paths-asked-training = What does training do to the paths?
    .answer = In the network of 56 layers the mean length, weighted by what the paths carry, goes from { FIXED($before, digits: 1) } before training to { FIXED($after, digits: 1) } after it: { $moved ->
        [shorter] training shifts the gradient to shorter paths still
        [longer] training shifts the gradient to longer paths
       *[alike] training changes little
    }. One trained network was measured, so this is one case and no law.

## The numbers, length by length and network by network.

paths-numbers = **Length by length**
    .length = length
    .paths = paths
    .drawn = drawn
    .one = gradient of one
    .lowest = lowest
    .highest = highest
    .estimate = estimate
    .together = all together
    .adds = carries
paths-table = network
    .blocks = blocks
    .nets = networks
    .alike = all paths alike
    .estimated = paper's estimate
    .exact = by what they carry
paths-conditions = Gradient of the loss at { $images } test pictures; up to { $drawn } paths drawn of each length.
