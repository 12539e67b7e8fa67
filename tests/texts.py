"""Files as text, and how a test changes them."""

from tests.conftest import ROOT

BUDGET = (ROOT / "budgets" / "2024.yaml").read_text(encoding="utf-8")
DECIDED = (ROOT / "budgets" / "2024.csv").read_text(encoding="utf-8")


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with the first place of each old text exchanged for the new; every old text is there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
