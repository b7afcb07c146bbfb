"""Items about depth: what it does to a training, to a gradient, to a signal; answered by races and other recordings."""

import math
from collections.abc import Iterable, Sequence
from statistics import mean

from resnet_core.analysis.spread import geometric_spread, spread
from resnet_core.course.item import Asked, Item, Recorded, Runs, among, number
from resnet_core.gallery import Recording
from resnet_core.studies.gradients import findings as gradients
from resnet_core.studies.gradients.question import Gradients, GradientsQuestion
from resnet_core.studies.growth import findings as growth
from resnet_core.studies.growth.question import IDENTITY, NOTHING, PLAIN, RANDOM, ZERO, Growth, GrowthQuestion
from resnet_core.studies.nets import SmallNet, new_net, recorded_net
from resnet_core.studies.race.findings import GUESSING, Group, standing, winner
from resnet_core.studies.race.question import Race, RaceQuestion, twins
from resnet_core.studies.signal import findings as signal
from resnet_core.studies.signal.question import Signal, SignalQuestion
from resnet_core.studies.surgery.findings import Damage
from resnet_core.studies.surgery.question import Lesions, LesionsQuestion, UnderBoth

SEEDS = (0, 1, 2)
STANDINGS = ("lower", "level", "higher", "neither")


def deeper_plain(races: Sequence[Race]) -> Asked:
    """How the training loss of a deep plain network stands to that of a shallow one."""
    (shallow, _), (deep, _) = _pairs(races[: len(SEEDS)]), _pairs(races[len(SEEDS) :])
    values = {
        "shallow": shallow.net.depth,
        "deep": deep.net.depth,
        "steps": len(deep.runners[0].losses),
        "guessing": GUESSING,
    }
    losses = {"loss": deep.ends.loss, "loss_shallow": shallow.ends.loss}
    return among(STANDINGS, standing(deep, shallow), **values, **losses, seeds=len(deep.runners))


def accuracy_in_training(runs: Sequence[Recording]) -> Asked:
    """How many of the pictures that it trains on a deep plain network gets right."""
    shallow, deep, residual = (_last(run, "epoch_train_accuracy") for run in runs)
    values = {"shallow": shallow, "epochs": runs[0].config.training.epochs, "test": _last(runs[1], "test_accuracy")}
    return number(deep, values, same=shallow, residual=residual, all=1.0)


def ahead_of_the_test(runs: Sequence[Recording]) -> Asked:
    """By how many points its training accuracy is above its test accuracy."""
    shallow, deep = runs
    train, test = _last(deep, "epoch_train_accuracy"), _last(deep, "test_accuracy")
    behind = 100 * (_last(shallow, "test_accuracy") - test)
    values = {"train": train, "test": test, "shallow": _last(shallow, "test_accuracy")}
    gap = 100 * (train - test)
    return number(gap, values, flipped=-gap, behind=behind)


def identity_kernels(growths: Sequence[Growth]) -> Asked:
    """How accurate a trained network is once plain blocks with identity kernels stand in it."""
    nets = growth.by_way(growths)
    right = _mean(net.accuracy for net in nets[IDENTITY])
    random, trained = (
        _mean(values) for values in zip(*((n.accuracy, n.later_accuracy) for n in nets[PLAIN]), strict=True)
    )
    return number(
        right,
        {"small": _mean(net.accuracy for net in nets[NOTHING]), "further": _FURTHER},
        random=random,
        later=trained,
    )


def afterwards(growths: Sequence[Growth]) -> Asked:
    """Which of two ways to grow ends lower, from the same function."""
    nets = growth.by_way(growths)
    pairs = [(ours.later_loss, theirs.later_loss) for ours, theirs in zip(nets[ZERO], nets[IDENTITY], strict=True)]
    lower, higher = all(a < b for a, b in pairs), all(a > b for a, b in pairs)
    right = "residual" if lower else "plain" if higher else "level"
    losses = {"loss": spread(a for a, _ in pairs), "loss_plain": spread(b for _, b in pairs)}
    return among(("plain", "identical", "residual", "level"), right, **losses, runs=len(pairs), further=_FURTHER)


def moved_by_zero(growths: Sequence[Growth]) -> Asked:
    """How far the outputs of a trained network move when residual blocks that start at zero are put in."""
    zero, identity, plain, random = (
        max(net.largest_change for net in growth.by_way(growths)[way]) for way in (ZERO, IDENTITY, PLAIN, RANDOM)
    )
    return number(zero, {"runs": len(growths)}, identity=identity, plain=plain, random=random)


