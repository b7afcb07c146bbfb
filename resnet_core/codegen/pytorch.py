"""PyTorch source: a network in the style of the chapter, one flat module, or a single block.

All three are written from plans, import nothing but torch, and build the same network as `models.build`: same
parameters in the same order. Every ReLU is a module of its own, so that attribution methods work on pasted code too.
"""

from collections.abc import Iterator
from itertools import groupby

from resnet_core.codegen.pattern import (
    BLOCK_NAMES,
    NETWORK_NAMES,
    NO_NAMES,
    Pattern,
    composed,
    gate_of,
    lines_of,
    numbered,
    numbered_plan,
    pattern,
    summary,
    zero_initialised,
)
from resnet_core.codegen.text import file_source, indented
from resnet_core.codegen.torch_layers import (
    GATE_SOURCE,
    INIT_SUMMARIES,
    batch,
    class_source,
    imports_source,
    init_function,
    init_lines,
    layer_source,
    pad_source,
    path_source,
    shape_comment,
    step_comment,
)
from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Add, Block, Conv, Flatten, GatedPath, Linear, NetworkPlan, Norm, Scale, ZeroPad
from resnet_core.plan.shapes import Step, walk

_GOYAL = "Goyal et al. 2017, arXiv:1706.02677"


def chapter_style(config: NetworkConfig) -> str:
    """Source of `config` as a block class, a function for a stage and a network class; ShapeError if it misfits."""
    return file_source(*chapter_parts(config))


def chapter_parts(config: NetworkConfig) -> tuple[str, ...]:
    """The imports of `chapter_style` and its definitions, in the order in which they use each other."""
    steps = tuple(walk(network_plan(config)))
    common = pattern(config)
    return (
        imports_source(common.block.shortcut or ()),
        *_gate_class(common.block),
        _block_class(config, common),
        _stage_function(BLOCK_NAMES[config.style.family]),
        *_init_function(config, common.block),
        _network_class(config, steps),
    )


def chapter_names(config: NetworkConfig) -> dict[str, str]:
    """What `chapter_style` calls each layer with weights: `stage1.block2.main.conv1` is its `stages.0.1.conv1`."""
    names: dict[str, str] = {}
    for parent, group in groupby(_renamed(network_plan(config)), key=lambda pair: pair[1].path.rpartition(".")[0]):
        pairs = list(group)
        given = _names_in_classes(parent, [step.layer.name for _, step in pairs])
        names |= {path: name for (path, step), name in zip(pairs, given, strict=True) if _has_weights(step)}
    return names


def flat_names(plan: NetworkPlan) -> dict[str, str]:
    """What `flat_module` calls each layer with weights: `stage1.block2.main.conv1` is its `stage1_block2_conv1`."""
    return {path: _attribute(step) for path, step in _renamed(plan) if _has_weights(step)}


def block_source(config: BlockConfig) -> str:
    """Source of one block as a class with its own numbers; also of one whose branches do not fit."""
    block = numbered(block_plan(config))
    size = "" if config.stride == 1 else f"/{config.stride}"
    shapes = f"(B, {config.in_channels}, H, W) -> (B, {config.out_channels}, H{size}, W{size})"
    last = zero_initialised(block.main)
    zero = [f"nn.init.zeros_(self.{last.name}.weight)  # start {_start(block)} ({_GOYAL})"] if last else []
    source = class_source(
        BLOCK_NAMES[config.family],
        (*summary(config, has_shortcut=block.shortcut is not None), shapes),
        init=[*_block_init(Pattern(block)), *zero],
        forward=_block_forward(Pattern(block)),
    )
    return file_source(imports_source(block.shortcut or ()), *_gate_class(block), source)


def flat_module(plan: NetworkPlan, name: str = "Net") -> str:
    """Source of one module whose `forward` reads one operation a line; ShapeError where the plan does not fit."""
    steps = tuple(walk(numbered_plan(plan)))
    init: list[str] = []
    forward: list[str] = []
    for group in _by_block(steps):
        init += ["", *_flat_definitions(group)]
        forward += ["", *_flat_operations(group)]
    body = init_lines(plan.init)
    init += ["", "self.apply(init_weights)"] if body else []
    init += _flat_zeros(steps)
    shapes = f"{batch(plan.input_shape)} -> {batch(steps[-1].out_shape)}"
    return file_source(
        imports_source(step.layer for step in steps),
        *([init_function(INIT_SUMMARIES[plan.init], body)] if body else []),
        class_source(name, (shapes,), init=init, forward=[*forward[1:], "return x"]),
    )


