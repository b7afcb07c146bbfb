### Orders

orders-title = Five orders of one block
orders-hook = Batch norm, ReLU, addition: move them around in a residual block and not a single weight changes. Does the order still decide how well a network of 56 layers learns?
orders-blocks = Two orders side by side
    .alt = { $name }: { $count } layers
orders-exercise = Exercise 4 of the chapter
    .link = The block in full pre-activation, with its source code

orders-predict = Five networks of 56 layers start from the same weights and see the same pictures. In which order is training slowest to take off?
    .original = { orders-name.original }
    .norm_after_add = { orders-name.norm_after_add }
    .relu_before_add = { orders-name.relu_before_add }
    .relu_only_pre = { orders-name.relu_only_pre }
    .full_pre = { orders-name.full_pre }
    .reply = You predicted *{ $guess }*. Slowest was **({ $order })**: its training loss was still { FIXED($loss, digits: 2) } over the last steps, against { FIXED($best_loss, digits: 2) } in ({ $best }).
    .refutes = You may have read that any shortcut will do. It is not so: measured here, what matters is what stands *on* the way from one addition to the next. In ({ $order }) a batch norm stands there and rescales x in every block.
    .further = One step further: in ({ $order }) a batch norm stands on the way itself and rescales x in every block. Shrink the way's gates below, block by block, and see what is left of x after ten blocks.
orders-before = So far only (a), the order of 2015. Predict, and the other four join it.
orders-guessed = { $name } your guess

orders-try-shallow = Make the networks shallow
    .look = With 20 layers, do the same orders still come apart?
orders-try-unclipped = Stop clipping the gradients
    .look = Which order bears it, and which explodes? A short race of one seed runs here.
orders-try-worst = Compare (b) with (e)
    .look = Follow the shortcut in both drawings below: what does it pass in (b) that it does not pass in (e)?

orders-clean = From addition to addition
    .alt = Five lanes, one for each order. The shortcut runs through the additions of the blocks; the line is as thick as a change of x is still worth there.
    .x = x at the start
    .f = F, added per block
    .blocks = Blocks
    .ends = a change of x is worth
    .nothing = nothing
    .reading = Arithmetic, not a measurement. Each lane follows x along the shortcuts; every block adds F. A ReLU behind the addition lets the sum through or cuts it off; a batch norm there divides it by its spread first. Only in (c), (d) and (e) does a change of x arrive whole, and in (c) the sum can only grow.
orders-between = What stands between two additions
    .original = then ReLU
    .norm_after_add = then batch norm, ReLU
    .relu_before_add = nothing; F is never negative
    .relu_only_pre = nothing
    .full_pre = nothing

orders-saw = Slowest to take off was ({ $order }), with batch norm behind the addition: { FIXED($loss, digits: 2) } against { FIXED($best_loss, digits: 2) } in ({ $best }). The fewer things stand between one addition and the next, the more of x and of the gradient gets through.
orders-asked-hardest = In which order is training slowest to take off?
    .answer = In ({ $order }). Its training loss over the last steps of the recorded race was { FIXED($loss, digits: 2) }; the quickest, ({ $best }), had { FIXED($best_loss, digits: 2) }. Three seeds, 56 layers, gradients clipped at 1.
orders-asked-way = In which orders does something stand on the way from addition to addition?
    .answer = In (a) a ReLU, in (b) a batch norm and a ReLU. In (c) nothing stands there, but F is never negative, so the sum can only grow. In (d) and (e) nothing stands there and F may have either sign: within a stage $x_L = x_l + F_l + F_{ "{" }l+1{ "}" } + \dots$
orders-asked-shallow = Do the same orders come apart in a network of 20 layers?
    .answer = Of the ten pairs, { $deep } come apart with 56 layers and { $shallow } with 20; pairs that do so at both depths, the same way round: { $both }. Set the depth to 20 and compare.
orders-asked-trained = Is the order that begins best also best after a full training run?
    .answer = Not quite. He et al. (2016, arXiv:1603.05027, Table 2) trained ResNet-110 on CIFAR-10 to the end: test error { PERCENT($original, digits: 2) } in (a), { PERCENT($norm_after_add, digits: 2) } in (b), { PERCENT($relu_before_add, digits: 2) } in (c), { PERCENT($relu_only_pre, digits: 2) } in (d), { PERCENT($full_pre, digits: 2) } in (e). With 1,001 layers the gap opens: 7.61% in order (a), 4.92% in order (e) (the same paper, Table 3). **Limits of our race:** training losses after a few steps say how training begins, not how it ends, and clipping weighs most on networks with large gradients.

