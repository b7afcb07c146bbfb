### Exercises about learning: one plus, sleeping blocks, learning to do nothing, growing, real curves, real bugs.

## One plus

ex-plus = Go backward through a single plus with numbers. Do the weights that the shortcut skips still learn?
    .leads = Open a block and its addition
    .example =
        The smallest residual block: y = x + w₂·relu(w₁·x), with x = 2, w₁ = 0.5, w₂ = 0.1. A gradient of 1 arrives at y.

        1. Forward: relu(0.5·2) = { MEASURED($shown_hidden) }, F = 0.1·1 = { MEASURED($shown_residual) }, y = 2 + 0.1 = 2.1.
        2. At the plus the gradient goes on **whole** to both branches: 1 to the shortcut, 1 to F.
        3. w₂ gets 1·relu(…) = { MEASURED($shown_at_w2) }, and w₁ gets 1·w₂·x = { MEASURED($shown_at_w1) }.
        4. x gets both: 1 + 1·w₂·w₁ = { MEASURED($shown_at_x, digits: 3) }. That is dy/dx = 1 + F′(x).
    .hint1 = The ReLU is open, since w₁·x is positive. Then F′(x) = w₂·w₁.
    .hint2 = SGD takes a step *against* the gradient: new w₁ = w₁ − learning rate·gradient. And the gradient of w₁ is (arriving)·w₂·x.
    .answer =
        y = { MEASURED($x) } + ({ MEASURED($residual) }) = { MEASURED($forward) }. Backward, x gets { MEASURED($arriving) }·(1 + ({ MEASURED($slope) })) = { MEASURED($at_x) }; w₂ gets { MEASURED($at_w2) }, w₁ gets { MEASURED($at_w1) }, and after one step w₁ = { MEASURED($new_w1) }.

        The shortcut takes nothing away from F: its weights get the same gradient as without it. What changes is what goes *back to x*. Through { $many } such blocks in a row a factor of { MEASURED($slope) } each leaves { MEASURED($product) } of the gradient; a factor of 1 + ({ MEASURED($slope) }) leaves { MEASURED($sum) }.
ex-plus-forward =
    {""}**Fill in the gap.** Now x = { MEASURED($x) }, w₁ = { MEASURED($w1) }, w₂ = { MEASURED($w2) }. relu(w₁·x) = { MEASURED($hidden) }, F = { MEASURED($residual) }. What is y?
    .right = Yes: x + F.
    .plain = That is F. A residual block adds x.
    .alone = That is x. Add F, which is negative.
ex-plus-back = A gradient of { MEASURED($arriving) } arrives at y. How much arrives at x?
    .right = Yes: both branches bring theirs.
    .plain = That is what comes through F. The shortcut brings { MEASURED($arriving) } more.
    .shortcut = That is the shortcut’s part. Add what comes through F, with its sign.
ex-plus-update = The learning rate is { MEASURED($rate) }. What is w₁ after one step?
    .right = Yes: its gradient was { MEASURED($at_w1) }, and the step goes against it.
    .up = The step goes *against* the gradient, and this gradient is negative.
    .still = It does move: its gradient is { MEASURED($arriving) }·w₂·x.
    .gradient = That is the gradient. The step is the learning rate times it.
ex-plus-skipped = The shortcut “skips” the weights of F. Which part of the gradient at the plus do they get?
    .option-nothing = Nothing: it takes the shortcut
    .option-half = Half: it is shared between the branches
    .option-whole = All of it
    .right = Yes. The derivative of a sum with respect to each term is 1.
    .nothing = You may have read that gradients “skip” the layers. It is not so: above w₁ got { MEASURED($at_w1) } and moved.
    .half = A plus does not divide. Both branches get the whole gradient.

## Sleeping blocks

