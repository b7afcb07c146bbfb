### Plain against residual: races of twins. Orders takes its races from here too.

race-title = Plain against residual
race-hook = Add 36 layers to a network that works. What happens to its [[training-error|training error]]?
race-saw = { $standing ->
    [higher] Deeper was worse, and on the training pictures themselves: that is degradation.
   *[other] Deeper was not worse here: these runs show no degradation.
} With shortcuts, and nothing else changed, { $residual ->
    [higher] the deeper network was worse too.
    [lower] the deeper network was better than the shallower one.
   *[other] { $deep } layers did as well as { $shallow }, as far as three seeds can tell.
}

## The question of the page

race-predict = A plain network of { $shallow } layers works. Give it { $more } more and train it the same way: what becomes of its training loss?
    .lower = lower
    .level = no difference
    .higher = higher
    .reply = You predicted *{ $guess }*{ $right ->
        [yes] , and so it was.
       *[no] ; it came out *{ $came }*.
    }
    .refutes = { $expected ->
        [higher] You may have read that depth alone always ruins a plain network. It is not so: measured here, { $deep } layers did no worse than { $shallow }.
       *[other] You may have read that a larger network fits its training pictures at least as well. It *could*: it only has to copy the smaller one. But training has to find that copy, and here it did not.
    }
    .further = One step further: now slide to other depths. { $residual ->
        [higher] With shortcuts depth costs something too in so short a race: how much less?
       *[other] With shortcuts the same { $deep } layers do as well as { $shallow }. From which depth on do you need them?
    }
race-headline = { $standing ->
    [higher] **{ $deep } layers do worse than { $shallow }, even on the pictures they were trained on.** In { $runs ->
        [one] this one run
       *[other] all { $runs } runs
    } the deeper plain network ended with the higher training loss, although it has more weights and could copy the shallower one. This is [[degradation]]. It is not overfitting: that would lower the *training* error and raise the error on new pictures.
    [lower] **{ $deep } layers do better than { $shallow } here.** In every run the deeper plain network ended with the lower training loss.
    [neither] **Neither { $shallow } nor { $deep } layers learnt here.** No plain network ended clearly below guessing.
   *[level] **{ $deep } layers do neither better nor worse than { $shallow } here.** These runs cannot tell the two plain networks apart.
}
race-epochs = **And after a longer training?** One run each, { $epochs ->
        [one] one epoch
       *[other] { $epochs } epochs
    }; the share of test pictures named correctly:

    | | { $shallow } layers | { $deep } layers |
    | --- | ---: | ---: |
    | plain | { PERCENT($plain) } | **{ PERCENT($deep_plain) }** |
    | with shortcuts | { PERCENT($residual) } | { PERCENT($deep_residual) } |

race-layers = Layers of the deeper pair
race-replay-reading = { $same ->
    [yes] At { $deep } layers the plain network ends at { $plain_deep } and the one with shortcuts at { $residual_deep }.
   *[no] **Plain:** { $deep } layers end { race-replay-stands } { $shallow }, at a training loss of { $plain_deep } against { $plain_shallow }. **With shortcuts:** { $residual_deep } against { $residual_shallow }, { $residual ->
        [higher] higher in every run.
        [lower] lower in every run.
       *[other] no difference beyond chance.
    }
} { $winner ->
    [residual] The network with shortcuts is ahead in every run.
    [plain] The plain network is ahead in every run.
    [neither] Neither has learnt.
   *[level] Between the two there is no difference beyond chance.
}
    .before = The plain network of { $shallow } layers learns: its training loss falls well below that of guessing. Predict, and the others join it.
    .how = Each curve is the median over the seeds, and each of its points the mean of a few batches, measured before the weights moved. The recipe: { $recipe }. The final training loss is the mean over the last { $last } steps; behind it stands the range over the seeds.
race-replay-stands = { $plain ->
    [higher] *higher* in every run than
    [lower] *lower* in every run than
   *[level] no differently from
}
race-replay-play = Play
race-replay-pause = Pause
race-replay-again = Play again
race-replay-step = Step
race-replay-steps = step
race-replay-loss = training loss
race-replay-guessing = guessing
race-replay-guessed = your guess
race-replay-ends = where they end
race-replay-unknown = { $depth } layers?
race-try-shallow = Only 8 layers
    .look = Do shortcuts gain anything here?
