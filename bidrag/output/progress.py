"""That something is being done, and for how long: on a terminal, and gone when it is done."""

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


def show(what: str) -> Progress:
    """Begins to tell on standard error what is being done; its `stop` takes the line away."""
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task(what, total=None)
    progress.start()
    return progress
