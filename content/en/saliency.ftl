### Saliency: what a map is asked for, the maps, and what they say.

saliency-title = Saliency
saliency-hook = The network calls this shirt a pullover, and it is sure. Which pixels made it say so?
saliency-predict = The garments cover { PERCENT($area, digits: 0) } of the pixels. Which of these three maps lies on the garment most?
    .saliency = { method.saliency }
    .integrated_gradients = { method.integrated_gradients }
    .grad_cam = { method.grad_cam }
    .reply = You predicted *{ $guess }*. It is *{ $came }*: of its map { PERCENT($integrated, digits: 0) } lies on the garments, of the gradient { PERCENT($gradient, digits: 0) }, of Grad-CAM { PERCENT($cam, digits: 0) }. The garments cover { PERCENT($area, digits: 0) }, and so would a random map.
    .refutes = You may have read that a map on the object shows that the network looks at the object. It is not so: with a black baseline, integrated gradients multiply by the pixel itself, and a black pixel gets exactly 0 whatever the network has learnt.
    .further = One step further: that is no credit to the network. With a black baseline, integrated gradients multiply by the pixel itself, and a black pixel gets exactly 0. Change the baseline to white and see where the map goes.
saliency-try-untrained = Take the network back to untrained
    .look = Which map changes least? It shows the picture, not what was learnt.
saliency-try-white = Make white the baseline
    .look = The methods that compare with a baseline follow it. What does the network take the white picture for?
saliency-try-many = Ask three other methods
    .look = Do the rows under one picture agree? Read the sentence above a row before its maps.
saliency-to-checks = The checks have a page of their own: go on there with this state
saliency-inside-title = What the layers see
saliency-integral =
    .alt = A curve that rises steeply and levels off, and its slope, which is high in the middle and near 0 at both ends.
    .pixel = Brightness of pixel
    .baseline = Baseline
    .steps = Steps
    .score = Score of the class, over one pixel
    .slope = Its slope
    .gradient = gradient × pixel: slope at the pixel, times its brightness
    .area = integrated gradient: area under the slope
    .rise = what there was to explain: the rise of the score
    .reading = Arithmetic, not a measurement. Where the score has levelled off, the slope is near 0: the gradient says that the pixel does not matter, although the score would fall without it. The area from the baseline to the pixel is the whole rise. Take few steps, and it misses some.
saliency-saw = The methods disagree, and not because one of them must be wrong: each answers a question of its own. Of the gradient's map { PERCENT($gradient, digits: 0) } lies on the garments, of the integrated gradients' { PERCENT($integrated, digits: 0) }, of a random one { PERCENT($area, digits: 0) }.
saliency-asked-garment = Which map lies on the garment most?
    .answer = Integrated gradients with a black baseline: { PERCENT($integrated, digits: 0) }. That is arithmetic, since black pixels are multiplied by 0. The plain gradient puts { PERCENT($gradient, digits: 0) } there, less than a random map would ({ PERCENT($area, digits: 0) }).
saliency-asked-disagree = Why do the rows under one picture disagree?
    .answer = A gradient asks what would happen if a pixel were a little brighter; occlusion, what would happen if it were not there; a class activation map, where in a layer the evidence sits. A map answers the question that its method asks. For a shirt that is taken for a T-shirt, choose *A, not B* under *More controls*: the maps then ask what tells these two apart.
saliency-asked-baseline = What does the baseline do?
    .answer = It is what counts as nothing. Change it from black to white and the methods that compare with it follow. No baseline means *nothing* to a network; the line under the figure says what the network takes it for.
saliency-asked-sum = Do the values add up to the score?
    .answer = Where a sum is promised it is checked, and a gap of more than 2% is marked. DeepLift hands every difference on in full. Integrated gradients add up a curve in steps: choose fewer and watch the gap grow.
saliency-asked-cam = Why are the CAM maps so coarse?
    .answer = They see no finer than their layer. Choose an early block and a late one for the same picture.

## The nets.

sal-compare = A second network beside it
    .help = The same pictures, the same method.
sal-other = Second network
saliency-same-nets = Both networks are the same one; choose another network, or another moment.
saliency-net = Sees pictures of { $side } × { $side }; { $state ->
    [untrained] the weights that this training began with: it has learnt nothing yet
    [between] its accuracy at this moment is not kept
   *[trained] { PERCENT($accuracy) } of the test pictures right
}

## The pictures.

sal-from = Pictures
    .test = test pictures
    .own = my own picture
sal-pictures = Test pictures, by number
    .help = At most { $most } of { COUNT($count) }, with spaces or commas between them.
    .refused = { $why }. The page uses { $usual }.
    .usual = Put these into the box
sal-browse = Look through the test pictures
sal-of = True class
    .every = every class
sal-outcome = The network names it
    .both = right and wrong
    .right = right
    .wrong = wrong
sal-order = Order
    .file = as in the file
    .most = most certain first
    .least = least certain first
