"""The start: as little as possible before it is known what is asked for."""

import sys


def main() -> None:
    """Runs the command line and ends the process with the exit code."""
    if sys.argv[1:] == ["--version"]:
        # A script that asks for the version should not wait for the command line to be built.
        from bidrag import __version__

        print(f"bidrag {__version__}")  # noqa: T201
        return
    import gc

    # The process lives for a fraction of a second: collecting its garbage costs more than it frees.
    gc.disable()
    from bidrag.cli.main import run

    _exit(run(sys.argv[1:]))


def _exit(code: int) -> None:
    """Ends at once: taking down every imported module costs more than the calculation."""
    import os

    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
