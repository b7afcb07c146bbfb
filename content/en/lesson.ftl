### The frame of every lesson: its head, its tries, its last part.

lesson-step = { $step ->
    [none] { $minutes ->
        [0] Elective
       *[other] Elective · about { $minutes } minutes
    }
   *[other] Step { $step } of { $last }{ $section ->
        [none] {""}
       *[other] {" "}· section { $section } of *Dive into Deep Learning*
    } · about { $minutes } minutes
}
lesson-tries = Three things to try
lesson-more = More controls
lesson-numbers = The numbers
lesson-why = Why
lesson-checks = Check yourself
lesson-saw = What we saw
