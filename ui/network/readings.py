"""What the figures of the page of whole networks say, in a sentence computed from the same numbers. No Streamlit."""

from collections.abc import Callable, Sequence
from math import prod

from resnet_core.analysis.layers import LayerRow, Totals
from resnet_core.analysis.stages import LayerCount, Part
from resnet_core.analysis.table1 import Column, Moved
from resnet_core.plan.nodes import Shape
from ui import words


def largest(parts: Sequence[Part]) -> str:
    """Which part holds most of each of the three costs."""
    total_params, total_macs, total_bytes = (
        sum(part.params for part in parts),
        sum(part.macs for part in parts),
        sum(part.activation_bytes for part in parts),
    )
    params = max(parts, key=lambda part: part.params)
    macs = max(parts, key=lambda part: part.macs)
    activations = max(parts, key=lambda part: part.activation_bytes)
    return (
        f"Most parameters sit in **{params.name}** ({_percent(params.params, total_params)}), most multiply-adds in "
        f"**{macs.name}** ({_percent(macs.macs, total_macs)}), most activation memory in **{activations.name}** "
        f"({_percent(activations.activation_bytes, total_bytes)})."
    )


def resolution(picture: Shape, parts: Sequence[Part]) -> str:
    """How the picture shrinks while it deepens."""
    end = [part for part in parts if part.blocks][-1].out_shape
    return (
        f"From {words.sides(picture)} pixels and {words.counted(picture[0], 'channel')} to "
        f"{words.sides(end)} pixel{'s' if max(end[1:]) > 1 else ''} and {words.counted(end[0], 'channel')}: "
        f"{words.count(prod(picture))} numbers in, {words.count(prod(end))} at the end of the last stage."
    )


def sight(table: Sequence[LayerRow], picture: Shape) -> str:
    """Where an output first sees as far as the picture is wide, before the head averages over all of it."""
    body, side = on_the_way(table), max(picture[1:])
    size = words.sides(picture)
    far = f"the picture of {size} is wide" if picture[1] == picture[2] else f"the longer side of {size} is long"
    first = next((row for row in body if row.receptive_field >= side), None)
    if first is None:
        return (
            f"Before the head, one output sees at most {body[-1].receptive_field} of the picture's "
            f"{size} pixels; only "
            "the global average pool puts the views together."
        )
    return (
        f"**{first.path}** is the first layer whose outputs can depend on {first.receptive_field} pixels in a row, as "
        f"far as {far}; the last stage reaches {body[-1].receptive_field}."
    )


def counted(count: LayerCount, *, ticked: Sequence[str]) -> str:
    """The sum of the ticked kinds, and what the name counts."""
    terms = [f"{getattr(count, kind)} {KINDS[kind]}" for kind in ticked]
    total = sum(getattr(count, kind) for kind in ticked)
    if not terms:
        return f"Nothing is ticked. The name counts {count.in_the_name}."
    deep = f", the {count.stem} of the stem as one" if count.stem > 1 else ""
    verdict = (
        "This is what the name counts."
        if set(ticked) == {"convolutions", "dense"} and not deep
        else f"The name counts {count.in_the_name}: the convolutions on the longest way{deep} and the dense layer."
    )
    return f"{' + '.join(terms)} = **{total}**. {verdict}"


KINDS = {
    "convolutions": "convolutions on the main path",
    "projections": "projections",
    "gates": "in squeeze-and-excitation",
    "norms": "batch norms",
    "dense": "dense",
}
"""Attribute of a LayerCount, in words."""


def compared(names: tuple[str, str], sums: tuple[Totals, Totals]) -> str:
    """The ratio of the costs of two networks."""
    (ours, other), (a, b) = names, sums
    costs: tuple[tuple[str, Callable[[Totals], int]], ...] = (
        ("parameters", lambda t: t.params),
        ("multiply-adds", lambda t: t.macs),
        ("activation memory", lambda t: t.activation_bytes),
    )
    said = [f"{cost(b) / cost(a):.3g} times the {name}" for name, cost in costs]
    return f"On the same pictures, **{other}** has {said[0]}, {said[1]} and {said[2]} of **{ours}**."


def published(columns: Sequence[Column]) -> str:
    """How far our multiply-adds are from the published ones, with either place of the stride."""
    paper = max(abs(c.macs_as_in_the_paper / c.published_macs - 1) for c in columns)
    torchvision = max(columns, key=lambda c: abs(c.macs_as_in_torchvision / c.published_macs - 1))
    off = torchvision.macs_as_in_torchvision / torchvision.published_macs - 1
    return (
        f"With the stride where the paper has it, every network is within {paper:.1%} of the published number, which "
        f"has two or three digits. With the stride in the 3×3, {torchvision.name} is {off:.1%} above it."
    )


def moved_stride(convolutions: Sequence[Moved]) -> str:
    """Where the multiply-adds come from that the stride in the 3×3 costs."""
    first, spatial, _ = convolutions
    near, far = first.out_sides
    return (
        f"The reason is the 1×1 in front: with the stride behind it, it works on {far}×{far} pixels in place of "
        f"{near}×{near}, {(far / near) ** 2:g} times as many. In ResNet-50's first strided block its multiply-adds go "
        f"from {_million(first.macs[0])} to {_million(first.macs[1])}. The 3×3 {_kept(spatial)}: it gives maps of "
        f"{spatial.out_sides[1]}×{spatial.out_sides[1]} either way."
    )


def on_the_way(table: Sequence[LayerRow]) -> tuple[LayerRow, ...]:
    """The layers before the head, without those of shortcuts and gates."""
    return tuple(row for row in table if row.branch not in ("shortcut", "gate", "head"))


def _kept(spatial: Moved) -> str:
    before, after = map(_million, spatial.macs)
    return f"stays at {after}" if before == after else f"goes from {before} to {after}"


def _million(macs: int) -> str:
    return f"{macs / 1e6:.1f} million"


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"
