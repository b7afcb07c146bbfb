"""Edited nets, against forward passes written out by hand, and the net that stays as it was."""

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from resnet_core.config import DataConfig, RunConfig
from resnet_core.data.images import Batches, load
from resnet_core.models.build import build
from resnet_core.models.modes import renewed
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.surgery import measure as surgery
from resnet_core.studies.surgery.measure import operate
from resnet_core.studies.surgery.question import DeletionsQuestion, Edit, LesionsQuestion, SurgeryQuestion, places
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.training.evaluation import predict
from resnet_core.wording import message
from tests.worn_nets import wear_in

pytestmark = pytest.mark.usefixtures("one_thread")

RESIDUAL = SmallNet(depth=14, width=4)
PLAIN = SmallNet(depth=14, width=4, shortcut="none")
TWINS = pytest.mark.parametrize("net", [RESIDUAL, PLAIN], ids=["residual", "plain"])


def lived_in(net):
    """A net in float64 whose norms have the statistics, scales and shifts of one that was trained."""
    network = build(network_plan(net.network), seed=1)
    return wear_in(network).double().eval()


def images(count=8):
    return torch.randn(count, 1, 14, 14, dtype=torch.float64, generator=torch.Generator().manual_seed(3))


class Paper:
    """A 14-layer net as one would write it down: six blocks F1 to F6, of which the third and fifth change the shape."""

    def __init__(self, network):
        self._weights = network.state_dict()

    def statistics(self, _x, name):
        """The mean and the variance of every channel that a norm of this name subtracts and divides by."""
        return tuple(self._weights[f"{name}.running_{kind}"] for kind in ("mean", "var"))

    def norm(self, x, name):
        scale, shift, mean, variance = (
            each.reshape(1, -1, 1, 1)
            for each in (self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], *self.statistics(x, name))
        )
        return (x - mean) / (variance + 1e-5).sqrt() * scale + shift

    def conv_norm(self, x, conv, norm, stride=1):
        return self.norm(F.conv2d(x, self._weights[f"{conv}.weight"], padding=1, stride=stride), norm)

    def f(self, number, x):
        block = f"stage{(number + 1) // 2}.block{2 - number % 2}.main"
        inner = self.conv_norm(x, f"{block}.conv1", f"{block}.norm1", stride=2 if number in (3, 5) else 1)
        return self.conv_norm(F.relu(inner), f"{block}.conv2", f"{block}.norm2")

    def stem(self, x):
        return F.relu(self.conv_norm(x, "stem.conv", "stem.norm"))

    def head(self, x):
        return F.linear(x.mean((2, 3)), self._weights["head.fc.weight"], self._weights["head.fc.bias"])


class Batchwise(Paper):
    """The same net whose norms use the statistics of the batch, and note them down by name as training would."""

    def __init__(self, network):
        super().__init__(network)
        self.noted = {}

    def statistics(self, x, name):
        values = x.transpose(0, 1).flatten(1)
        mean = values.sum(1) / values.shape[1]
        squares = (values - mean[:, None]).square().sum(1)
        self.noted.setdefault(name, []).append((mean, squares / (values.shape[1] - 1)))
        return mean, squares / values.shape[1]


class Fresh(Paper):
    """The same net whose norms use the means of what a `Batchwise` noted down."""

    def __init__(self, network, noted):
        super().__init__(network)
        self._noted = noted

    def statistics(self, _x, name):
        return tuple(sum(each) / len(each) for each in zip(*self._noted[name], strict=True))


def shortcut(number, x):
    """The identity, or every second pixel and as many zero channels again (option A)."""
    return torch.cat([x[:, :, ::2, ::2], torch.zeros_like(x[:, :, ::2, ::2])], 1) if number in (3, 5) else x


def by_hand(paper, x, order, *, change=None, plain=False):
    """The net with the blocks in `order`; `change` says what stands in the place of some of them."""
    x = paper.stem(x)
    for number in order:
        if change and number in change:
            x = change[number](paper, x)
        else:
            x = F.relu(paper.f(number, x) + (0 if plain else shortcut(number, x)))
    return paper.head(x)


