# What can go wrong in a way the learner can act on: the rule, the value and the way out. The ids are `error-` and the
# code of a LabError; the values are those that the library raises it with.

error-plain = { $text }
error-several = { $causes }

## Settings

error-and-more-rules =
    { $more ->
        [one] one more setting does not fit; mend the ones above first
       *[other] { NUMBER($more) } more settings do not fit; mend the ones above first
    }
error-too-small-open = { $setting }={ $value }: must be greater than { NUMBER($bound, useGrouping: 0) }; choose a larger value
error-too-small = { $setting }={ $value }: must be at least { NUMBER($bound, useGrouping: 0) }; choose { NUMBER($bound, useGrouping: 0) } or more
error-too-large-open = { $setting }={ $value }: must be less than { NUMBER($bound, useGrouping: 0) }; choose a smaller value
error-too-large = { $setting }={ $value }: must be at most { NUMBER($bound, useGrouping: 0) }; choose { NUMBER($bound, useGrouping: 0) } or less
error-too-few = { $setting }={ $value }: needs { $least } or more entries; add one
error-too-many = { $setting }={ $value }: takes no more than { $most } entries; remove some
error-not-offered = { $setting }={ $value }: must be one of { $offered }; choose one of these
error-required = { $setting }: is required; give it a value
error-no-such-setting =
    { $setting }={ $value }: { $near ->
        [dilation] the lab has no dilated convolutions; a kernel of 5 or 7 sees farther, and so does a stride
        [dropout] the lab has no dropout; weight_decay, label_smoothing and augment of the training hold a network back instead
        [last-norm] the lab has no choice of the last norm; order=relu_only_pre has no norm in its head, and norm=False none at all
       *[nothing] is not a setting of the lab; leave it out
    }
error-not-fit = { $setting }={ $value }: { $reason }; check the value
error-family-has-one-group = family={ $family } has one group, got cardinality={ $cardinality }, group_width={ $group_width }; set family=resnext or leave both out
error-groups-said-twice = cardinality={ $cardinality } and group_width={ $group_width } both fix the number of groups; give one of them
error-groups-divide = { $setting }={ NUMBER($value, useGrouping: 0) }: must divide the bottleneck width { NUMBER($width, useGrouping: 0) } (= { NUMBER($channels, useGrouping: 0) } × { $multiplier }); the nearest that do are { $nearest }
error-nesterov-needs-momentum = nesterov=True needs momentum > 0, got momentum=0; set momentum=0.9 or nesterov=False
error-data-has-ten-classes = classes={ NUMBER($classes, useGrouping: 0) }: the data has 10 classes; set classes=10
error-images-are-grey = input_channels={ $channels }: the images are grey; set 1, or 3 to repeat the grey
error-pictures-are-square = input_size={ NUMBER($height, useGrouping: 0) }, input_width={ NUMBER($width, useGrouping: 0) }: the data's pictures are square; set input_width to None or to { NUMBER($height, useGrouping: 0) }
error-plain-has-no-shortcut = family=plain has no shortcut, got shortcut={ $shortcut }; set shortcut=none, or family=residual

## Shapes

error-unequal-branches = { $path }: the main path gives { $main } and the shortcut { $shortcut }; an addition needs equal shapes, these differ in { $axes }; use a projection or zero-pad shortcut, or keep channels and stride
error-axis-against =
    { $axis ->
        [channels] channels ({ $main } against { $shortcut })
        [height] height ({ $main } against { $shortcut })
       *[width] width ({ $main } against { $shortcut })
    }
