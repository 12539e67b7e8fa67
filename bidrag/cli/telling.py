"""What is told beside a result: on standard error, where there is one."""

import sys
from contextlib import suppress


def tell(text: str) -> None:
    """Writes the text on standard error at once; it may be closed, and then nobody is told."""
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()
