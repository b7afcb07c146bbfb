### Gradients

gradients-title = Gradients
gradients-hook = Going back through a deep network, the [[gradient]] is multiplied at every layer. Multiply many numbers a little below 1 and nothing is left; a little above 1, and they explode. Which is it, and what does a shortcut change?

## Product against sum. The script of the figure fills the gaps.

gradients-sketch = The size of the gradient behind each block, as a multiple of that behind the last, on a logarithmic axis. A product of equal factors and a sum with the identity, as lines; what was measured before training, as dots.
    .factor = Factor of each block
    .depth = Layers
    .norm = Batch norm
    .on = with
    .off = without
    .product = plain: a product
    .sum = residual: 1 plus each factor
    .measured = measured
    .across = block (the gradient runs from right to left)
    .up = times that behind the last block
    .guessed = your prediction
    .reading = Through { $blocks } blocks of factor { $factor }, a product multiplies the gradient by { $product }, a sum by { $sum }.
    .found = Measured: plain { $plain }, residual { $residual }.
gradients-predict = Predict: *{ $net }* has batch norm and no shortcuts. Before any training, what has become of the gradient by the time it is back at the first block?
    .vanishes = it has vanished
    .even = about the same size
    .explodes = it has exploded
    .reply = { $right ->
        [yes] As you predicted: *{ $came }*.
       *[no] You predicted *{ $guess }*; in fact *{ $came }*.
    } Behind the first block it is { MEASURED($plain) } times what it is behind the last; with shortcuts { MEASURED($residual) } times.
    .refutes = You may have read that deep plain networks fail because their gradients vanish. It is not so: measured here, with batch norm the gradient comes back { MEASURED($plain) } times as large. It vanishes only without batch norm, to 1/{ MEASURED($shrunk) }.
    .further = One step further: switch batch norm off in the figure. With one factor a little below 1, the lines then run along both rows of dots: the product vanishes, the sum explodes.

gradients-when = When
    .start = at the start
    .after_1 = after 1 step
    .after_10 = after 10 steps
    .after_30 = after 30 steps
    .after_100 = after 100 steps
gradients-measure = What
    .weights = gradient of the weights
    .outputs = gradient of the blocks' outputs
    .lengths = length of the weights
gradients-seed = Seed
    .help = Another seed draws other initial weights and other batches.
gradients-at = { $step ->
    [0] at the start
    [one] after { $step } step
   *[other] after { $step } steps
 }
gradients-not-so-far = *{ $net }* with seed { $seed } was not recorded that far into its training.
gradients-train = Train { $net } for { $steps } steps here

gradients-by-depth = **{ gradients-quantity }** :gray[· { gradients-at } · Euclidean length]
gradients-quantity = { $measure ->
    [weights] Gradient of the weights
    [outputs] Gradient of the blocks' outputs
   *[lengths] Length of the weights
 }
gradients-across = { $measure ->
    [outputs] block
   *[other] layer with weights, counted from the input
 }
gradients-alt = { gradients-quantity } by depth, { gradients-at }.
    .net = { $first ->
        [none] { $net } is not drawn.
       *[other] { $net } goes from { MEASURED($first) } at its beginning to { MEASURED($last) } at its end.
     }

gradients-lost = **{ $net }**: the loss is no longer a finite number, so there is no gradient to draw.
gradients-missing = **{ $net }**: some of its gradients are zero or no finite numbers.
gradients-blocked = **{ $net }**: the gradient of { $zeros } of its { $depth } layers is exactly 0, which a logarithmic axis cannot show.{ $waits ->
    [yes] {" "}Its blocks start at zero, and what a zero is multiplied with cannot matter yet: the first step moves only the zeros themselves, and what lies outside the blocks.
   *[no] {""}
 }
