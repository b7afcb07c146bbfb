### Signal

signal-title = Signal
signal-hook = Send pictures through 56 layers. Does the signal grow, die out or hold steady, and can the network still tell two different pictures apart at the end?
signal-before = On the page before, the gradient came back through *{ $net }* { MEASURED($plain) } times as large, and vanished only without [[batch-norm|batch norm]]. Now the same networks forward.

## Product against sum. The script of the figure fills the gaps.

signal-sketch = The variance after each block, as a multiple of that after the stem, on a logarithmic axis. A product of equal factors and a sum of equal parts, as lines; what was measured before training, as dots.
    .factor = Variance of each main path
    .depth = Layers
    .norm = Batch norm
    .on = with
    .off = without
    .product = plain: a product
    .sum = residual: a sum
    .measured = measured
    .across = blocks passed (the signal runs from left to right)
    .up = times that after the stem
    .guessed = your prediction
    .reading = After { $blocks } blocks with main paths of variance { $factor }, a product has multiplied the variance by { $product }, a sum by { $sum }.
    .found = Measured: plain { $plain }, residual { $residual }.
signal-predict = Predict: *{ $plain }* keeps the variance level, *{ $residual }* lets it grow; both have batch norm. Before training, in which do different pictures end further apart?
    .plain = in the plain network
    .residual = in the residual network
    .alike = no difference
    .guessed = your prediction
    .reply = { $right ->
        [yes] As you predicted: *{ $came }*.
       *[no] You predicted *{ $guess }*; it is *{ $came }*.
    } The cosine of two different pictures is { FIXED($stem) } after the stem; it ends at { FIXED($plain) } in the plain network and { FIXED($residual) } in the residual one.
    .refutes = You may have read that shortcuts carry the picture through and so keep pictures apart. It is not so before training: measured here, they end more alike in the residual network. Every ReLU after an addition leaves only positive values, and a running sum collects what they have in common.
    .further = One step further: without batch norm the plain network's variance fades. Does it keep pictures apart? Its line is in the second chart below.
signal-pair = Different pictures begin with a cosine of { FIXED($stem) } after the stem. *{ $plain_net }* ends at { FIXED($plain) }, *{ $residual_net }* at { FIXED($residual) }.
    .heading = **How alike two different pictures are** :gray[· cosine after every block]

signal-input = Input
    .help = Noise: each pixel is drawn from the unit Gaussian.
    .images = images
    .noise = noise
signal-measure = What
    .variance = variance
    .squared_mean = squared mean
    .share = share of the main path
signal-axis = Axis
    .linear = linear
    .log = logarithmic
signal-trained = A trained network beside them
    .help = Trained for two epochs. Its batch norm takes the statistics of the batch here, as in all the others.
    .none = none
    .plain20 = plain 20
    .residual20 = residual 20
    .plain56 = plain 56
    .residual56 = residual 56
signal-seed = Seed
    .help = Another seed draws other initial weights and another batch.

signal-by-depth = **{ $measure ->
    [variance] Variance
    [squared_mean] Squared mean
   *[share] Share of the main path
 }** :gray[· after every block, { $log ->
    [yes] logarithmic
   *[no] linear
 } axis]
signal-blocks-passed = blocks passed

signal-variance = **{ $net }**: { $course ->
    [none] some values are no finite numbers
    [level] the variance stays level, within a factor of { $within }: from { MEASURED($first) } after the first block to { MEASURED($last) } after the last
    [steps] in every stage the variance grows in a nearly straight line, by { MEASURED($rise) } per block{ $fallen ->
        [none] {""}
       *[other] ; where a new stage begins it falls back to { MEASURED($fallen) } of what it was
     }
    [grows] the variance grows by a factor of { MEASURED($factor) } per block, from { MEASURED($first) } after the first to { MEASURED($last) } after the last
    [fades] the variance fades, to { MEASURED($factor) } of itself per block, from { MEASURED($first) } after the first to { MEASURED($last) } after the last
   *[unclear] the variance goes from { MEASURED($first) } after the first block to { MEASURED($last) } after the last, in no clear way
 } ({ seeds }).
