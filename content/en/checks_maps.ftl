### Items about saliency maps.

## 21 convincing-map

check-21a = All weights of a trained network are replaced by random ones. Which method's map changes least?
    .saliency = { method.saliency }
    .guided_backprop = { method.guided_backprop }
    .grad_cam = { method.grad_cam }
    .smooth_grad = { method.smooth_grad }
    .because = The rank correlation with the map of the trained network, on the garment and over { $pictures } pictures, is still { FIXED($likeness, digits: 2) }; the lowest of the four has { FIXED($least, digits: 2) }. What stays when everything learned is gone cannot show what was learned.
    .wrong = You may have read that the map with the clearest outlines shows best what the network has learned. It is not so: { method.guided_backprop } draws the outlines of random networks, too, and so stays the most alike.
check-21b = This lab let { $methods } saliency methods rank the pixels of { $pictures } pictures. Pixels are blackened, or brought back, in that order. How many methods beat a control that simply ranks pixels by brightness, in both tests?
    .because = None beats it in both tests, and { $one } in one of them. Blackening the brightest pixels first is a strong rule on garments before a black background, and it never looks at the network. A map has to be compared with such a control.
    .not-one = That is how many beat it in *one* of the two tests.
    .not-most = That is how many beat it in neither of the two tests.
    .not-all = You may have read that a published method surely does better than a rule that ignores the network. It is not so: measured here, none of them does in both tests.
check-21c = You ask four methods about the second likeliest class instead of the likeliest. Which method's map stays the same?
    .saliency = { method.saliency }
    .eigen_cam = { method.eigen_cam }
    .occlusion = { method.occlusion }
    .grad_cam = { method.grad_cam }
    .because = The rank correlation of its two maps is { FIXED($likeness, digits: 2) }: { method.eigen_cam } looks for the strongest pattern in the feature maps, and the class does not enter. Among the other three it goes down to { FIXED($least, digits: 2) }. A map may look convincing and say nothing about the class that was asked about.
    .wrong = This method follows the score of the class that is asked about, and its map changes with it. You may have read that every map explains the class it is shown for; one of these four does not.