gradients-weights = **{ $net }**: { $first_is ->
    [even] the gradients of the weights are nearly even ({ MEASURED($first) } in the first block, { MEASURED($last) } in the last)
    [larger] the gradient of the weights is **{ MEASURED($times) } times** larger in the first block ({ MEASURED($first) }) than in the last ({ MEASURED($last) })
   *[smaller] the gradient of the weights is **{ MEASURED($times) } times** smaller in the first block ({ MEASURED($first) }) than in the last ({ MEASURED($last) })
 }{ $back ->
    [none] {""}
    [even] ; going back through the blocks the signal **keeps its size** within a factor of { $even }
    [explodes] ; going back through the blocks the signal **explodes** { MEASURED($back_times) }-fold
    [grows] ; going back through the blocks the signal **grows** { MEASURED($back_times) }-fold
    [shrinks] ; going back through the blocks the signal **shrinks**, to 1/{ MEASURED($back_times) } of its size
   *[vanishes] ; going back through the blocks the signal **vanishes**, to 1/{ MEASURED($back_times) } of its size
 }.{ $size ->
    [huge] {" "}But the largest are **huge**: a step with learning rate { $rate } moves a layer by { MEASURED($share) } times its own length.
    [tiny] {" "}But all of them are **tiny**: a step with learning rate { $rate } moves no layer in a block by more than { MEASURED($percent) }% of its length.{ $later ->
        [stuck] {" "}After { $last_step ->
            [one] { $last_step } step
           *[other] { $last_step } steps
         } its loss is { gradients-last-loss }, no better than guessing.
        [learns] {" "}It does not stay so: after { $last_step ->
            [one] { $last_step } step
           *[other] { $last_step } steps
         } its loss is { gradients-last-loss }.
       *[unknown] {""}
     }
   *[usual] {""}
 }
gradients-last-loss = { $last_loss ->
    [none] no finite number
   *[other] { MEASURED($last_loss, digits: 3) }
 }
gradients-outputs = **{ $net }**: going back through the blocks the gradient { $way ->
    [even] **keeps its size** within a factor of { $even }
    [explodes] **explodes** { MEASURED($times) }-fold
    [grows] **grows** { MEASURED($times) }-fold
    [shrinks] **shrinks**, to 1/{ MEASURED($times) } of its size
   *[vanishes] **vanishes**, to 1/{ MEASURED($times) } of its size
 }: from { MEASURED($last) } behind the last block to { MEASURED($first) } behind the first.
gradients-lengths = **{ $net }**: { $known ->
    [no] some of its weights are no finite numbers.
   *[yes] the first block's weights are **{ MEASURED($first) }** long, the last block's { MEASURED($last) }{ $step ->
        [0] .
       *[other] ; at the start { MEASURED($first_before) } and { MEASURED($last_before) }.
     }
 }

gradients-every-layer = **Every layer**
gradients-layers =
    .net = network
    .layer = layer
    .branch = branch
    .block = block
    .gradient = gradient
    .length = length of the weights
gradients-branch =
    .stem = stem
    .main = main
    .shortcut = shortcut
    .head = head
gradients-conditions = { $batch_size } pictures of 14×14 per batch; each look takes the batch that comes next. SGD with learning rate { $lr } and momentum { $momentum }.

gradients-training-title = **First block against last, while it trains** :gray[· 1 is even]
gradients-steps-taken = steps taken
gradients-even = even
gradients-story = **{ $net }** ({ seeds }): { $state ->
    [lost] after one step the loss is no finite number in { $lost } of these runs.
    [zeros] after one step there is no ratio: some gradients are 0.
   *[known] { $before ->
        [none] no ratio at the start
       *[other] the ratio is { MEASURED($before) } at the start
     }; { MEASURED($after) } after one step, which { $kept_length ->
        [yes] left the first block's weights about as long as they were
       *[no] { $grown ->
            [none] left some of the first block's weights without a finite length
           *[other] made the first block's weights { MEASURED($grown) } times as long
         }
     }; { $end ->
        [none] none
       *[other] { MEASURED($end) }
     } after { $last_step ->
        [one] { $last_step } step
       *[other] { $last_step } steps
     }.{ $turned ->
        [yes] {" "}So it has turned round: now the first block has the smaller gradient.
       *[no] {""}
     }
 }

gradients-census = Going back through the blocks, { gradients-at }, the signal { $explodes ->
    [none] {""}
    [every] **explodes** ({ $far }-fold or more) in every run of { $explodes_every }; {""}
    [some] **explodes** ({ $far }-fold or more) in some runs of { $explodes_some }; {""}
   *[both] **explodes** ({ $far }-fold or more) in every run of { $explodes_every } and some runs of { $explodes_some }; {""}
 }{ $grows ->
    [none] {""}
    [every] **grows** ({ $even }- to { $far }-fold) in every run of { $grows_every }; {""}
    [some] **grows** ({ $even }- to { $far }-fold) in some runs of { $grows_some }; {""}
   *[both] **grows** ({ $even }- to { $far }-fold) in every run of { $grows_every } and some runs of { $grows_some }; {""}
 }{ $shrinks ->
    [none] {""}
    [every] **shrinks** (to between 1/{ $even } and 1/{ $far }) in every run of { $shrinks_every }; {""}
    [some] **shrinks** (to between 1/{ $even } and 1/{ $far }) in some runs of { $shrinks_some }; {""}
   *[both] **shrinks** (to between 1/{ $even } and 1/{ $far }) in every run of { $shrinks_every } and some runs of { $shrinks_some }; {""}
 }{ $vanishes ->
    [none] {""}
    [every] **vanishes** (to 1/{ $far } or less) in every run of { $vanishes_every }; {""}
    [some] **vanishes** (to 1/{ $far } or less) in some runs of { $vanishes_some }; {""}
   *[both] **vanishes** (to 1/{ $far } or less) in every run of { $vanishes_every } and some runs of { $vanishes_some }; {""}
 }{ $named ->
    [yes] in all other runs it keeps its size within a factor of { $even }.
   *[no] keeps its size within a factor of { $even } in every run.
 }{ $left_out ->
    [none] {""}
   *[other] {" "}Left out, since nothing comes back in some runs: { $left_out }.
 }
