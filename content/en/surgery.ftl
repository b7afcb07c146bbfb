### Surgery

surgery-title = Surgery
surgery-hook = Take a trained network and [[lesion|remove one block]], without training it again. How much does it lose: nothing, a little, everything? And what happens to a network without shortcuts?
surgery-before = On the page before, the paths along fewer than { $third } of { $blocks } main paths carried { PERCENT($carried) } of the gradient. Deleting a block destroys half of all paths.
surgery-net = Networks
    .help = A recorded residual network beside a plain one of the same depth, recipe and batches; or a finished run of yours.
    .depth_20 = depth 20
    .depth_56 = depth 56
surgery-own = your network
surgery-statistics = Statistics of batch norm
    .help = *{ surgery-statistics.stored }*: as training left them; they fit the intact network. *{ surgery-statistics.fresh }*: taken anew from training pictures that go through the edited network. No weight changes.
    .stored = stored
    .fresh = fresh
surgery-with = { $statistics ->
    [stored] with stored statistics
   *[fresh] with fresh statistics
}
    .first = { $statistics ->
        [stored] With stored statistics
       *[fresh] With fresh statistics
    }
surgery-loss = { $loss ->
    [none] no number
   *[other] { MEASURED($loss, digits: 3) }
}
surgery-block = block
surgery-guessing = guessing
surgery-faint = Faint: with stored statistics.

## One block at a time.

surgery-in_turn = At each block in turn
    .help = *{ surgery-in_turn.delete }* takes the block out and keeps what bypasses it. *{ surgery-in_turn.cut }* removes its shortcut and keeps F(x).
    .delete = delete
    .cut = cut
surgery-within = Points of accuracy that count as kept
surgery-plain-only = A plain network has no shortcuts to cut.
surgery-delete-instead = Delete instead
surgery-operate-on-each = Operate on each block of { $net }
surgery-intact = Intact, of { COUNT($pictures) } test pictures they get right: { $nets }.
    .net = *{ $net }* { PERCENT($accuracy) }
surgery-predict = Predict: with block { $block } deleted, the accuracy of *{ $net }* falls from { PERCENT($before) } to { PERCENT($after) }. What does most of that damage?
    .block = the missing block
    .both = both about alike
    .statistics = the stale statistics
    .nothing = neither
    .reply = { $right ->
        [yes] As you predicted: *{ $came }*.
       *[no] You predicted *{ $guess }*; it is *{ $came }*.
    } With stored statistics the deletion costs { FIXED($stored, digits: 1) } points, with fresh ones { FIXED($fresh, digits: 1) }.
    .refutes = You may have read that a block whose removal ruins the network must be doing something important. It is not so: measured here, { PERCENT($share, digits: 0) } of the damage disappears once batch norm has taken its means and spreads anew, and no weight has changed.
    .further = One step further: do fresh statistics rescue the plain network too? Show the other statistics below, and watch its line in the chart.
surgery-shares = Stale statistics do { PERCENT($share, digits: 0) } of the damage, the missing block the rest.
    .heading = **Who did the damage?** :gray[· share of the points lost]
    .statistics = stale statistics
    .block = missing block
    .guessed = your prediction
surgery-singles = { $operation ->
    [delete] single deletions
   *[cut] single cuts
}
surgery-kept = { surgery-with.first }, **{ $near }** of the { $edits } { surgery-singles } in *{ $net }* { $near ->
    [one] leaves
   *[other] leave
} the accuracy within { $within } { $within ->
    [one] point
   *[other] points
} of its { PERCENT($accuracy) }{ $case ->
    [none] : no block is critical.
    [all] . The mildest is at block { $mildest }, with { PERCENT($mildest_accuracy) }; guessing gets { PERCENT($chance, digits: 0) }.
   *[some] . Critical, the worst first: { $critical ->
        [one] block
       *[other] blocks
    } { $named }.
}
    .block = { $block } ({ PERCENT($accuracy) })
    .more = { $more } more
