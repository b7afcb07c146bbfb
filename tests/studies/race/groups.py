"""Nets of races with losses as a test wants them."""

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import Runner


def runner(net, final, *, losses=(2.25, 1.5), test=0.5, fresh=0.75):
    """A run that ends at this loss; None where it was no number."""
    tested = (None, None) if final is None else (test, fresh)
    return Runner(
        net=net,
        params=1234,
        losses=losses if final is not None else (2.25, None),
        accuracies=(0.1, 0.5),
        final_loss=final,
        test_accuracy=tested[0],
        test_accuracy_fresh_norms=tested[1],
    )


def group(shortcut, *finals, depth=20, norm=True):
    """A net with a run for each final loss."""
    net = SmallNet(shortcut=shortcut, depth=depth, norm=norm)
    return Group(net, tuple(runner(net, final) for final in finals))


def pair(plain, residual, **net):
    """A plain net and its twin."""
    return group("none", *plain, **net), group("zero_pad", *residual, **net)
