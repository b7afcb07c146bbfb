# What the web server says by itself, where no page of the lab can.

server-full = The lab is full
server-full-why = All { $most } places are taken. One is free as soon as somebody closes a page: try again in a minute. Whoever runs this server can allow more with LAB_SESSIONS.

upload-too-many = This page has sent { $most } files, which is as many as it may. Remove one, or load the page anew.
upload-too-much = All files of one page may hold { $most } MB together. Remove one, send a smaller one, or load the page anew.

teacher-title = For the teacher
teacher-ask = Enter the key that was set as LAB_TEACHER_KEY on this server. This browser then remembers you for 30 days.
teacher-key = Key
teacher-enter = Enter
teacher-wrong = That is not the key. Try again.
teacher-slowly = There were too many wrong keys. Wait { $minutes } minutes, then try again.
teacher-no-cookie = This browser keeps no cookies for this site, so it cannot remember you. Allow them, and load this page anew.
teacher-no-key = This server has no key. Whoever runs it sets one as LAB_TEACHER_KEY and starts it again; without one, whoever sits at the machine is the teacher.

prune-step =
    { $what ->
        [take-away] take away      { $run }
        [remove] remove         { $run } ({ NUMBER($megabytes, maximumFractionDigits: 1) } MB)
        [trim] trim           { $run } ({ NUMBER($megabytes, maximumFractionDigits: 1) } MB)
       *[orphan] remove folder  { $run } ({ NUMBER($megabytes, maximumFractionDigits: 1) } MB)
    }
prune-in-all =
    { $dry ->
        [1] Nothing was done.
       *[0] Done.
    } { $runs ->
        [0] There is nothing to prune.
        [one] 1 run, { NUMBER($megabytes, maximumFractionDigits: 1) } MB.
       *[other] { $runs } runs, { NUMBER($megabytes, maximumFractionDigits: 1) } MB.
    }