error-window-too-large = { $layer }: a { $window } window does not fit into { $shape } with padding { $padding }; use a smaller kernel, more padding or a larger input
error-other-channels = { $layer }: expects { $expected } channels and receives { $shape }; set its input to { $channels } channels or the layer before it to { $expected }
error-zero-pad-drops = { $layer }: zero-padding can only add channels, got { $before } -> { $after }; use a projection to drop some
error-branches-disagree = The branches disagree in { $axes }: an addition needs both shapes equal.
error-branches-stretch = The branches disagree in { $axes }: torch would stretch the axis of length 1 and add without a word, which is not what the block means.
error-axis-differs =
    { $axis ->
        [channels] channels ({ $main } on the main path, { $shortcut } on the shortcut)
        [height] height ({ $main } on the main path, { $shortcut } on the shortcut)
       *[width] width ({ $main } on the main path, { $shortcut } on the shortcut)
    }

## What would mend a block

repair-projection-norm = Project the shortcut with a 1×1 convolution and a norm
repair-projection = Project the shortcut with a bare 1×1 convolution
repair-pool-projection = Average-pool the shortcut, then project it
repair-zero-pad = Subsample the shortcut and fill up with zero channels
repair-no-shortcut = Leave the shortcut out: a plain block
repair-no-stride = Use stride 1
repair-keep-channels =
    { $channels ->
        [one] Keep 1 channel
       *[other] Keep { $channels } channels
    }
repair-keep-shape =
    { $channels ->
        [one] Keep 1 channel and use stride 1
       *[other] Keep { $channels } channels and use stride 1
    }
repair-residual = Make it a residual block
repair-one-group = Use one group
repair-regroup =
    { $setting ->
        [group_width] Use group width { $value }
       *[cardinality] Use cardinality { $value }
    }


## Runs and their store

error-no-such-run = run { $run }: there is no run with this id; it may have been deleted, choose another one
error-not-resumable = run { $run } is { $state }: only a stopped or failed run can go on; start a new one
error-limit-steps = this training would take { $steps } steps and yours may take { $most }; { $epochs ->
        [0] choose larger batches
        [one] 1 epoch fits
       *[other] { $epochs } epochs fit
    }
error-limit-trainings =
    { $most ->
        [one] 1 of your trainings waits
       *[other] { $most } of your trainings wait
    } already, which is as many as may; wait until one has started, or stop one
error-limit-questions =
    { $most ->
        [one] 1 of your measurements is
       *[other] { $most } of your measurements are
    } under way already, which is as many as may be; wait until one is there
error-limit-runs = you keep { $most } trainings, which is as many as you may; delete some in the table of runs
error-limit-bytes = your trainings hold { $kept } MB and may hold { $most } MB; delete some in the table of runs
error-limit-queue = { $most } runs wait already, which is as many as may; come back in a few minutes, meanwhile every page has its recorded result
error-not-deletable = run { $run } waits or runs: only a finished run can be deleted; stop it first
error-name-is-empty = nothing is left of this name; give one with a letter or a digit
error-teachers-only = only a teacher may do that; a teacher enters the key of this server at /teacher
error-not-yours = run { $run }: only whoever started it, or a teacher, may change it; you may look, or start one of your own
error-fenced = run { $run }: another attempt has taken over; this one stops
error-store-newer = the run store has schema version { $found }, which a newer program wrote; this program knows versions up to { $known }: start the newer program, or point LAB_HOME (or LAB_DATABASE_URL) at a new place
error-diverged = The loss was no longer a number at step { $step }. Try a ten times smaller learning rate: { $smaller_lr }.

