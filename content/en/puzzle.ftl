### The puzzle on Home: recorded networks with and without shortcuts and batch norm, by depth.

puzzle-title = Add { $layers } layers to a network that works. What happens to its training error?
puzzle-hook = Play: these networks have been trained already. The stack shows what runs through them; the curve, how they learned.

## The drawing

puzzle-depth = Layers
puzzle-shortcuts = Shortcuts
puzzle-norm = Batch norm
puzzle-on = on
puzzle-off = off
puzzle-pause = Pause
puzzle-play = Play
puzzle-loss = loss
puzzle-training-loss = Training loss after { $steps } steps
puzzle-wrong = { $error ->
    [none] not a number in every run
   *[other] wrong about { PERCENT($error, digits: 0) } of its training pictures
}
puzzle-steps = training steps
puzzle-layers = layers
puzzle-guessing = guessing among ten classes
puzzle-before = your setting before
puzzle-tried = Every setting that you have tried
    .alt = Training loss by number of layers, for every setting that you have tried; all of them are in the table below.
puzzle-curve = Training loss over { $steps } steps; it ends at { $loss ->
    [none] no number
   *[other] { FIXED($loss) }
}.
puzzle-key = one block, two layers
    .shortcut = a shortcut
    .norm = with batch norm
    .thickness = thickness: size before the first step, on a logarithmic scale
puzzle-tries = Try:
puzzle-try-deeper = 1. Add { $layers } layers
puzzle-try-shortcuts = 2. Switch the shortcuts on
puzzle-try-bare = 3. Take batch norm away, too

puzzle-stack = A stack of { $blocks ->
    [one] one block
   *[other] { $blocks } blocks
} { $shortcuts ->
    [yes] with shortcuts
   *[no] without shortcuts
}, { $norm ->
    [yes] with batch norm
   *[no] without batch norm
}. { puzzle-forward }. { puzzle-backward }.
puzzle-forward = → Signal going forward: { $forward ->
    [shrinks] fades { MEASURED($forward_times) }-fold
    [grows] grows { $forward_times ->
        [none] beyond all numbers
       *[other] { MEASURED($forward_times) }-fold
    }
   *[steady] holds steady
}
puzzle-backward = ← Gradient coming back: { $backward ->
    [shrinks] fades { MEASURED($backward_times) }-fold
    [grows] grows { $backward_times ->
        [none] beyond all numbers
       *[other] { MEASURED($backward_times) }-fold
    }
   *[steady] holds steady
}

## What it says

puzzle-verdict = { $fate ->
    [guessing] It learns nothing.
    [shallow] A shallow network learns.
    [usual] { $norm ->
        [yes] A network that works.
       *[no] It learns, though more slowly.
    }
    [rescued] The shortcuts rescue it.
    [higher] Deeper, and worse even on the pictures it was trained on.
    [lower] Deeper, and better for it.
   *[level] Deeper, and none the worse for it.
}
puzzle-reading = { $fate ->
    [guessing] After { $steps } steps its loss is { FIXED($loss) }, no better than pure guessing among ten classes ({ FIXED($guessing) }). { $twin_learns ->
        [yes] With shortcuts the same { $depth } layers reach { FIXED($twin) }.
       *[no] { $depth } layers without batch norm are too many here.
    }
    [shallow] With { $depth } layers the loss falls to { FIXED($loss) }; { $shortcuts ->
        [yes] without shortcuts
       *[no] with shortcuts
    } to { FIXED($twin) }. At this depth there is no puzzle yet.
    [usual] With { $depth } layers the loss falls to { FIXED($loss) }. Now add layers. They could simply pass their input on, so nothing should get worse.
    [rescued] Without shortcuts these { $depth } layers only guess ({ FIXED($twin) }); with them the loss falls to { FIXED($loss) }, even without batch norm.
    [higher] The loss ends at { FIXED($loss) }; with { $usual_depth } layers it reached { FIXED($usual) }. The extra layers need only pass their input on, and nothing would be lost. Training does not find that.
   *[other] The loss falls to { FIXED($loss) }; with { $usual_depth } layers it was { FIXED($usual) }. { $shortcuts ->
        [yes] Without shortcuts the same { $depth } layers end at { FIXED($twin) }.
       *[no] With shortcuts the same { $depth } layers end at { FIXED($twin) }.
    }
}

## The numbers

puzzle-table = { $shortcuts ->
    [yes] shortcuts
   *[no] no shortcuts
}, { $norm ->
    [yes] batch norm
   *[no] no batch norm
}
puzzle-table-loss = { $known ->
    [none] no number
   *[other] { FIXED($loss) }
}{ $lost ->
    [0] {""}
   *[other] {" "}({ $lost } of { $runs } runs without a number)
}{ $error ->
    [none] {""}
   *[other] {"; "}{ PERCENT($error, digits: 0) } wrong
}
puzzle-table-sizes = signal { $forward ->
    [none] beyond all numbers
   *[other] × { MEASURED($forward) }
}, gradient { $backward ->
    [none] beyond all numbers
   *[other] × { MEASURED($backward) }
}
puzzle-losses = **Training loss at the end**: the mean over the last { $last } steps and the seeds, in brackets the range over the seeds, and the share of those training pictures that the network got wrong.
puzzle-sizes = **Sizes before the first step**: by what factor the signal changes between the input of the first block and the output of the last, and the gradient between the last block and the first.
puzzle-how = **How this was measured**: the networks are those of He et al. 2015, section 4.2, with { $width } channels in the first stage, on Fashion-MNIST at { $size }×{ $size } pixels. One recipe for all: SGD with momentum { $momentum }, learning rate { $lr }, gradients clipped at length { $clip }, batches of { $batch }, { $steps } steps, seeds { $seeds }. At this learning rate the deepest network with shortcuts and without batch norm diverges unless gradients are clipped. Signal: standard deviation over pictures and pixels, averaged over channels. Gradient: length of the gradient of the loss with respect to a block's output, over a batch.
