### Function classes

fc-title = Function classes
fc-hook = Allow more functions and take the best fit among them. Can the best fit ever get worse?
fc-saw = { $rises ->
    [0] With equal bins it never did here, but only by luck: their sets are not nested.
   *[other] Yes: with equal bins { $rises } of { $steps } steps to a larger set made the best fit worse, because a larger set need not contain the smaller one.
} Where every set contains the one before, [[nested|nested]] sets, it cannot happen, whatever the target.
fc-try-lost = 3 bins instead of 2
    .look = The set is larger. Why does its tip stand further from f*?
fc-try-doubled = Keep every cut
    .look = Some of the very same sets, in another order of growth. What has changed in the picture?
fc-try-steps = A target of three steps
    .look = The same sets, another target. Which size is the good one now?
fc-further = Look closer
fc-best = The best fit of the chosen set

## The best fit

fc-family = Family of functions
    .equal_bins = equal bins
    .doubled_bins = doubled bins
    .polynomials = polynomials
    .fourier = Fourier series
    .one_frequency = one frequency
    .bumps = bumps
fc-meaning = { $family ->
    [equal_bins] Functions that are constant on each of k bins of equal width.
    [doubled_bins] Functions that are constant on each of k equal bins, where each size cuts every bin of the one before in two.
    [polynomials] Polynomials of degree k or less.
    [fourier] A constant plus waves of the frequencies 1 to k.
    [one_frequency] A constant plus waves of frequency k and of no other.
   *[bumps] Weighted sums of k bell curves, evenly spread and 1/k wide.
}
fc-set = { $family ->
    [polynomials] polynomials of degree { $size } or less
    [fourier] a Fourier series up to frequency { $size }
    [one_frequency] a constant and waves of frequency { $size }
    [bumps] { $size ->
        [one] { $size } bump
       *[other] { $size } bumps
    }
   *[other] { $size ->
        [one] { $size } equal bin
       *[other] { $size } equal bins
    }
}
fc-target = Target f*
    .step_and_sine = step and sine
    .two_waves = two waves
    .corner = corner
    .three_steps = three steps
    .hill = hill
    .chirp = chirp
fc-k = Size k
fc-target-alone = The target { $target }
fc-no-size = k={ $size }: the family *{ $family }* has only the sizes { $sizes }; { $count ->
    [one] the nearest is { $near }
   *[other] the nearest are { $near }
}
fc-use-size = Use k = { $size }
fc-curve-target = target f*
fc-curve-best = best fit
fc-reached = { $inside ->
    [yes] The nearest of all functions made of { fc-set } is { $star } itself, up to rounding: the target lies inside this set.
   *[no] The nearest of all functions made of { fc-set } ({ $coefficients ->
        [one] 1 coefficient
       *[other] { $coefficients } coefficients
    }) misses the target by a mean squared error of **{ MEASURED($error, digits: 3) }**; its distance from { $star } is the root of that, { MEASURED($distance, digits: 3) }.
}

## The error at every size

fc-errors = The error at every size
fc-predict = The interval is cut into { $family }: one, then two, then three ... Each time we take the best function that is constant on every bin. Will each size fit at least as well as the size before?
    .always = always
    .not_always = not always
    .reply = You predicted *{ $guess }*{ $right ->
        [yes] , and so it was.
       *[no] ; it came out *{ $came }*.
    } { $rises ->
        [0] None of the { $steps } steps made the fit worse, but only by luck: the family is not nested.
       *[other] { $rises } of { $steps } steps made the fit worse. { $rise }
    }
    .refutes = { $rises ->
        [0] You may have read that sets that are not nested must do worse at some size. It is not so: with this target they had luck.
       *[other] You may have read that more parameters always fit at least as well. It is not so: measured here, three bins cannot do what two bins did, since the cut between the two is gone.
    }
    .further = One step further: choose *doubled bins*. What must a family do so that this cannot happen?
fc-curve-error = best reachable error
fc-curve-worse = worse than the size before
fc-axis-size = size k
fc-chosen-size = k = { $size }
fc-trend = { $rises ->
    [0] None of the { $steps } steps to the next size made the fit worse: the error goes from { MEASURED($error_first, digits: 3) } at k = { $first } down to { MEASURED($error_last, digits: 3) } at k = { $last }.
    [one] { $rises } of the { $steps } steps to the next size made the fit **worse**: the one to k = { $worse }.
   *[other] { $rises } of the { $steps } steps to the next size made the fit **worse**: those to k = { $worse }.
}
    .alt = Best reachable error of the family { $family } against its size: { MEASURED($error_first, digits: 3) } at k = { $first }, { MEASURED($error_last, digits: 3) } at k = { $last }; { $rises ->
        [0] never worse than the size before
       *[other] worse than the size before at k = { $worse }
    }