error-no-such-kind = kind={ $kind }: no run is of this kind; there are { $kinds }
error-no-such-device = LAB_DEVICE={ $device }: torch { $torch } finds no such device here, only { $devices }; set LAB_DEVICE=auto
# Bound is what the run has to stay below: its own limit, what the machine has left, or the memory of the card.
error-batch-needs-memory = batch_size={ NUMBER($batch, useGrouping: 0) }: training this holds at least { $needed_mb } MB of memory, and { $bound ->
    [free] this machine has { $limit_mb } MB left
    [card] the graphics card has { $limit_mb } MB
   *[limit] a run may use { $limit_mb } MB here
}; choose a batch of { NUMBER($fitting, useGrouping: 0) }
error-net-needs-memory = batch_size={ NUMBER($batch, useGrouping: 0) }: training this holds at least { $needed_mb } MB of memory, and { $bound ->
    [free] this machine has { $limit_mb } MB left
    [card] the graphics card has { $limit_mb } MB
   *[limit] a run may use { $limit_mb } MB here
}; no batch fits, choose smaller pictures or a smaller network
error-epochs-need-time = epochs={ $epochs }: training this takes at least { $needed } here, and a run may take { $limit }; choose { $fitting ->
    [one] 1 epoch
   *[other] { $fitting } epochs
}
error-pictures-need-time = train_images={ NUMBER($images, useGrouping: 0) }: training this takes at least { $needed } here, and a run may take { $limit }; not even one epoch fits, choose fewer pictures or a smaller network
error-needs-disk = the checkpoints of this network take { $needed_mb } MB, and the disk that keeps the runs has { $free_mb } MB left; choose a smaller network, or delete runs that nobody needs any more
error-question-needs-memory = batch_size={ NUMBER($batch, useGrouping: 0) }: measuring this holds at least { $needed_mb } MB of memory, and a run may use { $limit_mb } MB here; choose a smaller batch, or fewer layers or channels
error-question-needs-time = measuring this takes at least { $needed } here, and a run may take { $limit }; choose fewer steps, or fewer or smaller networks
error-other-pictures =
    { $data ->
        [fashion-mnist] This run began with Fashion-MNIST of another checksum
       *[sketches] This run began with the drawn sketches of another checksum
    } ({ $before }, now { $now }), and a run never changes its pictures: put the files back that it had and resume it, or start a new run
error-pictures-gone = This run began with Fashion-MNIST, and a run never changes its pictures; they cannot be read now: { $reason }. Put the file back (remove a damaged one and the lab fetches it, where it reaches the network), then resume the run: it goes on from where it was saved. Or start a new one
error-store-no-folder = the run store has no folder ({ $reason }); make it, then try again
error-store-lacks = { $url }: the run store lacks what this program needs ({ $reason }); it was made by another version, or a part of it is gone: put the right one back, or point LAB_HOME (or LAB_DATABASE_URL) at a new place
error-artifacts-no-place = LAB_ARTIFACT_URL names a place that cannot be used here ({ $reason }); install what it asks for, or leave it out for a folder in LAB_HOME
error-artifacts-silent = the place of the runs' files does not answer ({ $reason }); check LAB_ARTIFACT_URL, then try again
error-store-forbidden = { $url }: the database denies its user what the run store needs ({ $reason }); make that user the owner of the database, or grant it the schema, then try again
error-store-no-address = LAB_DATABASE_URL is no address of a database; write one such as postgresql+psycopg://user@host/name, or leave it out for a file in LAB_HOME
error-store-no-driver = LAB_DATABASE_URL asks for the package { $driver }, which is not installed; for PostgreSQL: pip install -r requirements-postgresql.txt, then start again
error-store-silent = the run store does not answer ({ $reason }); check the disk, then try again
error-store-silent-for-long = the run store has not answered for { $waiting } measurements; check it, then resume the run
error-store-damaged = { $url }: the run store is damaged ({ $reason }); move the file aside and start again, the runs' own folders are untouched

## Checkpoints and weights

