"""The whole kronor that a pot is decided in: largest remainders, as formulas of the workbook."""

from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import Amount, Part, Together
from bidrag.calculation.period import KRONA
from bidrag.calculation.tables import Table
from bidrag.output.book.cells import Live, Look, Sheet, Site, Style
from bidrag.output.book.formats import WHOLE, ÖREN
from bidrag.output.book.formulas import Atlas, cell_formula, local
from bidrag.output.book.guards import MOST_DECIMALS, guard, rounded
from bidrag.output.book.names import clean
from bidrag.rounding import Portion, portions, to_unit, whole

TITLE = "Pottens hela kronor"
EXPLAINED = "Varje belopp avrundas nedåt; kronorna som är kvar går till de största resterna."
HEADINGS = ("Enhet", "Exakt belopp", "Avrundat nedåt", "Rest", "Ordning", "Beslutat belopp")
SUM = "Summa"
LEFT = "Kronor kvar"


class Member(NamedTuple):
    """One of those who share: what it is called, and its exact amount (kr per year)."""

    label: str
    amount: Amount


class Pot(NamedTuple):
    """Amounts that are decided together, in their order, with the top row of their block."""

    title: str
    together: Together
    members: tuple[Member, ...]
    sheet: str
    top: int

    @property
    def first(self) -> int:
        """The row of the first member."""
        return self.top + 3

    @property
    def sum_row(self) -> int:
        """The row of the sums."""
        return self.first + len(self.members)

    @property
    def end(self) -> int:
        """The row after the last."""
        return self.sum_row + 2

    @property
    def total(self) -> Fraction:
        """What the members' exact amounts (kr) sum to."""
        return sum(self.together.values, Fraction(0))

    def place(self, atlas: Atlas) -> None:
        """Gives the amounts that no table has a place here."""
        for i, member in enumerate(self.members):
            if id(member.amount) not in atlas.home:
                atlas.place(member.amount, self._exact(i))

    def _exact(self, i: int) -> Site:
        return Site(self.sheet, self.first + i, 1)

    def formula(self, i: int, atlas: Atlas) -> str:
        """The exact amount, from where it is or from what it is computed of."""
        return cell_formula(self.members[i].amount, atlas, self._exact(i))

    def decided(self, part: Part) -> Site:
        """The cell of what one of them is decided as."""
        return Site(self.sheet, self.first + part.position, len(HEADINGS) - 1)


def together_in(table: Table) -> list[Together]:
    """What the table has amounts of that are decided together, each once."""
    amounts = (share for row in table.rows for share in row.shares)
    parts = (each.part for each in amounts if isinstance(each, Amount) and each.part)
    return list({id(part.together): part.together for part in parts}.values())


def members(table: Table, together: Together) -> tuple[Member, ...]:
    """Those who share, in their order, also those whom the table lacks."""
    index = table.shared_by
    assert index, "only a pot by index is decided together"
    labels = [group.label for group, _ in index.everybody if group.key in index.counts]
    return tuple(map(Member, labels, together.amounts))


def write_pot(pot: Pot, sheet: Sheet, atlas: Atlas) -> None:
    """The block: the exact amounts, rounded down, the remainders and their order, and what is decided."""
    sheet.put(pot.top, 0, TITLE, Style(Look.SECTION))
    sheet.put(pot.top + 1, 0, EXPLAINED, Style(Look.NOTE))
    sheet.span(pot.top + 1, 0, len(HEADINGS) - 1)
    for column, heading in enumerate(HEADINGS):
        sheet.put(pot.top + 2, column, heading, Style(Look.HEADING))
    found = portions(pot.together.values)
    decimals = _decimals(pot.together.values, found)
    for i, portion in enumerate(found):
        for column, live in enumerate(_member(pot, i, portion, decimals, atlas), 1):
            form = (ÖREN, WHOLE, f"0.{'0' * decimals}", WHOLE, WHOLE)[column - 1]
            look = Look.SUM if column == len(HEADINGS) - 1 else Look.HELP
            sheet.put(pot.first + i, column, live, Style(look, form))
        sheet.put(pot.first + i, 0, clean(pot.members[i].label), Style(Look.LABEL))
    _sums(pot, sheet, sum(portion.floor for portion in found))


def _decimals(values: tuple[Fraction, ...], found: list[Portion]) -> int:
    """How many decimals the remainders are compared by: as few as a binary number can be wrong in.

    More where that many would change which whole kronor there are, or which remainder is larger.
    """
    for decimals in range(guard(max(values), KRONA), MOST_DECIMALS):
        step = Fraction(1, 10**decimals)
        rests = [to_unit(each, step) - now.floor for each, now in zip(values, found, strict=True)]
        order = sorted(range(len(rests)), key=lambda i: -rests[i])
        if [found[i].place for i in order] == [*range(1, len(order) + 1)] and max(rests) < 1:
            return decimals
    return MOST_DECIMALS


def _member(
    pot: Pot, i: int, portion: Portion, decimals: int, atlas: Atlas
) -> tuple[Live, Live, Live, Live, Live]:
    exact, floor, rest, order = (local(pot.first + i, column) for column in range(1, 5))
    rests = f"$D${pot.first + 1}:$D${pot.sum_row}"
    before = f"$D${pot.first + 1}:{rest}"
    # Larger remainders come first, and of equal ones those that stand above.
    ranked = f"SUMPRODUCT(--({rests}>{rest}))+SUMPRODUCT(--({before}={rest}))"
    return (
        Live(pot.formula(i, atlas), pot.members[i].amount.value),
        Live(f"INT(ROUND({exact},{decimals}))", Fraction(portion.floor)),
        Live(
            f"ROUND({exact}-{floor},{decimals})", to_unit(portion.rest, Fraction(1, 10**decimals))
        ),
        Live(ranked, Fraction(portion.place)),
        Live(f"{floor}+IF({order}<=$D${pot.sum_row + 2},1,0)", Fraction(portion.kronor)),
    )


def _sums(pot: Pot, sheet: Sheet, floors: int) -> None:
    row, kronor = pot.sum_row, whole(pot.total)
    sheet.put(row, 0, SUM, Style(Look.SUM_LABEL))
    for column, value, form in ((1, pot.total, ÖREN), (2, floors, WHOLE), (5, kronor, WHOLE)):
        span = f"{local(pot.first, column)}:{local(row - 1, column)}"
        sheet.put(row, column, Live(f"SUM({span})", Fraction(value)), Style(Look.SUM, form))
    left = f"{rounded(local(row, 1), pot.total, KRONA)}-{local(row, 2)}"
    sheet.put(row + 1, 0, LEFT, Style(Look.HELP_LABEL))
    sheet.put(row + 1, 3, Live(left, Fraction(kronor - floors)), Style(Look.HELP, WHOLE))
