### What surrounds every page: the menu, and the banner about the data.

menu = Menu
menu-begin = From block to network
menu-why = Why it works
menu-further = Further on
menu-beside = Beside the path
menu-step = { $step } · { $title }

frame-before = Back: { $page }
frame-after = Next: { $page }

page-class_status = How the class stands
    .help = For the teacher: who runs what, who waits, and how full the machine is.
page-home = Home
    .help = Play with the puzzle of the course, and see the path.
page-train = Train
    .help = Train a network on pictures of clothes, and watch its loss, its accuracy and its mistakes while it learns.
page-residual_block = Residual block
    .help = Why is it called *residual*? The block learns f(x) − x, and the gradient goes back through a plus.
page-resnext = ResNeXt
    .help = Split the channels into groups. What is saved, and what is lost? Three drawings, one function.
page-function_classes = Function classes
    .help = When is a larger set of functions sure to fit at least as well? Nested sets, and others that only look larger.
page-network = Whole networks
    .help = From one block to ResNet-18: the stem, four modules, the head. Where do the shapes and the costs come from?
page-plain_vs_residual = Plain against residual
    .help = Make a network deeper, and even its *training* error gets worse. At what depth does that begin, and which networks are spared?
page-gradients = Gradients
    .help = Do gradients vanish or explode on their way back? A product of many factors, against a sum.
page-signal = Signal
    .help = Send pictures through a deep network. Does the signal grow, fade or hold steady, and do different pictures stay different?
page-landscape = Landscape
    .help = Is the ground smoother around a network with shortcuts? The loss as a surface that you can turn.
page-surgery = Surgery
    .help = Remove, cut or swap blocks of a trained network, and see what it can still recognise.
page-shattering = Shattered gradients
    .help = Does the gradient at one input say anything about the gradient right beside it?
page-paths = Paths
    .help = A residual network of n blocks has 2ⁿ paths. How long are those that carry the gradient?
page-saliency = Saliency
    .help = Which pixels speak for a class? Ask a trained network in many ways, and compare the answers.
page-saliency_checks = Can a map be believed?
    .help = Make the weights random, take pixels away, nudge the picture: what is left of a convincing map?
page-orders = Orders
    .help = Where should batch norm, ReLU and the addition stand? Five orders, drawn and raced.
page-before_and_after = Before and after
    .help = Where the plus came from, what became of it, and what it does in networks without convolutions.
page-glossary = Glossary
    .help = Every term in one exact sentence, with the page that explains it.
page-room = Enter a room
    .help = Your teacher shows a code: enter it here to follow the lesson and to vote.
page-teach = Lead a room
    .help = For teachers: lead a class through a lesson, with votes that stay hidden until you show them.

page-data = { $state ->
    [absent] **Fashion-MNIST is not on this machine yet.** The next run fetches it first (30 MB). Without a connection it trains on drawn sketches instead, which are not Fashion-MNIST, and says so beside every result.
   *[damaged] **A Fashion-MNIST file is damaged:** `{ $file }`. It is never trained on; the next run fetches it again. Without a connection a new run trains on drawn sketches instead, which are not Fashion-MNIST; one that began with Fashion-MNIST ends until the file is back.
}

projector = Projector view
    .help = Everything a quarter larger, with larger words and stronger lines in charts, readable from the back row of a class.