error-weights-cut-short = { $file } is not a whole safetensors file ({ $reason }); export the weights again
error-checkpoint-unreadable = { $file } cannot be read ({ $reason }); start the run again, or go on from an earlier checkpoint
error-checkpoint-damaged = { $file } is damaged: its checksum does not fit its content; start the run again, or go on from an earlier checkpoint
error-checkpoint-format = { $file } has format { $format }, this lab reads { $known }; start the run again, or go on from an earlier checkpoint
error-checkpoint-of-another-version = { $file } was made by another version of the lab ({ $reason }); start the run again, or go on from an earlier checkpoint
error-checkpoint-other-settings = { $file } was made with other settings ({ $changed }); a run goes on only with its own: set them back, or start a new run
error-weights-lack = { $file } is of another network: it has no { $name }; choose the network it was made with
error-weights-unknown = { $file } is of another network: it has an unknown { $name }; choose the network it was made with
error-weights-differ = { $file } is of another network: the { $what } is { $there } there and { $here } here; choose the network it was made with
error-weights-from-nowhere = weights={ $weights }: must say where they are; choose recorded:NAME, run:ID or new:SEED, with @STEP or @EPOCH for an earlier state
error-recorded-weights-gone = the weights recorded:{ $name } are not on this machine; record it again with python -m resnet_core.jobs.record { $name }
error-run-weights-gone = the weights run:{ $name } are not on this machine; choose another network, or train it again
error-recording-unreadable = gallery/{ $name }: { $reason }; record it again with python -m resnet_core.jobs.record
error-answers-unreadable = gallery/{ $kind }: { $reason }; record it again with python -m resnet_core.jobs.record { $kind }
error-recording-without-weights = The recorded network { $recording } has no weights here; record it again with make record, or choose random weights.

## Files of pictures

error-or-sketches = { $reason }; or choose source=sketches, which needs no files
error-file-absent = { $file } is not in { $folder }
error-file-damaged = { $file }: md5 { $md5 }, { NUMBER($bytes, useGrouping: 0) } bytes; the original has md5 { $original }
error-data-not-written = { $file } cannot be written to { $folder } ({ $reason }); set LAB_DATA_DIR to a folder you may write to, or to one that holds the four files
error-data-not-fetched = { $file } could not be fetched ({ $reason }); connect to the network and try again, or set LAB_DATA_DIR to a folder that holds the four Fashion-MNIST files
error-data-unreadable = { $file } cannot be read ({ $reason }); remove it and let the lab fetch it again
error-data-ends-early = { $file } ends within its header; remove it and let the lab fetch it again
error-data-not-idx = { $file } is not an IDX file of { $dimensions } dimensions; remove it and fetch it again

## A learner's own picture

error-not-a-picture =
    { $kind ->
        [pdf] { $file } is a PDF, a document and not a picture; take a screenshot of it, or export the page as PNG
        [svg] { $file } is an SVG, a drawing without pixels; export it as PNG
        [heic] { $file } is a HEIC photograph, which is not read here; send or export it as JPEG
       *[unknown] { $file } is not a picture that can be read; choose PNG, JPEG, WebP, GIF, BMP or TIFF
    }
error-picture-damaged = { $file } is damaged or cut short; open it in a picture program, save it as PNG and upload that
error-empty-file = { $file } is empty; choose a file with a picture in it
error-file-too-large = { $file } has { $megabytes } MB, and at most { $most } MB are read; save it smaller: 500 pixels a side are plenty
error-too-many-pixels = { $file } has { $width } × { $height } pixels, and at most { $most } million are read; save it smaller: 500 pixels a side are plenty
error-far-too-many-pixels = { $file } has hundreds of millions of pixels, and at most { $most } million are read; save it smaller: 500 pixels a side are plenty
error-picture-too-large = { $file } would take { $megabytes } MB to decode, and at most { $most } MB are given; save it smaller: 500 pixels a side are plenty
error-nothing-stands-out = { $file }: nothing stands out from the background (brightness { $brightness } of 255 in the corners); lay the garment on a plain ground that is much lighter or darker, and fill the picture with it

## Networks and exports

error-unequal-summands = addition: the main path gives { $main } and the shortcut { $shortcut }; both must be equal, use a projection (use_1x1conv=True) or keep channels and stride
error-zero-pad-extra = zero-pad: extra={ $extra } channels, it can only add some; use a projection to drop some
error-chapter-groups-divide = groups={ $groups }: the chapter's `groups` is the number of channels in a group; the bottleneck width { NUMBER($width, useGrouping: 0) } // groups is then the number of groups, which must divide it; choose one of { $widths }
error-no-such-block-path = { $block }: the network has no such block; choose one of { $blocks }
error-block-without-shortcut = { $block }: this block has no shortcut, so its gradient has one way only; choose a residual network
error-onnx-too-large = weights of { $gibibytes } GiB: an ONNX file holds at most 2 GiB; use fewer channels, or export the PyTorch source
error-too-few-classes = classes={ $classes }: Fashion-MNIST has { $least }; set classes={ $least } or more

