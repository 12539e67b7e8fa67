"""Writing a result: to standard output as it is, or to a file that is either whole or untouched."""

import errno
import os
import sys
import tempfile
from pathlib import Path


def write_stdout(data: bytes) -> None:
    """The bytes on standard output as they are, whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def refuse_unwritable(path: Path) -> None:
    """Raises `OSError` where `write_file` would, as far as can be told without writing."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder")
    os.stat(f"{target.parent}{os.sep}")  # noqa: PTH116  (a Path has no room for the separator)
    written = target if target.exists() else target.parent
    if not os.access(written, os.W_OK):
        raise PermissionError(errno.EACCES, "write-protected")


def write_file(path: Path, data: bytes) -> None:
    """Replaces the file with the data in one step.

    The data is first written and synced to a new file in the same folder, so an interrupted or
    failed write leaves the old file whole. A link is followed; a device or a pipe is written to as
    it is. Raises `OSError`.
    """
    refuse_unwritable(path)
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".bidrag-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def create_file(path: Path, text: str) -> None:
    """Writes the text, as UTF-8, to a file that is not there before.

    Raises `FileExistsError` where something has that name, be it a broken link or a file that another
    has made this very moment, and other `OSError`. A failed write leaves no file.
    """
    with path.open("xb") as file:
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
