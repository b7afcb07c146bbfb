### Shattered gradients

shattering-title = Shattered gradients
shattering-hook = Move an input by a hair. Does the gradient of a deep network still point the same way, or is it a fresh draw at every step?
shattering-predict = A plain network of { $depth } layers with batch norm takes a single number as its input. Along a line of inputs, what does its gradient look like?
    .brown = like brown noise: neighbours are alike
    .between = between the two
    .white = like white noise: neighbours are unrelated
    .reply = You predicted *{ $guess }*. It came out as *{ $came }*.
    .refutes = You may have read that a gradient is fine as long as it neither vanishes nor explodes. It is not so: measured here, whatever its size, this one says nothing about the gradient right beside it.
    .further = One step further: a gradient's size and whether its neighbours agree are two questions. Take batch norm away and read what becomes of the plain network.
shattering-try-shallow = Stop at 4 layers
    .look = Do neighbours still know each other?
shattering-try-beta = Give each block full weight (β = 1)
    .look = How much structure does the residual network lose? The paper takes 0.1 for its picture.
shattering-try-bare = Take batch norm away
    .look = The plain network keeps more structure. Read beneath the charts why that is no good news.
shattering-kinks =
    .alt = The derivative over the input, from 0 to 1, in units of its largest value.
    .layers = Folds in a row
    .beta = β, share per block
    .plain = Plain: a product of slopes 2 and −2
    .residual = Residual: a product of factors 1 + β and 1 − β
    .pieces = pieces
    .sign = changes of sign: {"{"}changes{"}"}
    .reading = Arithmetic, not a measurement. {"{"}layers{"}"} folds make {"{"}pieces{"}"} pieces. In the plain network the derivative changes sign over and over; beside a shortcut each factor stays positive as long as β is below 1, so the derivative changes its size and never its sign.
shattering-saw = With { $first_depth ->
    [one] one layer
   *[other] { $first_depth } layers
 } the plain gradient is alike from point to point ({ FIXED($first) }); with { $last_depth } layers it is a fresh draw everywhere ({ FIXED($last) }). With shortcuts and β = 0.1 it keeps { FIXED($residual) }.
shattering-asked-depth = From which depth on is the plain gradient indistinguishable from white noise?
    .answer = { $white_from ->
        [none] At none of the recorded depths for good.
       *[other] From { $white_from } layers on, as far as we recorded ({ $last_depth } layers, with batch norm).
     }
shattering-asked-beta = How much more does the residual network lose when each block has full weight?
    .answer = With { $depth } layers, one point further on, the autocorrelation is { FIXED($small) } at β = 0.1 and { FIXED($large) } at β = 1.
shattering-asked-bare = Does taking batch norm away mend the plain network?
    .answer = { shattering-without-norms } The page on gradients shows that a plain network of 56 layers without batch norm does not learn.
shattering-asked-zero = What do blocks that start at zero change?
    .answer = Such a network begins as its shortcuts. On real pictures the cosine is { FIXED($first) } with { $first_depth } layers and { FIXED($last) } with { $last_depth }: before training, depth costs it next to nothing.
shattering-asked-cause = Is shattering why plain networks learn badly?
    .answer = It may be one reason; this page does not show it. Training follows the gradient in the *weights*; measured here is the gradient in the *input*, because it can be drawn along a line. Both are made of the same signal $\delta$ that comes back to the first layer: $W_1^\top \delta$ and $\delta\, x^\top$. If $\delta$ jumps from one input to the next, neighbouring pictures pull the weights in unrelated directions. How far a step may go is another matter: a step moves the weights, not the input, and follows the mean over a batch. **Limits:** small networks, initial weights only, and a grid that cannot show what lies between its points.
shattering-depth = Layers
    .help = Of 200 ReLUs each.
shattering-beta = β, the share of each block
    .help = A block gives h + β F(h).
shattering-seed = Seed of the gradients shown
shattering-eps = Noise on each pixel
    .help = Its standard deviation; a pixel's is 1.

shattering-line = { $kind ->
    [white] white noise
    [brown] brown noise
    [plain] plain
   *[residual] residual, β = { $beta }
 }
    .heading = { $kind ->
        [white] **White noise**
        [brown] **Brown noise**
        [plain] **Plain**
       *[residual] **Residual, β = { $beta }**
     }
    .alt = { $lag ->
        [none] { shattering-line }: hidden until you have predicted
       *[other] { shattering-line } over the grid: autocorrelation { FIXED($lag) } one point further on
     }
shattering-lags = **Autocorrelation** :gray[· { $depth ->
    [one] { $depth } layer
   *[other] { $depth } layers
 }]
shattering-points-apart = points of the grid apart
shattering-line-depth = **One point further on** :gray[· at every depth]
shattering-layers = layers
shattering-noises = Autocorrelation one point further on, the mean over { $seeds } seeds (lowest to highest): { FIXED($white) } for white noise, { FIXED($brown) } for brown.
shattering-lag = **{ $net }**: { FIXED($lag) }, { $likeness ->
    [white] indistinguishable from white noise
    [brown] like brown noise
   *[between] between the two noises
 }.
shattering-course = **{ $net }**: { FIXED($first) } with { $first_depth ->
    [one] { $first_depth } layer
   *[other] { $first_depth } layers
 }, { FIXED($last) } with { $last_depth }; { $white_from ->
    [none] { $is_white_once ->
        [yes] at some of these depths it is white noise, but not at all that are greater
       *[no] at none of these depths does it look like white noise
     }
   *[other] from { $white_from } layers on it is indistinguishable from white noise
 }.
shattering-without-norms = **Plain, { $depth } layers:** { FIXED($bare) } without batch norm, { FIXED($normed) } with it. { $outcome ->
    [no_less] Taking batch norm away does not make it shatter less.
    [less] Without batch norm it shatters less.
    [collapsed] Without batch norm it shatters less because there is little left to shatter: all points of the grid have become nearly the same (mean cosine { FIXED($alike) } in front of the last layer, { FIXED($alike_normed) } with it). A network that cannot tell its inputs apart gives them all the same gradient.
   *[apart] Without batch norm it shatters less, and its inputs stay apart (mean cosine { FIXED($alike) } in front of the last layer, { FIXED($alike_normed) } with it).
 }

shattering-pictures-title = The same in convolutional networks
shattering-by-depth = **Cosine of the two gradients** :gray[· band: the middle 80% of all pictures and seeds]
shattering-family = **{ $net }**: from { FIXED($first) } at { $first_depth } layers to { FIXED($last) } at { $last_depth }{ $unrelated_from ->
    [none] {""}
   *[other] ; below { $unrelated }, which is next to unrelated, at { $unrelated_from }{ $unrelated_to ->
        [none] {""}
       *[other] {" "}to { $unrelated_to }
     } layers
 }.

shattering-own-title = Networks of your own
shattering-by-noise = **Cosine of the two gradients** :gray[· at every amount of noise]
shattering-deviation = standard deviation of the noise; that of a pixel is 1
shattering-with-noise = With noise of { $eps }, the mean over the seeds (lowest to highest):
shattering-net = **{ $net }**: { FIXED($cosine) }.
shattering-table =
    .net = net
    .noise = noise
    .mean = cosine, mean
    .lowest = lowest seed
    .highest = highest seed
    .from = middle 80%, from
    .to = to
    .seeds = seeds
shattering-to-gradients = Do gradients vanish or explode?