def shallow_twins(races: Sequence[Race]) -> Asked:
    """Which of two shallow twins ends lower."""
    plain, residual = _pairs(races)
    values = {"depth": plain.net.depth, "seeds": len(races), "guessing": GUESSING}
    losses = {"loss_plain": plain.ends.loss, "loss_residual": residual.ends.loss}
    return among(("residual", "plain", "level", "neither"), winner(plain, residual), **values, **losses)


def three_blocks(runs: Sequence[Recording]) -> Asked:
    """By how many points the shortcuts of a shallow network are ahead."""
    small, at_20, at_56 = (
        abs(100 * (_tested(residual) - _tested(plain))) for residual, plain in zip(runs[::2], runs[1::2], strict=True)
    )
    blocks = sum(stage.blocks for stage in runs[0].config.network.stages)
    values = {"blocks": blocks, "residual": _tested(runs[0]), "plain": _tested(runs[1]), "chance": _chance(runs[:2])}
    return number(small, values, at_20=at_20, at_56=at_56)


def deeper_residual(runs: Sequence[Recording]) -> Asked:
    """By how many points more layers move the accuracy of a residual network."""
    shallow, deep, plain, deep_plain = map(_tested, runs)
    moved, plain_moved = 100 * (deep - shallow), 100 * (deep_plain - plain)
    values = {"plain": plain, "deep_plain": deep_plain, "shallow": shallow, "deep": deep, "chance": _chance(runs[:2])}
    return number(moved, values, alike=plain_moved, halfway=plain_moved / 2, flipped=-plain_moved)


def first_layer(answers: Sequence[Gradients]) -> Asked:
    """How the gradient in the first block of a deep plain network with norms stands to that in the last."""
    ratio = geometric_spread(gradients.ratio(answer, 0) for answer in answers)
    assert ratio is not None
    way = gradients.way_of(ratio.mean)
    right = {"explodes": "larger", "grows": "larger", "even": "even", "shrinks": "smaller", "vanishes": "smaller"}[way]
    return among(("smaller", "even", "larger", "zero"), right, ratio=ratio, seeds=len(answers))


def bare_signal(answers: Sequence[Signal]) -> Asked:
    """What becomes of the signal in a deep residual network without norms."""
    found = signal.variance(signal.Runs(_BARE, tuple(answers)))
    right = {"level": "level", "grows": "grows", "steps": "grows", "fades": "fades"}[str(found.course)]
    return among(("fades", "level", "grows"), right, first=found.first, last=found.last, seeds=len(answers))


def too_small(answers: Sequence[Gradients]) -> Asked:
    """In which of four networks a step moves hardly anything."""
    codes = {"plain": _PLAIN, "residual": _DEEP, "bare_plain": _BARE_PLAIN, "bare_residual": _BARE}
    runs = {
        code: gradients.Runs(net, tuple(answers[place * len(SEEDS) : (place + 1) * len(SEEDS)]))
        for place, (code, net) in enumerate(codes.items())
    }
    tiny = gradients.tiny(tuple(runs.values()), 0)
    assert tiny is not None
    [right] = [code for code, net in codes.items() if net in tiny.nets]
    shares = {code: gradients.furthest(each.shown, each.shown.snapshots[0]) for code, each in runs.items()}
    last = runs[right].shown.snapshots[-1]
    values = {"share": shares[right], "plain_share": shares["plain"], "step": last.step, "loss": last.loss}
    return among(tuple(codes), right, **values, guessing=GUESSING)


def other_mode(growths: Sequence[Growth]) -> Asked:
    """The training loss of a network that does as before when tested."""
    nets = growth.by_way(growths)
    grown, small = (_mean(net.first_losses[0] for net in nets[way]) for way in (IDENTITY, NOTHING))
    accuracy = _mean(net.accuracy for net in nets[IDENTITY])
    return number(grown, {"accuracy": accuracy}, same=small, guessing=GUESSING)