orders-left = On the left
orders-right = On the right
orders-clip = { race-clip }
    .help = A longer gradient is shortened to it.
    .off = { race-clip.off }
orders-seed = { race-seed }
    .help = Other initial weights, other batches.

orders-name = Names
    .original = (a) original
    .norm_after_add = (b) norm after the addition
    .relu_before_add = (c) ReLU before the addition
    .relu_only_pre = (d) ReLU-only pre-activation
    .full_pre = (e) full pre-activation
orders-meaning = What each does to the way of the signal
    .original = The block of 2015. The last ReLU comes after the addition: what a block hands on is never negative.
    .norm_after_add = The last batch norm moves behind the addition. It rescales the shortcut too: in no block does x get through as it came.
    .relu_before_add = Both activations stay on the main path, so F(x) is never negative: along the shortcuts a value can grow from block to block, and never shrink.
    .relu_only_pre = ReLU goes in front of each convolution. Nothing follows the addition, but each first ReLU gets a sum that no batch norm has rescaled.
    .full_pre = Batch norm and ReLU go in front of each convolution. Nothing follows the addition, and every convolution reads a rescaled signal.

orders-losses = **Training loss** :gray[· cross-entropy of the batch]
    .alt = Training loss over the steps; at the end: { $ends }
    .hidden = Training loss over the steps: the curves appear once you have predicted
orders-key = { $names }.{ $seeds ->
    [one] {""}
   *[other] {" "}With symbols: the median over the seeds. Faint: every seed.
}
orders-ranking = From the lowest training loss to the highest (last { $last } steps, { $seeds ->
    [one] one seed
   *[other] { $seeds } seeds, mean and range
}): { $places }.
orders-differences = { $seeds ->
    [one] One seed shows no spread, so it cannot tell which of these differences would come again. Run some more.
   *[other] { $apart ->
        [0] In none of the { $every } pairs do the runs separate: any two orders overlap, so no difference was shown.
       *[other] In **{ $apart } of { $every } pairs** every run of one order ended below every run of the other: { $below }. { orders-by-chance } { orders-together }
    }
}
orders-by-chance = Luck alone does this to one pair in { $ways }{ $is_no_surprise ->
    [yes] : among { $every } pairs, one would be no surprise.
   *[no] .
}
orders-together = { $together ->
    [0] All are told apart.
   *[other] { $are_few ->
        [yes] Not told apart: { $pairs }.
       *[no] The other { $together } are not told apart.
    }
}
    .pair = ({ $first }) and ({ $second })
orders-below = ({ $better }) below { $worse }
orders-paper = { $apart ->
    [one] { $agree ->
        [0] The one pair that is apart here stands the other way round by the paper's test error of ResNet-110.
       *[other] The one pair that is apart here stands in the same order by the paper's test error of ResNet-110.
    }
   *[other] Of the { $apart } pairs that are apart here, { $agree ->
        [one] { $agree } stands
       *[other] { $agree } stand
    } in the same order by the paper's test error of ResNet-110.{ $against ->
        [none] {""}
       *[other] {" "}The other way round: { $against }.
    }
}
orders-peaks = Single losses above { $bound } leave the figure: { $peaks }.
    .order = ({ $letter }) with up to { FIXED($loss, digits: 1) }
orders-table = Orders
    .order = order
    .loss = here: training loss, last { $last } steps
    .accuracy = here: test accuracy
    .resnet110 = paper: test error, ResNet-110
    .resnet164 = paper: test error, ResNet-164
orders-recipe = Here: { $depth } layers, { $width } channels in the first stage, pictures of { $size }×{ $size }, batch { $batch }, learning rate { $lr }, gradients { $clip ->
    [none] not clipped
   *[other] clipped at { $clip }
}, { $steps } steps; test accuracy with batch statistics taken anew, on { COUNT($pictures) } pictures. Paper: CIFAR-10, He et al. 2016, Table 2, medians of five runs.