gradients-tiny = In every run of { $nets } the gradients of the weights are **tiny** in all blocks, { gradients-at }, however even: a step with learning rate { $rate } moves no layer by as much as { $percent }% of its length.{ $stuck ->
    [none] { $learnt ->
        [none] {""}
       *[other] {" "}After { $last_step } steps every run of { $learnt } does better than guessing.
     }
   *[other] { $learnt ->
        [none] {" "}After { $last_step } steps no run of { $stuck } does better than guessing.
       *[other] {" "}After { $last_step } steps no run of { $stuck } does better than guessing, and every run of { $learnt } does.
     }
 }
gradients-deepest-plain = At the start the weights' gradient in the first block of *{ $plain }* is { MEASURED($ratio) } times that in the last, { $apart ->
    [above] in every run above
    [below] in every run below
   *[within] within the spread of
 } the same ratio of *{ $twin }*: { MEASURED($twin_ratio) }.
gradients-table-title = **Every recorded network** :gray[· gradients of the weights, { gradients-at }: geometric means, lowest to highest]
gradients-table =
    .net = network
    .loss = loss
    .first = first block
    .last = last block
    .ratio = first : last
    .outputs = outputs, first : last
    .runs = runs
gradients-mean = { $state ->
    [none] none
    [in_some] none in some runs
    [zero] 0
    [from_zero] 0 to { MEASURED($high) }
   *[known] { MEASURED($spread) }
 }

## Three things to try.

gradients-try-outputs = Only the way back
    .look = The gradient of each block's output, before training. Which line climbs towards the input, which falls, which stays?
gradients-try-step = Take one step
    .look = The length of the weights after a single step. Which layers made the leap?
gradients-try-norm = Residual without batch norm
    .look = Do shortcuts alone keep the gradient even? Open *The numbers* and read its loss after one step.

## What we saw.

gradients-saw = Back through *{ $net }* the gradient does not vanish before training: it grows { MEASURED($plain) }-fold. With shortcuts as well it grows only { MEASURED($residual) }-fold. Shortcuts alone are not enough: without batch norm it vanishes in the plain network, to 1/{ MEASURED($shrunk) }, and grows { MEASURED($bare_residual) }-fold in the residual one.
gradients-asked-vanish = Does the gradient vanish in a deep plain network?
    .answer = Only without batch norm: in *{ $net }* it comes back at 1/{ MEASURED($shrunk) } of its size.{ $tiny ->
        [yes] {" "}The gradients of its weights are tiny at every layer, however even they look beside each other, and after { $steps } steps it still only guesses.
       *[no] {""}
    } So read the absolute size, and how far a step moves a layer, not only the ratio of first to last.
gradients-asked-norm = What does batch norm repair, and what does it not?
    .answer = It gives every layer a signal of the same size on the way forward, so nothing fades and training can begin. It does not keep the gradient even on the way back: in *{ $net }* that grows { MEASURED($plain) }-fold. Yang et al. (2019) calculate the same for very wide networks: “batch normalization itself is the cause of gradient explosion”. The shortcut's identity brings it down to { MEASURED($residual) }-fold.
gradients-asked-training = Does it last once training has begun?
    .answer = { $told }

        A convolution in front of batch norm does not care how long its weights are, so one step that is far too large makes them long, and long weights turn slowly afterwards: their gradient shrinks as one over their length.
gradients-asked-claims = What did He et al. say about vanishing gradients?
    .answer = That they are not to blame (2015, section 4.1): the difficulty of training plain networks with batch norm is “unlikely to be caused by vanishing gradients”, since the gradients kept a healthy size. Ten networks were recorded here, three runs each:

        { $told }

        So degradation is not a story of vanished gradients.
gradients-to-shattering = Do neighbouring gradients still agree?
