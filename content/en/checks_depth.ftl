### Items about depth: what it does to a training, to a gradient, to a signal.

## 10 vanishing

check-10a = A plain network of 56 layers with batch norm, before its first step. How large is the gradient of the weights in its first block, compared with the last?
    .smaller = less than a tenth
    .even = about as large, within a factor of ten
    .larger = more than ten times as large
    .zero = exactly zero
    .because = { MEASURED($ratio) } times as large as in the last block, over { $seeds } random starts. With batch norm, the gradient of a deep plain network *explodes* on its way back.
    .not-smaller = You may have read that deep plain networks fail because their gradients vanish. It is not so: measured here, with batch norm, the first block has by far the larger gradient.
    .not-even = You may have read that batch norm keeps gradients healthy. It keeps the signal in bounds on its way forward; on its way back the gradient grows all the same.
    .not-zero = No gradient in this network is zero.
check-10b = An untrained residual network of 56 layers *without* batch norm. What becomes of the variance of the signal between its first block and its last?
    .fades = It falls to less than a tenth.
    .level = It stays about the same.
    .grows = It grows more than tenfold.
    .because = From { MEASURED($first) } to { MEASURED($last) }, over { $seeds } random starts. Each block adds to what is there already, so that the signal explodes. Shortcuts keep it from dying out; batch norm, or blocks that start at zero, keep it in bounds.
    .not-fades = You may have read that the signal dies out in a deep network. In a plain one without batch norm it does. Shortcuts turn this round: every block adds.
    .not-level = You may have read that shortcuts keep the signal as it is. It is not so: each block adds F(x) to x, and without batch norm nothing brings the sum back to size.
check-10c = Four untrained networks of 56 layers. In which of them are the gradients so small that a step moves hardly any weight?
    .plain = plain, with batch norm
    .residual = residual, with batch norm
    .bare_plain = plain, without batch norm
    .bare_residual = residual, without batch norm
    .because = At a learning rate of 0.1 a step moves no layer of its blocks by more than { MEASURED($share) } of its length. After { $step } steps the loss is { FIXED($loss, digits: 2) }, where guessing gives { FIXED($guessing, digits: 2) }. Here the signal dies out, and the gradient with it; batch norm repairs just that.
    .not-plain = You may have read that gradients vanish in every deep plain network. With batch norm they do not: here a step could move a layer by { MEASURED($plain_share) } times its own length.
    .not-residual = Here the gradients have an ordinary size, and the network learns.
    .not-bare_residual = Here the signal grows with every block, and the gradients are huge: the loss is soon no longer a number.

## 11 shallow-plain

check-11a = This lab raced a plain network of { $depth } layers against the same network with shortcuts, { $seeds } runs each. Which of the two ended with the lower training loss?
    .residual = the one with shortcuts, in every run
    .plain = the plain one, in every run
    .level = neither: their runs overlap
    .neither = neither: both only guessed
    .because = Plain { FIXED($loss_plain, digits: 2) }, residual { FIXED($loss_residual, digits: 2) }. At { $depth } layers a plain network has no trouble yet, and the shortcuts have nothing to repair.
    .not-residual = You may have read that shortcuts help every network. It is not so: measured here, the runs of the two overlap at { $depth } layers. They help where depth has become a problem.
    .not-plain = The two are level here. Shortcuts do no harm in a shallow network, and not much good.
    .not-neither = Both learn well: guessing would give a loss of { FIXED($guessing, digits: 2) }.
check-11b = This lab's smallest network has { $blocks } blocks. It was trained for one epoch with its shortcuts and for one without. By how many points do the two differ in test accuracy?
    .option = { FIXED($number, digits: 1) }
    .because = { PERCENT($residual) } with shortcuts, { PERCENT($plain) } without. Differences of up to { FIXED($chance, digits: 1) } points can be the luck of the test pictures. The gap opens with depth: two other pairs, after two epochs, differ by { FIXED($at_20, digits: 1) } points at 20 layers and by { FIXED($at_56, digits: 1) } at 56.
    .not-at_20 = That is the gap between two deeper networks, of 20 layers.
    .not-at_56 = You may have read that a network cannot do without shortcuts. A shallow one can: this is the gap at 56 layers.
