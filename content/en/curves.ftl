### The curves of a training, and the sentence under them.

curves-loss = **Loss** :gray[· cross-entropy]
    .alt = Loss over the training steps; latest: { $train ->
        [none] no value yet
       *[other] training { MEASURED($train, digits: 3) }
    }{ $test ->
        [none] {""}
       *[other] , test { MEASURED($test, digits: 3) }
    }
curves-accuracy = **Accuracy** :gray[· % of pictures]
    .alt = Accuracy over the training steps; latest: { $train ->
        [none] no value yet
       *[other] training { PERCENT($train) }
    }{ $test ->
        [none] {""}
       *[other] , test { PERCENT($test) }
    }
curves-step = step
curves-training = training batches
curves-test = test pictures

curves-unbegun = The first batch has not been counted yet.
curves-no-number = The loss stopped being a number near step { COUNT($step) }: the steps were too large.
curves-untested = { $first_batch ->
    [yes] The loss of the first batch, before any weight moved, is { FIXED($first) }
   *[no] In { COUNT($step) } steps the loss on the training batches went from { FIXED($first) } to { FIXED($last) }
}{ $accuracy ->
    [none] .
   *[other] ; the network gets { PERCENT($accuracy, digits: 0) } of the latest pictures right, where guessing gets { PERCENT($chance, digits: 0) }.
}
curves-tested = After { $epochs ->
    [one] 1 epoch
   *[other] { COUNT($epochs) } epochs
}{ $few_steps ->
    [none] {""}
    [one] , 1 step in all,
   *[other] , { COUNT($few_steps) } steps in all,
} the network gets { PERCENT($test) } of the test pictures right{ $verdict ->
    [guessing] , no better than guessing, which gets { PERCENT($chance, digits: 0) }.
    [memorises] . Its test loss has risen since epoch { COUNT($best_epoch) } while its training loss fell: it memorises.
    [behind] , { FIXED($gap, digits: 1) } points less than of the training pictures in that epoch.
    [ahead] ; its training score, { PERCENT($train) }, is lower only because it is averaged over the epoch, while the network was still learning.
    [level] , about as many as of the training pictures ({ PERCENT($train) }).
   *[untold] .
}

confusion-title = **What is taken for what**
confusion-how = Rows: the true class. Columns: what the network said. Each cell: percent of the row.
confusion-mistake = { $count ->
    [none] No picture was taken for anything else.
    [one] The most frequent mistake: once **{ $true }** was taken for **{ $named }**.
   *[other] The most frequent mistake: { COUNT($count) } times **{ $true }** was taken for **{ $named }**.
}
    .alt = Confusion matrix. { confusion-mistake }
mistakes-title = **Its most confident mistakes**
mistakes-asked = Would you have got these right?
mistakes-picture = **{ $named }**, { PERCENT($sure, digits: 0) } sure; in truth **{ $true }**
    .alt = { $true }, which the network takes for { $named }
