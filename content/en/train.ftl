### Train

train-title = Train a network
train-hook = What does a network do in its first minute of training?
train-saw = In one pass over the training pictures, { COUNT($steps) } steps, the network goes from guessing to naming { PERCENT($accuracy) } of new pictures correctly. { $half ->
    [none] It never came to half of its training pictures.
   *[other] Half of its training pictures were right after only { $half } steps.
}

## The recorded run

train-predict = One pass over the training pictures takes { COUNT($steps) } steps. When does the network first name half of its pictures correctly?
    .first_tenth = in the first tenth
    .first_half = later, in the first half
    .second_half = in the second half
    .reply = You predicted *{ $guess }*{ $right ->
        [yes] , and so it was
       *[no] ; it came out *{ $came }*
    }{ $half ->
        [none] {"."}
       *[other] : after step { $half } of { COUNT($steps) }.
    }
    .refutes = You may have read that a network learns slowly and steadily. It is not so: measured here, the first few steps do most of the work, and the rest polishes.
    .further = One step further: go back to the first steps. Which garments does it get right first, and which parts of the network have moved by then?
train-how = The garments are the first test picture of each class; the network never trains on them. They are looked at with the running statistics of its [[batch-norm|batch norm]], as in a test. “Moved” is the distance of a part's weights from where they started, as a share of their length at the start.
train-mistakes = What it still mixes up
train-own = Train one yourself
train-try-few = Only 500 pictures
    .look = Press Train, then compare both curves. Does it learn, or does it memorise?
train-try-plain = The same without shortcuts
    .look = Does so shallow a network need its shortcuts?
train-try-steep = A learning rate of 5
    .look = What becomes of the loss when the steps are too large?

garments-play = Play
garments-pause = Pause
garments-again = Play again
garments-step = Step
garments-moved = How far each part has moved from its first weights
garments-right = named correctly
garments-wrong = in truth: {"{true}"}
garments-part = { $part ->
    [stem] stem
    [head] head
    [block] block { $stage }.{ $block }
   *[other] { $part }
}
garments-untrained = Ten test pictures, and what the untrained network calls them.
garments-taken = { $true } for { $named }
garments-reading = Of these { $count } garments the network names { $right } correctly after step { COUNT($step) }; at the start it was { $first }.{ $wrong ->
    [none] {""}
   *[other] {" "}It takes { $wrong }.
}

surprise-alt = Curve of the loss of one picture against the probability given to its class: minus the natural logarithm. It falls from 4.6 at 1% through 2.3 at 10% to 0 at 100%.
surprise-share = Probability of the right class
surprise-axis = probability of the right class
surprise-loss = loss of this picture
surprise-guessing = guessing among ten classes
surprise-reading = The network gives the right class {"{share}"}: a loss of {"{loss}"}.

train-asked-minute = What does a network do in its first minute of training?
    .answer = It first learns what is easy: { $half ->
        [none] it gets ever more of its pictures right, though never half.
       *[other] half of its training pictures are right after step { $half } of { COUNT($steps) }.
    } The loss starts at { FIXED($first) }, where guessing gives { FIXED($guessing) }, and its mean over the whole pass is { FIXED($loss) }. The rest of the pass goes into the hard pairs.
train-asked-trust = Which of the two curves should you trust?
    .answer = For what the network can do with new pictures, the test curve: each of its points comes from all test pictures. A point of the training curve comes from a few batches, which is why it jumps.
train-asked-loss = Why is there a loss beside the accuracy?
    .answer = Accuracy counts; the loss weighs. A wrong answer that gave the right class 49% and one that gave it 1% count the same, but the second has more than six times the loss. Training needs something that changes smoothly when a weight changes a little, and a count does not.
train-asked-mistakes = Which classes does it still mix up?
    .answer = Most often { $true } with { $named }: { COUNT($pictures) } times. Look at the pictures: at 28×28 grey pixels, would you tell them apart?
train-asked-seed = Would another seed give another network?
    .answer = Yes: another start, another order of pictures, and an accuracy that differs a little. Whatever changes with the seed alone is chance, not the network. Train once more with seed 1 and see.
train-asked-chapter = Why is there no recorded run of the chapter's own network?
    .answer = It calls for a graphics card: on a laptop's processor its ten epochs take hours, and this lab records on one core. The forecast beside the button says what your machine would need, as soon as it has measured a few steps.

## Controls

train-preset = What to train
    .quick = quick
    .chapter = chapter
    .custom = custom