def _gate_class(block: Block) -> tuple[str, ...]:
    return () if gate_of(block) is None else (GATE_SOURCE,)


def _renamed(plan: NetworkPlan) -> Iterator[tuple[str, Step]]:
    """The plan's path of each layer, and the step whose names the source uses."""
    for step, numbered_step in zip(walk(plan), walk(numbered_plan(plan)), strict=True):
        yield step.path, numbered_step


def _has_weights(step: Step) -> bool:
    return isinstance(step.layer, Conv | Norm | Linear)


def _names_in_classes(parent: str, names: list[str]) -> list[str]:
    """A straight path's layers as the chapter's classes hold them: a Sequential numbers its own, a block names them."""
    match parent.split("."):
        case [stage, block, *branch]:
            within = f"stages.{int(stage.removeprefix('stage')) - 1}.{int(block.removeprefix('block')) - 1}"
            if branch != ["shortcut"]:
                return [".".join([within, *branch[1:], name]) for name in names]
            sequence = f"{within}.shortcut"
        case _:
            sequence = parent
    return [sequence] if len(names) == 1 else [f"{sequence}.{number}" for number in range(len(names))]


def _block_class(config: NetworkConfig, common: Pattern) -> str:
    return class_source(
        BLOCK_NAMES[config.style.family],
        summary(config.style, has_shortcut=common.block.shortcut is not None),
        init=_block_init(common),
        forward=_block_forward(common),
        parameters=", in_channels, channels, stride=1",
    )


def _block_init(common: Pattern) -> list[str]:
    block, names = common.block, common.names
    return [
        *common.locals,
        *(f"self.{layer.name} = {layer_source(layer, names)}" for layer in (*block.before, *block.main)),
        *_shortcut_init(common),
        *(f"self.{layer.name} = {layer_source(layer, names)}" for layer in block.after),
    ]


def _shortcut_init(common: Pattern) -> list[str]:
    """Nothing for an identity; an option-A shortcut has no layer, but the class of a network notes its numbers."""
    match common.block.shortcut:
        case None | ():
            return []
        case (ZeroPad(),):
            named = common.names is not NO_NAMES
            return ["self.stride = stride", "self.new_channels = channels - in_channels"] if named else []
        case path:
            first, *rest = path_source(path, common.names)
            module = [f"self.shortcut = {first}", *rest]
    if not common.projects_sometimes:
        return module
    otherwise = "None" if common.block.before else "nn.Identity()"
    return [
        f"self.shortcut = {otherwise}",
        "if stride != 1 or in_channels != channels:",
        *indented(module, 4),
    ]


def _block_forward(common: Pattern) -> list[str]:
    block = common.block
    lines = [f"shared = {_through(block.before, 'x')}"] if block.before else []
    at = "shared" if block.before else "x"
    for layers in lines_of(block.main):
        lines.append(f"y = {_through(layers, at)}")
        at = "y"
    if block.shortcut is None:
        last = lines.pop().removeprefix("y = ")
        return [*lines, f"return {_through(block.after, last)}"]
    before, beside = _shortcut_forward(common)
    return [*lines, *before, f"return {_through(block.after, f'y + {beside}')}"]


def _shortcut_forward(common: Pattern) -> tuple[list[str], str]:
    """Lines for the shortcut, and what is then added."""
    match common.block.shortcut:
        case None | ():
            return [], "x"
        case (ZeroPad() as pad,):
            named = ("self.stride", "self.new_channels") if common.names is not NO_NAMES else ()
            comment = "# option A: every stride-th pixel, and zero channels behind"
            if not named and pad.out_channels < pad.in_channels:
                comment = "# option A cannot drop channels: a negative padding cuts them off in silence"
            return [comment, f"x = {pad_source(pad, *named)}"], "x"
        case _ if not common.block.before:
            return [], "self.shortcut(x)"
    line = "x = self.shortcut(shared)"
    return ["if self.shortcut is not None:", f"    {line}"] if common.projects_sometimes else [line], "x"


def _through(path: GatedPath, start: str) -> str:
    return composed(path, start, lambda layer, source: f"self.{layer.name}({source})")


def _stage_function(block: str) -> str:
    return f'''\
def stage(in_channels, channels, blocks, stride=1):
    """Blocks in a row: the first may change channels and resolution, the others keep them."""
    rest = [{block}(channels, channels) for _ in range(blocks - 1)]
    return nn.Sequential({block}(in_channels, channels, stride), *rest)'''


