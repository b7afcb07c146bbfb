"""What methods and controls are called, alone and in the lists of a sentence."""

from collections.abc import Iterable, Sequence

from ui.say import say


def name_of(method: str) -> str:
    """A method or a control as the page calls it."""
    return say(f"method.{method}")


def names(methods: Iterable[str]) -> list[str]:
    """Several of them."""
    return [name_of(method) for method in methods]


def lists(**methods: Sequence[str]) -> dict[str, object]:
    """For a message: each list by names, and beside it as `<list>_count` how long it is."""
    counts = {f"{key}_count": len(codes) for key, codes in methods.items()}
    return {**{key: names(codes) for key, codes in methods.items()}, **counts}