race-try-middle = 32 layers
    .look = The plain network falls behind. Is it too large for the pictures, or too hard to train?
race-try-one = One race instead of three
    .look = Sets “Race it yourself” to the first seed alone. Then change the seed: would one race have told you the truth?

## Why

race-stacks-weight = Weight w of each new block
race-stacks-plain = Plain: y = w · x
race-stacks-residual = With a shortcut: y = x + w · x
race-stacks-copied = copied ({ $depth } layers)
race-stacks-new = { $blocks } new blocks
race-stacks-start = Small weights
race-stacks-copy-plain = w = 1
race-stacks-copy-residual = w = 0
race-stacks-output = What went in as 1 comes out as {"{size}"}: {"{fate}"}
race-stacks-fate =
    .same = the same network as the small one.
    .lost = nothing is left.
    .weak = weaker at every block.
    .large = too large at every block.
race-stacks-alt = Two stacks side by side: blocks copied from the small network, then { $blocks } new ones. Without shortcuts each new block multiplies the signal by w, and only w = 1 hands it on. With shortcuts it adds w times the signal, and w = 0 hands it on.

## Further questions

race-further = Three further questions
race-own = Race it yourself

## Controls

race-second = And a second pair, of depth
    .off = off
race-width = { net-width }
    .help = The paper has 16.
race-size = { net-size }
    .help = At 14, each pixel is the mean of 2×2.
race-order = Order in a block
    .help = { order.help }
race-zero = Residual blocks start at zero
    .help = The last weighted layer of each main path; a plain network could not learn from there.
race-lr = Learning rate
race-batch = Batch
race-warm_up = Warm-up, steps
    .help = The learning rate rises in a straight line.
race-clip = Clip gradients at
    .help = A gradient longer than this, over all weights of a network, is shortened to it.
    .off = off
race-steps = Steps
race-seeds = Seeds
    .help = One race each, one after another.
race-seed = First seed
    .help = Another seed: other first weights, other batches.
race-cell = Opened cell
    .name = { $depth } layers: { $row }
race-pair = The two depths of He's Figure 1
race-class = A race for the classroom, run here

## Racing

race-of-seeds = { $count ->
    [one] seed { $seeds }
   *[other] seeds { $seeds }
}
race-not-run = Not run yet with this setting: { race-of-seeds }.{ $seconds ->
    [none] {""}
   *[other] {" "}From the recorded races, expect about { DURATION($seconds) } on { $device }.
}
race-start = { $count ->
    [one] Start
   *[other] Start { $count } races
}
race-under-way = **Seed { $seed }**, race { $place } of { $count }
race-seeds-run = { race-of-seeds }{ $missing ->
    [yes] {" "}({ $count } of { $asked } here)
   *[no] {""}
}
race-origin = { $origin ->
    [recorded] recorded
    [here] run on this machine
   *[both] recorded, others run on this machine
}
race-recipe = { $with_rate ->
    [yes] learning rate { $lr }{ $warm_up ->
        [0] {", "}
       *[other] {" "}after a warm-up of { $warm_up } steps,{" "}
    }
   *[no] {""}
}gradients { $clip ->
    [none] not clipped
   *[other] clipped at { $clip }
}, batches of { $batch }, { $steps } steps, { race-several-seeds }
race-several-seeds = { $seeds ->
    [one] one seed
   *[other] { $seeds } seeds
}

## What came out

race-losses = **Training loss** :gray[· cross-entropy]
    .alt = Training loss over the steps; last value: { $ends }
race-difference = **What the shortcuts gain** :gray[· plain minus residual]
    .alt = Loss of the plain network minus that of the residual one over the steps; last value: { $ends }
