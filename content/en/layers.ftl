### Layers in words: on a card, in a table, and in the boxes of a diagram.

layer-kind = { $kind ->
    [convolution] convolution
    [batch_norm] batch norm
    [relu] ReLU
    [max_pool] max pool
    [average_pool] average pool
    [zero_pad] zero-pad
    [global_average_pool] global average pool
    [flatten] flatten
    [dense] dense
    [sigmoid] sigmoid
    [scaling] scaling
   *[addition] addition
}
layer-what = { $kind ->
    [convolution] convolution { layer-convolution }
    [zero_pad] zero-pad, { $stride ->
        [1] every pixel
       *[other] every { ORDINAL($stride) } pixel
    }, { $added ->
        [one] 1 zero channel
       *[other] { $added } zero channels
    }
    [max_pool] { layer-kind } { layer-pool }
    [average_pool] { layer-kind } { layer-pool }
   *[other] { layer-kind }
}
    .short = { $kind ->
        [convolution] conv { layer-convolution }
       *[other] { layer-what }
    }
layer-convolution = { $kernel }×{ $kernel }{ $stride ->
    [1] {""}
   *[other] , stride { $stride }
}{ $groups ->
    [1] {""}
   *[other] , { $groups } groups of { $depth }
}{ $bias ->
    [yes] , bias
   *[no] {""}
}
layer-pool = { $kernel }×{ $kernel }, stride { $stride }
layer-kernels = { $out_channels ->
    [one] 1 kernel
   *[other] { $out_channels } kernels
} of { $shape }{ $groups ->
    [1] {""}
   *[other] {" "}in { $groups } groups
}{ $stride ->
    [1] {""}
   *[other] , every { $stride } pixels
}
layer-windows = windows of { $kernel }×{ $kernel }, { $stride ->
    [1] at every pixel
   *[other] every { $stride } pixels
}
layer-matrix = a matrix of { $shape }, and a bias
layer-title = { $what }, { $place ->
    [stem] in the stem
    [before] before the fork, shared by both branches
    [main] on the main path
    [gate] in squeeze-and-excitation, beside the main path
    [shortcut] on the shortcut
    [add] where main path and shortcut meet
    [after] after the addition
   *[head] in the head
}: { $received } → { $given }
layer-sight = { $everything ->
    [yes] { $field }×{ $field } pixels, at least as far as the whole input of { $input }
   *[no] { $field }×{ $field } pixels of the { $input } of the input
}
layer-counted = { $number ->
    [0] none
   *[other] { $arithmetic } = { $number } ({ $tiny ->
        [yes] under 0.1%
       *[no] { PERCENT($share) }
    } of the { $of ->
        [block] block
       *[network] network
    })
}
layer-fact = { $fact ->
    [kernel] **Kernel** { $text }
    [params] **Parameters** { $text }
    [macs] **Multiply-adds** { $text }
    [output] **Output** { $text } for one picture, as 32-bit floats
   *[field] **Receptive field** { $text }
}

layers-count = { $count ->
    [one] 1 layer
   *[other] { $count } layers
}
layers-blocks = { $count ->
    [one] 1 block
   *[other] { $count } blocks
}
layers-alike = { $count } blocks alike
layers-column =
    .layer = layer
    .what = what
    .output = output
    .params = parameters
    .macs = multiply-adds
    .field = sees, px
layers-table =
    .alt = The layers, folded as in the diagram
layer-spoken = { $what }, { $received } to { $given }, { $params ->
    [0] no parameters
    [one] 1 parameter
   *[other] { $params } parameters
}
