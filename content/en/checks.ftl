### Check yourself: what surrounds an item, and the confusions that items are about. The items are in checks_*.ftl.

checks-button = Check
checks-choose = Choose an answer first.
checks-right = **Right.** { $because }
checks-wrong = **Not quite.** { $refuted }

    { $because }
checks-your-answer = { $option } *(your answer)*
checks-the-answer = **{ $option }** *(the right answer)*
checks-both = **{ $option }** *(your answer, and the right one)*
checks-belief = The belief behind this question: *{ $belief }*
checks-used-up = You have answered every question there is for this page. A question never comes twice.
check-number = { COUNT($number) }

misconception-projection-spoils = “A 1×1 convolution on the shortcut ruins the point of a residual network.”
misconception-stride-discards = “A 1×1 convolution with stride 2 throws away three quarters of what the block could see.”
misconception-norm-on-shortcut = “Every shortcut needs a batch norm”, or “no shortcut may have one”.
misconception-when-projection = “A projection is needed wherever the stride is 2, and nowhere else.”
misconception-one-axis-named = “A shape error names everything that is wrong.”
misconception-no-error = “If PyTorch does not complain, the shapes were right.”
misconception-groups-or-width = “The argument `groups` is always the number of groups.”
misconception-any-groups = “Any number of groups will do.”
misconception-fewer-is-faster = “With g groups, a block is g times cheaper and g times faster.”
misconception-vanishing = “Deep plain networks fail because their gradients vanish.”
misconception-shallow-plain = “Shortcuts help at every depth”, or “my shallow plain network is as good, so they never help”.
misconception-add-or-concatenate = “A skip connection jumps over one layer and appends its input.”
misconception-relu-place = “It makes no difference on which side of the addition ReLU and batch norm stand.”
misconception-why-18 = “The number in the name is the number of convolutions.”
misconception-large-stem = “A stem made for photographs suits small pictures, too.”
misconception-one-value = “Batch norm needs two pictures in a batch, and that is all.”
misconception-train-or-eval = “As long as no weight changes, a network gives the same answers.”
misconception-lazy-layers = “A lazy layer stays flexible.”
misconception-memory = “Training takes as much memory as the weights, or a few times as much.”
misconception-slow-processor = “The same network takes about the same time, whatever the size of the pictures.”
misconception-convincing-map = “A map that shows the garment clearly shows what the network has learned.”
misconception-wrong-data = “Files with the right names and sizes hold the right data.”
misconception-overfitting = “The deeper plain network does worse because it overfits.”
misconception-held-or-found = “If the deeper network can represent the same function, training will find it.”