## Nets and questions of the studies

error-small-net-depth = depth={ NUMBER($depth, useGrouping: 0) }: these networks need 6n+2 layers; the nearest are { NUMBER($below, useGrouping: 0) } and { NUMBER($above, useGrouping: 0) }
error-zero-start-needs-shortcut = zero_init=True without a shortcut gives blocks that output nothing; set zero_init=False or add a shortcut
error-too-many-macs =
    { $of ->
        [picture] this needs { $billions } billion multiply-adds a picture
        [form] this needs { $billions } billion multiply-adds a form
        [batch] this needs { $billions } billion multiply-adds a batch through all blocks
       *[all] this needs { $billions } billion multiply-adds in all
    }, and at most { $most } billion are computed while you wait; choose fewer channels or a smaller size
error-block-adds-nothing = shortcut=none: this block adds nothing; choose shortcut=identity or a projection
error-no-such-addition = number={ $number }: the recorded network has { $blocks } blocks; choose 1 to { $blocks }
error-no-such-picture = picture={ NUMBER($picture, useGrouping: 0) }: the test set has { $pictures } pictures; choose 0 to { NUMBER($last, useGrouping: 0) }
error-looks-out-of-order = after={ $after }: must be rising numbers of steps, 0 for the untrained network; sort them
error-looks-too-late = after={ $after }: at most { $most } steps are taken; leave out the later looks
error-points-odd = points={ $points }: must be odd, so that the network itself is the middle one; the nearest are { $below } and { $above }
error-landscape-too-large = this landscape needs { $trillions } trillion multiply-adds, and at most { $most } trillion are computed; choose fewer points or fewer images
error-one-path-only = shortcut=none: a plain network has one path only; choose a network with shortcuts
error-too-many-pictures = pictures={ NUMBER($pictures, useGrouping: 0) }: this network is large; ask about { NUMBER($most, useGrouping: 0) } or fewer
error-race-of-one-size = size={ $sizes }: the networks of one race see the same pictures; choose one size
error-no-such-set-size =
    k={ $size }: this family has only the sizes { $sizes }; { $count ->
        [one] the nearest is { $near }
       *[other] the nearest are { $near }
    }

## Maps of saliency

error-method-needs-block = layer={ $layer }: this method looks at one block's output; choose one of { $blocks }
error-no-such-layer = layer={ $layer }: this network has no such layer; choose one of its layer table
error-layer-without-maps = layer={ $layer }: it gives no maps, since it stands behind the last average; choose one before it
error-no-such-block-output = layer={ $layer }: this network has no such block; choose one of { $blocks }
error-no-such-maps = layer={ $layer }: this network has no such maps; choose one of { $layers }
error-no-such-block = block={ $block }: this network has no such block; choose one of { $blocks }
error-larger-than-picture = { $setting }={ $value }: the network sees { NUMBER($side, useGrouping: 0) } pixels a side; choose { NUMBER($side, useGrouping: 0) } or fewer
error-no-such-methods = methods={ $methods }: the lab has { $known }; choose some of these
error-no-such-method = method={ $method }: the lab has { $known }; choose one of these
error-named-twice = { $setting }={ $values }: one is named twice; name each once
error-own-picture-has-no-label = target=true: nobody has said what your own picture shows; choose predicted or a class
error-against-needs-class = against={ $against } with target={ $target }: name the class that it is set against
error-against-itself = target={ $target } and against={ $against }: that difference is 0; choose two classes
error-maps-too-large = these maps need { $billions } billion multiply-adds, and at most { $most } billion are computed while you wait; { $heaviest } takes most: lower its settings, leave it out, or take fewer pictures
error-check-too-large =
    this check needs { $billions } billion multiply-adds, and at most { $most } billion are computed while you wait; { $by_stage ->
        [yes] choose by stage, leave out methods that need many passes, or choose a smaller network
       *[no] leave out methods that need many passes, or choose a smaller network
    }
