### Whole networks

network-title = From block to network
network-hook = A stem, four modules of residual blocks, a head: this turns a picture into ten scores. What shape leaves each part, where do the weights sit, and why is it called ResNet-18 when you can count more layers than that?
network-closer = Look closer: modules, costs, comparison, Table 1, source code

## What to try

network-left-out = The chapter's ResNet-{ $name } has { $all } convolutions and { $dense ->
    [one] one linear layer
   *[other] { $dense } linear layers
}, more than { $name } together. Which layers does the name leave out?
    .ends = the stem, the head and one more
    .module = some of those in the first module
    .projections = the projections on shortcuts
    .others = others
    .reply = You predicted *{ $guess }*. It is *{ $came }*: { $convolutions } convolutions on the way through and { $dense ->
        [one] one linear layer
       *[other] { $dense } linear layers
    }, together { $name }; the { $projections } projections stand beside that way.
    .refutes = You may have read that the number counts all layers, or all blocks. It is not so: it counts the layers that a signal meets one after another, stem and head included.
    .further = One step further: tick in batch norm in the figure under *Why*. Which of these numbers would you have put into the name?
network-try-pixel = 28 pixels into the chapter's network
    .look = Read the sides in the warning: how large are the last maps? Then mend it with one of the two buttons.
network-try-misfit = A shortcut that does not fit
    .look = The diagram stops at the block whose branches disagree. Why in the second module, and not in the first?
network-try-deep = 56 layers with few weights
    .look = Compare the parameters with those of the chapter's ResNet-18. Depth alone does not make a network large.

## Why

network-flow =
    .alt = The network as a row of parts, each with the shape that leaves it and a mark for every layer with weights.
    .side = Side of the picture, pixels
    .ticks = Layers that are counted
    .module = module { $number }
    .same = { $terms } = { $total }. This is what the name counts.
    .other = { $terms } = { $total }. The name counts { $in_the_name }: the convolutions on the longest way{ $stem ->
        [1] {""}
       *[other] , those of the stem as one,
    } and the linear layer.
    .none = Nothing is ticked. The name counts { $in_the_name }.

## What we saw

network-saw = A ResNet is a stem that shrinks the picture, modules of blocks, each but the first of which halves the side and doubles the channels, and a head that averages what is left into one number per channel. Its name counts the convolutions on the longest way and the linear layer.
network-asked-name = Why is it called 18?
    .answer = It has { $convolutions } convolutions on the longest way, the stem's among them, and { $dense ->
        [one] one linear layer
       *[other] { $dense } linear layers
    }. The { $projections } projections sit on shortcuts, beside that way, and batch norm, ReLU and pooling are never counted.
network-asked-half = Why does a module halve the side and double the channels?
    .answer = So that every module costs about the same arithmetic. Half the side is a quarter of the pixels; twice the channels, in and out, is four times the weights: the two cancel. { $same ->
        [yes] In the chapter's network every module but the first pays exactly { COUNT($macs) } multiply-adds,
       *[no] In the chapter's network the last module pays { COUNT($macs) } multiply-adds,
    } while `{ $part }` alone holds { PERCENT($share, digits: 0) } of the weights. The first module changes neither, so an identity shortcut fits there; at the start of the others it does not.
network-asked-pixel = What becomes of a picture of 28 pixels?
    .answer = Under the chapter's stem the side of a picture of { $side } goes { $path }. The last maps have a single pixel, and { PERCENT($share, digits: 0) } of the network's weights only ever meet the padding. The stem was made for pictures of 224 pixels; small pictures want the 3×3 stem.
network-asked-plain = What does a shortcut cost a whole network?
    .answer = With zero-padding, nothing: ResNet-20 has { $params } parameters, { $more ->
        [0] exactly as many as its plain twin
       *[other] { SIGNED($more) } against its plain twin
    }. All that differs is the addition, which is why the paper could compare the two so cleanly.
network-asked-squeeze = What does squeeze-and-excitation add?
    .answer = SE-ResNet-50 has { MEASURED($params, digits: 3) } times the parameters of ResNet-50 and { MEASURED($macs, digits: 5) } times the multiply-adds: its layers work on one number per channel. That number is a mean over the whole picture, so even the first module can react to what is far away.
network-asked-any = How can one network take pictures of any size?
    .answer = The head averages every channel over all places that are left, however many, so the linear layer always receives one number per channel. Select `head.pool` in the diagram and move the picture size.

## Controls