signal-squared-mean = **{ $net }**: { $first ->
    [none] some values are no finite numbers
   *[other] { $last ->
        [none] some values are no finite numbers
       *[other] the squared mean goes from { MEASURED($first) } after the first block to { MEASURED($last) } after the last
     }
 } ({ seeds }).
signal-share = **{ $net }**: { $state ->
    [plain] nothing is added, so there is no share
    [unknown] some values are no finite numbers
    [zero] every main path brings exactly 0: each block passes on what its shortcut brings
   *[known] the main path brings { MEASURED($first) } of the variance in the first block and { MEASURED($last) } in the last
 } ({ seeds }).

signal-likeness-title = **Can different inputs still be told apart?** :gray[· cosine, 1 is alike]
signal-likeness = **{ $net }**: { $change ->
    [unknown] some inputs arrive as zeros, which point nowhere
   *[other] { $change ->
        [alike] different inputs can hardly be told apart at the end; {""}
        [more] different inputs become more alike; {""}
        [apart] different inputs move apart; {""}
        [same] different inputs stay about as alike as they were; {""}
        [a_little] different inputs become a little more alike; {""}
       *[unclear] {""}
     }cosine { FIXED($stem) } after the stem, { FIXED($last) } after the last block
 } ({ seeds }).
signal-apart = Of { $nets }, inputs end furthest apart in *{ $furthest }*, whose variance { $furthest_course ->
    [level] stays level
    [steps] climbs in steps
    [grows] grows
    [fades] fades
   *[unclear] goes no clear way
 } (cosine { FIXED($furthest_cosine) }), and most alike in *{ $alike }*, whose variance { $alike_course ->
    [level] stays level
    [steps] climbs in steps
    [grows] grows
    [fades] fades
   *[unclear] goes no clear way
 } (cosine { FIXED($alike_cosine) }).{ $verdict ->
    [against] {" "}A level variance does not decide it: that of *{ $level }* is level, and its inputs end more alike than those of *{ $other }*.
    [together] {" "}Here a level variance and inputs kept apart go together, which does not make one the cause.
   *[open] {""}
 }

signal-table =
    .net = network
    .place = place
    .variance = variance
    .squared-mean = squared mean
    .cosine = cosine of different inputs
    .main = variance of F(x)
    .shortcut = variance of the shortcut

## Three things to try.

signal-try-share = The main path's share
    .look = How much of what a block passes on is its own work, early in a stage and late?
signal-try-noise = Send noise instead
    .look = Which curves depend on the pictures, and which hardly at all?
signal-try-trained = Add a trained network
    .look = What has training done to the likeness of different pictures in the last blocks?

## What we saw.

signal-saw = Batch norm holds the signal: in *{ $plain_net }* the variance { $plain_course ->
    [level] stays level
   *[other] does not fade
}, in *{ $residual_net }* it { $residual_course ->
    [steps] climbs in even steps within each stage
   *[other] grows
}. How alike two pictures become is another matter: they end at a cosine of { FIXED($plain) } in the plain network and { FIXED($residual) } in the residual one{ $bare ->
    [none] {""}
   *[other] , and at { FIXED($bare) } in the plain network without batch norm
}.
signal-asked-steady = Does the signal grow, die out or hold steady?
    .answer = { $told }

        A product of factors below 1 fades. Within a stage a sum never does: it keeps what was there and grows, without batch norm by the same factor in every block, with batch norm by the same amount.
signal-asked-apart = Does a steady variance keep pictures apart?
    .answer = Variance says how large the signal is, the cosine whether it still differs from picture to picture. Neither settles the other.

        { $told }

        Compare networks of the same order only: a ReLU makes everything positive, which alone lifts the cosine.
signal-asked-share = Why does the sum climb in a straight line with batch norm?
    .answer = Batch norm gives every main path about the same variance, wherever it stands, so each block of a stage adds the same amount. Its share of the sum therefore falls: in *{ $net }* from { MEASURED($first) } in the first block to { MEASURED($last) } in the last. De and Smith (2020) conclude that batch norm makes deep residual networks begin close to the identity.
signal-asked-training = What does training do to the likeness?
    .answer = Different pictures end at a cosine of { FIXED($residual) } in *{ $net }* before training and { FIXED($after) } after two epochs. One trained network was measured, so this is one case and no law.