AS_IT_IS = (1, 2, 3, 4, 5, 6)
CASES = {
    "nothing": (AS_IT_IS, {}, ()),
    "delete": (AS_IT_IS, {2: lambda _p, x: x}, (Edit(kind="delete", block=2),)),
    "delete where the shape changes": (
        AS_IT_IS,
        {3: lambda _p, x: shortcut(3, x)},
        (Edit(kind="delete", block=3),),
    ),
    "cut": (AS_IT_IS, {4: lambda p, x: F.relu(p.f(4, x))}, (Edit(kind="cut", block=4),)),
    "cut where the shape changes": (
        AS_IT_IS,
        {5: lambda p, x: F.relu(p.f(5, x))},
        (Edit(kind="cut", block=5),),
    ),
    "silence": (AS_IT_IS, {5: lambda _p, x: F.relu(shortcut(5, x))}, (Edit(kind="silence", block=5),)),
    "swap": ((2, 1, 3, 4, 5, 6), {}, (Edit(kind="swap", block=1, other=2),)),
    "several": (
        (2, 1, 3, 4, 5, 6),
        {4: lambda _p, x: x, 6: lambda p, x: F.relu(p.f(6, x))},
        (Edit(kind="cut", block=6), Edit(kind="swap", block=1, other=2), Edit(kind="delete", block=4)),
    ),
}
PLAIN_CASES = {
    "nothing": CASES["nothing"],
    "delete": CASES["delete"],
    "delete where the shape changes": CASES["delete where the shape changes"],
    "silence": (
        AS_IT_IS,
        {2: lambda _p, x: torch.zeros_like(x)},
        (Edit(kind="silence", block=2),),
    ),
    "swap": CASES["swap"],
}


@pytest.mark.parametrize("case", CASES)
def test_an_edited_residual_net_equals_the_forward_pass_written_by_hand(case):
    network = lived_in(RESIDUAL)
    order, change, edits = CASES[case]
    edited = operate(network, places(RESIDUAL.network), edits)
    torch.testing.assert_close(edited(images()), by_hand(Paper(network), images(), order, change=change))


@pytest.mark.parametrize("case", PLAIN_CASES)
def test_an_edited_plain_net_equals_the_forward_pass_written_by_hand(case):
    network = lived_in(PLAIN)
    order, change, edits = PLAIN_CASES[case]
    edited = operate(network, places(PLAIN.network), edits)
    torch.testing.assert_close(edited(images()), by_hand(Paper(network), images(), order, change=change, plain=True))


@TWINS
@pytest.mark.parametrize("case", PLAIN_CASES)
def test_fresh_statistics_are_those_of_batches_that_went_through_the_edited_net_by_hand(net, case):
    network, batches = lived_in(net), [images(16), 3 * images(24) + 1, images(12)]
    order, change, edits = (PLAIN_CASES if net.plain else CASES)[case]
    batchwise = Batchwise(network)
    for batch in batches:
        by_hand(batchwise, batch, order, change=change, plain=net.plain)
    fresh = Fresh(network, batchwise.noted)
    edited = renewed(operate(network, places(net.network), edits), batches)
    torch.testing.assert_close(edited(images()), by_hand(fresh, images(), order, change=change, plain=net.plain))


def logits(net, kind, block):
    network = lived_in(net)
    return operate(network, places(net.network), (Edit(kind=kind, block=block),))(images())


@pytest.mark.parametrize("block", range(1, 7))
def test_to_silence_a_residual_block_is_to_delete_it_since_nothing_before_it_is_negative(block):
    assert torch.equal(logits(RESIDUAL, "delete", block), logits(RESIDUAL, "silence", block))


def test_with_a_norm_after_the_addition_the_two_differ():
    net = RESIDUAL.model_copy(update={"order": "norm_after_add"})
    assert not torch.equal(logits(net, "delete", 2), logits(net, "silence", 2))


def test_a_projection_is_kept_as_the_shortcut_that_it_is():
    net = RESIDUAL.model_copy(update={"shortcut": "projection_norm"})
    network = lived_in(net)
    edited = operate(network, places(net.network), (Edit(kind="delete", block=3),))
    x = network.get_submodule("stem")(images())
    for name in ("stage1", "stage2.block1.shortcut", "stage2.block2", "stage3", "head"):
        x = network.get_submodule(name)(x)
    assert torch.equal(edited(images()), x)


@TWINS
def test_a_silenced_plain_block_leaves_every_picture_the_same_answer(net):
    answers = logits(net, "silence", 2)
    assert torch.equal(answers, answers[:1].expand_as(answers)) == net.plain


def state(network):
    return (
        {name: tensor.clone() for name, tensor in network.state_dict().items()},
        [(name, id(module), module.training, len(module._forward_hooks)) for name, module in network.named_modules()],
    )


class Broken(nn.Module):
    def forward(self, x):
        raise RuntimeError(f"in the middle, at {tuple(x.shape)}")


def _dataset():
    return load(DataConfig(source="sketches", train_images=10, test_images=10), Path("nowhere"))


@TWINS
@pytest.mark.parametrize("training", [True, False])
def test_the_net_is_as_it_was_after_an_operation_even_one_that_raises(net, training):
    network = lived_in(net).float().train(training)
    weights, modules = state(network)
    edited = operate(network, places(net.network), (Edit(kind="delete", block=2),))
    batches = Batches(_dataset(), RunConfig(network=net.network), torch.device("cpu"))
    predict(edited, batches)
    renewed(edited, batches.test())
    edited.append(Broken())
    for broken in (lambda: predict(edited, batches), lambda: renewed(edited, batches.test())):
        with pytest.raises(RuntimeError, match="in the middle"):
            broken()
    after, modules_after = state(network)
    assert modules_after == modules
    assert all(torch.equal(weights[name], tensor) for name, tensor in after.items())


