### Before and after: the plus through time, and the same plus in networks without convolutions.

before-and-after-title = Before and after
before-and-after-hook = The networks that came after 2015 gave up nearly everything ResNet was made of, even convolution. Which part did they keep? Press a design to see its block.

after-elsewhere = The same plus elsewhere
after-kind = Network
    .help = *{ after-kind.mlp }*: two linear layers and a ReLU on each main path. *{ after-kind.transformer }*: attention and a small perceptron, on patches of 2×2 pixels.
    .mlp = perceptron
    .transformer = patch transformer
after-layers = Layers
    .help = A layer of the perceptron has one plus, a layer of the transformer two.
after-measure = Layer by layer
    .help = On the first batch, before any step. *{ after-measure.cosine }*: mean cosine between different pictures behind the layer. *{ after-measure.gradient }*: |dL/dh|, of the loss in what the layer hands on. *{ after-measure.weights }*: |dL/dW|, in the layer's weights.
    .cosine = likeness of pictures
    .gradient = gradient of the output
    .weights = gradient of the weights
after-order = { $norm ->
    [pre] pre-norm
   *[post] post-norm
}
after-net = { $norm ->
    [pre] pre-norm
   *[post] post-norm
}, { $shortcut ->
    [yes] with shortcuts
   *[no] without shortcuts
}
after-kind-name = { $kind ->
    [mlp] perceptron
   *[transformer] patch transformer
}

after-predict = Take all shortcuts out of a patch transformer of { $layers } layers. Layer norm stays, and keeps every signal at its size. After 150 steps, the training loss is …
    .same = about the same
    .worse = higher, but it learns
    .guesses = that of guessing
    .better = lower
    .reply = You predicted *{ $guess }*; it came out as *{ $came }*: { FIXED($end, digits: 2) } with shortcuts, { FIXED($other_end, digits: 2) } without.
    .refutes = { $course ->
        [even] You may have read that shortcuts are there to keep gradients from vanishing, so that a norm, which keeps sizes, could replace them. It is not so: measured here, the gradient comes back to the first layer at its full size{ $without ->
            [guesses] , and the network still learns nothing
            [worse] , and the network still ends higher in every run
           *[same] {""}
        }. Look under *Why* at what arrives of the pictures.
       *[lost] Look under *Why* at what comes back of the gradient, and at what arrives of the pictures.
    }
    .further = One step further: does that happen because gradients vanish? Choose *{ after-measure.gradient }* under *Why*.
after-predicted = your prediction
after-guessing = guessing
after-axis-step = step
after-axis-loss = training loss
after-axis-layer = layer
after-axis-cosine = cosine
after-axis-gradient = |dL/dh|
after-axis-weights = |dL/dW|
after-losses = **{ after-kind-name }, { $layers } layers**: training loss, mean over the seeds
after-kept = With shortcuts, pre-norm ends at { FIXED($pre, digits: 2) } and post-norm at { FIXED($post, digits: 2) }. The lines without shortcuts appear once you have predicted.
after-pair = **{ after-order }**: { FIXED($end, digits: 2) } with shortcuts, { FIXED($other_end, digits: 2) } without. { $without ->
    [guesses] Without them the network does no better than guessing.
    [worse] Without them it ends higher in every run.
    [better] Without them it ends lower in every run.
   *[same] The runs overlap: no difference beyond that of the seeds.
}
after-layers-title = **{ after-kind-name }, { $layers } layers**, before any step: { $measure ->
    [cosine] how alike different pictures are behind each layer (1 = the same)
    [gradient] the gradient of the loss in what each layer hands on
   *[weights] the gradient of the loss in each layer's weights
}
after-passage = **{ $name }**: { $course ->
    [even] the gradient is about as large behind the first layer as behind the last (within a factor of { MEASURED($times, digits: 2) })
    [stronger] the gradient is { MEASURED($times, digits: 2) } times as large behind the first layer as behind the last
    [weaker] the gradient is { MEASURED($times, digits: 2) } times smaller behind the first layer than behind the last
   *[lost] no gradient comes back to the first layer
}; likeness { FIXED($first_cosine, digits: 2) } → **{ FIXED($last_cosine, digits: 2) }**{ $alike ->
    [every] : the last layer can hardly tell one picture from another.
    [some] : in some runs the last layer can hardly tell one picture from another.
   *[none] .
}
after-recipe = Every network has the same recipe: Adam at a learning rate of { MEASURED($lr) } without warm-up, batches of { $batch } Fashion-MNIST pictures of 14×14 pixels, { $steps } steps, { seeds }. A network and its counterpart without shortcuts start with the same weights. The final loss is the mean over the last 20 steps, then over the seeds (lowest to highest).
after-table =
    .layers = layers
    .name = network
    .warm = warm-up steps
    .loss = final loss
    .lowest = lowest
    .highest = highest
    .times = gradient, first and last layer: times apart
    .cosine = cosine behind the last layer
    .params = parameters

