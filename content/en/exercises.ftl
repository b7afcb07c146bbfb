### The page of exercises: what surrounds every exercise.

page-exercises = Exercises
    .help = The chapter’s five exercises and more, each with a worked example, hints, and a check of what you found.
exercises-title = Exercises
exercises-hook = Can you build the blocks, count the weights and name the mistake? Read the worked example, fill in the gap, then do the rest yourself. Every answer is checked, and where one is wrong you learn why.
exercises-which = Exercise
    .inception = Inception and the residual block
    .table = The variants of Table 1
    .bottleneck = The bottleneck block
    .order = Batch norm and activation first
    .nested = Growing without bound
    .layers = Why 18, why 50
    .groups = Two meanings of “groups”
    .cost = Equal cost, more groups
    .paths = Counting paths
    .sight = How far it sees
    .memory = Will it fit into memory?
    .stride = What a stride reads
    .grey = The grey puzzle
    .tiny = Small pictures
    .single = A batch of one
    .plus = Backward through one plus
    .sleep = Sleeping blocks
    .identity = Learning to do nothing
    .grow = Growing by identity
    .reading = The reading room
    .clinic = The bug clinic
    .card = What one run is evidence of
exercises-from = { $chapter ->
    [none] One of ours
   *[other] Exercise { $chapter } of the chapter
}
exercises-example = A worked example
exercises-turn = Your turn
exercises-check = Check
exercises-hint = Hint { $number }.
exercises-next-hint = { $number ->
    [1] Give me a hint
   *[other] Another hint ({ $number } of { $count })
}
exercises-show-answer = Show the answer
exercises-answer = { $solved ->
    [yes] All right. What the lab measured
   *[no] The answer
}
exercises-next = Next exercise: { $title }
exercises-all = All exercises
exercises-list = { $chapter ->
    [yes] From the chapter
   *[no] Ours
}
exercises-card = { $number }. { $title }
exercises-solved = Solved
exercises-progress = { $solved } of { $count } solved
exercises-number = Your number
exercises-choice = Your choice
exercises-code = Your code, which is read and never run
exercises-link = Link to the page with your settings (press *{ field-link }* at the foot of that page)
exercises-own-run = { $count ->
    [0] Your run: this machine has none yet
   *[other] Your run
}
    .choose = { $count ->
        [0] Train one first: the link is above the example
        [one] Choose the one you have
       *[other] Choose one of { $count }
    }
exercises-run = { $name }, { MOMENT($started) }{ $accuracy ->
    [none] {""}
   *[other] , { PERCENT($accuracy) }
}
exercises-cell = { $count ->
    [one] For your own notebook: a cell that tests your module with fixed weights. It does not contain the answer.
   *[other] For your own notebook: cells that test your module with fixed weights. They do not contain the answer.
}
    .button = Check cell for { $call }

## What any answer may be told

exercises-empty = Nothing entered yet.
exercises-other = { $low ->
    [yes] That is too small.
   *[no] That is too large.
}
exercises-verdict-right = Right.
exercises-verdict-no-link = This is no link to a page of the lab. Copy it from the browser’s address line, or with *{ field-link }* at the foot of the page.
exercises-verdict-other-page = This is a link to the page *{ $page }*, not to the one you were asked to build on.
exercises-verdict-contradiction = The settings in this link contradict each other. { $reason }
exercises-verdict-unreadable = Python cannot read this: look at line { $line }.
exercises-verdict-no-forward = There is no class with a `forward` here. Paste the whole class, from `class` to the last `return`.
exercises-verdict-no-return = `forward` returns nothing that comes from its input.
exercises-verdict-unmade = `forward` calls `self.{ $name }`, but `__init__` never makes it.
exercises-verdict-no-addition = The input is never added back. Without the addition this is a plain block: it must learn f(x) itself, not the residual f(x) − x.

exercises-layer = { $layer ->
    [conv] convolution
    [norm] batch norm
    [relu] ReLU
   *[other] layer
}

## Real curves without names

exercises-curves = Training losses of four networks, each the mean over 10 steps
    .alt = Training losses of four networks by step, called { $names }; the table beneath has the numbers
exercises-starts = One network, with and without a warm-up
    .alt = Training losses of one network by step, twice, called { $names }; the table beneath has the numbers
exercises-errors = How far one block of random weights is from y = x, seed 0
    .alt = Error of a plain and of a residual block by step, on a logarithmic scale; the residual one is done and ends at step { $residual }, the plain one at step { $plain }
exercises-axis-step = step
exercises-axis-loss = training loss
exercises-axis-error = error, share of |x|²