def fresh_statistics(races: Sequence[Race]) -> Asked:
    """What fresh statistics of the norms do to a test."""
    plain, _ = _pairs(races)
    tested = [(runner.test_accuracy, runner.test_accuracy_fresh_norms) for runner in plain.runners]
    stored, fresh = (spread(values) for values in zip(*tested, strict=True))
    moved = [new - old for old, new in tested if new is not None and old is not None]
    right = "higher" if min(moved) > 0 else "lower" if max(moved) < 0 else "same"
    values = {"depth": plain.net.depth, "steps": len(plain.runners[0].losses), "seeds": len(races)}
    return among(("lower", "same", "higher"), right, **values, stored=stored, fresh=fresh)


def whose_damage(answers: Sequence[UnderBoth[Lesions]]) -> Asked:
    """What does most of the damage when the first block is deleted."""
    [both] = answers
    stored, fresh = (100 * (lesions.accuracy - lesions.lesions[0].accuracy) for lesions in (both.stored, both.fresh))
    culprit = Damage(stored, fresh).culprit
    assert culprit != "nothing"
    values = {"before": both.stored.accuracy, "stored": both.stored.lesions[0].accuracy}
    return among(("blocks", "both", "statistics"), culprit, **values, fresh=both.fresh.lesions[0].accuracy)


def _pairs(races: Sequence[Race]) -> tuple[Group, Group]:
    """A plain net and its residual twin, over the seeds."""
    plain, residual = (
        Group(races[0].runners[place].net, tuple(race.runners[place] for race in races)) for place in (0, 1)
    )
    return plain, residual


def _mean(values: Iterable[float]) -> float:
    return mean(list(values))


def _last(run: Recording, curve: str) -> float:
    value = run.curves[curve].values[-1]
    assert value is not None, (run.name, curve)
    return value


def _tested(run: Recording) -> float:
    return float(run.results["test_accuracy"])


def _chance(runs: Sequence[Recording]) -> float:
    """Two standard errors of the difference between two accuracies, in points."""
    return 200 * math.sqrt(sum(_tested(run) * (1 - _tested(run)) / run.config.data.test_images for run in runs))


def _races(*depths: int) -> Recorded:
    return Recorded(
        "race",
        tuple(RaceQuestion(nets=twins(SmallNet(depth=depth)), seed=seed) for depth in depths for seed in SEEDS),
        Race,
    )


def _gradients(*nets: SmallNet) -> Recorded:
    return Recorded("gradients", tuple(GradientsQuestion(net=net, seed=s) for net in nets for s in SEEDS), Gradients)


_DEEP = SmallNet(depth=56)
_PLAIN = SmallNet(depth=56, shortcut="none")
_BARE = SmallNet(depth=56, norm=False)
_BARE_PLAIN = SmallNet(depth=56, shortcut="none", norm=False)
_FURTHER = GrowthQuestion().further_steps
_GROWTH = Recorded("growth", tuple(GrowthQuestion(seed=seed) for seed in SEEDS), Growth)
_SIGNAL = Recorded(
    "signal", tuple(SignalQuestion(net=new_net(_BARE.network, seed=seed), seed=seed) for seed in SEEDS), Signal
)
_TWINS = ("residual20", "plain20", "residual56", "plain56")
ITEMS = (
    Item("10a", "gradients", _gradients(_PLAIN), first_layer),
    Item("10b", "signal", _SIGNAL, bare_signal),
    Item("10c", "shattering", _gradients(_PLAIN, _DEEP, _BARE_PLAIN, _BARE), too_small),
    Item("11a", "plain_vs_residual", _races(8), shallow_twins),
    Item("11b", "network", Runs(("quick", "quick_plain", *_TWINS)), three_blocks),
    Item("11c", "gradients", Runs(("residual20", "residual56", "plain20", "plain56")), deeper_residual),
    Item("17a", "function_classes", _GROWTH, other_mode),
    Item("17b", "train", _races(56), fresh_statistics),
    Item(
        "17c",
        "surgery",
        Recorded("lesions", (LesionsQuestion(net=recorded_net("residual20")),), UnderBoth[Lesions]),
        whose_damage,
    ),
    Item("23a", "plain_vs_residual", _races(20, 56), deeper_plain),
    Item("23b", "train", Runs(("plain20", "plain56", "residual56")), accuracy_in_training),
    Item("23c", "landscape", Runs(("plain20", "plain56")), ahead_of_the_test),
    Item("24a", "function_classes", _GROWTH, identity_kernels),
    Item("24b", "gradients", _GROWTH, afterwards),
    Item("24c", "landscape", _GROWTH, moved_by_zero),
)
