"""What the page of whole networks has a learner try, and the answers to what it asked."""

from functools import cache

from resnet_core.analysis.layers import layer_table, network_cost
from resnet_core.analysis.network_findings import costliest, maps, ratios
from resnet_core.analysis.stages import idle_weights, layer_count, parts
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui import numbers
from ui.lesson import Asked, Try
from ui.network.controls import CHAPTER, SHORTCUT, SIZE, state_of

SMALL = 28
"""Side of the pictures of Fashion-MNIST as they come."""
TRIES = (
    Try("network-try-pixel", state_of(CHAPTER, {SIZE: SMALL})),
    Try("network-try-misfit", state_of(CHAPTER, {SHORTCUT: "identity"})),
    Try("network-try-deep", state_of("resnet56")),
)


def asked() -> tuple[Asked, ...]:
    """The questions of the page, with the numbers that their answers take."""
    return (
        Asked("network-asked-name", layer_count(network_plan(ZOO[CHAPTER].config))),
        Asked("network-asked-half", values=_halving()),
        Asked("network-asked-pixel", values=_one_pixel()),
        Asked("network-asked-plain", values=_twins()),
        Asked(
            "network-asked-squeeze",
            ratios(network_cost(ZOO["resnet50"].config), network_cost(ZOO["seresnet50"].config)),
        ),
        Asked("network-asked-any"),
    )


@cache
def _halving() -> dict[str, object]:
    """What the modules of the chapter's network pay, the first with no projection aside."""
    network = parts(layer_table(network_plan(ZOO[CHAPTER].config)))
    modules = [part for part in network if part.blocks]
    most = costliest(network)
    same = len({part.macs for part in modules[1:]}) == 1
    return {"part": most.params_part, "share": most.params_share, "same": same, "macs": modules[-1].macs}


@cache
def _one_pixel() -> dict[str, object]:
    """What the chapter's network does to a picture of 28 pixels."""
    config = ZOO[CHAPTER].config.model_copy(update={"input_size": SMALL})
    plan = network_plan(config)
    sides = [numbers.sides(shape) for shape in maps(layer_table(plan))]
    idle = idle_weights(plan)
    return {"side": SMALL, "path": " → ".join(sides), "share": idle / network_cost(config).params}


@cache
def _twins() -> dict[str, object]:
    """Whether a residual network of the paper and its plain twin have the same parameters."""
    residual, plain = (network_cost(ZOO[name].config).params for name in ("resnet20", "plain20"))
    return {"params": residual, "more": residual - plain}