fc-rise = The largest rise: from { $set_before } to { $set_after } the error goes from { MEASURED($error_before, digits: 3) } to { MEASURED($error_after, digits: 3) }.
fc-nesting = { $nested ->
    [yes] Measured on the sets themselves, without any target: nothing of a set lies outside the next. This family is **nested**, so its best error can never rise, whatever the target.
   *[no] Measured on the sets themselves, without any target: on average up to { PERCENT($share) } of the squared length of a random function of a set lies outside the next set, beyond what the best fit there reaches (from k = { $small } to { $large }). This family is **not nested**: what one size could do, the next may have lost.
}
fc-table = The error at every size
    .error = mean squared error
    .distance = distance from f*
    .worse = worse than before
    .is-worse = yes
    .outside = outside the next set
    .share = { $share ->
        [0] 0
       *[other] { PERCENT($share, digits: 2) }
    }

## The sets, drawn

fc-sets-first = One set, k = { $size }, and the target { $star }. Predict, and the larger sets join it.
fc-sets-at = { MEASURED($distance, digits: 3) } for k = { $size }
fc-sets-within = { $small } in { $large }
fc-sets-alt = Sets and the target f*. Distances from f*: { $distances }. Inside the next: { $count ->
    [0] none
   *[other] { $inside }
}
fc-sets-title = k = { $size }: distance { MEASURED($distance, digits: 3) } from f*
fc-sets-nearest = k = { $size } comes nearest of these to { $star }, at distance { MEASURED($distance, digits: 3) }, and { $every ->
    [yes] every set lies inside the next.
   *[no] { $inside ->
        [0] no set lies inside the next.
        [one] only { $inside } of { $steps } sets lies inside the next.
       *[other] only { $inside } of { $steps } sets lie inside the next.
    }
}
fc-sets-caption = Numbers: the size k of a set. Dashed outline and ▲: worse than the size before. Thick outline: the chosen size, its distance from the star f* dotted. Thin arcs: equal distances.

## A few noisy points

fc-noisy = A few noisy points
fc-points = Points
fc-noise = Noise
    .help = Standard deviation of what is added to each point.
fc-seed = Seed
    .help = Another seed draws other points.
fc-points-alt = { $count } noisy points, the target and the best fit
fc-curve-points = noisy points
fc-curve-train = on the noisy points
fc-curve-test = on fresh points
fc-generalised = On the noisy points the error goes from { MEASURED($train_first, digits: 3) } to { MEASURED($train_last, digits: 3) } between k = { $first } and k = { $last }. On fresh points it is lowest at k = { $best } ({ MEASURED($test_best, digits: 3) }){ $largest_is_best ->
    [yes] , the largest size: these points suffice for all of them.
   *[no] {" "}and { MEASURED($test_last, digits: 3) } at k = { $last }, { MEASURED($times, digits: 3) } times as much.
}{ $noise_alone ->
    [none] {""}
   *[other] {" "}Noise alone costs { MEASURED($noise_alone, digits: 3) } there, on average.
}

## One more block in a small network

fc-networks = From functions to networks
fc-insertion = { $block ->
    [residual_zero] residual, last layer zero
    [residual_random] residual, random
    [plain_zero] plain, last layer zero
    [plain_identity] plain, identity
   *[plain_random] plain, random
}
fc-insertion-table = One more block
    .block = block put in
    .before = error before
    .after = error after
    .change = largest change of an output
fc-unmoved = Of the { $tried } blocks, { $kept } left every output as it was, to the last digit: { $blocks }. Each of the others moved some output by { MEASURED($least, digits: 3) } or more.
fc-to-block = See a convolutional block do this

## A trained net grows

fc-growth = A trained network grows
fc-growth_seed = Seed of the run here
    .help = Other machines round a little differently.