saliency-sketches = Fashion-MNIST is not on this machine, so these are drawn sketches of the same ten names.
saliency-no-file = Choose a file that can be read, and its maps appear here.
saliency-unseen = Right, wrong and certain can be told once the network has seen the pictures.
saliency-none-like-that = No picture is like that; choose another class, or *{ sal-outcome.both }*.
saliency-sheet = Sheet { COUNT($sheet) } of { COUNT($sheets) }; { $pictures ->
    [one] one picture
   *[other] { COUNT($pictures) } pictures
}.
saliency-chosen = **Chosen**, { $count } of at most { $most }
saliency-card = { $number }: { $class }
    .alt = Test picture { $number }: { $class }
saliency-verdict = { $right ->
    [yes] right, { PERCENT($share, digits: 0) }
   *[no] called { $class }, { PERCENT($share, digits: 0) }
}
saliency-errors = *{ $net }* names **{ COUNT($wrong) }** of the first { COUNT($seen) } test pictures wrongly.{ $wrong ->
    [0] {""}
   *[other] {" "}Most of them are: { $classes }.
}
    .class = { $class } { $errors }
saliency-errors-class = **{ COUNT($of_class) }** of the first { COUNT($seen) } test pictures are of the class { $class }; *{ $net }* names { $wrong ->
    [0] none of them wrongly.
   *[other] **{ COUNT($wrong) }** of them wrongly, most often as { $as }.
}

## A learner's own picture.

sal-upload = Your picture
    .help = PNG, JPEG, WebP, GIF, BMP or TIFF, up to { $megabytes } MB.
sal-hand = Set by hand: turn, crop, ground, light and dark
    .across = Left and right edge, in per cent
    .down = Top and bottom edge, in per cent
    .turn = Turn clockwise
    .degrees = { $degrees }°
    .tone = Light and dark
    .mirror = Mirror
    .mirror-help = The shoes of the data set point to the left.
    .ground = Keep the ground
    .ground-help = All within the edges is the garment.
sal-tone =
    .auto = let the lab decide
    .negative = negative
    .as-it-is = as it is
saliency-step = { $number }. { $words }
    .alt = Step { $number }: { $words }
saliency-seen = **As the network sees it**
    .alt = Your picture in { $side } × { $side } grey pixels
    .caption = { $side } × { $side } grey pixels{ $halved ->
        [yes] ; each is the mean of 2 × 2
       *[no] {""}
    }
    .scaled = This network takes pictures of { $side } × { $side }, so these pixels are scaled to that size.

## The class whose evidence is looked for.

sal-target = Evidence for
    .help = A map explains one number of the network: a logit, or the difference of two.
    .predicted = what the network says
    .true = the truth
    .class = a class
    .contrast = A, not B
sal-class = Class
sal-not = and not
saliency-evidence = { $kind ->
    [predicted] the class that the network names in each
    [true] the true class of each
    [class] { $wanted }
   *[contrast] { $wanted } against { $against }
}
saliency-no-truth = Nobody has told the lab what your picture shows, so *{ sal-target.true }* cannot be asked for.
saliency-says-of-each = What the network says of each picture, by its number.
saliency-own = your picture
saliency-same-class = A and B are both { $class }, and the difference of a number and itself is 0; choose two classes. Until then the maps are of { $class } alone.
    .repair = Set B to { $rival }

## The methods and what they are told.

sal-gradient = Methods that follow the gradient
sal-perturbation = Methods that disturb the picture and look again
sal-CAM = Methods that add up the maps of one layer
saliency-no-method = Choose a method, and its maps appear here.
    .usual = The usual five
sal-baseline = Baseline: what counts as nothing there
    .black = black
    .mean-grey = mean grey
    .white = white
    .blurred = blurred
sal-layer = Layer of the CAM methods
    .automatic = automatic
saliency-layer = `{ $path }`: { $channels } maps of { $side }×{ $side }; one place is { MEASURED($pixels, digits: 3) } pixels wide.{ $best ->
    [none] {""}
   *[other] {" "}That is coarse; `{ $best }` has { $best_side }×{ $best_side }.
}
saliency-more-settings = More settings of these methods
sal-steps = Steps of the integral
sal-samples = Noisy copies
sal-draws = Random points on the way
sal-noise = Noise
    .help = As a share of the range from black to white.
sal-window = Window, pixels
sal-stride = Stride of the window
sal-patch = Side of a patch, pixels
sal-permutations = Orders of the patches
sal-coalitions = Choices of patches
sal-seed = Seed
    .help = Where the random numbers start.

## The figure.

sal-scale = Colours
    .signed = for and against
    .size = size alone
sal-view = Maps
    .alone = maps alone
    .over = over the pictures
sal-opacity = Opacity, percent
    .help = Of the strongest colours.
saliency-maps = Saliency maps of { $count ->
    [one] one picture
   *[other] { $count } pictures
} by { $methods }
    .none = Pictures whose maps are not there yet
    .pictures = The pictures
    .as-seen = The pictures, as the network sees them
    .logit = Below each: its true class, what the network says, and the score that the maps explain. The score of a class is its logit, the number that the softmax turns into a probability.
    .quick = Keep the quick methods
