### Residual block

block-title = One residual block
block-hook = A block should compute *f(x)*. Carry its input around it and add it back at the end: what is left for its layers to learn? And when do the two branches fit?
block-code = The same block in PyTorch

## What to try

block-breaks = Give a block stride 2 and twice the channels, and leave its shortcut as it is. Which mistake does PyTorch's error message name?
    .nothing = none, it runs
    .channels = the channels
    .sides = the height or width
    .all = all of it
    .reply = The main path brings { $main }, the shortcut still { $shortcut }: they differ on { $axes ->
        [one] one axis
       *[other] { $axes } axes
    }. You predicted *{ $guess }*; the message names *{ $came }*.
    .refutes = You may have read the message as the whole story. It is not: PyTorch compares sizes from the last axis backwards and stops at the first disagreement. Mend only what it names and the next run fails on the channels.
    .further = One step further: mend only what the message names, and the next run fails on the channels. Print both shapes before you change anything.
block-try-stride = Half the size, twice the channels
    .look = Compare the two shapes at the plus: every number marked in red disagrees. Then press a repair and see what it costs.
block-try-grey = A grey picture into three channels
    .look = PyTorch raises no error here. Find out what it adds instead.
block-try-zero = Start the last layer at zero
    .look = F(x) is zero everywhere. What does the block hand on?

## Why

block-remainder =
    .target = The target f(x)
    .left = Left to learn: f(x) − x
    .identity = y = x
    .shape = Bend the identity towards
    .wave = a wave
    .zero = zero
    .mirror = −x
    .away = How far
    .nothing = The target is the identity. A block without a shortcut has to build all of it out of weights and a ReLU; a residual block has nothing left to learn: F(x) = 0.
    .less = The target has the size { $whole }; what is left once x is carried around has { $left }. The closer f is to the identity, the less the layers have to do.
    .more = The target has the size { $whole }; what is left has { $left }. So far from the identity the shortcut is no help: the layers must first undo it.
    .alt = Two graphs over one input: the target f(x) with the identity as a dashed line, and f(x) − x, what a residual block has left to learn. Sliders bend the target away from the identity.
block-plus-intro = **Backwards through one plus.** A block in single numbers: *y = x + w₂ · ReLU(w₁ · x)*. Thin lines and ↓ carry values forward; orange bands and ↑ carry the gradient of the loss back, the wider the larger. Drag anything.
block-plus =
    .shortcut = Shortcut
    .x = x
    .first = w₁
    .second = w₂
    .upstream = gradient at y
    .weight = weight
    .before = before
    .gradient = its gradient
    .after = after a step (learning rate { $rate })
    .reading = The plus copies the gradient: { $upstream } arrives at y, and { $upstream } goes down each branch. So the weights on the main path are not skipped; for the same gradient at y they take the same step with the shortcut or without. What changes is what the block hands back to the blocks before it: { $back } with the shortcut, { $bare } without.
    .alt = A block of two weights and a ReLU beside its shortcut, with the value on every line going forward and the gradient going back. The table beneath the sliders holds the weights before and after one step.

## What we saw

block-saw = The layers of a residual block learn *F(x) = f(x) − x*, which is nothing at all where handing x on is best, and the plus passes the gradient back undiminished. The two branches must bring the same shape: a new stride or a new number of channels needs a shortcut that changes with it.
block-asked-residual = Why is it called residual?
    .answer = If the block as a whole should compute *f(x)* and *x* comes around by the shortcut, the layers have only *f(x) − x* left to learn: the residual. *Skip connection*, *residual connection* and *shortcut* are three names for the line that carries *x*.
block-asked-skipped = If the gradient takes the shortcut, how are the skipped weights updated?
    .answer = They are not skipped. The plus hands the same gradient down both branches: one copy goes through the main path and updates its weights, the other reaches x as it is. Switch the shortcut off in the figure above: the gradients of w₁ and w₂ stay, only what reaches x changes.
block-asked-when = When does the shortcut need a 1×1 convolution?
    .answer = Only where the shape changes. With stride 2 and twice the channels, { $channels }×{ $side }×{ $side } becomes { $given }, and the projection, with its batch norm, adds { $params } parameters. The first module of the chapter's ResNet-18 keeps its { $channels } channels, so no block of it has one. Zero-padding does the same without parameters.
block-asked-grey = Why did PyTorch add one channel to three without an error?
    .answer = An axis of length 1 is stretched to fit: broadcasting. The sum has a shape, but every channel of the main path got the same grey picture added to it. No exception will tell you; only the shapes will.
block-asked-unread = Does a 1×1 projection with stride 2 throw pixels away?
    .answer = Yes. It reads { PERCENT($share, digits: 0) } of its input's pixels, as *The numbers* draws it; the 3×3 main path reads all of them. The shortcut *{ shortcut.pool_projection }* averages them first.
block-asked-nothing = Can a residual block do nothing at all?
    .answer = Yes: start its last layer at zero, and *F(x) = 0* from the first step on. If a ReLU follows the addition, what comes out is x with its negative part cut off; an x that comes from another such block has no negative part to lose.

## Controls

