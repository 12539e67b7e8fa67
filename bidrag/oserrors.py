"""The operating system's refusals in Swedish."""

import errno

_REASONS = {
    errno.ENOENT: "mappen finns inte",
    errno.ENOTDIR: "sökvägen går genom en fil",
    errno.EISDIR: "det är en mapp",
    errno.EACCES: "behörighet saknas",
    errno.EPERM: "behörighet saknas",
    errno.EROFS: "filsystemet är skrivskyddat",
    errno.ENOSPC: "disken är full",
    errno.EFBIG: "filen är för stor",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ELOOP: "länken pekar på sig själv",
}

NO_TEMPORARY_FOLDER = (
    "ingen mapp för tillfälliga filer går att skriva i (välj en med miljövariabeln TMPDIR)"
)


class NoTemporaryFolderError(OSError):
    """No folder for temporary files can be written in; the user may name another."""


def reason(error: OSError) -> str:
    """Why the operating system said no, in words where they are known, else its error number."""
    if isinstance(error, NoTemporaryFolderError):
        return NO_TEMPORARY_FOLDER
    number = error.errno or 0
    return _REASONS.get(number, f"felkod {number}")
