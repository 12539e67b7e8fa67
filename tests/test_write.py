"""Where a result goes: refused before the work where it cannot be written, and told why."""

import errno
from pathlib import Path

import pytest
import typer

from bidrag.cli.write import Output, deliver


def _never() -> bytes:
    raise AssertionError("the work was begun")


def _fails() -> bytes:
    raise OSError(errno.ENOSPC, "no space")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nej/bilaga.pdf", "mappen finns inte"),
        ("mapp", "det är en mapp"),
        ("budget.yaml/bilaga.pdf", "sökvägen går genom en fil"),
        ("budget.yaml", "en av filerna som läses"),
    ],
)
def test_a_target_is_refused_before_the_work(tmp_path: Path, target: str, words: str) -> None:
    budget = tmp_path / "budget.yaml"
    budget.write_text("kommun: T")
    (tmp_path / "mapp").mkdir()
    with pytest.raises(typer.BadParameter, match=words):
        deliver(Output(f"{tmp_path}/{target}", (budget,)), _never, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["budget.yaml", "mapp"]


def test_work_that_fails_leaves_the_old_file_and_says_why(tmp_path: Path) -> None:
    target = tmp_path / "bilaga.pdf"
    target.write_bytes(b"i fjol")
    with pytest.raises(typer.BadParameter, match=r"disken är full\..*TMPDIR"):
        deliver(Output(str(target), ()), _fails, None)
    assert target.read_bytes() == b"i fjol"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupted_work_leaves_the_old_file(tmp_path: Path) -> None:
    def _interrupted() -> bytes:
        raise KeyboardInterrupt

    target = tmp_path / "bilaga.pdf"
    target.write_bytes(b"i fjol")
    with pytest.raises(KeyboardInterrupt):
        deliver(Output(str(target), ()), _interrupted, None)
    assert target.read_bytes() == b"i fjol"
    assert list(tmp_path.iterdir()) == [target]
