"""The README's picture: what `bidrag compute 2024 --verksamhet grundskola` shows on a terminal.

Run `python -m tests.picture` to draw it anew.
"""

import re
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from bidrag.budget.load import load_budget
from bidrag.calculation import compute
from bidrag.output.amounts.terminal import print_terminal

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / ".github" / "compute.svg"
COLUMNS = 100
COMMAND = "bidrag compute 2024 --verksamhet grundskola"
# Without the fonts that the template fetches from elsewhere: the picture needs no network.
TEMPLATE = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def draw() -> str:
    """The picture as SVG, from the command's real output."""
    budget = load_budget(ROOT / "budgets" / "2024.yaml")
    screen = StringIO()
    calculation = compute(budget).only(("grundskola",), ("",))
    print_terminal(calculation, screen, COLUMNS)
    console = Console(record=True, file=StringIO(), width=COLUMNS, color_system="truecolor")
    console.print(Text(f"$ {COMMAND}\n"))
    console.print(Text.from_ansi(screen.getvalue()))
    return console.export_svg(
        title=COMMAND, theme=SVG_EXPORT_THEME, code_format=TEMPLATE, unique_id="bidrag"
    )


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
