"""A terminal to print on, the same for every command."""

from typing import TextIO

from rich.console import Console

HEIGHT = 25


def terminal(file: TextIO, width: int) -> Console:
    """A terminal of this many columns; colour follows the terminal and NO_COLOR, text is plain text."""
    # Rich ignores a width alone on a dumb terminal, so the height is always given too.
    return Console(
        file=file,
        width=width,
        height=HEIGHT,
        force_terminal=True,
        markup=False,
        highlight=False,
        emoji=False,
    )
