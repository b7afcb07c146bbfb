### Saliency: whether maps can be believed.

saliency-checks-title = Can a map be believed?
saliency-checks-hook = A map always looks like something. Would it look the same if the network had learnt nothing?
saliency-checks-predict = We make the weights random, layer by layer. Which method keeps the most of its map, on the garment, when no trained weight is left?
    .saliency = { method.saliency }
    .guided_backprop = { method.guided_backprop }
    .grad_cam = { method.grad_cam }
    .reply = You predicted *{ $guess }*. It is *{ $came }*: likeness to the trained map { FIXED($guided) } for guided backpropagation, { FIXED($cam) } for Grad-CAM, { FIXED($gradient) } for the gradient. Chance gives { FIXED($chance) }.
    .refutes = You may have read that the sharpest map explains best. It is not so: guided backpropagation draws the sharpest maps of the three, and they depend least on what the network has learnt.
    .further = One step further: it also draws the sharpest maps. Sharpness comes from the picture. Look at the edges and bright pixels below, which never saw a network at all.
saliency-ranks =
    .alt = Ranks of pixels in a map against their ranks in another: on the diagonal where the maps agree, a cloud where they do not.
    .noise = Noise in the second map
    .first = rank in the first map
    .second = rank in the second
    .correlation = rank correlation {"{"}correlation{"}"}
    .reading = Arithmetic, not a measurement. Each point is a pixel. Where both maps order the pixels alike, the points lie on the diagonal and the rank correlation is 1. Chance is a cloud: near 0, seldom exactly.
saliency-checks-saw = { $most } keeps the most of its map on the garment when every weight is random ({ FIXED($guided) }); the gradient keeps next to nothing ({ FIXED($gradient) }, where chance gives { FIXED($chance) }). A sharp picture of a shoe is no evidence that the network looks at shoes.
saliency-checks-asked-most = Which map survives random weights?
    .answer = Of the three, guided backpropagation keeps the most ({ FIXED($guided) } on the garment), Grad-CAM some ({ FIXED($cam) }), the gradient hardly anything ({ FIXED($gradient) }). The figure has all twelve.
saliency-checks-asked-background = Why are there two numbers, everywhere and on the garment?
    .answer = Many pixels of these pictures are black. A method that gives black pixels 0 looks alike everywhere just for that. So the second number counts the garment only.
saliency-checks-asked-class = What if a map is the same for another class?
    .answer = Then it cannot say why it is this class and not that one. The check *random weights* asks for the likeliest other class, too, and names the methods whose maps hardly change.
saliency-checks-asked-pixels = Does taking away the marked pixels hurt more than taking any?
    .answer = Not with every method: some do worse than pixels in random order. That is the second check, *take pixels away*. Change there what an absent pixel shows, and see whether the same method still wins. **Limits:** twenty pictures, one small network, and every check has a question of its own.
saliency-checks =
    .net = That is { $net }.
    .over = Over { $pictures } test pictures, two of each class, whatever is chosen above; about { $evidence }.
    .label = Check it here
    .without = Recorded without { $methods }.
    .absent = This was not recorded with these settings and this network.
    .repair = Choose { $option }
sal-check = Check
    .ladder = random weights
    .deletion = take pixels away
    .quality = two measures
    .nudge = nudge the picture
sal-checked = Network that is checked
    .first = the first
    .second = the second
saliency-luck = A difference counts from { $errors } standard errors on, which about one comparison in twenty reaches by luck.
saliency-way = { $way ->
    [deletion] deletion
   *[insertion] insertion
}

## The ladder of random weights.

sal-ladder_by = Weights become random
    .layer = by layer
    .stage = by stage
sal-ladder_picture = Picture
    .help = Its maps are drawn; the numbers are over all.
saliency-ladder = Test picture { $number }, { $class }; every map on its own scale
    .alt = { $title }: maps while weights become random, by { $methods }
    .named = named { $class }, { PERCENT($share, digits: 0) }
    .controls = Edges and bright pixels
    .never = They never look at the network and never move.
    .picture = the picture
    .trained = as trained
    .random = Every weight random
    .left = { $method }; likeness on the garment { FIXED($garment) }
    .itself = itself
    .numbers = { FIXED($everywhere) } · garment { FIXED($garment) }
    .cell = { $method }, { $rung }: { $numbers }
    .all = **All methods of this check, { $pictures } pictures**