ex-sleep = The loss no longer cares about a block, but weight decay goes on. What becomes of the block?
    .leads = Open a block without batch norm
    .example =
        Weight decay pulls each weight towards 0. In a step of plain SGD with learning rate { MEASURED($rate) } and weight decay { MEASURED($decay, digits: 1) } a weight without any other gradient becomes w·(1 − { MEASURED($rate) }·{ MEASURED($decay, digits: 1) }) = w·{ MEASURED($factor, digits: 6) }.

        How long until it is halved? { MEASURED($factor, digits: 6) } multiplied by itself n times is 0.5 for n = log(0.5) / log({ MEASURED($factor, digits: 6) }) = **{ COUNT($half_one) } steps**.
    .hint1 = F goes through *two* convolutions, one after the other. Both shrink.
    .hint2 = What is x + F when F is nearly nothing? And what does a batch norm do to an input that is scaled by a factor?
    .answer =
        After { COUNT($half) } steps, about { FIXED($epochs, digits: 0) } epochs of 60,000 pictures in batches of 128, F is half as large. A residual block falls asleep *as the identity*: the network behaves like a shallower one, and the block can wake up again. A plain block in the same place falls asleep as zero and takes everything behind it down with it.

        With a batch norm behind the convolutions the scale of their weights cancels out: F stays as it is, and only the batch norm’s own scale, if it decays, can send it to sleep.
ex-sleep-squared =
    {""}**Fill in the gap.** F = W₂·relu(W₁·x), without batch norm or biases. By which factor does F shrink in one step?
    .right = Yes: once for each of its two weights, { MEASURED($factor, digits: 6) }².
    .once = That is one weight. F has two in a row, and both shrink.
    .lost = That is what a weight loses. What is left of F?
ex-sleep-half = After how many steps is F half as large?
    .right = Yes: twice as fast as a single weight.
    .one = That is a single weight. F shrinks by the square of its factor.
    .line = The loss is compound: each step takes its share of what is left.
ex-sleep-residual = What is a **residual** block whose F has faded away?
    .option-zero = Zero
    .option-identity = The identity
    .option-random = Noise
    .right = Yes, up to the last ReLU, which a positive x passes unchanged.
    .zero = That would be the plain block. Here x is added.
    .random = The weights shrink; nothing stirs them.
ex-sleep-norm = With a batch norm behind each convolution, what does shrinking their weights do to F?
    .option-same = F shrinks just the same
    .option-nothing = Next to nothing: the scale cancels
    .option-faster = F shrinks faster
    .right = Yes: a batch norm divides by the deviation, which shrinks with the weights.
    .same = A batch norm divides by the deviation. If all inputs are halved, so is the deviation.
    .faster = A batch norm divides by the deviation. If all inputs are halved, so is the deviation.

## Learning to do nothing

