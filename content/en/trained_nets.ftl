### The trained nets that are at hand, and the moments of their training.

trained-net = Network
    .quick = quick
    .quick_plain = quick, plain
    .residual20 = residual 20
    .plain20 = plain 20
    .residual56 = residual 56
    .plain56 = plain 56
trained-run = { $name }, { MOMENT($created) }, { $id }
trained-moment = At which moment of its training
    .help = Drag it back to see the same network before it had learnt so much.
    .untrained = untrained
    .trained = trained
    .after = { $unit ->
        [step] step { $number }
       *[epoch] epoch { $number }
    }
trained-at = { $when ->
    [trained] { $net }
    [untrained] { $net }, { trained-moment.untrained }
   *[between] { $net }, after { $moment }
}