def around(**told):
    folder = Path("nowhere")
    return Workbench(choose("cpu"), lambda config: load(config, folder), folder, **told)


def untrained(net):
    return {"net": new_net(net.network, seed=5), "source": "sketches", "test_images": 60}


STATISTICS = pytest.mark.parametrize("statistics", ["stored", "fresh"])


@TWINS
@STATISTICS
def test_the_lesions_are_the_single_operations_one_after_the_other(net, statistics):
    told = []
    found = surgery.lesions(
        LesionsQuestion(**untrained(net)), around(on_step=lambda done, total, what: told.append((done, total, what)))
    ).under(statistics)
    whole = surgery.surgery(SurgeryQuestion(**untrained(net)), around()).under(statistics)
    assert (found.loss, found.accuracy) == (whole.loss, whole.accuracy)
    assert [lesion.block for lesion in found.lesions] == [1, 2, 3, 4, 5, 6]
    for lesion in found.lesions:
        edits = (Edit(kind="delete", block=lesion.block),)
        single = surgery.surgery(SurgeryQuestion(**untrained(net), edits=edits), around()).under(statistics)
        assert (lesion.loss, lesion.accuracy) == (single.loss, single.accuracy)
    assert told[0] == (0, 6, message("phase-block", block=1, blocks=6))
    assert told[-1][:2] == (6, 6)


@TWINS
@STATISTICS
def test_deletions_are_operations_on_as_many_blocks_and_end_with_all(net, statistics):
    found = surgery.deletions(DeletionsQuestion(**untrained(net), draws=3), around()).under(statistics)
    assert found.accuracy == surgery.surgery(SurgeryQuestion(**untrained(net)), around()).under(statistics).accuracy
    assert [(each.blocks, len(each.accuracies)) for each in found.numbers] == [*((n, 3) for n in range(1, 6)), (6, 1)]
    everything = tuple(Edit(kind="delete", block=number) for number in range(1, 7))
    without = surgery.surgery(SurgeryQuestion(**untrained(net), edits=everything), around()).under(statistics)
    assert found.numbers[-1].accuracies == (without.accuracy,)


@STATISTICS
def test_with_enough_draws_the_single_deletions_are_the_lesions(statistics):
    found = surgery.deletions(DeletionsQuestion(**untrained(RESIDUAL), draws=6), around()).under(statistics)
    each = surgery.lesions(LesionsQuestion(**untrained(RESIDUAL)), around()).under(statistics)
    assert found.numbers[0].accuracies == tuple(lesion.accuracy for lesion in each.lesions)


def test_another_seed_deletes_other_blocks():
    first, second = (
        surgery.deletions(DeletionsQuestion(**untrained(RESIDUAL), draws=3, seed=seed), around()).stored
        for seed in (0, 1)
    )
    assert first.numbers[2] != second.numbers[2]
    assert first.numbers[-1] == second.numbers[-1]


@STATISTICS
def test_the_confusion_counts_every_picture_once_and_holds_the_accuracy(statistics):
    edits = (Edit(kind="delete", block=1),)
    both = surgery.surgery(SurgeryQuestion(**untrained(RESIDUAL), edits=edits), around())
    found = both.under(statistics)
    assert both.data == "sketches"
    assert sum(map(sum, found.confusion)) == 60
    assert sum(row[i] for i, row in enumerate(found.confusion)) / 60 == pytest.approx(found.accuracy, abs=1e-5)


def test_fresh_statistics_are_taken_on_training_pictures_each_of_them_once():
    question = SurgeryQuestion(**untrained(RESIDUAL))
    dataset = around().images(question.data)
    network = build(network_plan(RESIDUAL.network), seed=5)
    run = RunConfig(network=RESIDUAL.network, data=question.data)
    batches = Batches(dataset, run, torch.device("cpu"))
    assert batches.steps_per_epoch == 1
    pictures, _labels = batches.train(1)
    assert len(pictures) == len(dataset.train_images) == 60
    fresh = predict(renewed(network, [pictures]), batches)
    found = surgery.surgery(question, around()).fresh
    assert found.loss == pytest.approx(F.cross_entropy(fresh, batches.test_labels).item(), rel=1e-4)


def test_without_norms_both_statistics_are_the_same():
    found = surgery.lesions(LesionsQuestion(**untrained(RESIDUAL.model_copy(update={"norm": False}))), around())
    assert found.stored == found.fresh


def test_a_wish_to_stop_ends_the_lesions_at_the_next_block():
    class Stop(Exception):
        pass

    def on_step(done, _total, _what):
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        surgery.lesions(LesionsQuestion(**untrained(RESIDUAL)), around(on_step=on_step))
