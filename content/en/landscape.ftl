### Landscape

landscape-title = The loss around a trained network
landscape-hook = Walk away from a trained network of 56 layers in a random direction. How does its loss climb, and do shortcuts make the ground smoother?
landscape-predict = You see the ground around a residual network. What does it look like around the same network without shortcuts?
    .residual = smoother still
    .plain = rougher: it goes up and down again
    .alike = no different
    .reply = You predicted *{ $guess }*. With the running statistics it came out as *{ $came }*.
    .refutes = You may have read that two networks with the same number of weights have much the same ground. It is not so in this plane: count the places where the loss stops rising and falls again.
    .further = One step further: the running statistics of batch norm were stored for the trained weights and fit no others. Switch to those of the batch and see what is left of the difference.
landscape-try-batch = Use the statistics of the batch
    .look = The same networks, the same directions, another ground. Which of the two would you publish?
landscape-try-shallow = Go to 20 layers
    .look = What is left of the difference?
landscape-try-near = Stay nearer
    .look = At radius 0.5 the step is half as long as the weights. How high does the loss climb now?
landscape-rescaled =
    .alt = The loss over a step away from the network: a valley between two plateaus.
    .scale = Scale of the weights
    .fixed = Steps of fixed length
    .own = Steps in lengths of the weights
    .fixed_step = step
    .own_step = step / length of the weights
    .loss = loss
    .reading = Arithmetic, not a measurement. Behind a batch norm, weights ten times as large compute exactly the same. Yet steps of fixed length then see a ground that looks flat, and beside small weights one that looks steep. Measured in lengths of the weights themselves, the ground stays as it is.
landscape-saw = { $residual ->
    [none] In this plane the two grounds cannot be compared.
   *[other] In this plane the loss around plain 56 stops rising and falls again at { MEASURED($plain, digits: 3) } places on average over the seeds, around residual 56 at { MEASURED($residual, digits: 3) }.
} With the statistics of the batch { $batch ->
    [rougher] the plain ground is still the rougher one, though both lie lower.
   *[other] that difference does not hold with every seed.
}
landscape-asked-rough = Is the ground around the plain network rougher?
    .answer = { $verdict } One trained network of each kind, three pairs of random directions, running statistics.
landscape-asked-batch = Which statistics should such a picture use?
    .answer = { $modes } Say which ones you used; the published code of Li et al. uses the running ones.
landscape-asked-convex = Is ground that is not convex rough?
    .answer = No. A slope that flattens on its way up to a plateau curves down, and yet leads nowhere but up. Rough ground has other valleys beside the network's own. That is why this page counts minima, and turns along the lines, besides convexity.
landscape-asked-shallow = What is left of the difference with 20 layers and the statistics of the batch?
    .answer = { $verdict }
landscape-asked-limits = What does a picture like this not show?
    .answer = One or two directions out of 200,000 are a keyhole: a smooth plane does not show that all planes are smooth, and the path that training took lies in none of them. At radius 1 the step is as long as the weights, and a network that far away guesses or worse. A network that was trained worse starts higher and has less to lose: neither picture shows by itself that the shortcuts made the difference. The published ResNet-56 was trained for 300 epochs on CIFAR-10 and measured at 51×51 points; ours have half its width and two epochs on Fashion-MNIST.
landscape-depth = Depth of both networks
landscape-walk = Walk
    .help = In the plane of two directions, or along one.
    .plane = plane
    .line = line
landscape-norms = Statistics of batch norm
    .help = Those that training stored, or those of the pictures at hand with the weights at hand.
    .running = running
    .batch = batch
landscape-radius = Radius
    .help = Where the walk ends, in lengths of the weights.
landscape-seed = Seed of the directions
landscape-measure = Measure it here

## Whether the twins differ; `$ours` is the residual net, `$theirs` the plain one.

landscape-agreed = { $seeds ->
    [1] with this one seed
   *[other] with each of { $seeds } seeds
}
landscape-topic-half = the loss rises more by distance { MEASURED($distance, digits: 3) }
landscape-topic-edge = the loss rises more by distance { MEASURED($distance, digits: 3) }
landscape-topic-convexity = more of the ground is not convex
landscape-topic-minima = there are more minima
landscape-topic-turns = the loss goes up and down again more often
landscape-verdict = { $case ->
    [plain] **A difference { landscape-agreed }:** around { $theirs } { $plain }.
    [residual] **A difference { landscape-agreed }:** around { $ours } { $residual }.
    [both] **A difference { landscape-agreed }:** around { $theirs } { $plain }; around { $ours } { $residual }.
    [unclear] **No difference that holds { landscape-agreed }** between { $ours } and { $theirs }.
   *[alike] **No visible difference** between { $ours } and { $theirs } { landscape-agreed }.
}

## What each measure says.

