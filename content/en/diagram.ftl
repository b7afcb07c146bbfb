### Diagrams of blocks and networks.

diagram-save = Save as SVG
diagram-nothing = With these choices there is nothing to draw.
diagram-keys = Arrow keys go from box to box, Enter opens or selects one.
diagram-block = block
diagram-fold = Fold { $title }
diagram-run = { $first } to { $last }, alike
diagram-folded = { $path }, folded, { $received } to { $given }, { $params ->
    [0] no parameters
   *[other] { $params } parameters
}. Press to unfold.
diagram-scaling = { $path }: { $received } scaled channel by channel
diagram-addition = { $path }: addition of { $main } and { $shortcut }{ $fits ->
    [yes] {""}
   *[no] , which do not fit
}
diagram-branch = { $branch ->
    [main] The main path computes F(x): { $given }, from { $params } parameters and { COUNT($macs) } multiply-adds.
   *[shortcut] { $layers ->
        [0] The shortcut hands on x itself, { $given }, with no parameters and no arithmetic.
       *[other] The shortcut brings { $given } to the addition, { $params ->
            [0] without parameters.
           *[other] from { $params } parameters and { COUNT($macs) } multiply-adds.
        }
    }
}
diagram-shortcut =
    .identity = identity
    .projection = projection
diagram-shortcuts = { $projections ->
    [0] { $identities } ident.
   *[other] { $identities ->
        [0] { $projections } proj.
       *[other] { $projections } proj. + { $identities } ident.
    }
}

box-convolution = conv { $kernel }×{ $kernel }, { NUMBER($out_channels, useGrouping: 0) }
    .cost = { $stride ->
        [1] {""}
       *[other] stride { $stride }, {""}
    }{ $groups ->
        [1] {""}
       *[other] { $groups } groups, {""}
    }{ box-params }
box-dense = dense, { NUMBER($out_features, useGrouping: 0) }
box-params = { $params } params
box-zero-pad = +{ $added } { $added ->
    [one] zero channel
   *[other] zero channels
}