race-last = { $loss ->
    [none] { $net } at no number
   *[other] { $net } at { FIXED($loss, digits: 2) }
}
race-axis-step = step
race-axis-depth = depth
race-axis-lr = learning rate
race-of-depth = { $depth } layers
race-ends = { $known ->
    [all] { FIXED($loss, digits: 2) }
    [some] { FIXED($loss, digits: 2) }, and no number in { $lost } of { $runs } runs
   *[none] no number in { $lost } of { $runs } runs
}
race-verdict = { $winner ->
    [neither] **{ $depth } layers: neither learnt** ({ $recipe }). { race-both }; guessing gives { FIXED($guessing, digits: 2) }.
    [level] **{ $depth } layers: no difference that { race-several-seeds } can show** ({ $recipe }). { race-both }: the ranges overlap{ $distance ->
        [none] .
       *[other] , and the means differ by { FIXED($distance, digits: 2) }.
    }
   *[other] { $seeds ->
        [one] **{ $depth } layers: in this one run the { race-winner } network ended lower** ({ $recipe }). { race-both }. One seed cannot tell this from chance: run some more.
       *[other] **{ $depth } layers: the { race-winner } network won** ({ $recipe }). { race-both }. { race-against-spread }
    }
}
race-both = Training loss over the last { $last } steps: { $residual } with shortcuts, { $plain } without
race-winner = { $winner ->
    [plain] plain
   *[residual] residual
}
race-against-spread = { $distance ->
    [none] The other had a run whose loss stopped being a number.
   *[other] The means differ by { FIXED($distance, digits: 2) }, the closest two runs by { FIXED($closest, digits: 2) }; over the { $seeds } seeds one network's own runs differ by up to { FIXED($widest, digits: 2) }.
}
race-table = Networks
    .net = network
    .weights = weights
    .loss = training loss, last { $last } steps
    .as-is = test accuracy, as it is
    .fresh = test accuracy, fresh statistics
race-lag = With fresh statistics, averaged over the seeds, the test accuracy changes most for one network: **{ $net }** { $gains ->
    [yes] gains
   *[no] loses
} { FIXED($points, digits: 1) } points.
race-stopped = The loss stopped being a number, and the training stopped: { $nets }.
    .net = { $net }{ race-in-runs } ({ $count ->
        [one] step { $steps }
       *[other] steps { $steps }
    })
race-in-runs = { $seeds ->
    [one] {""}
   *[other] {" "}in { $runs } of { $seeds } seeds
}
race-bursts = On the way the loss jumped above { FIXED($bound, digits: 1) }: { $nets }. Would a warm-up, clipped gradients or a lower learning rate have spared it that? Each is a control above.
    .net = { $net }{ race-in-runs }, up to { MEASURED($highest) }

## More layers

race-more-layers = **More layers.** { $sentences }
race-deepening = { $standing ->
    [higher] { race-in-every-run } *{ $deep }* ended **above** *{ $shallow }*: { $deep_ends } against { $shallow_ends }.
    [lower] { race-in-every-run } *{ $deep }* ended **below** *{ $shallow }*: { $deep_ends } against { $shallow_ends }.
    [level] These runs cannot tell *{ $deep }* from *{ $shallow }*: { $deep_ends } against { $shallow_ends }.
   *[neither] Neither *{ $deep }* nor *{ $shallow }* learnt: { $deep_ends } against { $shallow_ends }.
}
race-in-every-run = { $runs ->
    [one] In this one run
   *[other] In every run
}
race-dear-start = So shortcuts did not make depth free here. The race is short, { $steps } steps{ $warm_up ->
    [yes] {""}
   *[no] , at the full learning rate from the first step
}{ $first ->
    [none] .
   *[other] , and the deeper network pays for its start: its first { $count } losses have a mean of { FIXED($first, digits: 1) }, those of the shallower one { FIXED($of_shallow, digits: 1) }.
}
race-longer = Now a longer training, one run of { $epochs ->
    [one] one epoch
   *[other] { $epochs } epochs
} each. { $sentences }
    .pair = Of { COUNT($pictures) } test pictures *{ $deep }* gets { PERCENT($deep_accuracy) } right and *{ $shallow }* { PERCENT($shallow_accuracy) }: the deeper network is { $standing ->
        [behind] still behind
        [ahead] ahead
       *[level] level with the other
    } (training loss of the last epoch { FIXED($deep_loss, digits: 2) } against { FIXED($shallow_loss, digits: 2) }).

## A spike at the start

race-spike = Its first { $count } losses had a mean of { FIXED($first, digits: 1) }, and it ended at { $ends }, over { race-several-seeds }.
    .repaired = { $repair ->
        [warm_up] Warmed up over 20 steps, they had a mean of { FIXED($first, digits: 1) }, and it ended at { $ends }.
        [clip] Clipped at 1, they had a mean of { FIXED($first, digits: 1) }, and it ended at { $ends }.
       *[zero] With blocks started at zero, they had a mean of { FIXED($first, digits: 1) }, and it ended at { $ends }.
    }
