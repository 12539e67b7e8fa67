"""What is told beside a result: on standard error, where there is one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

PATIENCE = 1
"""How long (seconds) a person waits without being told what for."""


def tell(text: str) -> None:
    """Writes the text on standard error at once; it may be closed, and then nobody is told."""
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()


@contextmanager
def working(what: str) -> Iterator[None]:
    """Tells on a terminal what is being done when it takes more than a second; nothing in a pipe."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done = Event()
    waiting = Thread(target=_show_until, args=(done, what), daemon=True)
    waiting.start()
    try:
        yield
    finally:
        done.set()
        waiting.join()


def _show_until(done: Event, what: str) -> None:
    if done.wait(PATIENCE):
        return
    from bidrag.output.progress import show

    progress = show(what)
    done.wait()
    progress.stop()