saliency-rung = { $what ->
    [head] head random
    [down_to] down to { $part ->
        [stem] stem
       *[stage] stage { $stage }
    }
   *[layer] { $part ->
        [stem] stem
       *[stage] stage { $stage } { $block ->
            [none] {""}
           *[other] block { $block }{" "}
        }{ $layer ->
            [shortcut] shortcut
            [conv1] conv1
            [conv2] conv2
           *[conv3] conv3
        }
    }
}
saliency-stay = { $grade ->
    [flat] **{ $name }** draws flat maps when all weights are random: there is no order of pixels to compare.
   *[other] **{ $name }** { $grade ->
        [little] changes almost entirely
        [some] keeps some of its map
        [much] changes little
       *[unclear] changes, though these pictures do not tell whether entirely,
    } when all weights are random: rank correlation { FIXED($everywhere) } on all pixels, { FIXED($garment) } ± { FIXED($error) } on the garment, where chance gives { FIXED($chance) }.{ $beside ->
        [none] {""}
       *[other] {" "}That is { $beside ->
            [no_more] no more
           *[more] more
        } than it shares there with controls that never saw the network (the bright pixels { FIXED($bright) } and the edges { FIXED($edges) }).
    }{ $borrowed ->
        [yes] {" "}Most of its likeness lies on the black background.
       *[no] {""}
    }
}
saliency-grades = What stays on the garment when all weights are random:{ $little_count ->
    [0] {""}
   *[other] {" "}little of the map with { $little };
}{ $some_count ->
    [0] {""}
   *[other] {" "}some of it with { $some };
}{ $much_count ->
    [0] {""}
   *[other] {" "}much of it with { $much };
}{ $unclear_count ->
    [0] {""}
   *[other] {" "}these pictures do not tell with { $unclear };
}{ $flat_count ->
    [0] {""}
   *[other] {" "}the maps are flat with { $flat };
} and a map of random numbers, which is chance, has a likeness of { FIXED($low) } to { FIXED($high) }.
saliency-given = { $count ->
    [0] What stays is more than these maps share with the bright pixels, and more than with the edges.
   *[other] What stays may be the picture's and not the network's: the trained network's map is no more like the random network's than it is like the control in brackets with { $methods }.
}
    .method = { $name } ({ $controls })
    .control = { $control ->
        [bright] bright pixels
       *[edges] edges
    }
saliency-other-class = { $count ->
    [0] Asked for the likeliest other class instead, no method surely draws much the same map on the garment.
   *[other] Asked for the likeliest other class instead, these draw much the same map on the garment: { $methods }. Such a map cannot say why it is this class and not that one.
}
saliency-like = On all pixels, much like { $control ->
    [bright] the bright pixels
   *[edges] the edges
} alone: { $methods }.
    .method = { $name } { FIXED($everywhere) } (garment { FIXED($garment) })
    .none = No map is much like a control on all pixels.
saliency-rule = *Little stays*: the mean over the pictures is below { $little } even with { $errors } standard errors added. *Much stays*: it is above { $much } even with as many taken off. *Some stays*: neither, and more than chance gives; otherwise these pictures do not tell. We drew the lines at { $little } and { $much }. { saliency-luck }
saliency-left = rank correlation
    .everywhere = all pixels
    .garment = garment only
    .bright = bright pixels, garment
    .chance = chance, garment
saliency-rungs = Every step in numbers
    .caption = Rank correlation with the trained network's map: all pixels / garment only.
    .map = map
    .other-class = other class
    .edges = like edges
    .bright = like bright
    .chance = like chance
    .grade = in words
    .numbers = { FIXED($everywhere) } / { FIXED($garment) }
saliency-grade = { $grade ->
    [little] little stays
    [some] some stays
    [much] much stays
    [unclear] not clear
    [flat] flat map
   *[never] never looks at the network
}

## Pixels that go, and come.

sal-fill = What a pixel shows that is not there
    .help = The methods' baseline is set to it.
saliency-curve = { $way ->
    [deletion] **Deletion** :gray[· probability of the named class, small is good]
   *[insertion] **Insertion** :gray[· probability of the named class, large is good]
}
    .axis = { $way ->
        [deletion] percent of the pixels gone
       *[insertion] percent of the pixels shown
    }
    .alt = { $way ->
        [deletion] Area under the deletion curve, small is good: { $areas }.
       *[insertion] Area under the insertion curve, large is good: { $areas }.
    }
saliency-winners = { $both_count ->
    [0] **No method is better than *{ $rival }* and than chance in both curves.**
   *[other] Better than *{ $rival }* and than chance in both curves: { $both }.
}{ $one_count ->
    [0] {""}
   *[other] {" "}In one of them: { $one }.
}{ $neither_count ->
    [0] {""}
   *[other] {" "}In neither: { $neither }.
} The { $pictures } pictures are compared one by one. { saliency-luck }
saliency-unseeing = Without the network: pixels in random order reach { FIXED($chance_deletion) } and { FIXED($chance_insertion) } (deletion and insertion), *{ $rival }*, which knows the picture, { FIXED($rival_deletion) } and { FIXED($rival_insertion) }.{ $weak_count ->
    [0] {""}
   *[other] {" "}In { $weak } it is no better than chance.
}
saliency-against-chance = { $shortfalls ->
    [0] In { $way }, every method is better than chance.
   *[other] In { $way }, { $worse_count ->
        [0] no method is worse than chance
       *[other] worse than chance: { $worse }
    }; { $level_count ->
        [0] every other one is better
       *[other] no different from it: { $level }
    }.
}
saliency-areas = order of pixels
    .deletion = deletion (small is good)
    .insertion = insertion (large is good)
    .against = { $way } against *{ $rival }* / chance