block-shortcut = Shortcut
    .help = What is added to the main path: the input itself, a 1×1 convolution of it with or without batch norm, one after average pooling, the input subsampled and padded with zeros, or nothing.
block-in = Input channels
block-out = Output channels
block-size = Input size, pixels
block-stride = Stride
block-kernel = Kernel
block-groups = Groups (cardinality)
    .help = Must divide the bottleneck width.
block-zero = Start the last layer at zero
    .help = Then F(x) = 0 and the block begins as its shortcut.
block-examples = The chapter tries, on four pictures of 3×6×6:

## The shape doctor

block-verdict = { $verdict ->
    [mismatch] **The branches do not fit.**
    [broadcast] **Torch would not complain, and that is the trap.**
   *[refused] **These choices contradict each other.**
} { $reason }
block-torch = { $axes ->
    [one] PyTorch says:
   *[other] PyTorch says, naming only one of the axes:
}
block-repairs = { $verdict ->
    [refused] What would mend it, and what the block then costs:
   *[other] What would mend it, and what it costs beside the main path:
}
block-repair = { $title } ({ $price })
block-price = { $params ->
    [0] { $macs ->
        [0] nothing
       *[other] { SIGNED($macs) } multiply-adds
    }
   *[other] { SIGNED($params) } parameters, { SIGNED($macs) } multiply-adds
}

## The block

block-diagram =
    .alt = The block: { $layers ->
        [one] 1 layer
       *[other] { $layers } layers
    }{ $fits ->
        [yes] {""}
       *[no] ; the branches do not fit
    }
block-press = Press a layer in the diagram to see what it computes. Hover over a branch, or reach it with the arrow keys, to trace it.
block-alone = Without a shortcut nothing is added: the main path alone gives { $shape }.
block-both = Both branches bring { $shape } to the addition. Cost of the shortcut: { $price }.
block-reads = { $path ->
    [main] The main path reads { PERCENT($share, digits: 0) } of its input's pixels (dark)
   *[shortcut] The shortcut reads { PERCENT($share, digits: 0) } of its input's pixels (dark)
}
block-cost =
    .params = Parameters
    .macs = Multiply-adds per picture
    .activations = Activations per picture
block-saved = **What the bottleneck saves.** Its main path squeezes { $channels } channels to { $narrow } and widens them again, with { $params } parameters. Two { $kernel }×{ $kernel } convolutions over all { $channels } channels take { $wide_params }, { MEASURED($times) } times as many.{ $wider ->
    [none] {""}
   *[other] {" "}Two over { $narrow } channels take { $narrow_params }: for about the same price the bottleneck takes and gives { MEASURED($wider, digits: 3) } times as many channels.
}
block-source = Lines with + are new since your last change, lines with - are gone.

## The addition, opened

add-open = Show the addition on a test picture
    .help = What is not recorded takes a worker about a second.
add-image = Test picture
    .help = Its number in the test set.
add-weights = The addition on a picture, with weights
    .help = *{ add-weights.random }*: as training starts. *{ add-weights.zeroed }*: the last layer of the main path is zero, so F(x) = 0. *{ add-weights.trained }*: the recorded network instead of your block.
    .random = random
    .zeroed = zeroed
    .trained = trained
add-block = Block of the trained network
block-addition-none = This block has no shortcut, so it adds nothing. Choose a shortcut, or the trained network.
block-addition-x = { $identity ->
    [yes] x
   *[no] shortcut(x)
}
block-addition-picture = { $sketch ->
    [yes] Drawn sketch { $number }
   *[no] Test picture { $number }: { class }
}
    .alt = The test picture
block-addition-map = { $map ->
    [x] { block-addition-x }
    [f] F(x)
    [sum] { block-addition-x } + F(x)
   *[out] { $then_relu ->
        [yes] after ReLU
       *[no] what leaves the block
    }
}
    .alt = { block-addition-map }: { $channels ->
        [one] map of 1 channel
       *[other] maps of { $channels } channels
    }
block-addition-scale = { $picture }. Channels { $channels } of { $all }, those that vary most in the sum. Blue is below 0, white is 0, orange above; the colours are full at ±{ MEASURED($scale, digits: 3) } in all four.
block-addition-lengths = Length of { block-addition-x }: { FIXED($norm_x, digits: 1) }, of F(x): { FIXED($norm_f, digits: 1) }{ $degrees ->
    [none] .
   *[other] , the angle between them { FIXED($degrees, digits: 0) }°.
}
block-addition-reading = { $direction ->
    [nothing] F(x) is 0 everywhere, and the block's output equals { $then_relu ->
        [yes] ReLU({ block-addition-x })
       *[no] { block-addition-x } after what follows the addition
    }: the largest difference over all { $values } values is **{ MEASURED($difference) }**.
    [alone] Here { block-addition-x } is 0 everywhere, so the block's output is that of its main path alone.
    [along] { block-addition-times }, and points partly where { block-addition-x } points: it strengthens what is there already.
    [against] { block-addition-times }, and points partly against { block-addition-x }: it takes away some of what is there.
   *[across] { block-addition-times }, and stands nearly at right angles to it: it adds what { block-addition-x } does not hold.
}
block-addition-times = F(x) is **{ FIXED($ratio) } times** as long as { block-addition-x }
