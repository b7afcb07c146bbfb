### What is told to those who hear a page.

announce-run = { $state ->
    [waits] Waiting for a worker.
    [starts] A worker is getting ready.
   *[runs] { $done ->
        [0] It has begun.
       *[other] { PERCENT($done, digits: 0) } done.
    }
}
announce-ended = { $state ->
    [succeeded] Done: the result is on the page.
    [stopped] Stopped.
   *[other] It ended without a result; the page says why.
}