landscape-loss = { $loss ->
    [none] no number
   *[other] { MEASURED($loss, digits: 3) }
}
landscape-centre = **{ $net }** with a loss of { landscape-loss } ({ PERCENT($accuracy) } of the { $images } pictures right)
landscape-centres = In the middle stand the networks as they were trained: { $stand }. { $alike ->
    [yes] They start from almost the same height.
   *[no] They start from different heights, so this is **not like for like**: compare how the ground rises, not how high it lies.
}
landscape-more = { $more ->
    [alike] no visible difference
    [unclear] no difference that holds { landscape-agreed }
    [residual] more around { $ours }, { landscape-agreed }
   *[plain] more around { $theirs }, { landscape-agreed }
}
landscape-rise = At distance { MEASURED($distance, digits: 3) } the mean loss { $residual ->
    [none] is not a number everywhere.
   *[other] lies above its own centre by { MEASURED($residual, digits: 3) } around { $ours } and { MEASURED($plain, digits: 3) } around { $theirs }: { landscape-more }.
}
landscape-convexity = { $residual ->
    [none] Where the loss curves down cannot be said: too many losses are not a number.
   *[other] Convexity: share of the inner points where the loss curves down more than up (a negative discrete Laplacian): { PERCENT($residual) } around { $ours } and { PERCENT($plain) } around { $theirs }: { $more ->
        [alike] no visible difference
        [unclear] no difference that holds { landscape-agreed }
        [residual] less convex around { $ours }, { landscape-agreed }
       *[plain] less convex around { $theirs }, { landscape-agreed }
    }.
}
landscape-minima = Minima, inner points lower than all their neighbours, the network's own valley included: { MEASURED($residual, digits: 3) } around { $ours } and { MEASURED($plain, digits: 3) } around { $theirs }: { landscape-more }.
landscape-turns = Turns, places where the loss stops rising and falls again, along { $lines ->
    [1] the line
   *[other] the { $lines } rows and columns
}: { MEASURED($residual, digits: 3) } around { $ours } and { MEASURED($plain, digits: 3) } around { $theirs }: { landscape-more }.
landscape-descents = Of { $steps } steps straight outward from the network, { MEASURED($residual, digits: 3) } lead down around { $ours } and { MEASURED($plain, digits: 3) } around { $theirs }.
landscape-roughness = Rough or smooth? { $case ->
    [split] Minima and turns point to different networks, so neither ground is the rougher one.
    [rougher] The ground is rougher around { $name }, { landscape-agreed }.
    [curved] Less convex around { $name }, **not rougher**: a slope that flattens on its way up curves down as well, and minima and turns show no difference that holds { landscape-agreed }.
   *[none] No difference in minima, turns or convexity holds { landscape-agreed }.
}
landscape-mode = around { $net } the mean loss at the edge is { $running ->
    [none] no number
   *[other] { MEASURED($running, digits: 3) }
} with the running statistics and { $batch ->
    [none] no number
   *[other] { MEASURED($batch, digits: 3) }
} with those of the batch, and it curves down at { $running_falling ->
    [none] an unknown share
   *[other] { PERCENT($running_falling) }
} and { $batch_falling ->
    [none] an unknown share
   *[other] { PERCENT($batch_falling) }
} of the points
landscape-modes = The same walk with either kind of statistics: { $residual }; { $plain }. { $exaggerate ->
    [yes] The running statistics exaggerate: they were stored for weights that are no longer there.
   *[no] Here the running statistics do not lift both.
}

## The pictures.

landscape-first = along the first direction
    .short = first
landscape-second = along the second direction
    .short = second
landscape-point = { $x }, { $y }: loss { $loss }
landscape-along = along the direction
landscape-distance = distance from the network as it was trained
landscape-chance = chance
landscape-net = **{ $net }**
landscape-alt = Loss around { $net }: { $centre } in the middle, on average { $half } at distance { MEASURED($half_distance, digits: 3) } and { $edge } at distance { MEASURED($edge_distance, digits: 3) }, { $highest } at its highest
landscape-alt-map = The same from above. { $ground }
landscape-alt-both = { $residual }. { $plain }
landscape-scale = Drag to turn both surfaces. Height is how far the loss rises above its own middle, colour the loss itself; both scales are logarithmic, the same in all pictures, and cut off at { MEASURED($highest) }. Guessing among ten classes has a loss of { MEASURED($chance) }.
landscape-profile = **Mean loss by distance**
landscape-strong = Strong: this seed. Faint: the other { $others } recorded ones. The scale is logarithmic and cut off at { MEASURED($lowest) } and { MEASURED($highest) }; chance is { MEASURED($chance) }.

## The numbers, and how they were measured.

landscape-numbers =
    .distance = distance
landscape-conditions = { $points } points { $directions ->
    [1] along one random direction
   *[2] in the plane of two random directions
} (seed { $seed }). Each is the mean loss of the first { $images } training pictures in one batch; pictures and random numbers are the same for both networks.
landscape-thresholds = A rise counts as larger when it is at least { MEASURED($visible) } times the other; a ground as less convex when the loss curves down at { PERCENT($curved, digits: 0) } more of its points; minima as more when there is at least one more; turns as more when there are at least { MEASURED($visible) } times as many, and one more in { $lines } lines. All of them see the points only, in this plane or on this line.
