### Small nets: their names, and the cards of a page that compares several.

small-net = { $plain ->
    [yes] plain
   *[no] residual
 } { $depth }{ small-net-particulars }
    .trained = { small-net }, trained
small-net-of-any-depth = { $plain ->
    [yes] plain
   *[no] residual
 }{ small-net-particulars }
small-net-particulars = { $projections ->
    [yes] , projections
   *[no] {""}
 }{ $norm ->
    [no] , no batch norm
   *[yes] {""}
 }{ $zero ->
    [yes] , zero start
   *[no] {""}
 }{ $init ->
    [usual] {""}
   *[other] , { $init } start
 }{ $order ->
    [usual] {""}
   *[other] , order ({ $order })
 }{ $width ->
    [usual] {""}
   *[other] , width { $width }
 }{ $size ->
    [usual] {""}
   *[other] , { $size } px
 }

net-cards = Networks side by side
net-cards-same = The same as { $net } above, and drawn once: change a setting.
net-card = **Network { $place }**
net-of-card = network { $place }, { $field }
net-start-as-usual = Start as usual
net-add-shortcuts = Add shortcuts
net-shortcut = Shortcut
    .help = *{ shortcut.none }* is the plain network, *{ shortcut.zero_pad }* the paper's option A, *{ shortcut.projection_norm }* its option B.
net-depth = Depth
    .help = Layers with weights: 6n+2.
net-norm = Batch normalisation
net-zero_init = Blocks start at zero
    .help = The last weighted layer of each main path.
net-init = Initialisation
net-order = Order
    .help = { order.help }
net-width = Channels of the first stage
net-size = Picture size, pixels
stage-numbered = stage { $number }