fc-growth-again = Run it again here
fc-growth-seed = seed { $seed }
fc-growth-conditions = Each: { COUNT($steps) } steps of the small network on { COUNT($train_images) } pictures of 14×14, then { COUNT($further_steps) } of every network; tested on { COUNT($test_images) }.
fc-growth-way = { $way ->
    [nothing] nothing
    [residual_zero] residual, last layer zero
    [residual_random] residual, usual start
    [plain_random] plain, usual start
   *[plain_identity] plain, identity kernels
}
fc-growth-at-once = at once
fc-growth-later = after { COUNT($steps) } more steps
fc-growth-axis = test loss, logarithmic
fc-growth-table = Ways to grow
    .way = put in after each block
    .loss = test loss at once
    .accuracy = accuracy at once
    .first = first losses in training
    .later-loss = test loss after { COUNT($steps) } steps
    .later-accuracy = accuracy after { COUNT($steps) } steps
    .a-loss = { FIXED($loss, digits: 3) }
    .an-accuracy = { PERCENT($accuracy) }
fc-furthest = At once *{ $way }* has the highest test loss, { FIXED($loss) }, the small network { FIXED($loss_small) }; after { COUNT($further_steps) } more steps *{ $later_way }* has the highest test loss, { FIXED($later_loss) }, the small network { FIXED($later_loss_small) }.
fc-kept = { $kept ->
    [0] None of these blocks left the network as it was, to the last digit.
   *[other] Of the { $tried } ways, { $kept } left every output of the network as it was, to the last digit: { $ways }. The test loss before and after is the same number: { $losses }.
}
fc-hidden-identity = **Plain, identity kernels** are the identity too, as long as the batch norms use what they have stored: the deeper plain network has an accuracy of { PERCENT($accuracy) }, the small one { PERCENT($accuracy_small) }. The test loss moves by { MEASURED($moved, digits: 1) } at most, an effect of the small constant that a batch norm adds to its variance. In training the batch norms use the statistics of the batch, and these blocks are the identity no longer: the first batch costs { FIXED($first_loss) }, and { FIXED($first_loss_small) } in the small network.
fc-afterwards = { $worse ->
    [0] After { COUNT($further_steps) } more steps no way was behind *residual, last layer zero* { fc-in-runs }.
   *[other] After { COUNT($further_steps) } more steps { $behind } were less accurate than *residual, last layer zero* { fc-in-runs }.
} The small network that just went on has { PERCENT($accuracy_small) }, the network grown with zeros { PERCENT($accuracy_zero) }: so few steps do not show whether the depth helps.
fc-in-runs = { $runs ->
    [one] in this run
   *[other] in each of the { $runs } runs
}
fc-to-surgery = Take blocks out of a trained network

## Why: the identity among kernels

fc-identity-alt = A pullover of 28×28 pixels, and what comes out of several new layers of one 3×3 kernel: without shortcuts only the identity kernel hands it on, with shortcuts the kernel of zeros.
fc-identity-near = From random weights to the copy
fc-identity-layers = New layers
fc-identity-start = Random weights
fc-identity-copy = The copy
fc-identity-in = what the small network hands over
fc-identity-plain = Plain: ReLU(K x)
fc-identity-residual = With a shortcut: ReLU(x + K x)
fc-identity-kernel = The kernel K, 3×3
fc-identity-likeness = likeness to what went in: {"{share}"}
fc-identity-same = the same picture: these layers change nothing

## What we saw

fc-asked-worse = Can the best fit get worse when more functions are allowed?
    .answer = { $rises ->
        [0] It did not here, but the family is not nested, so another target could make it.
       *[other] Yes, { $rises } of { $steps } times with equal bins. { $rise }
    } The functions of the smaller set are not all in the larger one.
fc-asked-cut = Why do three bins miss what two bins caught?
    .answer = The target jumps in the middle. Two equal bins have a cut exactly there; three have cuts at one third and two thirds, and the jump falls inside the middle bin. With the target *three steps* it is the other way round: then 3 is the good size and 4 the bad one. Doubled bins keep every cut they ever had.
fc-asked-noise = With a few noisy points, does the largest set do best?
    .answer = Nesting is a promise about the best fit to what is known. { $said }
fc-asked-plain = Does a deeper plain network contain the shallower one?
    .answer = Measured on a trained network of ours: put in plain layers of identity kernels, and it keeps its accuracy, { PERCENT($accuracy) } against { PERCENT($accuracy_small) } before. So a deeper plain network *could* do at least as well.
fc-asked-found = Which of the two ways of growing is easier to find from random weights?
    .answer = { $said } From random weights the copy is near for a residual block, whose weights need only be small, and far for a plain one.
