### Home below the puzzle: the path as cards, and where to go on.

course-begin = Why is that so? Begin with step { $page }
course-go-on = Go on where you left off: { $page }
course-path = The path
course-intro = Residual Lab follows section 8.6 of *Dive into Deep Learning*, on ResNet and ResNeXt, in about { $hours ->
    [one] one hour
   *[other] { MEASURED($hours) } hours
}, exercises included. Every page is open to you at any time, and every number was measured by the lab or is cited.
course-beside = Beside the path
course-facts = { $step ->
    [none] { $minutes ->
        [0] To look things up
       *[other] { $minutes } min
    }
   *[other] Step { $step } · { $minutes } min
}{ $seen ->
    [yes] {" "}· ✓ visited
   *[no] {""}
}
