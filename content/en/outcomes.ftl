# How a run ended or what it does now. A run's row in the store holds the id and the values (resnet_core/jobs/).

## An old sentence, or one from another program, as it was written

outcome-said = { $text }

## Ends

outcome-duration =
    { $unit ->
        [hours] { $count } h
        [minutes] { $count } min
       *[seconds] { $count } s
    }
outcome-memory-limit = The run needed more than the { $limit_mb } MB of memory it may use. Try a smaller network.
outcome-memory-limit-batch = The run needed more than the { $limit_mb } MB of memory it may use. Choose a batch of { NUMBER($batch, useGrouping: 0) }.
outcome-memory-limit-no-batch = The run needed more than the { $limit_mb } MB of memory it may use. No batch fits: choose smaller pictures or a smaller network.
outcome-time-limit-saved = Stopped at the time limit of { $limit }; saved at step { $step }. Resume it, or train fewer epochs.
outcome-time-limit-lost = Stopped at the time limit of { $limit } at step { $step }; nothing of it is kept. Ask for less: fewer steps, points or images, or a smaller network.
outcome-stalled-saved = No step was made for { $limit }, so the run was ended. Resume it to try again.
outcome-stalled-lost = No step was made for { $limit }, so the run was ended. Ask again to start anew.
outcome-stopped-saved = Stopped at step { $step }; everything is saved, so it can go on from there.
outcome-stopped-lost = Stopped at step { $step }; nothing of it is kept.
outcome-stopped-forced = It did not stop by itself and was ended; the last saved step is kept.
outcome-stopped-full = Stopped at step { $step }, but the disk is full: it goes on from the last step that was saved before.
outcome-stopped-waiting = Stopped before it started.
outcome-withdrawn = Withdrawn before it started: nobody was looking any more.
outcome-accelerator-full = The accelerator ran out of memory. Try a smaller network.
outcome-accelerator-full-batch = The accelerator ran out of memory. Try a batch of { NUMBER($half, useGrouping: 0) } instead of { NUMBER($batch, useGrouping: 0) }.
outcome-machine-full = The machine ran out of memory. Try a smaller network.
outcome-machine-full-batch = The machine ran out of memory. Try a batch of { NUMBER($half, useGrouping: 0) } instead of { NUMBER($batch, useGrouping: 0) }.
outcome-foretold = { $reason } Foretold were { $least_mb } to { $most_mb } MB.
outcome-foretold-limit = { $reason } Foretold were { $least_mb } to { $most_mb } MB; the limit is { $limit_mb } MB.
outcome-disk-full = The disk that keeps the runs is full, so this one could not be kept. Delete runs that nobody needs any more, then try again.
outcome-lab-fault = Something in the lab itself went wrong (code { $mark }), not in your settings; they are kept. See the details.

## Processes that went away

outcome-process-left = The process that ran it ended with code { $exit_code } and no word.
outcome-process-crashed = The process that ran it crashed in itself ({ $signal }).
outcome-process-killed = The process that ran it was ended from outside (SIGKILL): a machine that runs out of memory does that.
outcome-process-ended = The process that ran it was ended from outside ({ $signal }).
outcome-runner-gone = The process that looked after it went away.
outcome-paused = The machine asked it to pause.
outcome-goes-on = { $reason } It goes on from step { $step } or a little before.
outcome-starts-anew = { $reason } It starts anew.
outcome-given-up = { $reason } This happened { $losses } times, so it is not tried again; see the details.
outcome-crashed-twice =
    The process that ran it crashed twice at the same place, { $step ->
        [0] before its first step was done
       *[other] after step { $step }
    }, with { $signal }, on { $device }{ $settings }. That is a fault of the library that computes, on this processor, and it would come again: change the network (channels that are multiples of 16 use other kernels), or run it on another machine.
outcome-settings = { " " }({ $family }, { $channels } channels, batch { NUMBER($batch, useGrouping: 0) })
outcome-settings-none = { "" }

## What a run does now

phase-waiting = waiting
phase-starting = starting
phase-training = training
phase-testing = testing
phase-loading-data = loading the data
phase-fetching-data = fetching the data, { NUMBER($share, style: "percent") }
phase-saving-results = saving the results
phase-timing = timing
phase-racing = racing
phase-racing-without = racing; no number any more: { $nets }
phase-net =
    { $kind ->
        [plain] plain { $depth }
       *[residual] residual { $depth }
    }
phase-small-net = the small network
phase-growing = { $net }
phase-bug =
    { $bug ->
        [none] as it should be
        [softmax] softmax before the loss
        [zero-grad] no zero_grad
        [plain-list] blocks in a plain list
       *[norm-twice] one norm used twice
    }
phase-identity =
    { $kind ->
        [plain] plain
        [residual] residual
       *[zero] residual, last layer zero
    }, { $blocks ->
        [one] 1 block
       *[other] { $blocks } blocks
    }
phase-method = { $method }
phase-nudge = the nudge
phase-maps = the maps
phase-paths = paths of length { $length }
phase-operating = operating
phase-block = block { $block } of { $blocks }
phase-deleted = { $count } of { $blocks } blocks deleted
phase-done = done
phase-nets-of-one-number = networks of one number
phase-gradients-beside-pictures = gradients beside pictures
phase-grid-points = points of the grids
phase-looking = looking at the pictures