ex-identity = Teach blocks to do nothing: y = x. Which of them learn it, and what does depth do to it?
    .leads = See a block of the plain row
    .example =
        A row of blocks gets maps x of { $channels } channels, as a ReLU lets them through, and is trained to give them back. The error is |y − x|² as a share of |x|²; at { PERCENT($tolerance) } we call it learned. A block has two 3×3 convolutions and no batch norm. Adam, learning rate 0.003, at most { COUNT($most) } steps, { $seeds } runs with different seeds.

        {""}**One residual block**, y = relu(x + F(x)), random weights: { $steps_residual1 ->
            [none] not learned.
           *[other] learned after { COUNT($steps_residual1) } steps.
        }

        {""}**One plain block**, y = relu(F(x)): { $steps_plain1 ->
            [none] not learned in { $missed_plain1 } of { $seeds } runs; an error of { PERCENT($last_plain1) } is left.
           *[other] learned after { COUNT($steps_plain1) } steps.
        }
    .hint1 = A 3×3 convolution from { $channels } to { $channels } channels has a kernel of 9 weights for every pair of channels. Which pairs should have nothing to do with each other?
    .hint2 = A kernel passes its map on unchanged when its middle weight is 1 and the others are 0. And for the last question: what is relu(x + 0), if no number in x is negative?
    .answer =
        To do nothing, a plain block has to get every weight of its two convolutions right: { $channels } ones and { $zeros } zeros in each, up to the order and the scale of the channels in between. For a residual block zeros in the last convolution will do. Steps until y = x, mean and range of { $seeds } runs:

        | blocks | plain | residual | residual, last layer zero |
        |---|---|---|---|
        | 1 | { $steps_plain1 ->
            [none] { $missed_plain1 } of { $seeds } runs not done, { PERCENT($last_plain1) } left
           *[other] { COUNT($steps_plain1) }
        } | { $steps_residual1 ->
            [none] { $missed_residual1 } of { $seeds } runs not done, { PERCENT($last_residual1) } left
           *[other] { COUNT($steps_residual1) }
        } | { COUNT($steps_zero1) } |
        | 2 | { $steps_plain2 ->
            [none] { $missed_plain2 } of { $seeds } runs not done, { PERCENT($last_plain2) } left
           *[other] { COUNT($steps_plain2) }
        } | { $steps_residual2 ->
            [none] { $missed_residual2 } of { $seeds } runs not done, { PERCENT($last_residual2) } left
           *[other] { COUNT($steps_residual2) }
        } | { COUNT($steps_zero2) } |
        | 4 | { $steps_plain4 ->
            [none] { $missed_plain4 } of { $seeds } runs not done, { PERCENT($last_plain4) } left
           *[other] { COUNT($steps_plain4) }
        } | { $steps_residual4 ->
            [none] { $missed_residual4 } of { $seeds } runs not done, { PERCENT($last_residual4) } left
           *[other] { COUNT($steps_residual4) }
        } | { COUNT($steps_zero4) } |
        | 8 | { $steps_plain8 ->
            [none] { $missed_plain8 } of { $seeds } runs not done, { PERCENT($last_plain8) } left
           *[other] { COUNT($steps_plain8) }
        } | { $steps_residual8 ->
            [none] { $missed_residual8 } of { $seeds } runs not done, { PERCENT($last_residual8) } left
           *[other] { COUNT($steps_residual8) }
        } | { COUNT($steps_zero8) } |

        So what is the point of a layer that adds nothing? Whoever makes a network deeper than it needs to be hopes that the spare layers will do no harm, and plain ones cannot be trusted with that. But the shortcut alone is not the whole story: eight *random* residual blocks each add noise of their own, and begin with an error of { MEASURED($first) } times |x|². Doing nothing comes easily where F is small. That is what a zero start is for, and batch norm makes F small as well ([De and Smith 2020](https://arxiv.org/abs/2002.10444)).
ex-identity-ones =
    {""}**Fill in the gap.** One convolution of a plain block shall pass all { $channels } maps on unchanged. How many of its { $weights } weights have to be 1?
    .right = Yes: the middle weight of the kernel from each channel to itself.
    .centres = That is the middle of *every* kernel. Then each map would be the sum of all { $channels }.
    .kernel = That is a whole kernel. Nine ones add up nine neighbours.
    .one = That passes one map on. There are { $channels }.
    .all = Then each number would be the sum of all numbers around it, in all channels.
ex-identity-zeros = And how many of them have to be 0?
    .right = Yes: all that are not 1. In a residual block zeros alone would do.
    .own = Those are the weights around the middle in the kernel from each channel to itself. What about the kernels between different channels?
    .others = Those are the kernels between different channels. What about the weights around the middle?
    .all = Then nothing comes through at all. It would do for a residual block.
ex-identity-four = Rows of **4** blocks with random weights. Which of them learn y = x within { COUNT($most) } steps?
    .option-plain = The plain row only
    .option-residual = The residual row only
    .option-both = Both
    .option-neither = Neither
    .right = { $steps_residual4 ->
        [none] Yes.
       *[other] Yes: the residual row takes { COUNT($steps_residual4) } steps. The plain one still has an error of { PERCENT($last_plain4) } after { COUNT($most) }.
    }
    .plain = The plain row has 8 convolutions, and each must find its ones and zeros. An error of { PERCENT($last_plain4) } is left.
    .residual = Look at the error that is left: { PERCENT($last_residual4) }.
    .both = The plain row has 8 convolutions, and each must find its ones and zeros. An error of { PERCENT($last_plain4) } is left.
    .neither = { $steps_residual4 ->
        [none] Look again at the errors that are left.
       *[other] The residual row gets there after { COUNT($steps_residual4) } steps.
    }
ex-identity-zero = Now the last convolution of every residual block starts at **zero**, in a row of **8**. How many steps does it take?
    .option-nothing = None at all
    .option-fewer = Some, but fewer than for 1 random block
    .option-never = It never learns: zeros have no gradient
    .right = Yes: relu(x + 0) = x. It is the identity before the first step, at any depth.
    .nothing = Look at the table: it took { COUNT($steps_zero8) } steps.
    .fewer = F is zero in every block, so y = relu(x) = x at once. There is nothing left to learn.
    .never = Zeros do learn (the gradient of the last layer is made of what comes in). But here there is nothing to learn: y = x at once.

## Growing

ex-grow = Put one more block into a network that is already fitted. Which blocks leave every output as it was?
    .leads = See the five blocks put in
    .example =
        A small network of ReLU features h and a linear readout is fitted. A new block stands between the two, and nothing is trained afterwards.

        {""}**Residual, random:** relu(h + F(h)) with a random F. The outputs move by up to { MEASURED($residual_random_change) }.

        {""}**Residual, last layer zero:** relu(h + 0) = h, since no feature is negative. The outputs move by **{ MEASURED($residual_zero_change) }**.
    .hint1 = There are five blocks: residual with last layer zero, residual random, plain with last layer zero, plain with identity weights, plain random.
    .hint2 = A plain block with last layer zero gives relu(0). And for the last question: the gradient of the first layer is multiplied by the weights of the last.
    .answer =
        { $kept } of { $tried } leave every output as it was: the residual one whose last layer is zero, and the plain one whose weights are the identity. The least that any of the others moves an output is { MEASURED($least) }.

        So both families *contain* the smaller network. The difference is what one must know: for the residual block zeros will do, at any width and depth; the plain block has to be handed the identity, and in training it has to find and keep it. That is the point of the paper’s “it would be easier to push the residual to zero”.
ex-grow-zero =
    {""}**Fill in the gap.** A **plain** block with last layer zero: relu(0·…) = ?
    .option-same = its input
    .option-nothing = zero, for every input
    .option-noise = noise
    .right = Yes: everything in front of it is lost. Measured, outputs move by up to { MEASURED($plain_zero_change) }.
    .same = That is the residual block, which adds its input.
    .noise = The last layer is zero, so nothing comes through.
ex-grow-kept = How many of the { $tried } blocks on the page leave every output as it was?
    .right = Yes: residual with last layer zero, and plain with the identity.
    .residual = There is a plain one as well that is the identity.
    .zero = Only zeros in a *residual* block are harmless.
    .all = Look at the column of the largest change.
ex-grow-first = A residual block starts with its last layer at zero. Which of its layers get a gradient in the first step?
    .option-all = All of them
    .option-none = None: the block is dead
    .option-last = Only the last one
    .right = Yes. It moves, and from the second step on all do.
    .all = The gradient of the earlier layers is multiplied by the last layer’s weights, which are zero.
    .none = You may have read that zero weights never learn. It is not so: the last layer’s gradient is made of what comes in, and that is not zero.

## Reading room

ex-reading = Four networks, one recipe, real training losses. Which is which, and what do you diagnose?
    .leads = See them with their names
    .example =
        Read a curve in this order: *where does it start* (guessing among ten classes costs log 10 = 2.30), *how does it fall*, *where does it end*.

        In the upper chart **{ $letter_residual56 }** starts far above guessing: in the first steps its weights are thrown about. Then it falls fast and ends near the shallow ones. A bad start, and a good recovery: it is the residual network of 56 layers.
    .hint1 = The four are plain and residual networks of 20 and 56 layers. One of them hardly falls.
    .hint2 = Overfitting would show in the gap between training and test. These are *training* losses. And a warm-up makes the first steps small.
    .answer =
        {""}**{ $letter_residual20 }** is residual with 20 layers, **{ $letter_plain20 }** plain with 20, **{ $letter_residual56 }** residual with 56 and **{ $letter_plain56 }** plain with 56. Over three seeds the final losses are { FIXED($residual20) }, { FIXED($plain20) }, { FIXED($residual56) } and { FIXED($plain56) }. The deeper plain network does worse on the pictures it was *trained* on: degradation.

        In the lower chart the warm-up keeps the first steps calm. It does not prevent the spike here, it delays and lowers it: from { FIXED($peak_bare, digits: 1) } to { FIXED($peak_warm_up, digits: 1) }.
ex-reading-plain =
    {""}**Fill in the gap.** The plain network of 56 layers is curve **?**
    .option-a = A
    .option-b = B
    .option-c = C
    .option-d = D
    .right = Yes: it starts well, and hardly falls.
    .a = That is the example: a bad start, but it recovers.
    .b = This one ends low. Which one hardly falls?
    .c = This one ends low. Which one hardly falls?
    .d = This one ends lowest. Which one hardly falls?
ex-reading-why = What is wrong with it?
    .option-overfitting = It overfits
    .option-degradation = It degrades: training does not find what it could represent
    .option-vanishing = Its gradients vanish, so it does not learn at all
    .right = Yes. Its 20-layer sister shows what it could at least have reached.
    .overfitting = You may have read this. It is not so: these are training losses, and an overfitting network has a *low* one.
    .vanishing = It does learn, slowly: look where it ends. And batch norm keeps its gradients from vanishing.
ex-reading-warm = Lower chart: one network, with and without a warm-up of 20 steps. Which curve had it?
    .option-a = A
    .option-b = B
    .right = Yes: its first steps are calm.
    .a = This one jumps at once. A warm-up begins with small steps.
    .b = This one is calm at first. Is that without a warm-up?

## Bug clinic

ex-clinic = Four patients, one bug each, all seen in forums. Name the bug, then mend the first.
    .leads = See what the order of layers does
    .example =
        This one trains well, and fails when it is tested:

        `Y = self.bn1(self.conv1(X))`, then `Y = self.bn1(self.conv2(Y))`

        {""}**Diagnosis:** one batch norm is used twice. Two layers share one scale, one shift and one set of stored statistics, which fit neither. Training does not show it, since it uses the statistics of the batch{ $accuracy_norm_twice ->
            [none] {""}.
           *[other] {""}: in a small net of ours the loss ends at { FIXED($loss_norm_twice) } with this bug and at { FIXED($loss_none) } without. But only { PERCENT($accuracy_norm_twice) } of the test pictures get the right class instead of { PERCENT($accuracy_none) }.
        } **How to find it:** count the parameters, or look for a name that occurs twice. **Cure:** a batch norm for each convolution.
    .hint1 = Ask of each patient: is anything missing, in the wrong place, or there twice? Which line would you expect between two others?
    .hint2 = `CrossEntropyLoss` takes logits: it has a softmax inside. `backward()` *adds* to the gradients. torch looks for weights in modules, not in lists.
    .answer =
        {""}**ReLU before the addition:** F can only add, never take away. { $loss_before ->
            [none] {""}
           *[other] In our race of 56 layers the final loss is { FIXED($loss_before) } instead of { FIXED($loss) };
        } at 110 layers the paper reports a test error of { PERCENT($paper_before, digits: 2) } instead of { PERCENT($paper, digits: 2) }.

        {""}**Softmax before the loss:** probabilities are taken for logits. Even when every answer is right and certain the loss cannot fall below log(1 + 9/e) = { FIXED($least) }; guessing costs { FIXED($guessing) }.{ $accuracy_softmax ->
            [none] {""}
           *[other] {""} Our small net still learns, and less: { PERCENT($accuracy_softmax) } of the test pictures instead of { PERCENT($accuracy_none) }.
        }

        {""}**No `zero_grad`:** each step adds its gradient to all earlier ones. After t steps the weights follow a sum of t gradients, most of them out of date.{ $accuracy_zero_grad ->
            [none] {""}
           *[other] {""} Our small net learns nothing: it gets { PERCENT($accuracy_zero_grad) } right, no more than by chance.
        }

        {""}**A plain list:** torch does not see the blocks. Their weights are not among `parameters()`, so they are neither trained, nor moved to the GPU, nor saved. Cure: `nn.ModuleList`, or `nn.Sequential`.{ $accuracy_plain_list ->
            [none] {""}
           *[other] {""} Our small net trains { COUNT($params_plain_list) } of its { COUNT($params_none) } weights, those of stem and head, and still gets { PERCENT($accuracy_plain_list) } right, so the bug is easily missed.

        The small net has 8 layers and takes { $bug_steps } steps. With each bug it starts from the same weights and sees the same pictures. Means of { $bug_seeds } seeds, with their range.
        }
ex-clinic-1 =
    {""}**Patient 1**
    ```python
    { $relu_before }
    ```
    .option-relu-before = The ReLU stands in front of the addition
    .option-softmax = There is a softmax in front of the loss
    .option-zero-grad = The gradients are never set to zero
    .option-plain-list = The blocks are kept in a plain list
    .right = Yes: whatever F has learnt, it can only raise x.
    .softmax = There is no loss here at all. Follow `y` to the addition.
    .zero-grad = Nothing is trained here. Follow `y` to the addition.
    .plain-list = Every layer is an attribute, and torch sees them. Follow `y` to the addition.
ex-clinic-2 =
    {""}**Patient 2**
    ```python
    { $softmax }
    ```
    .option-relu-before = The ReLU stands in front of the addition
    .option-softmax = There is a softmax in front of the loss
    .option-zero-grad = The gradients are never set to zero
    .option-plain-list = The blocks are kept in a plain list
    .right = Yes: `CrossEntropyLoss` has one inside.
    .relu-before = There is no addition here. What does the loss expect to be given?
    .zero-grad = They are: `optimiser.zero_grad()`. What does the loss expect to be given?
    .plain-list = `nn.Sequential` is a module. What does the loss expect to be given?
ex-clinic-3 =
    {""}**Patient 3**
    ```python
    { $zero_grad }
    ```
    .option-relu-before = The ReLU stands in front of the addition
    .option-softmax = There is a softmax in front of the loss
    .option-zero-grad = The gradients are never set to zero
    .option-plain-list = The blocks are kept in a plain list
    .right = Yes: `backward()` adds to what is there.
    .relu-before = There is no block here. What does `backward()` do with the gradients of the step before?
    .softmax = `F.cross_entropy` takes logits, and gets them. What does `backward()` do with the gradients of the step before?
    .plain-list = There are no blocks here. What does `backward()` do with the gradients of the step before?
ex-clinic-4 =
    {""}**Patient 4**
    ```python
    { $plain_list }
    ```
    .option-relu-before = The ReLU stands in front of the addition
    .option-softmax = There is a softmax in front of the loss
    .option-zero-grad = The gradients are never set to zero
    .option-plain-list = The blocks are kept in a plain list
    .right = Yes: torch does not look into Python lists.
    .relu-before = There is no addition here. What will `parameters()` find?
    .softmax = There is no loss here. What will `parameters()` find?
    .zero-grad = Nothing is trained here. What will `parameters()` find?
ex-clinic-mended = Mend patient 1 and paste the class. You may paste a class of your own as well: it is searched for these bugs and three more.
    .right = None of the known bugs is in it. The check cell of the bottleneck or of the new order tells you more.
    .relu-before = The main path still ends with a ReLU in front of the addition.
    .no-addition = The input is never added.
    .norm-twice = One batch norm is used twice: its statistics fit neither place.
    .softmax = There is a softmax, and the loss has one inside.
    .zero-grad = `backward()` is called, but never `zero_grad()`.
    .no-step = `backward()` is called, but the optimiser never takes a `step()`.
    .plain-list = Modules in a plain list are invisible to torch. Use `nn.ModuleList` or `nn.Sequential`.

## What one run is evidence of

ex-card = You have trained one network once. Fill in its card: how many steps, how sure is the accuracy, and what may you claim?
    .leads = Train the quick network (half a minute)
    .example =
        { COUNT($shown_images) } pictures in batches of { $shown_batch }: { COUNT($shown_images) } / { $shown_batch } = { $shown_whole } whole batches, and a last one of { $shown_left } pictures. One epoch has **{ COUNT($shown_steps) } steps**.

        A test accuracy is a share of right answers, as in an opinion poll. Of n pictures a share p is uncertain by √(p·(1 − p)/n), one *standard error*.
    .hint1 = { COUNT($images) } / { $batch } = 156.25: how many steps does one epoch have, with the last, smaller batch? Then twice that.
    .hint2 = 0.9·0.1 = 0.09. Divide by the number of pictures, take the root, and multiply by 100 for percentage points.
    .answer =
        { COUNT($steps) } steps. Tested on { COUNT($tested) } pictures, an accuracy of { PERCENT($accuracy, digits: 0) } is uncertain by { FIXED($points) } percentage points, and the *difference* of two such by about { FIXED($apart) }. Two single runs at { PERCENT($accuracy) } and { PERCENT($close) } are within that; besides, another seed moves each of them. Hence the seeds and ranges on the pages of this lab.

        What belongs on a card: data and how many pictures, network, recipe, seeds, number of runs, the test and its size, the machine. And what the network must not be used to claim.
ex-card-steps =
    {""}**Fill in the gap.** { COUNT($images) } pictures, batches of { $batch }, { $epochs } epochs: how many steps?
    .right = Yes: 157 per epoch.
    .whole = Each epoch has one more step, with the pictures that are left over.
    .once = That is one epoch.
    .pictures = That is the number of pictures. A step takes a batch of them.
ex-card-error = An accuracy of { PERCENT($accuracy, digits: 0) } on { COUNT($tested) } test pictures: how large is its standard error, in percentage points?
    .right = Yes: √(0.9·0.1/{ COUNT($tested) }) = 0.003.
    .share = That is a share. In percentage points it is 100 times as much.
    .variance = Take the root of (0.9·0.1/{ COUNT($tested) }).
ex-card-fewer = And on 1,000 test pictures?
    .right = Yes: a tenth of the pictures, √10 times the error.
    .ten = The error grows with the *root*: √10, not 10.
    .same = Fewer pictures, larger error.
ex-card-claim = Network A got { PERCENT($accuracy) } and network B { PERCENT($close) }, each in one run. What may you claim?
    .option-better = B is better
    .option-seeds = B is better, if both had the same seed
    .option-nothing = Nothing about which is better
    .right = Yes. The difference is within the error of the test alone, and another seed moves both.
    .better = The standard error of the difference alone is { FIXED($apart) } percentage points.
    .seeds = The same seed does not make two different networks comparable: it is one draw for each.
ex-card-run = Choose a run of yours whose test accuracy may stand beside others: finished, on Fashion-MNIST, tested on all { COUNT($tested) } pictures.
    .right = { PERCENT($accuracy) }, give or take { PERCENT($error) }, with seed { $seed } and { COUNT($images) } pictures to train on. One run.
    .unfinished = This run has not finished, or was not tested.
    .sketches = This run saw drawn sketches, not Fashion-MNIST.
    .few = It was tested on { COUNT($tested) } pictures: its standard error is { PERCENT($error) }.
