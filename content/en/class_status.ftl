### How the whole lab stands, for a teacher.

status-title = How the class stands
status-hook = Who is computing what, who waits, and how full the machine is. This page looks again every three seconds.
status-not-yours = This page is for the teacher. [Enter the key](/teacher) that was set on this server, then come back.
status-slots = Training
status-quick = Short questions
status-taken = { $of ->
    [0] { $taken }, elsewhere
   *[other] { $taken } of { $of }
}
status-waiting = Waiting
status-pages = Open pages
status-pause = Pause the class
    .help = What runs goes on; nothing new starts until you say so.
status-paused = The class is paused: what runs goes on, nothing new starts. Whoever waits is told so.
status-go-on = Go on
status-running = Running now
status-nothing-runs = Nothing runs.
status-queue = In line
status-nobody-waits = Nobody waits.
status-run = `{ $owner }` **{ $run }**: { $what }
status-you = you
status-question = { $kind } (a question of a page)
status-progress = { $state }{ $steps ->
    [0] {""}
   *[other] , step { $step } of { $steps }
}
status-place = { $before ->
    [0] next
   *[other] { COUNT($before) } before it
}{ $seconds ->
    [none] {""}
   *[other] , starts in about { DURATION($seconds) }
}
status-stop = Stop
status-failed = What failed last
status-machine = The machine
status-disk = All runs hold { SIZE($runs) }; { SIZE($free) } of { SIZE($total) } are free on their disk.
status-versions = Python { $python }, Streamlit { $streamlit }, torch { $torch }, SQLAlchemy { $sqlalchemy }. { $device ->
    [none] Nothing was trained here yet.
   *[other] The last training ran on { $device }.
}