error-ladder-too-long = by={ $by }: this network has { $layers } layers with weights, and a ladder has at most { $most } rungs; choose by stage
error-no-picture-number = pictures={ $picture }: must be whole numbers from 0 to { $last }; choose another one
error-no-picture-chosen = pictures: at least one is needed; choose one below, or type its number
error-too-many-chosen = pictures: { $pictures } are too many to look at; choose at most { $most }

## Surgery

error-swap-names-two = { $edit } of block { $block }: swap names two blocks, every other edit names one
error-swap-lower-first = swap of blocks { $block } and { $other }: name two different blocks, the lower number first
error-too-many-test-images = test_images={ NUMBER($images, useGrouping: 0) }: that takes { $billions } billion multiply-adds, and at most { $most } billion are computed while you wait; take { NUMBER($fewer, useGrouping: 0) } or fewer
error-block-in-two-edits = block={ $block }: it stands in two edits; leave one of them out
error-no-such-block-number = block={ NUMBER($block, useGrouping: 0) }: the network has { $blocks } blocks; choose 1 to { $blocks }
error-cut-of-plain-block = cut of block { $block }: a plain block has no shortcut; delete or silence it, or swap it
error-delete-narrows = delete of block { $block }: it has { $before } channels in and { $after } out, and nothing without weights stands in for that; delete another one
error-swap-of-unlike-blocks = swap of blocks { $block } and { $other }: only blocks of the same shape can change places; blocks like block { $block }: { $alike }
error-swap-of-unique-block = swap of blocks { $block } and { $other }: only blocks of the same shape can change places; no other block is like block { $block }

## Growing a net

error-growth-diverged = { $net }: the loss was no longer a number at step { $step }; choose another seed

## Rooms

error-no-such-room = There is no room “{ $code }”. Look at the board again: a code has four letters or digits.
error-room-ended = Room { $code } has ended. Ask your teacher for the code of the new one.
error-room-full = The room is full: it has { $seats } seats. Share a device with a neighbour, or ask for a second room.
error-not-in-the-room = You are not in room { $room } yet. Enter its code first.
error-not-the-teacher = Only a teacher can do this. If you are one, enter the teacher’s key at the address /teacher of this lab, or sign in as one.
error-no-code-left = { $tries } codes were tried, and each belongs to another room. Try again, or end rooms that nobody uses.
error-no-such-step = The lesson has no step { $step }: its steps go from 1 to { $steps }.
error-no-question =
    { $step ->
        [0] Nothing can be voted on before the first step. Begin with step 1.
       *[other] Step { $step } has no question. Choose a step that has one.
    }
error-vote-not-next =
    { $phase ->
        [closed] There is no vote yet. Open it first.
        [open] The vote is still open. Reveal it first.
        [revealed] Both rounds are over. Show the answer, or reset the step.
       *[answered] The answer is shown already. Reset the step to vote once more.
    }
error-room-began = The lesson has begun: the class is at step { $step }. Steps can be changed until then; make another room for another lesson.
error-pages-not-opened = The rehearsal could not open the page { $page } and has ended. Start it again; if it ends once more, the log of the server says why.
error-room-moved = The room has moved on to step { $step } since this page was drawn. Nothing was changed; press again if you still mean it.
error-vote-closed = The vote is closed, so this one does not count. Wait for the next round.
error-no-such-option = “{ $option }” is not among the answers. Choose one of those that are shown.
error-no-such-item = item={ $item }: is no question of the course; choose one from the list
error-question-incomplete = A question of your own needs a text and two or more answers; it has { $options }
error-right-not-offered = right={ $right }: is none of the { $options } answers; choose one of them, or none
