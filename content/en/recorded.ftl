### Where recorded runs and answers come from.

recorded-title = What a run looks like
recorded-run = Recorded with the preset *{ $preset }* on { DAY($day) }, in { DURATION($seconds) } on { $machine } ({ $device }, torch { $torch }, seed { $seed }).
recorded-answers = Recorded on { DAY($day) }, { $count ->
    [one] one run
   *[other] { COUNT($count) } runs
} in { DURATION($seconds) } on { $machine } ({ $device }, torch { $torch }).
device-cpu = CPU, { $threads ->
    [one] 1 thread
   *[other] { $threads } threads
}