saliency-better = { $verdict ->
    [better] better
    [worse] worse
    [same] no difference
   *[none] –
}

## Two measures.

saliency-quality = both: small is good
    .unexplained = left unexplained
    .change = largest change
    .map = map
    .against = against *{ $rival }*
saliency-forecasts = Left unexplained without ever seeing the network: { $controls }. { $better_count ->
    [0] **No method foretells more than bright pixels and chance do.**
   *[other] Better than bright pixels and than chance: { $better }.
}{ $level_count ->
    [0] {""}
   *[other] {" "}No different from chance: { $level }.
}{ $worse_count ->
    [0] {""}
   *[other] {" "}Worse than chance, { $worse_count } of { $rated } methods: { $worse }.
} { saliency-luck }
saliency-stillness = With a little noise, { $calm } changes least (by { FIXED($calm_change) } of its length), { $restless } most ({ FIXED($restless_change) }). The bright pixels change by { FIXED($bright) }, and a map that is the same everywhere by { FIXED($even) }: to hold still is no merit by itself. Numbers drawn anew for every picture change by { FIXED($chance) }.{ $like_chance_count ->
    [0] {""}
   *[other] {" "}No less than that: { $like_chance }.
}

## A picture that is nudged.

sal-one = Picture
    .help = One of those chosen above, by its number.
sal-attack = How
    .fgsm = one step (FGSM)
    .pgd = ten steps (PGD)
sal-levels = Most a pixel may change, grey levels of 255
sal-towards = Towards
    .any = any other class
sal-nudge_method = Map
saliency-nudge = No pixel moved by more than { $levels ->
    [one] 1 grey level
   *[other] { $levels } grey levels
} of 255, and { $renamed ->
    [yes] the network says **{ $new }** ({ PERCENT($after) } sure) where it said **{ $old }** ({ PERCENT($before) }).
   *[no] the network still says **{ $new }**, { PERCENT($after) } sure instead of { PERCENT($before) }. Let the pixels move further, or take ten steps.
} Noise of the same size, its signs by chance, leaves the name as it was in **{ $same_noise } of { $draws }** draws. { $likeness ->
    [none] One of the two maps is flat, so they cannot be compared.
   *[other] The maps for *{ $old }* before and after have a rank correlation of { FIXED($likeness) }; with that noise instead it is { FIXED($noisy_likeness) }, the mean of { $noisy_maps } draws.
}
    .alt = A picture before and after the nudge. { $reading }
    .attack = An attack made for this picture
    .before = before
        { $named }
    .after = after
        { $named }
    .change = the change, made large
        at most ±{ $levels } of 255
    .map-before = before
        for { $old }
    .map-after = after
        for { $old }
    .scale = { $does } Both maps on one scale.

## The inside of a net.

sal-inside_block = Paths of
    .every-block = every block
sal-inside_class = Gradient of
    .predicted = what the network says
sal-inside_layer = Maps of the layer
saliency-ways = { $case ->
    [no_shortcut] There is no shortcut here, so the gradient has one route only: through the layers. Choose a residual network.
    [no_gradient] The gradient is 0 everywhere for this class and picture.
   *[other] Through F only in { $where }, the gradient of *{ $class }* is **{ PERCENT($main, digits: 0) }** as long as the whole one; through the shortcut only, **{ PERCENT($shortcut, digits: 0) }**. { $case ->
        [adds_up] Pixel by pixel the two add up to the whole map, to within { MEASURED($rest, digits: 1) } of its length.
       *[mixed] They do not add up: { PERCENT($rest, digits: 0) } of the whole map's length is missing. It came by mixed routes, F in one block and the shortcut in another.
    }
}
saliency-gives = `{ $layer }` gives { $shape }; for this picture { $silent ->
    [0] none of its channels is silent
    [one] { $silent } of its { $channels } channels is 0 everywhere
   *[other] { $silent } of its { $channels } channels are 0 everywhere
}.
saliency-inside = Gradients by both paths, and maps of `{ $layer }`
    .picture = The picture
    .named = the network says
        { $named }
    .channel = channel { $number }
    .channel-alt = Channel { $number }: at most { MEASURED($peak) }
    .gives = What { $layer } gives out
    .channels = { $all ->
        [yes] All channels, each on its own scale.
       *[no] The first { $shown } of { $channels } channels, each on its own scale.
    }
    .paths = Gradient of { $class }, by the paths of { $where }
    .whole = every way
    .main = F only
    .shortcut = shortcut only
    .path-alt = { $path }: length { MEASURED($length) }
    .scale = All on one scale.