race-repair-warm_up = Warm up over 20 steps
race-repair-clip = Clip gradients at 1
race-repair-zero = Start blocks at zero

## The degradation map

race-map = From which depth on do shortcuts help? The degradation map
    .nothing = No race is recorded here, and none was run yet.
    .recipe = Each network: { $recipe }. A cell holds the mean training loss over the last { $last } steps.
    .alt = Map of training losses by depth. { $reading }
    .above = Race { $depth } layers yourself
race-map-row = { $net }{ $steps ->
    [usual] {""}
   *[other] , { $steps } steps
}{ $batch_size ->
    [usual] {""}
   *[other] , batch { $batch_size }
}{ $lr ->
    [usual] {""}
   *[other] , learning rate { $lr }
}{ $warm_up_steps ->
    [usual] {""}
   *[other] , warm-up { $warm_up_steps }
}{ $clip_norm ->
    [usual] {""}
   *[other] , clipped at { $clip_norm }
}
race-map-square = { FIXED($mean, digits: 2) }{ $half ->
    [none] {""}
   *[other] {"\u000A"}±{ FIXED($half, digits: 2) }
}
    .lost =
        no
        number
race-map-guess = From which depth on does the network with shortcuts end clearly below the plain one?
    .never = at none of these
    .reply = { $right ->
        [yes] You predicted *{ $guess }*, and so it was.
       *[no] You predicted *{ $guess }*; it came out *{ $came }*.
    }
    .refutes = You may have read that shortcuts help at any depth, or only in very deep networks. It is not so: measured here, the two rows first separate at *{ $came }*.
    .further = One step further: a claim that holds “in general” deserves the question, at which depth?
race-map-alone = The plain and the residual row have no depth in common yet.
race-map-level = **No difference** beyond chance at { $depths } layers.
race-map-ahead = { $family ->
    [plain] The **plain network is ahead** at { $leads }.
   *[residual] The **residual network is ahead** at { $leads }.
}
    .lead = { $depth } layers (by { FIXED($by, digits: 2) })
race-map-trend = From { $shallow } to { $deep } layers the training loss of the plain network goes from { $plain } to { $deep_plain }, that of the residual network from { $residual } to { $deep_residual }.
race-mean = { $mean ->
    [none] no number
   *[other] { FIXED($mean, digits: 2) }
}
race-map-bare = { $winner ->
    [neither] **Without batch norm neither learns** at { $depth } layers under this recipe (final loss: plain { $plain }, residual { $residual }; guessing gives { FIXED($guessing, digits: 2) }).
   *[other] Without batch norm, at { $depth } layers: plain { $plain }, residual { $residual }.
}

## Shortcuts or batch norm

race-factors = Shortcuts or batch norm: which of the two does it?
    .above = Race the two without batch norm yourself
race-factors-guess = Which of the two alone gets a network of { $depth } layers further?
    .shortcuts = shortcuts alone
    .norms = batch norm alone
    .level = no difference
    .neither = neither
    .reply = You predicted *{ $guess }*{ $right ->
        [yes] , and so it was.
       *[no] { $further ->
            [neither] ; neither alone learnt.
           *[other] ; it came out *{ $came }*.
        }
    }
    .refutes = { $further ->
        [shortcuts] You may have read that shortcuts matter only because they keep gradients from vanishing, which batch norm does already. It is not so: measured here, batch norm alone does not train this depth, and shortcuts alone do.
        [norms] You may have read that shortcuts alone make depth trainable. It is not so: measured here, batch norm alone gets further.
       *[other] You may have read that one of the two does all the work. It is not so: measured here, neither alone is ahead of the other.
    }
    .further = One step further: do both together beat the better one alone? Look at the upper right corner.
race-factors-ends = **Final training loss** :gray[· mean ± half the range over the seeds]
    .without = no shortcuts
    .with = shortcuts
    .normed = batch norm
    .bare = no batch norm