network-base = Network
    .help = A published network, or one of the lab's own. Whatever you change under *{ lesson-more }* is a change to this one.
    .resnet18 = ResNet-18
    .resnet34 = ResNet-34
    .resnet50 = ResNet-50
    .resnet101 = ResNet-101
    .resnet152 = ResNet-152
    .resnext50_32x4d = ResNeXt-50, 32×4d
    .resnext101_32x8d = ResNeXt-101, 32×8d
    .resnext101_64x4d = ResNeXt-101, 64×4d
    .wide_resnet50_2 = Wide ResNet-50, twice as wide
    .wide_resnet101_2 = Wide ResNet-101, twice as wide
    .resnet50d = ResNet-50-D
    .seresnet50 = SE-ResNet-50
    .d2l_resnet18 = ResNet-18 of the chapter
    .resnet20 = ResNet-20 for 32×32
    .resnet32 = ResNet-32 for 32×32
    .resnet44 = ResNet-44 for 32×32
    .resnet56 = ResNet-56 for 32×32
    .resnet110 = ResNet-110 for 32×32
    .resnet1202 = ResNet-1202 for 32×32
    .plain20 = Plain-20 for 32×32
    .plain32 = Plain-32 for 32×32
    .plain44 = Plain-44 for 32×32
    .plain56 = Plain-56 for 32×32
    .plain110 = Plain-110 for 32×32
    .preresnet164 = Pre-activation ResNet-164
    .preresnet1001 = Pre-activation ResNet-1001
    .wrn28_10 = Wide ResNet-28-10
    .quick = The lab's quick network
network-size = Picture size, pixels
network-width = Picture width, pixels
    .help = Where the picture is not square; the size above is then its height.
    .square = square
network-in = Input channels
    .help = 1 is grey, 3 is colour.
network-classes = Classes
network-stem-channels = Channels of the stem
network-shortcut = Shortcut
    .help = Used where the shape changes; elsewhere it is the identity. *{ shortcut.none }* removes them all.
network-stages = Stages
network-bias = Bias in convolutions
    .help = The chapter's code has them; torchvision's does not.
network-stride-on = Stride sits in
    .help = *{ network-stride-on.spatial }*: the 3×3 convolution, as in torchvision. *{ network-stride-on.first }*: the first 1×1, as in the paper of 2015.
    .spatial = spatial
    .first = first
network-groups = Groups (cardinality)
    .help = Must divide the bottleneck width of every stage. As in the paper's networks it is the same in all, and the groups widen from stage to stage.
network-blocks = Blocks
network-channels = Channels
network-stride = Stride
network-change = { $field }: { $value }
network-repair = { $changes } ({ $params } parameters)
network-no-layer = { $key }={ $value }: this network has no such layer; the page shows { $shown }

## The network and its numbers

network-changed = { $name }, changed
network-summary = **{ $title }**{ $state ->
    [published] {" "}as published
    [other_input] {" "}on your input
   *[changed] {""}
} · :gray[{ $source }]
    .layers = Layers, as in the name
    .params = Parameters
    .macs = Multiply-adds per picture
    .activations = Activations per picture
network-one-pixel = **The last stage has one pixel left.** The side goes { $path }. Three things follow.

    - { $idle } weights, { PERCENT($share, digits: 0) } of the network, never meet the picture: a 3×3 kernel over a single pixel multiplies the padding eight times out of nine.
    - Batch norm takes its mean and variance over batch and pixels. With a batch of one there is one value per channel, and PyTorch stops in training: `Expected more than 1 value per channel when training`.
    - Grad-CAM at the last stage would be one pixel stretched over { $picture }: it can no longer say *where*.
    .stem = Use the 3×3 stem
    .size = Use pictures of { $size } pixels
network-part = { $part ->
    [input] input
    [stem] stem
    [head] head
   *[other] { $part }
}

## Diagram and layers

network-misfit = **The network, up to where it fails**
    .alt = The network up to { $path }, whose branches do not fit
network-misfit-block = **`{ $path }`**, which receives { $received }
    .alt = The two branches of { $path }, which do not fit
network-diagram =
    .how = Press a dashed box to unfold it, a layer to see what it computes.
    .alt = Diagram of the network: { $layers } layers, { $stages }; selected: { $selected }
network-stage = { $blocks ->
    [one] { $stage } with 1 block
   *[other] { $stage } with { $blocks } blocks
}
network-layers = **Every layer**
    .how = Click a row, or walk through them with the arrow keys.
network-sum = { $count ->
    [one] 1 layer
   *[other] { $count } layers
}: { $received } → { $given }
    .arithmetic = sum
network-fold = { $open ->
    [yes] Fold
   *[no] Unfold
}
    .unfold-all = Unfold all
    .fold-all = Fold all

## Views

network-view = View
    .modules = Modules
    .where = Maps and sight
    .counter = Why 18?
    .compare = Compare
    .table_1 = Table 1
    .take_along = Take it with you