check-11c = Trained for two epochs, a plain network of 56 layers has a test accuracy that differs by { FIXED($alike, digits: 1) } points from one of 20 layers. What is the same difference for residual networks?
    .option = { FIXED($number, digits: 1) }
    .because = { PERCENT($shallow) } at 20 layers, { PERCENT($deep) } at 56, one run each. So small a difference can be the luck of the test pictures (up to { FIXED($chance, digits: 1) } points): the additional layers cost the residual network nothing. The plain one falls from { PERCENT($plain) } to { PERCENT($deep_plain) }.
    .not-alike = You may have read that more layers harm every network trained so briefly. It is not so: with shortcuts they do not.
    .not-halfway = With shortcuts the drop is not halved: it is gone.
    .not-flipped = The drop is gone. But more layers do not bring so large a gain in so short a training.

## 17 train-or-eval

check-17a = Plain blocks with batch norm, whose kernels are set to the identity, are put into a trained network. Tested in eval mode, it is as accurate as before: { PERCENT($accuracy) }. Now it is switched to training mode. What is its loss on the first training batch?
    .option = { FIXED($number, digits: 2) }
    .because = Before the blocks were put in, it was { FIXED($same, digits: 2) }. No weight has changed. But in training mode a batch norm uses the mean and variance of the batch instead of the stored ones, so the new blocks no longer pass on what they receive.
    .not-same = You may have read that a network does the same in both modes as long as no weight changes. It is not so: in training mode each batch norm takes its statistics from the batch.
    .not-guessing = That is the loss of guessing. The network has not forgotten everything, but it is clearly worse.
check-17b = A plain network of { $depth } layers is trained for { $steps } steps and tested. Then only the stored mean and variance of its batch norms are measured anew on training pictures; no weight is touched. What does that do to its test accuracy?
    .lower = It falls, in every run.
    .same = It stays exactly the same.
    .higher = It rises, in every run.
    .because = From { PERCENT($stored, digits: 0) } to { PERCENT($fresh, digits: 0) }, over { $seeds } runs. The stored values are running averages, and lag behind weights that have just changed quickly. Hence a network can do well in training and badly when it is tested, without overfitting.
    .not-same = You may have read that nothing changes as long as no weight does. It is not so: in eval mode a batch norm uses stored numbers, and these had not kept up with the weights.
    .not-lower = The new values fit the weights as they are now; the old ones did not.
check-17c = Deleting the first block of a trained residual network of 20 layers brings its test accuracy from { PERCENT($before, digits: 0) } down to { PERCENT($stored, digits: 0) }. What does most of this damage?
    .blocks = What the block had computed is missing.
    .both = Half of it is the missing block, half the batch norms.
    .statistics = The stored statistics of the batch norms no longer fit.
    .because = With the statistics measured anew, and the block still missing, the accuracy is { PERCENT($fresh, digits: 0) }. So most of the fall came from batch norms that were still expecting the old signal.
    .not-blocks = You may have read that such a block is critical for what it computes. Most of it is not so: measure the statistics anew, and the network without the block is at { PERCENT($fresh, digits: 0) }.
    .not-both = It is not an even split: with the statistics measured anew, only a small part of the damage remains.

## 23 overfitting