race-factors-verdict = { $further ->
    [neither] **Neither of the two alone learns** at { $depth } layers
    [level] **Neither alone is ahead of the other** at { $depth } layers
    [shortcuts] **Shortcuts alone get further** at { $depth } layers
   *[norms] **Batch norm alone gets further** at { $depth } layers
} ({ $recipe }): shortcuts alone end at { $shortcuts }, batch norm alone at { $norms }. { $add_up ->
    [yes] Both together end at { $both }, below either alone.
   *[no] Both together end at { $both }.
} { $learns ->
    [yes] A network with neither learns all the same
   *[no] A network with neither does not learn
}: { $neither }, where guessing gives { FIXED($guessing, digits: 2) }.
race-factors-blame = That the residual network without batch norm fails unclipped is the recipe's doing, not the shortcuts': with gradients clipped at { $clip } it ends at { $ends }.

## Other rates

race-rates = Is it just the learning rate?
race-rates-guess = At a lower learning rate, what does the plain network of { $depth } layers do beside the residual one?
    .catches_up = it catches up
    .stays_behind = it stays behind
    .reply = You predicted that { $guess }{ $right ->
        [yes] , and so it was
       *[no] ; { $came }
    } { $behind ->
        [every] at every learning rate
        [some] at some of the learning rates
       *[none] at each learning rate
    }.
    .refutes = { $behind ->
        [none] You may have read that the learning rate has nothing to do with it. It is not so: measured here, another one closes the gap.
       *[other] You may have read that a deep network merely needs smaller steps. It is not so: measured here, the gap stays when the steps shrink.
    }
    .further = One step further: would warm-up or clipping close the gap? Race it yourself below.
race-rates-verdict = { $behind ->
    [every] **No: { $deep } stays behind { $twin } at each of the learning rates** { $rates }
    [some] **In part: { $deep } stays behind { $twin } at some learning rates**, but not at { $caught }
   *[none] **At none of the learning rates { $rates } does { $deep } stay behind { $twin }**
} ({ $recipe }). It ends at { $ends }. More layers: { $plain_layers }; { $residual_layers }.
    .ends = { $plain } against { $residual } at { $lr }
race-by-rate = { $where ->
    [above] { $deep } ends above { $shallow } at { race-rates-above }
    [below] { $deep } ends below { $shallow } at { race-rates-below }
    [both] { $deep } ends above { $shallow } at { race-rates-above } and below it at { race-rates-below }
   *[level] { $deep } ends level with { $shallow } at every learning rate
}
race-rates-above = { $all_above ->
    [yes] every learning rate
   *[no] { $above }
}
race-rates-below = { $all_below ->
    [yes] every learning rate
   *[no] { $below }
}

## What we saw

race-asked-deeper = Add 36 layers to a network that works. What happens to its training error?
    .answer = { race-headline }
race-asked-small = Do shortcuts gain anything at { $depth } layers?
    .answer = { $winner ->
        [residual] Yes: in every run the network with shortcuts ended lower.
        [plain] No: in every run the plain network ended lower.
       *[level] Nothing that three runs can show: the plain network ends at { $plain_ends }, the one with shortcuts at { $residual_ends }.
    } An advantage that is said to hold “in general” deserves the question: at which depth?
race-asked-hard = Is the plain network too large for the pictures, or too hard to train?
    .answer = Too hard to train. It is no larger than its twin: both have { COUNT($params) } weights, see the same batches, and differ in the additions alone. The twin trains.
race-asked-depth = From which depth on do shortcuts help?
    .answer = { $reading }
race-asked-one = Would one race have told you the truth?
    .answer = { $closest ->
        [none] At { $depth } layers, no: the runs of the two overlap, so it depends on the seed.
       *[other] At { $depth } layers, yes: even the closest two runs are { FIXED($closest, digits: 2) } apart, though one network's own runs differ by up to { FIXED($widest, digits: 2) }.
    } { $level ->
        [none] {""}
       *[other] At { $level } layers one race would have named a winner where there is none.
    }
race-asked-factors = Which of the two makes depth trainable: shortcuts or batch norm?
    .answer = { $verdict } { $blame }
race-asked-rates = Is it just the learning rate?
    .answer = { $verdict }
race-asked-end = Where would these networks end after a full training?
    .answer = These races do not say: the paper took 64,000 steps. They show which network gets going. After a longer training here the gap was still there: see the table of test accuracies beside the race.