train-network = Network
    .help = Your own, or a published one fitted to grey pictures and ten classes.
    .own = build my own
train-size = Picture size, pixels
    .help = The pictures have 28; other sizes are scaled.
train-groups = Groups
    .help = The cardinality of ResNeXt. It must divide the number of channels of the middle convolution.
train-blocks = Blocks in each of the three stages
train-width = Channels of the first stage
train-shortcut = Shortcut where the shape changes
    .help = Elsewhere it is the identity. *{ shortcut.none }* removes them all.
train-training = Data and training
train-images = Training pictures
    .help = Fewer are faster, and easier to memorise.
train-epochs = Epochs
    .help = Passes over all training pictures.
train-batch = Batch size
    .help = Pictures in one step.
train-lr = Learning rate
    .help = The highest one, where the schedule changes it.
train-schedule = Schedule
    .help = *{ train-schedule.one_cycle }* rises, then falls to almost nothing. *{ train-schedule.constant }* is the chapter's.
    .one_cycle = one-cycle
    .constant = constant
train-augment = Augmentation
    .help = Moves, or moves and mirrors, a picture a little each time it is seen.
    .none = none
    .shift = shift
    .shift_flip = shift-flip
train-smoothing = Label smoothing
    .help = The share of the target that is spread over all classes.
train-seed = Seed
    .help = The same seed gives the same first weights and the same order of pictures.
train-repair = Set { $changes }
train-repair-change = { $control } to { $value }

## Before a run

train-start = Train
train-run-name = { $network ->
    [own] { $family }, { $blocks } blocks
   *[other] { $network }
}, { $epochs ->
    [one] 1 epoch
   *[other] { COUNT($epochs) } epochs
}
train-costs = **{ $layers } layers** with weights, { COUNT($params) } parameters, { COUNT($macs) } multiply-adds per picture, { $steps ->
    [one] 1 step
   *[other] { COUNT($steps) } steps
}.
train-few-steps = { $steps ->
    [1] One step has no cycle: it is taken at the highest learning rate, { $rates }.
   *[other] { $steps } steps leave one cycle no room: their learning rates are { $rates }, so the last changes next to nothing. A smaller batch or more epochs make more steps; *{ train-schedule.constant }* takes each at the same rate.
}
train-which-pictures = It trains on Fashion-MNIST if the files can be fetched when it starts, else on drawn sketches; what it begins with it keeps to its end.

# Basis is where the time comes from: runs of this network here, other networks here, or recorded runs elsewhere.
needs = { $basis ->
    [measured] About **{ DURATION($likely) }**, and at most **{ SIZE($memory) }** of memory.
    [none] At most **{ SIZE($memory) }** of memory; the first steps will tell how long it takes.
    [brief] Roughly **{ DURATION($most) }**, and at most **{ SIZE($memory) }** of memory.
   *[rough] Roughly **{ DURATION($least) } to { DURATION($most) }**, and at most **{ SIZE($memory) }** of memory.
}
# Short, for a phone: what a button sets so that the run fits.
way = Make it { $changes }
way-batch = batches of { NUMBER($value, useGrouping: 0) }
way-steps = { $value } steps
way-depth = { $value } layers
way-second = { $value ->
    [off] one pair only
   *[other] { $value } layers for the second pair
}
way-width = { $value ->
    [one] 1 channel
   *[other] { $value } channels
}
way-blocks = { $value ->
    [one] 1 block a stage
   *[other] { $value } blocks a stage
}
way-size = { $value } pixels
way-epochs = { $value ->
    [one] 1 epoch
   *[other] { $value } epochs
}
way-images = { COUNT($value) } pictures
way-network = a network of your own
needs-why = What this rests on
needs-time-measured = **Time.** { $runs ->
    [one] One earlier run of this network on this machine. Another may take
   *[other] { COUNT($runs) } earlier runs of this network on this machine. Another may take
} from { DURATION($least) } to { DURATION($most) }.
needs-time-rough = **Time.** This network has not run here yet. The guess takes the step of the network nearest in size that has. Multiply-adds alone are a poor clock, so it may be four times off either way.
needs-time-recorded = **Time.** No network has been trained here yet. The guess comes from recorded runs on another machine, and may be four times off either way.
needs-time-unknown = **Time.** Not measured here yet.
needs-recorded = This very run was recorded: it took { DURATION($seconds) } on { $machine }.
needs-memory = **Memory.** Parameters { SIZE($parameters) }, gradients { SIZE($gradients) }, optimiser { SIZE($optimiser) }, activations { SIZE($activations) }. { $runs ->
    [0] With PyTorch and its workspaces that makes a peak between { SIZE($least) } and { SIZE($most) }.
    [one] With PyTorch and its workspaces, the peak of one run here lay between { SIZE($least) } and { SIZE($most) }.
   *[other] With PyTorch and its workspaces, the peaks of { COUNT($runs) } runs here lay between { SIZE($least) } and { SIZE($most) }.
}
needs-limits = **Limits here.** { $memory ->
    [none] { DURATION($seconds) } a run
   *[other] { SIZE($memory) } of memory and { DURATION($seconds) } a run
}. Its checkpoints take { SIZE($disk) } of disk.
needs-may-exceed-memory = A run may use { SIZE($memory) } of memory here, and this one may come to need more. Each of these is sure to fit:
needs-may-exceed-time = A run may take { DURATION($seconds) } here, and this one may need longer. It would stop there, saved, and could be resumed. Each of these is sure to fit:

## During a run

train-stop = Stop training
train-stopping = Stopping - saving your network (up to { DURATION(5) })
train-step = Step { COUNT($step) } of { COUNT($steps) }{ $phase ->
    [none] {""}
   *[other] {" "}· { $phase }
}
train-no-curves-yet = The curves begin with the first step.
train-tile-accuracy = Test accuracy
    .value = { $value ->
        [none] not yet
       *[other] { PERCENT($value) }
    }
train-tile-loss = Training loss
    .value = { $value ->
        [none] not yet
       *[other] { FIXED($value, digits: 3) }
    }
train-tile-speed = Pictures per second
    .value = { $value ->
        [none] not yet
       *[other] { COUNT($value) }
    }
train-tile-left = Time left
    .value = { $value ->
        [none] not known yet
       *[other] about { DURATION($value) }
    }
train-seed-badge = seed { $seed }

## After a run

train-another-pages = run={ $run }: must be a training, and this is the answer to a question that another page asked; go back to that page, or set up a new run here.
train-stopped = Stopped.
train-failed = The run failed.
train-resume = Resume
train-keep = Rename or delete
train-name = Name
train-name-change = Rename
train-delete = Delete this run
train-delete-why = Its curves, its network and its files go with it. They cannot be brought back here.
train-delete-exercise = An exercise of yours names this run. Your answer stays solved, and cannot be checked again.
train-set-up = Set up a new run
train-again-lr = Train again with learning rate { MEASURED($lr, digits: 4) }
train-again-batch = Train again with batch { $batch }
train-details = What happened, step by step

train-written-as = Written as
    .chapter = PyTorch, as in the chapter
    .flat = PyTorch, one flat module
    .keras = Keras 3
    .notebook = Notebook
train-parcel = Network and weights (zip)
train-curves-file = Curves (CSV)
onnx-write = Write the ONNX file
onnx-download = Download { $file } ({ SIZE($bytes) })

train-onwards = Four ways on
train-race = Race its like
train-operate = Operate on it
train-look-at = See what it looks at
train-again-seed = Again with seed { $seed }

## What a run took, beside its forecast

# Basis is what the forecast rested on; `none` where no time was foretold.
took = { $seconds ->
    [none] Its time cannot be compared, for it was interrupted
   *[other] It took { DURATION($seconds) }
}; { $basis ->
    [measured] foretold was about { DURATION($likely) }
    [none] nothing was foretold of its time
    [brief] the rough guess was { DURATION($most) }
   *[rough] the rough guess was { DURATION($least) } to { DURATION($most) }
}. { $peak ->
    [none] At most { SIZE($memory) } of memory was foretold.
   *[other] It held { SIZE($peak) } of memory; foretold was at most { SIZE($memory) }.
}
took-why = { $slower ->
    [yes] It was slower than foretold
   *[no] It was faster than foretold
}: { $why ->
    [others] { $others ->
        [one] another run had the machine at the same time.
       *[other] { COUNT($others) } other runs had the machine at the same time.
    }
    [measured] { $slower ->
        [yes] the machine had more other work than when earlier runs were measured.
       *[no] the machine had less other work than when earlier runs were measured.
    }
   *[rough] nothing like it had been measured here. The next forecast rests on this run.
}

## The table of runs

runs = Runs on this machine
    .name = Run
    .seed = Seed
    .begun = Begun
    .took = Took
    .accuracy = Test accuracy
    .state = State
runs-more = Show { $count } more
