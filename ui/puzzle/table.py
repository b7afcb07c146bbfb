"""The numbers of the puzzle in tables, written as Markdown: a first page that loads no pandas comes sooner."""

from collections.abc import Callable, Sequence
from itertools import groupby

from resnet_core.studies.puzzle.findings import Cell
from ui.say import say


def losses(cells: Sequence[Cell]) -> str:
    """Where the training losses end, and how many training pictures are named wrongly: a row for each depth."""
    return _table(cells, lambda cell: say("puzzle-table-loss", cell.ends, error=cell.error))


def sizes(cells: Sequence[Cell]) -> str:
    """By which factors signal and gradient change on their way: a row for each depth."""
    return _table(
        cells,
        lambda cell: say("puzzle-table-sizes", forward=cell.forward.factor, backward=cell.backward.factor),
    )


def _table(cells: Sequence[Cell], written: Callable[[Cell], str]) -> str:
    rows = [list(row) for _depth, row in groupby(cells, key=lambda cell: cell.net.depth)]
    kinds = [say("puzzle-table", shortcuts=not cell.net.plain, norm=cell.net.norm) for cell in rows[0]]
    lines = [
        [say("puzzle-layers"), *kinds],
        ["---:"] * (len(kinds) + 1),
        *([str(row[0].net.depth), *map(written, row)] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
