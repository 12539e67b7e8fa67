"""The whole kronor that a pot is decided in: largest remainders, as formulas of the workbook."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Group
from bidrag.calculation.formula import Amount, Part, Ratio, Together
from bidrag.calculation.period import KRONA
from bidrag.calculation.tables import Row, Table
from bidrag.output.book.cells import Live, Look, Sheet, Site, Style
from bidrag.output.book.formats import WHOLE, ÖREN
from bidrag.output.book.formulas import GUARD, STEP, Atlas, cell_formula, local, rounded
from bidrag.output.book.names import clean
from bidrag.rounding import apportioned, to_unit, whole

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


def members(table: Table, together: Together, everybody: Iterable[Group]) -> tuple[Member, ...]:
    """Those who share, in their order; of whom the table lacks, the amount by the same formula."""
    row = next(row for row in table.rows if together in _togethers(row))
    known = {
        share.part.position: share
        for share in row.shares
        if isinstance(share, Amount) and share.part and share.part.together is together
    }
    labels = {group.key: group.label for group in everybody}
    assert row.shared_by, "only a pot by index is decided together"
    sample = next(iter(known.values())).formula
    assert isinstance(sample, Ratio), "a pot is shared by a product over a product"
    return tuple(
        Member(
            labels.get(key, key),
            known.get(i)
            or Amount(
                f"{table.activity}/{key}/{row.key}/andel",
                f"{row.label}, andel {labels.get(key, key)}",
                "kr",
                Ratio((sample.over[0], count), sample.under),
                part=Part(together, i),
            ),
        )
        for i, (key, count) in enumerate(row.shared_by.counts.items())
    )


def _togethers(row: Row) -> list[Together]:
    return [each.part.together for each in row.shares if isinstance(each, Amount) and each.part]


def write_pot(pot: Pot, sheet: Sheet, atlas: Atlas) -> None:
    """The block: the exact amounts, rounded down, the remainders and their order, and what is decided."""
    sheet.put(pot.top, 0, TITLE, Style(Look.SECTION))
    sheet.put(pot.top + 1, 0, EXPLAINED, Style(Look.NOTE))
    sheet.span(pot.top + 1, 0, len(HEADINGS) - 1)
    for column, heading in enumerate(HEADINGS):
        sheet.put(pot.top + 2, column, heading, Style(Look.HEADING))
    values = [member.amount.value for member in pot.members]
    floors = [value.numerator // value.denominator for value in values]
    rests = [value - floor for value, floor in zip(values, floors, strict=True)]
    order = sorted(range(len(values)), key=lambda i: -rests[i])
    for i, (member, kronor) in enumerate(zip(pot.members, apportioned(values), strict=True)):
        floor, place, decided = map(Fraction, (floors[i], order.index(i) + 1, kronor))
        worth = (values[i], floor, to_unit(rests[i], STEP), place, decided)
        _member(pot, sheet, i, member, worth, atlas)
    _sums(pot, sheet, sum(values, Fraction(0)), floors)


Worth = tuple[Fraction, ...]


def _member(pot: Pot, sheet: Sheet, i: int, member: Member, worth: Worth, atlas: Atlas) -> None:
    row = pot.first + i
    exact, floor, rest, order = (local(row, column) for column in range(1, 5))
    rests = f"$D${pot.first + 1}:$D${pot.sum_row}"
    before = f"$D${pot.first + 1}:{rest}"
    left = f"$D${pot.sum_row + 2}"
    formulas = (
        pot.formula(i, atlas),
        f"INT(ROUND({exact},{GUARD}))",
        f"ROUND({exact}-{floor},{GUARD})",
        # Larger remainders come first, and of equal ones those that stand above.
        f"SUMPRODUCT(--({rests}>{rest}))+SUMPRODUCT(--({before}={rest}))",
        f"{floor}+IF({order}<={left},1,0)",
    )
    formats = (ÖREN, WHOLE, "0.000000", WHOLE, WHOLE)
    sheet.put(row, 0, clean(member.label), Style(Look.LABEL))
    for column, (formula, value, form) in enumerate(zip(formulas, worth, formats, strict=True), 1):
        look = Look.SUM if column == len(formulas) else Look.HELP
        sheet.put(row, column, Live(formula, value), Style(look, form))


def _sums(pot: Pot, sheet: Sheet, total: Fraction, floors: list[int]) -> None:
    row, kronor = pot.sum_row, whole(total)
    sheet.put(row, 0, SUM, Style(Look.SUM_LABEL))
    for column, value, form in ((1, total, ÖREN), (2, sum(floors), WHOLE), (5, kronor, WHOLE)):
        span = f"{local(pot.first, column)}:{local(row - 1, column)}"
        sheet.put(row, column, Live(f"SUM({span})", Fraction(value)), Style(Look.SUM, form))
    left = f"{rounded(local(row, 1), KRONA)}-{local(row, 2)}"
    sheet.put(row + 1, 0, LEFT, Style(Look.HELP_LABEL))
    sheet.put(row + 1, 3, Live(left, Fraction(kronor - sum(floors))), Style(Look.HELP, WHOLE))