surgery-compared = { surgery-with.first }, in the median over its blocks, a single { $operation ->
    [delete] deletion
   *[cut] cut
} leaves { $nets }.
    .net = *{ $net }* with { PERCENT($median) } (intact { PERCENT($accuracy) })
surgery-in-turn-looks = Solid with circles: residual. Dashed with diamonds: plain. Triangles: blocks that change the shape.
surgery-precision = With { COUNT($pictures) } other pictures an accuracy near { PERCENT($accuracy, digits: 0) } might differ by { FIXED($points, digits: 1) } points.
surgery-level-intact = { $net }, intact
surgery-level-within = { $within } { $within ->
    [one] point
   *[other] points
} below
surgery-table = block
    .title = **Each block deleted or cut alone**
    .stage = stage
    .shape = changes the shape
    .yes = yes
    .accuracy = { $net }, { $statistics ->
        [stored] stored statistics
       *[fresh] fresh statistics
    }: accuracy
    .loss = { $net }, { $statistics ->
        [stored] stored statistics
       *[fresh] fresh statistics
    }: loss

## Whether it is the missing block, or the statistics.

surgery-whose = The missing block, or the statistics?
surgery-show-other = { $statistics ->
    [stored] Show stored statistics
   *[fresh] Show fresh statistics
}
surgery-no-norms = *{ $net }* has no batch norm, so nothing stored could be stale.
surgery-critical = { $case ->
    [none] *{ $net }*: with either statistics, no block is critical.
    [either] *{ $net }*, critical with either statistics: { $stored }.
   *[differ] *{ $net }*, critical with stored statistics: { $stored }; with fresh ones: { $fresh }.
}
    .blocks = { $count ->
        [0] none
        [one] block { $blocks }
       *[other] blocks { $blocks }
    }
    .many = { $count } blocks
surgery-costs-single = { $operation ->
    [delete] { $count ->
        [1] Deleting it costs
       *[other] Deleting one of the { $count } costs on average
    }
   *[cut] { $count ->
        [1] Cutting its shortcut costs
       *[other] Cutting the shortcut of one of the { $count } costs on average
    }
} { surgery-damage }
surgery-costs-many = *{ $net }*, { $number } of { $blocks } blocks deleted: this costs on average { surgery-damage }
surgery-missing = { $missing ->
    [block] missing block
    [blocks] missing blocks
   *[shortcut] missing shortcut
}
surgery-damage = { FIXED($stored, digits: 1) } points with stored statistics, { FIXED($fresh, digits: 1) } with fresh ones: { $culprit ->
    [nothing] no damage to explain.
    [statistics] **stale statistics do { PERCENT($share, digits: 0) } of the damage**, not the { surgery-missing }.
    [both] stale statistics do { PERCENT($share, digits: 0) } of the damage, the { surgery-missing } the rest.
   *[blocks] **the damage comes from the { surgery-missing }**; stale statistics do { PERCENT($share, digits: 0) } of it.
}

## Your own operation.

surgery-one-more = **Delete one more**
    .random = a random block
    .cheapest = the cheapest one left
surgery-tint = The redder a box, the more points of accuracy it costs to delete that block alone, with the statistics chosen. The line beside a box is what bypasses it. Press a block, or go to it with Tab and the arrow keys and press Enter; a second press takes the edit back.
surgery-operation = A press on a block will
    .delete = delete
    .cut = cut
    .silence = silence
    .swap = swap
surgery-several = Keep earlier edits
    .help = Off: each press starts from the intact network.
surgery-edits = Edits
surgery-edit = { $kind ->
    [delete] block { $block } deleted
    [cut] block { $block }, shortcut cut
    [silence] block { $block }, F silenced
   *[swap] blocks { $block } and { $other } swapped
}
    .button = { $kind ->
        [delete] Block { $block } deleted
        [cut] Block { $block }, shortcut cut
        [silence] Block { $block }, F silenced
       *[swap] Blocks { $block } and { $other } swapped
    }