after-try-shallow = Only 4 layers
    .look = Does a shallow transformer need its shortcuts, too?
after-try-perceptron = A perceptron
    .look = Attention is gone. Does the plus still matter at 24 layers?
after-try-gradient = Follow the gradient
    .look = Look under Why: does any gradient vanish on its way back?

before-and-after-saw = { $transformer ->
    [guesses] The plus. A patch transformer of { $layers } layers learns with it and guesses without it
    [worse] The plus. A patch transformer of { $layers } layers ends lower with it in every run
   *[same] The plus was kept, though at { $layers } layers our transformer shows no need of it beyond the difference between seeds
}{ $perceptron ->
    [same] ; a perceptron shows no such difference.
   *[other] , and a perceptron is better off with it as well.
} So the plus is not tied to convolutions: it lets a deep network keep what came in.
after-asked-needed = Layer norm keeps every signal at its size. Are shortcuts still needed?
    .answer = { $without ->
        [guesses] At this depth, yes: after the same steps the transformer ends at { FIXED($end, digits: 2) } with shortcuts and at { FIXED($other_end, digits: 2) } without, which is no better than guessing.
        [worse] At this depth they help: the transformer ends at { FIXED($end, digits: 2) } with shortcuts and at { FIXED($other_end, digits: 2) } without, higher in every run.
       *[same] Not that one could see it here: { FIXED($end, digits: 2) } with shortcuts, { FIXED($other_end, digits: 2) } without, and the runs overlap.
    } A longer training or another recipe may change the size of the gap; this one is short, and the same for all.
after-asked-gradient = Do gradients vanish without shortcuts?
    .answer = { $course ->
        [even] No. Behind the first layer the gradient is within a factor of { MEASURED($times, digits: 2) } of that behind the last.
        [weaker] It shrinks on its way back, by a factor of { MEASURED($times, digits: 2) }.
        [stronger] No, it grows on its way back, by a factor of { MEASURED($times, digits: 2) }.
       *[lost] Yes: nothing comes back to the first layer.
    } { $alike ->
        [none] Nor do different pictures become the same: behind the last layer the cosine of two of them is { FIXED($last_cosine, digits: 2) }, with shortcuts { FIXED($kept, digits: 2) }.
       *[other] More is lost on the way forward: behind the last layer the cosine of two pictures is { FIXED($last_cosine, digits: 2) }, with shortcuts { FIXED($kept, digits: 2) }. A gradient of the right size cannot teach a network to tell apart what arrives as nearly the same.
    }
after-asked-order = Norm before or after the plus: does it matter?
    .answer = { $standing ->
        [lower] Here, yes: with shortcuts, pre-norm ends at { FIXED($end, digits: 2) } and post-norm at { FIXED($other_end, digits: 2) }.
        [higher] Here, yes, but the other way round: pre-norm ends at { FIXED($end, digits: 2) }, post-norm at { FIXED($other_end, digits: 2) }.
       *[level] Not beyond the difference between seeds: pre-norm ends at { FIXED($end, digits: 2) }, post-norm at { FIXED($other_end, digits: 2) }.
    } Xiong et al. 2020 ([arXiv:2002.04745](https://arxiv.org/abs/2002.04745)) trace the trouble with post-norm to large gradients near the output, and its cure to a warm-up. With { $steps } steps of warm-up our post-norm transformer ends at { FIXED($warm, digits: 2) }: { $warmth ->
        [lower] lower in every run.
        [higher] higher in every run, so in a training as short as this one it costs more than it brings.
       *[level] no difference beyond that of the seeds.
    }