saliency-picture = { $kind ->
    [own] { saliency-own }
    [sketch] sketch { $number }: { $class }
   *[test] { $number }: { $class }
}
    .alt = { $name }; the network says { $named }
saliency-named = { $wrong ->
    [yes] ✗ { $class }, { PERCENT($share, digits: 0) }
   *[no] { $class }, { PERCENT($share, digits: 0) }
}
    .caption = says { $named }
saliency-score = { $kind ->
    [named] logit { FIXED($score, digits: 1) }
    [other] logit of { $class } { FIXED($score, digits: 1) }
   *[contrast] { $class } against { $rival } { FIXED($score, digits: 1) }
}
saliency-cost = { $forward ->
    [one] 1 forward pass per picture
   *[other] { COUNT($forward) } forward passes per picture
}{ $backward ->
    [0] {""}
   *[other] {" "}and as many backward
} · colours are full at { $signed ->
    [yes] ±{ MEASURED($full) }
   *[no] { MEASURED($full) }
}
saliency-under = { $kind ->
    [blank] 0 everywhere
    [range] from { MEASURED($low) } to { MEASURED($high) }
   *[sum] sum { MEASURED($total, digits: 3) }, { $share } off
}
    .alt = { $method } of { $name }: { MEASURED($low) } to { MEASURED($high) }, strongest at row { $row }, column { $column }

## What the maps say.

saliency-of-net = **{ $net }:** { $sentence }
saliency-missed = **{ $name }** should sum to the picture's score minus the baseline's, and misses it by up to **{ $share }**: its values are not exact shares.{ $method ->
    [integrated_gradients] {" "}More steps bring it nearer.
    [gradient_shap] {" "}It averages over random points; more of them bring it nearer.
   *[other] {""}
}
saliency-blank = **{ $name }** is 0 everywhere for { $blank ->
    [one] one picture
   *[other] { $blank } pictures
} of { $pictures }.{ $method ->
    [lime] {" "}It drops every patch that matters less than its penalty allows, and here none matters more.
    [grad_cam] {" "}{ saliency-no-evidence }
    [guided_grad_cam] {" "}{ saliency-no-evidence }
    [layer_cam] {" "}{ saliency-no-evidence }
    [score_cam] {" "}{ saliency-no-evidence }
   *[other] {""}
}
saliency-no-evidence = Only evidence for the class is drawn, and here the layer's maps add up to none.
saliency-garment = The garment covers { PERCENT($area, digits: 0) } of the pixels (mean of { $pictures ->
    [one] one picture
   *[other] { $pictures } pictures
}), so that share of a random map lies on it. Of these maps: { $shares }.
    .share = { $name } { PERCENT($share, digits: 0) }
saliency-opinion = { $baseline ->
    [blurred] The network has an opinion on the blurred pictures too: { $names }.
   *[other] The network has an opinion on the { $said } baseline too: it takes it for **{ $class }**, { PERCENT($share, digits: 0) } sure. A map is relative to that.
}
saliency-kept = { $methods }: { $count ->
    [one] its values sum
   *[other] the values of each sum
} to the picture's score minus the baseline's, to within { $share }.
saliency-borrowed = { $methods }: with a black baseline every black pixel gets exactly 0, whatever the network has learnt. That the map shows the garment is no credit to the network.
saliency-alike = How alike the two networks' maps are on the garment (rank correlation of the sizes of the values, mean of { $pictures ->
    [one] one picture
   *[other] { $pictures } pictures
}; 1 is the same order, 0 what chance gives): { $nets }. The first network's maps and the picture's bright pixels, which never saw a network: { $bright }.
saliency-number = { $name } { FIXED($number) }
saliency-took = The maps took { FIXED($seconds) } s.

## The setting of the maps that are shown.

saliency-kept-net = Network
    .none = none
saliency-kept-pictures = Pictures
    .own = yours
saliency-kept-evidence = Evidence for
saliency-kept-methods = Methods
saliency-kept-settings = Settings
    .usual = as usual
    .setting = { $setting } { $value }
saliency-setting =
    .baseline = baseline
    .layer = layer
    .steps = steps
    .samples = copies
    .draws = points
    .noise = noise
    .permutations = orders
    .coalitions = choices
    .window = window
    .stride = stride
    .patch = patch
    .seed = seed

## What the grid of pictures says by itself; what stands in braces is filled in by the browser.

saliency-grid-against = against
saliency-grid-for = for. White is 0.
    .over = for. Where the picture shows, the map is 0.
saliency-grid-size = large, whether for or against.
saliency-grid-point = Point at a pixel, or focus a picture and press the arrow keys (beyond its edge comes the next one): every map shows its value there.
saliency-grid-pixel = row { $row }, column { $column }: { $value }
    .spoken = row { $row }, column { $column }, brightness { $value }
