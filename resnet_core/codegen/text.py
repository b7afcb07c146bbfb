"""Lines of Python put together: indentation, docstrings, whole files."""

from collections.abc import Iterable


def file_source(*parts: str) -> str:
    """Definitions as a file, two blank lines between them."""
    return "\n\n\n".join(parts) + "\n"


def docstring_source(lines: tuple[str, ...]) -> list[str]:
    """A docstring of one line, or of a first line and a paragraph."""
    first, *rest = lines
    return [f'"""{first}', "", *rest, '"""'] if rest else [f'"""{first}"""']


def indented(lines: Iterable[str], spaces: int) -> list[str]:
    """`lines`, those that are not empty moved to the right."""
    return [" " * spaces + line if line else "" for line in lines]