surgery-unchanged = nothing changed
surgery-done = { $edits ->
    [0] **Nothing is changed.** Press a block.
   *[other] **Done** :gray[· press to take back]
}
surgery-take-back = Take it back
surgery-take-all-back = Take all back
surgery-waits = Block { $block } waits: press the block that it changes places with, or itself to let it be.
surgery-unreadable = `{ $edit }`: must be `delete`, `cut` or `silence` and a block, or `swap` and two, such as `delete-5` or `swap-2-3`
surgery-swap-instead = Swap { $block } and { $other }
surgery-leave-out = Leave it out
surgery-strip = { $net }, { $blocks } blocks: { $edits }
surgery-column-edits = **{ $net }**: { $edits }
surgery-box = block { $number }
    .delete = deleted
    .cut = shortcut cut
    .silence = F silenced
    .swap = swapped
    .stride = stride { $stride }
    .cost = { $shape ->
        [none] {""}
       *[other] { $shape } ·{" "}
    }{ $rounded ->
        [0] 0
       *[other] −{ $rounded }
    }
    .costs = { $box }; deleting it alone costs { FIXED($points, digits: 1) } points
    .alt = Block { $number } of stage { $stage }{ $shape ->
        [none] {""}
       *[other] , { $shape }
    }: { $kind ->
        [none] as it is
        [delete] deleted
        [cut] shortcut cut
        [silence] F silenced
       *[swap] block { $standing } stands here
    }
surgery-accuracy = Accuracy
    .points = { $change } points
surgery-loss-after = Loss
surgery-outcome = { $case ->
    [same] *{ $net }* is as it was: it gets { PERCENT($after) } of the pictures right.
    [more] *{ $net }* gets **{ PERCENT($after) }** of the pictures right, { FIXED($points, digits: 1) } points more than before; its loss went from { $loss_before } to { $loss_after }.
    [less] *{ $net }* gets **{ PERCENT($after) }** of the pictures right, { FIXED($points, digits: 1) } points fewer than before; its loss went from { $loss_before } to { $loss_after }.
   *[as_many] *{ $net }* gets **{ PERCENT($after) }** of the pictures right, as many as before; its loss went from { $loss_before } to { $loss_after }.
}
surgery-otherwise = { $statistics ->
    [stored] That is with stored statistics; with fresh statistics it gets { PERCENT($accuracy) } right.
   *[fresh] That is with fresh statistics; with stored statistics it gets { PERCENT($accuracy) } right.
}
surgery-suffer = { $classes ->
    [0] No class loses more than { PERCENT($least, digits: 0) } of its pictures.
   *[other] Most to suffer: { $named }.
}
    .class = **{ $class }**, from { PERCENT($before, digits: 0) } to { PERCENT($after, digits: 0) }{ $called ->
        [none] {""}
       *[other] {" "}(mostly called { $called })
    }
surgery-swallowing = { PERCENT($share, digits: 0) } of all pictures are now called { $class }.
surgery-changes = **{ $net }: pictures more or fewer than before** :gray[· rows: the class, columns: what it is called]
surgery-remark = { $case ->
    [stand_in] { $count ->
        [one] In *{ $net }* block { $blocks } changes the shape, with nothing beside it. In its place
       *[other] In *{ $net }* blocks { $blocks } change the shape, with nothing beside them. In their place
    } stands what a shortcut without weights would do: every second pixel, and zeros for the new channels (option A).
    [stays] { $count ->
        [one] In *{ $net }* block { $blocks } changes the shape; its shortcut does too, and stays.
       *[other] In *{ $net }* blocks { $blocks } change the shape; their shortcuts do too, and stay.
    }
    [no_cut] *{ $net }* has no shortcut to cut: that edit leaves it as it is.
   *[silence] To silence F in *{ $net }* is to delete the block: nothing that reaches it is negative, so ReLU(x + 0) is x.
}
surgery-classes = **The accuracy of every class**
    .class = class
    .before = { $net }, before
    .after = { $net }, after

## Several blocks at random.

