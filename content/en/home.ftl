### Home

home-machine = This machine

machine =
    - **Data:** { $data ->
        [ready] Fashion-MNIST is here, and its four files are intact.
        [absent] Fashion-MNIST is not here yet; the next run fetches it.
       *[damaged] A Fashion-MNIST file is damaged; the next run fetches it again.
    }
    - **Device:** { $device ->
        [none] { $cores ->
            [one] One processor core; the first run will find out whether there is a graphics card too.
           *[other] { $cores } processor cores; the first run will find out whether there is a graphics card too.
        }
       *[other] { $device }, as the latest run found it.
    }
    - **Runs:** { $slots ->
        [0] none trains on this machine, but on others that take them from its queue, each
        [one] one trains at a time,
       *[other] up to { $slots } train at a time, each
    } with up to { SIZE($memory) } of memory and { DURATION($seconds) }; further ones wait their turn.
