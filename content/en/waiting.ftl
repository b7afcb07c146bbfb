### What a run waits for, in one line.

waiting-worker = Waiting for a worker
waiting-paused = Waiting: your teacher has paused the class, and it starts when the class goes on
waiting-next = Waiting for a worker: next to start
waiting-queue = Waiting: { COUNT($before) } before it{ $running ->
    [0] {""}
   *[other] {" "}(now { $behind })
}; { $seconds ->
    [none] its start cannot be predicted: something before it was never measured here
   *[other] { $most ->
        [none] starts in about { DURATION($seconds) }
       *[other] starts in { DURATION($least) } to { DURATION($most) }, a rough guess: not all before it were measured here
    }
}
# What others wait for to end.
waiting-occupant = { $kind ->
    [train] the training { $name }
    [race] a race
    [puzzle] the networks of the puzzle
    [elsewhere] a network without convolutions
    [orders] a race of the orders
    [bugs] networks with bugs
    [growth] a network that grows
    [identity] rows of blocks that learn to do nothing
    [gradients] the gradients of a training
    [landscape] a landscape
    [lesions] a network cut block by block
    [deletions] random deletions
    [paths] the paths of a network
    [saliency_ladder] maps of random weights
    [saliency_deletion] a deletion test of maps
    [saliency_quality] a test of maps
   *[other] a short question
}{ $seconds ->
    [none] {""}
   *[other] , about { DURATION($seconds) } left
}
waiting-starting = Starting
waiting-loads = A worker loads PyTorch and the pictures: { DURATION($seconds) } so far, { $usual ->
    [none] no start was measured here yet
   *[other] usually { DURATION($usual) } here
}