surgery-deletions = More and more blocks
surgery-delete-more = Delete more and more blocks of { $net }
surgery-deleted = blocks deleted at random
surgery-falls = { $manner ->
    [nothing_lost] *{ $net }* loses nothing, however many blocks are deleted.
    [at_once] *{ $net }* falls **at once**: { surgery-largest-step }
    [in_steps] *{ $net }* falls **in a few steps**: { surgery-largest-step }
   *[little_by_little] *{ $net }* falls **little by little**: { surgery-largest-step }
} { surgery-with.first }, its { PERCENT($accuracy) } become { $named } deleted: means over the draws, lowest to highest.
    .number = { PERCENT($accuracy) } with { $blocks }
surgery-largest-step = the largest step, to { $number } deleted { $number ->
    [one] block
   *[other] blocks
}, takes { FIXED($largest, digits: 1) } of the { FIXED($lost, digits: 1) } points that it loses at most.
surgery-deletions-looks = Lines: the mean over the draws. Bands: from the lowest to the highest. Both networks lose the same blocks.
surgery-manners = *At once*: one step takes more than { PERCENT($at_once, digits: 0) } of all that is lost; *little by little*: none takes more than { PERCENT($little, digits: 0) }.
surgery-fall-table = blocks deleted
    .title = **Several blocks deleted at random**
    .draws = draws
    .accuracy = { $net }, { $statistics ->
        [stored] stored statistics
       *[fresh] fresh statistics
    }

## What a batch statistic is. The script of the figure fills the gaps.

surgery-sketch = One channel of a residual network on its way into batch norm, the sum of what four blocks have added. Dashed: as in training.
    .removed = Blocks removed before it
    .statistics = Batch norm uses
    .stored = stored statistics
    .fresh = fresh statistics
    .arrives = What arrives at batch norm
    .leaves = What leaves it
    .trained = as in training
    .passed = ReLU passes { $share }
    .reading = Arriving: mean { $mean }, spread { $spread }. Batch norm subtracts { $used_mean } and divides by { $used_spread }, so the ReLU after it passes { $share } of the values. In training it passed half.

## Three things to try.

surgery-try-fresh = Take the statistics anew
    .look = No weight changes. Which blocks are still red?
surgery-try-deep = Go to 56 layers
    .look = Three times as many blocks. Press “the cheapest one left” a few times: when does the accuracy begin to fall?
surgery-try-cut = Cut shortcuts instead
    .look = Now F(x) stays and the shortcut goes. Press a block. Which of the two does a residual block bear better?

## What we saw.

surgery-saw = Deleting any one block leaves *{ $residual }* at { PERCENT($residual_stored) } in the median, *{ $plain }* at { PERCENT($plain_stored) }: where a shortcut bypasses the gap, the rest goes on. Much of what looked critical was batch norm with statistics of a network that no longer exists: block { $block } costs { FIXED($stored, digits: 1) } points with stored statistics, { FIXED($fresh, digits: 1) } with fresh ones.
surgery-asked-critical = Which blocks are critical?
    .answer = { $told }
surgery-asked-plain = Why do fresh statistics not rescue the plain network?
    .answer = They repair means and spreads, channel by channel, and nothing else. In *{ $residual }* they bring the median after one deletion to { PERCENT($residual_fresh) }, because the shortcut still carries what all other blocks wrote. In *{ $plain }* it reaches { PERCENT($plain_fresh) }: each layer reads only what the layer before has learnt to say, and no other way leads past the gap.
surgery-asked-ensemble = Does the network behave like an ensemble?
    .answer = Veit, Wilber and Belongie (2016) saw the error rise smoothly with the number of deleted blocks and concluded that residual networks behave like an [[ensemble]]. Here:

        { $told }

        Compare the two networks, and look at the band: single draws differ a good deal, and part of every fall belongs to stale statistics.
surgery-asked-cut = Is cutting a shortcut as harmless as deleting a block?
    .answer = No. In *{ $residual }*, deleting one block leaves { PERCENT($residual_stored) } in the median, cutting one shortcut { PERCENT($plain_stored) }; with fresh statistics { PERCENT($residual_fresh) } and { PERCENT($plain_fresh) }. Deleting keeps the sum of all other blocks; cutting throws away everything written before the cut, and keeps one block's correction.