check-23a = Two plain networks with batch norm, of { $shallow } and of { $deep } layers, are trained for { $steps } steps, { $seeds } runs each. Where does the *training* loss of the deeper one end?
    .lower = lower, in every run
    .level = about level: the runs overlap
    .higher = higher, in every run
    .neither = neither of the two learns
    .because = At { FIXED($loss, digits: 2) }, against { FIXED($loss_shallow, digits: 2) } at { $shallow } layers. The deeper network does worse on the very pictures it is trained on. This is what *degradation* means.
    .not-lower = You may have read that a deeper network does worse because it overfits. It is not so: then its training loss would be lower, and only its test loss higher. Measured here, its training loss is the higher one.
    .not-level = The difference is far larger than the spread of the runs, and it is there in training already.
    .not-neither = Guessing gives { FIXED($guessing, digits: 2) }. Both have learned something, the deeper one less.
check-23b = After { $epochs } epochs, a plain network of 20 layers gets { PERCENT($shallow) } of its *training* pictures right. How many does a plain network of 56 layers get right?
    .option = { PERCENT($number) }
    .because = Fewer, although these are the pictures that it has just been trained on. On the test pictures it reaches { PERCENT($test) }. It has not learned too much but too little.
    .not-same = The deeper one could compute whatever the shallower one does. Training does not find it.
    .not-residual = That is what a *residual* network of 56 layers gets right.
    .not-all = You may have read that a deep network learns its training pictures by heart. This one does not: it does worse on them than the shallow one.
check-23c = A network that overfits is far better on its training pictures than on new ones. By how many points is a plain network of 56 layers better on them, after two epochs?
    .option = { FIXED($number, digits: 1) }
    .because = { PERCENT($train) } in training, { PERCENT($test) } in the test: no trace of overfitting. (The training figure is a mean over the epoch, while the network was still learning, and so comes out a little low.)
    .not-flipped = It is the other way round: the training figure is the lower one, { PERCENT($train) } against { PERCENT($test) }.
    .not-behind = You may have read that depth leads to overfitting. It is not so here: that is how far its *test* accuracy is behind that of 20 layers, and its training accuracy is behind as well.

## 24 held-or-found

check-24a = A trained network has a test accuracy of { PERCENT($small) }. Between its blocks, plain blocks are put in whose kernels are set to the identity by hand. What is its accuracy now, before any further training, in eval mode?
    .option = { PERCENT($number) }
    .because = Exactly what it was. So there are weights with which the deeper plain network does as well as the shallower one. What goes wrong with depth is not what a plain network can represent; it is what training finds.
    .not-random = That is what random kernels give. Identity kernels pass on what they receive.
    .not-later = That is what *random* kernels reach after { $further } steps of training. With identity kernels nothing is lost to begin with.
check-24b = A trained network is deepened in two ways: by residual blocks that start at zero, or by plain blocks whose kernels start as the identity. When tested, both give the same answers as before. After { $further } further steps, which has the lower test loss?
    .plain = the plain one, in every run
    .identical = neither: both still compute the same
    .residual = the residual one, in every run
    .level = neither: the runs differ, and overlap
    .because = Residual { FIXED($loss, digits: 2) }, plain { FIXED($loss_plain, digits: 2) }, over { $runs } runs. Both can represent the same function and both started from it. Training gets on better with the one whose blocks need only learn the difference.
    .not-plain = You may have read that a good start is all that matters. It is not so: from the same start the plain blocks do worse.
    .not-identical = Both are trained on, and no longer compute the same.
    .not-level = You may have read that with a good start shortcuts are not needed. It is not so: measured here, the residual network ends lower in every run.
check-24c = Residual blocks whose last batch norm has a scale of zero are put into a trained network. By how much does any of its outputs (logits) change, at most, on the test pictures?
    .option = { $number ->
        [0] by nothing: exactly 0
       *[other] by { MEASURED($number) }
    }
    .because = Such a block gives F(x) = 0, and the sum is x, to the last bit, in all { $runs } runs. This is how one class of functions is nested in the next: with all new blocks at zero, the larger network *is* the smaller one.
    .not-identity = That is what plain blocks with identity kernels change: hardly anything, but their batch norms round.
    .not-plain = That is what random *plain* blocks change. A residual block at zero adds nothing.
    .not-random = That is what random residual blocks change. With a scale of zero they add nothing.