network-modules = One line per module, as the chapter's `{ $call }` prints them: a batch of one picture goes in, and each line is the shape that comes out.
    .alt = One row per module: output shape and costs
    .module = module
    .blocks = blocks
    .shape = output shape
    .params = parameters
    .macs = multiply-adds
    .activations = activations
network-shares = **Which part costs what**
    .params = parameters
    .macs = multiply-adds
    .activations = activation memory
network-costliest = Most parameters sit in **{ $params_part }** ({ PERCENT($params_share, digits: 0) }), most multiply-adds in **{ $macs_part }** ({ PERCENT($macs_share, digits: 0) }), most activation memory in **{ $activations_part }** ({ PERCENT($activations_share, digits: 0) }).
network-resolution = **Resolution against channels**
    .side = side, pixels
    .height = height, pixels
    .width = width, pixels
    .channels = channels
network-shrinks = From { $sides } pixels and { $channels ->
    [one] 1 channel
   *[other] { $channels } channels
} to { $sides_end } { $pixels_end ->
    [one] pixel
   *[other] pixels
} and { $channels_end ->
    [one] 1 channel
   *[other] { $channels_end } channels
}: { COUNT($numbers_in) } numbers in, { COUNT($numbers_out) } at the end of the last stage.
network-sight = **How far one output sees**
    .picture = the picture
    .field = receptive field, pixels
    .layers = layers in order
network-sees = { $first ->
    [none] Before the head, one output sees at most { $widest } of the picture's { $picture } pixels; only the global average pool puts the views together.
   *[other] **`{ $first }`** is the first layer whose outputs can depend on { $field } pixels in a row, as far as { $square ->
        [yes] the picture of { $picture } is wide
       *[no] the longer side of { $picture } is long
    }; the last stage reaches { $widest }.
}
network-counter = The name counts { $in_the_name }: { $convolutions } convolutions on the longest way{ $stem ->
    [1] {""}
   *[other] , the { $stem } of the stem as one,
} and { $dense ->
    [one] one linear layer
   *[other] { $dense } linear layers
}.
    .total = all
    .alt = One row per part: how many layers with weights it has, of each kind
network-count-convolutions = Convolutions on the main path
network-count-projections = Projections on shortcuts
network-count-gates = Convolutions in squeeze-and-excitation
network-count-norms = Batch norm
network-count-dense = The linear layer
network-counted-kind = { $count } { $kind ->
    [convolutions] { $count ->
        [one] convolution on the main path
       *[other] convolutions on the main path
    }
    [projections] { $count ->
        [one] projection
       *[other] projections
    }
    [gates] in squeeze-and-excitation
    [norms] { $count ->
        [one] batch norm
       *[other] layers of batch norm
    }
   *[dense] linear
}
network-against = Compare with
network-compared = On the same pictures, **{ $other }** has { MEASURED($params, digits: 3) } times the parameters, { MEASURED($macs, digits: 3) } times the multiply-adds and { MEASURED($activations, digits: 3) } times the activation memory of **{ $ours }**.
    .alt = The two networks, fact by fact
network-facts = Facts
    .layers = layers in the name
    .projections = projections
    .params = parameters
    .macs = multiply-adds
    .activations = activations, one picture
    .maps = last maps
    .field = receptive field of the last stage
    .pixels = { $field ->
        [one] 1 pixel
       *[other] { $field } pixels
    }
network-table1 = Table 1
    .alt = Table 1 of He et al. 2015, made from the zoo, with our counts below
    .layers = { $layers } layers
    .stem = { $convolution }, stride { $stride }
    .published = multiply-adds, published
    .paper = ours, stride as in the paper
    .torchvision = ours, stride as in torchvision
    .params = parameters, ours
network-published = With the stride where the paper has it, every network is within { PERCENT($as_in_the_paper) } of the published number, which has two or three digits. With the stride in the 3×3, { $name } is { PERCENT($as_in_torchvision) } above it.
network-moved-stride = The reason is the 1×1 in front: with the stride behind it, it works on { $far }×{ $far } pixels in place of { $near }×{ $near }, { MEASURED($times) } times as many. In ResNet-50's first strided block its multiply-adds go from { COUNT($first_before) } to { COUNT($first_after) }. The 3×3 { $spatial_stays ->
    [yes] stays at { COUNT($spatial_after) }
   *[no] goes from { COUNT($spatial_before) } to { COUNT($spatial_after) }
}: it gives maps of { $side }×{ $side } either way.
network-paper-stride = Show ResNet-50 with the paper's stride
network-export = Written as
    .chapter = PyTorch, as in the chapter
    .flat = PyTorch, one flat module
    .keras = Keras 3
    .notebook = Notebook
    .json = JSON
network-download = Download { $file }
