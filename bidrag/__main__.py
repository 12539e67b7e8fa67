"""The start: as little as possible before it is known what is asked for."""

import os
import signal
import sys

USAGE = 2


def main() -> None:
    """Runs the command line and ends the process with the exit code."""
    # Until the command has begun there is nothing to tidy up: an interrupt just ends the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.argv[1:] == ["--version"]:
        # A script that asks for the version should not wait for the command line to be built.
        from bidrag import __version__

        _exit(0, f"bidrag {__version__}\n")
    import gc

    # The process lives for a fraction of a second: collecting its garbage costs more than it frees.
    gc.disable()
    # No plugin of another package has a say in how a budget is read; finding them takes time, too.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from bidrag.cli.main import run

    _exit(run(sys.argv[1:]))


def _exit(code: int, text: str = "") -> None:
    """Prints the text and ends at once: taking down the imports costs more than the calculation."""
    for stream, last in ((sys.stdout, text), (sys.stderr, "")):
        try:
            if stream is not None:
                stream.write(last)
                stream.flush()
        except OSError:
            code = code or USAGE
    os._exit(code)


if __name__ == "__main__":
    main()
