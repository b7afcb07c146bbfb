### Words that several pages share.

spread = { $mean } ({ $low } to { $high })

## What a block or a network can be: the options of controls, with what their question mark says.

family = Block family
    .help = *{ family.residual }*: two convolutions. *{ family.bottleneck }*: 1×1 down, 3×3, 1×1 up. *{ family.resnext }*: the same, its middle in groups. *{ family.plain }*: two convolutions and no shortcut.
    .plain = plain
    .residual = residual
    .bottleneck = bottleneck
    .resnext = resnext
shortcut = Shortcut
    .none = none
    .identity = identity
    .zero_pad = zero-pad
    .projection = projection
    .projection_norm = projection-norm
    .pool_projection = pool-projection
order = Activation order
    .help = The five orders (a) to (e) of He et al. 2016, Figure 4.
    .original = original
    .norm_after_add = norm-after-add
    .relu_before_add = relu-before-add
    .relu_only_pre = relu-only-pre
    .full_pre = full-pre
stem = Stem
    .help = *{ stem.n7x7_pool }*: stride 2, then max pooling, a quarter of the side. *{ stem.deep_pool }*: the same by three 3×3 convolutions, as in ResNet-D, whose shortcut is *{ shortcut.pool_projection }*. *{ stem.n3x3 }* keeps the side, *{ stem.n3x3_pool }* halves it.
    .n7x7_pool = 7x7-pool
    .deep_pool = deep-pool
    .n3x3 = 3x3
    .n3x3_pool = 3x3-pool
squeeze = Squeeze-and-excitation
    .help = The last step of the main path scales every channel by a factor that a small network computes from the means of all channels (Hu et al. 2017). The number is how much narrower that network is in its middle.
    .none = none
bottleneck-width = Bottleneck width, share of the output
    .help = Channels of the middle convolution; above 1 it is no neck but the widest part.
norm = Batch normalisation

data-fashion-mnist = Fashion-MNIST
data-sketches = drawn sketches, not Fashion-MNIST

state-queued = Waiting
state-assigned = Starting
state-starting = Starting
state-running = Training
state-stopping = Stopping
state-succeeded = Finished
state-stopped = Stopped
state-failed = Failed
state-diverged = Diverged
seeds = { $seeds ->
    [one] one seed
   *[other] { $seeds } seeds
 }

# The classes of Fashion-MNIST, by their labels, and by the names that they have in the data set.
class = { $label ->
    [0] { class.T-shirt-top }
    [1] { class.Trouser }
    [2] { class.Pullover }
    [3] { class.Dress }
    [4] { class.Coat }
    [5] { class.Sandal }
    [6] { class.Shirt }
    [7] { class.Sneaker }
    [8] { class.Bag }
   *[9] { class.Ankle-boot }
}
    .T-shirt-top = T-shirt/top
    .Trouser = Trouser
    .Pullover = Pullover
    .Dress = Dress
    .Coat = Coat
    .Sandal = Sandal
    .Shirt = Shirt
    .Sneaker = Sneaker
    .Bag = Bag
    .Ankle-boot = Ankle boot
