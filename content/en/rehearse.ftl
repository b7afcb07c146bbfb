### A lesson rehearsed, on the teacher's page.

rehearse = Rehearse
    .how = Opens each step on this machine as a learner would, runs what takes a few seconds, and foretells the rest. Nobody in a class should wait for more than a minute.
rehearse-learners = Learners
rehearse-start = { $learners ->
    [one] Rehearse for 1 learner
   *[other] Rehearse for { $learners } learners
}
rehearse-stop = Stop
rehearse-doing = Step { $step } of { $steps }: { $doing ->
    [running] running what it asks
    [searching] looking for a recorded answer
   *[opening] opening its page
}
rehearse-stopped = Stopped after { $done ->
    [one] 1 step
   *[other] { $done } steps
} of { $steps }. What was found until then stays.
rehearse-sum = { $long ->
    [0] No step of the { $steps } keeps your class waiting for more than a minute.
    [one] **One step** keeps your class waiting for more than a minute, or may.
   *[other] **{ $long } steps** keep your class waiting for more than a minute, or may.
}
rehearse-step = **{ $step } · { $page }**: { $case ->
    [unknown] nobody can say yet how long it takes here
    [long] about { DURATION($seconds) } of waiting
    [moment] no waiting
    [short] about { DURATION($seconds) } of waiting
   *[new] not rehearsed yet
}
rehearse-basis =
    .one = measured for one learner
    .run = measured now
    .measured = foretold from runs here
    .rough = foretold roughly
    .recorded = foretold roughly
    .unknown = not known
    .refused = refused
rehearse-pages = Drawing the page for { $learners } learners: about { DURATION($seconds) }.
rehearse-train = { $basis ->
    [refused] The training does not fit this machine, and nobody can start it.
    [unknown] Nothing like this training has run here. Start it once, and it can be foretold.
   *[other] { $times ->
        [one] A training takes about { DURATION($each) }.
       *[other] { $times } trainings of about { DURATION($each) } each, { $room ->
            [one] one
           *[other] { $room }
        } at a time: the last one is over after about { DURATION($wait) }.
    }
}
rehearse-question = { $basis ->
    [refused] The page asks for more than this machine can do.
    [unknown] A question that nobody has asked here. Ask it once, and its answer is kept.
    [run] A question, computed once for all in { DURATION($each) }. Its answer is kept now: in class it is there at once.
   *[other] A question, computed once for all: about { DURATION($wait) } from now.
}{ $pressed ->
    [yes] {" "}Only if somebody presses for it.
   *[no] {""}
}
rehearse-failed = The page shows an error in this state. Open it and look.
rehearse-swap = Show the recorded answer instead
    .found = Another setting of this page shows what was recorded: about { DURATION($seconds) } of waiting.
    .part = Without its own trainings, the page shows the recorded one: about { DURATION($seconds) } of waiting.
rehearse-swapped = This step shows the recorded answer now.
rehearse-undo = Undo
rehearse-no-other = This page has no recorded answer near this setting. Let a few learners press and the others look on, or choose another setting.