def _init_function(config: NetworkConfig, block: Block) -> tuple[str, ...]:
    """`init_weights`, where the network does not start as torch draws it."""
    summary, body = INIT_SUMMARIES[config.init], init_lines(config.init)
    last = zero_initialised(block.main)
    if last:
        summary = (*summary, f"Blocks start {_start(block)} ({_GOYAL}).")
        branch, block_class = "elif" if body else "if", BLOCK_NAMES[config.style.family]
        body += [
            f"{branch} isinstance(module, {block_class}):  # visited after its own layers",
            f"    nn.init.zeros_(module.{last.name}.weight)",
        ]
    return (init_function(summary, body),) if body else ()


def _start(block: Block) -> str:
    return "at zero" if block.shortcut is None else "as the shortcut"


def _network_class(config: NetworkConfig, steps: tuple[Step, ...]) -> str:
    init = [
        *_sequential("stem", steps),
        "self.stages = nn.Sequential(",
        *indented(_stage_lines(config, steps), 4),
        ")",
        *_sequential("head", steps),
    ]
    if config.init != "torch" or config.style.zero_init_residual:
        init.append("self.apply(init_weights)")
    return class_source(
        NETWORK_NAMES[config.style.family],
        (f"{batch(steps[0].in_shape)} -> {batch(steps[-1].out_shape)}",),
        init=init,
        forward=["x = self.stem(x)", "x = self.stages(x)", "return self.head(x)"],
    )


def _sequential(name: str, steps: tuple[Step, ...]) -> list[str]:
    chosen = [step for step in steps if step.branch == name]
    if len(chosen) == 1:
        return [f"self.{name} = {layer_source(chosen[0].layer)}{step_comment(chosen[0])}"]
    lines = [f"    {layer_source(step.layer)},{step_comment(step)}" for step in chosen]
    return [f"self.{name} = nn.Sequential(", *lines, ")"]


def _stage_lines(config: NetworkConfig, steps: tuple[Step, ...]) -> Iterator[str]:
    channels = config.stem_channels
    for number, stage in enumerate(config.stages, start=1):
        inside = [step for step in steps if step.path.startswith(f"stage{number}.")]
        stride = f", stride={stage.stride}" if stage.stride != 1 else ""
        comment = shape_comment(inside[0].in_shape, inside[-1].out_shape)
        yield f"stage({channels}, {stage.channels}, blocks={stage.blocks}{stride}),{comment}"
        channels = stage.channels


def _by_block(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """The steps of the stem, of each block and of the head."""

    def place(step: Step) -> str:
        parts = step.path.split(".")
        return ".".join(parts[:2]) if step.path.startswith("stage") else parts[0]

    for _, group in groupby(steps, key=place):
        yield tuple(group)


def _attribute(step: Step) -> str:
    """`stage1.block2.main.conv1` as `stage1_block2_conv1`; only the shortcut is named as a branch."""
    return "_".join(part for part in step.path.split(".") if part not in ("before", "main", "after"))


def _flat_definitions(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        if not isinstance(step.layer, Add | Flatten | Scale | ZeroPad):
            yield f"self.{_attribute(step)} = {layer_source(step.layer)}"


def _flat_operations(steps: tuple[Step, ...]) -> Iterator[str]:
    """One operation a line; beside a shortcut, which keeps the name x, the main path is y, and a gate makes factors."""
    main = "y" if any(isinstance(step.layer, Add) for step in steps) else "x"
    at = "x"
    for step in steps:
        target = {"main": main, "gate": "factors"}.get(step.branch, "x")
        at = at if step.branch in ("main", "gate") else "x"
        yield f"{target} = {_operation(step, main if isinstance(step.layer, Scale) else at)}{step_comment(step)}"
        at = target


def _operation(step: Step, at: str) -> str:
    match step.layer:
        case Add():
            return "y + x"
        case Scale():
            return f"{at} * factors"
        case Flatten():
            return f"{at}.flatten(1)"
        case ZeroPad():
            return pad_source(step.layer)
        case _:
            return f"self.{_attribute(step)}({at})"


def _flat_zeros(steps: tuple[Step, ...]) -> list[str]:
    zeros = [step for step in steps if isinstance(step.layer, Conv | Norm) and step.layer.zero_init]
    if not zeros:
        return []
    names = [f"    self.{_attribute(step)}," for step in zeros]
    return [
        f"for layer in (  # the last of each main path starts at zero ({_GOYAL})",
        *names,
        "):",
        "    nn.init.zeros_(layer.weight)",
    ]
