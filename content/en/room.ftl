### A room: what a class sees of it, and the page where one enters.

room-title = Enter a room
room-hook = Your teacher shows a code. Enter it here, or point your camera at the square beside it. You need no account, and nobody is asked for a name.
room-code-field = Code
    .help = Four letters or digits. Capitals and spaces make no difference.
room-enter = Enter
room-in = You are in room { $code }
room-lesson = The lesson: { $title }
room-stays = The band above stays with you on every page. When your teacher calls everyone to a step, this browser goes there by itself.
room-counted-without-name = Your votes and predictions count in this room, and the networks you train stand on its board. None of them carries a name.
room-leave = Leave the room
room-none = Room { $code } is over.

room-code = Room { $code }
room-step = Step { $step } of { $steps }
room-waiting = Your teacher begins in a moment. Have a look around until then.
room-frozen = Look up for a moment: your teacher has stopped the page.
room-stopped = The pages of the class are frozen.
room-there = To the page of this step
room-vote = Vote
room-second = Second vote
room-mine = Your vote is in. You can change it until the votes are shown.
room-choose = Choose one.
room-closed = The vote has just closed, so this one does not count.
room-right = right
room-yours = your vote
room-qr = QR code of the address to enter the room
room-counted = Votes: { $votes } of { $people }.
room-inside = In the room: { $people }
room-share = { $percent }% ({ $votes })
room-belief = Many people believe: { $belief } Does it hold here?
room-advice =
    .hint-class = Opinions differ widely. Listen to the hint, then vote again.
    .discuss-class = Opinions differ. Convince your neighbour, then vote again.
    .explain-class = The votes are in.
    .none-class = Nobody has voted.
    .hint-teacher = Fewer than 35% are right. Give a hint, then let them vote again.
    .discuss-teacher = Between 35% and 70% are right. Let neighbours convince each other for two minutes, then let them vote again.
    .explain-teacher = Time to explain: show the answer.
    .none-teacher = Nobody has voted. Reset the step to try again.

## The teacher's page

teach-title = Lead a room
teach-hook = A room takes a class through a lesson together: you call everyone to a step, they vote, and nobody sees a vote before you show them all. Nobody signs in. Take a lesson that is ready and change what you like.
teach-ready = { $minutes } minutes · { $steps ->
    [one] 1 step
   *[other] { $steps } steps
}
teach-open = Open a room
teach-made = Your rooms
teach-room = **{ $code }** · { MOMENT($begun) }{ $ended ->
    [yes] {" "}· over
   *[no] {""}
}
teach-go-on = Show
teach-back = All rooms
teach-ended = Room { $code } is over. Its board and its files stay for 30 days.
teach-steps = Prepare
    .how = Open a step to change it. Steps can be changed until you call everyone to the first.
teach-lead = Lead
teach-board = The board
teach-files = Take it home

room-only-here = Only this machine can follow this address. Open the lab by the address that your class can reach, as *Running the lab* describes, and the square will lead there.
room-project = Projector
room-step-line = **{ $step } · { $page }**{ $minutes ->
    [0] {""}
    [one] {" "}· 1 minute
   *[other] {" "}· { $minutes } minutes
}
room-step-summary = { $step } · { $page }{ $minutes ->
    [0] {""}
    [one] {" "}· 1 minute
   *[other] {" "}· { $minutes } minutes
}{ $voted ->
    [yes] {" "}· with a vote
   *[no] {""}
}
room-everyone = Everyone to step { $step }
room-step-prompt = What the class is to do
room-step-link = Page and its settings
    .help = Paste a lesson link: its page, its settings and what it hides come into the step, and its task and time if it has any.
room-step-save = Save this step
room-step-open = See the page
room-step-up = Up
room-step-down = Down
room-step-delete = Remove
room-step-add = Add a step
room-question = Question to vote on
    .none = none
    .own = your own
room-question-item = { $item } · { $page }: { $text }
room-question-right = Right: { $option }
room-own-text = Your question
room-own-options = Answers, one in a line, two to six
room-own-right = Right
room-own-opinion = none: an opinion
room-own-hint = Hint, for a second vote
room-do-open = Let them vote
room-do-reveal = Show the votes
room-do-again = Vote again
room-do-answer = Show the answer
room-do-freeze = Freeze every page
room-do-thaw = Let them go on
room-do-reset = Reset this step
room-do-end-now = End it now
room-end = End the room
    .sure = Everyone leaves the room. Board and files stay for 30 days.
room-over = The answer is shown. Go on to the next step when the class is ready.
room-board-empty = Nobody in the room has trained a network to its end yet.
room-board-cost = Against
    .params = Parameters
    .macs = Multiply-adds
    .seconds = Seconds of training
room-board-unbeaten = unbeaten at its cost
room-board-beaten = beaten
room-board-accuracy = Test accuracy in %
room-board-network = Network
room-board-runs = Trainings
room-board-name = { $family }, { $blocks } blocks, { $width } wide
room-board-alt = { $count ->
    [one] One network was trained in the room: { $best }, with a test accuracy of { PERCENT($accuracy) }.
   *[other] { $count } networks were trained in the room. The most accurate is { $best }, with { PERCENT($accuracy) } of the test pictures right.
}
room-file =
    .votes = Votes
    .predictions = Predictions
    .runs = Trainings
room-file-note = Comma-separated, for a spreadsheet. A learner is a number in this room; there are no names in it.

## Lessons that are ready

room-ready-residual = From plain to residual
    .goals = Students say what *degradation* is and why it is not overfitting, tell when a block can add its input as it is, and know what breaks when a block is deleted.
    .puzzle = Find a setting of depth, shortcuts and batch norm in which the network learns worst. Write down what you think is to blame.
    .race = Which ends with the lower training loss: a plain network of 20 layers or one of 56? Lock your prediction, then look. Is this overfitting?
    .block = Count the parameters of the block with its shortcut and without. Then set stride 2 and 128 output channels: what does the shortcut need now, and what does it cost?
    .surgery = Delete block 5 in both networks. Which one survives? Then take fresh statistics and look again: what was it that broke?
    .last = Train a network that you expect to do well on our board: accurate, and as small as you can make it. In the meantime, say in one sentence what one plus sign changes.
room-ready-resnext = Channels in groups: ResNeXt
    .goals = Students read both ways to name a grouped convolution, know what share of a block it saves, and why the clock does not follow the count.
    .wires = Change the number of groups and watch the wires. What does a filter still see? Then set the chapter’s argument so that there are 4 groups.
    .cost = At how many groups does the 3×3 convolution stop being the largest part of the block? What is left then?
    .speed = Multiply-adds fall by a lot. Do the seconds, too? Say why before you look at the measurement.
