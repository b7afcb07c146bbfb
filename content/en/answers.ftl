### Questions and their answers, on every page that has some.

answer-measure = Measure this here
answer-takes = This takes about { DURATION($seconds) } on { $device }.
answer-here = Measured on this machine.
answer-stop = Stop
answer-step = Step { COUNT($step) } of { COUNT($steps) }{ $phase ->
    [none] {""}
   *[other] {" "}· { $phase }
}{ $left ->
    [none] {""}
   *[other] {" "}· about { DURATION($left) } left
}
answer-stopping = Stopping
answer-computing = Computing
answer-stopped = Stopped before there was an answer.
answer-gone = The answer is gone from the disk.
answer-again = Ask again
