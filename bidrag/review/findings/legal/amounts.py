"""K29 and K30: amounts that nobody's place costs, and units that are not the children of the activity."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bidrag.calculation.budget import Activity, Group, IndexSplit, Line, PriceSplit
from bidrag.calculation.formula import Term
from bidrag.calculation.tables import Row
from bidrag.law.checks import PLAUSIBLE, UNIT_COUNTS, Severity
from bidrag.numerals import decimal, listed
from bidrag.review.findings.report import Finding, Side
from bidrag.review.findings.scope import Scope
from bidrag.rounding import kronor_and_ören

MOST = Fraction(2_000_000)
"""Kr per child and year in one line. The dearest places, of pupils who have staff of their own all
day, cost less than half of it."""
LEAST = Fraction(100)
"""Kr per child and year for one of the law's cost items: with some 180 school days not even a krona a
day, while the least that is paid for pedagogiskt material is a few hundred kronor a year."""
_ANSWER = "eller ange skälet under verksamhetens `svar:` med nyckeln {}"


def amount_findings(scope: Scope) -> Iterator[Finding]:
    """K29: the lines whose amounts per child are of another size than a place's."""
    statutory = {item.key for item in scope.activity.form.items}
    for row, prices in _stated_prices(scope):
        line = next(line for line in scope.activity.lines if line.key == row.key)
        large = [(group, price) for group, price in prices if price.value > MOST]
        if large:
            most = max(large, key=lambda each: each[1].value)
            yield _finding(scope, line, large, most, "mer", MOST, _if_too_much(scope, line))
        small = [each for each in prices if each[1].value > 0 and _whole(scope, line, each) < LEAST]
        if small and not statutory.isdisjoint(line.items):
            least = min(small, key=lambda each: each[1].value)
            yield _finding(scope, line, small, least, "mindre", LEAST, _if_too_little(scope, line))


_Prices = list[tuple[Group, Term]]


def _stated_prices(scope: Scope) -> Iterator[tuple[Row, _Prices]]:
    """The lines' prices; of a provider's only its own lokalkostnad, the rest being the municipality's."""
    own = None if scope.agreement is None else scope.agreement.premises
    for row in scope.table.rows:
        if row.line and (own is None or row.premises):
            prices = [
                (group, price)
                for group, price in zip(scope.table.groups, row.prices, strict=True)
                if price and (own is None or group.key in own)
            ]
            yield row, prices


def _whole(scope: Scope, line: Line, cell: tuple[Group, Term]) -> Fraction:
    """All that the group gets of the line's cost items, which may have other lines too."""
    i = scope.table.groups.index(cell[0])
    same = {each.key for each in scope.activity.lines if not set(each.items).isdisjoint(line.items)}
    prices = (row.prices[i] for row in scope.table.rows if row.key in same)
    return sum((price.value for price in prices if price), Fraction(0))


def _finding(
    scope: Scope,
    line: Line,
    found: _Prices,
    worst: tuple[Group, Term],
    than: str,
    limit: Fraction,
    advice: str,
) -> Finding:
    per = f"kr per {scope.table.unit}"
    labels = listed([group.label for group, _ in found])
    where = f" ({worst[0].label})" if len(found) > 1 else ""
    return Finding(
        PLAUSIBLE,
        Severity.WARNING,
        f"raden {line.label} är {than} än {decimal(limit)} {per} och år för {labels}",
        f"{scope.place}/{line.key}",
        line.position if scope.agreement is None else scope.agreement.position,
        f"{advice}, {_ANSWER.format(PLAUSIBLE.code)}",
        (
            Side("beräknat", f"{kronor_and_ören(worst[1].value)} {per}{where}"),
            Side("rimligt", f"{'högst' if than == 'mer' else 'minst'} {decimal(limit)} {per}"),
        ),
    )


def _if_too_much(scope: Scope, line: Line) -> str:
    if (
        scope.agreement is None
        and not scope.table.supplement
        and isinstance(line.split, PriceSplit)
    ):
        return "skriv `budget:` i stället för `pris:` om beloppet är för alla tillsammans"
    return f"kontrollera beloppet: här räknas det i kronor per {scope.table.unit} och år"


def _if_too_little(scope: Scope, line: Line) -> str:
    if scope.agreement is None and not isinstance(line.split, PriceSplit):
        per = f"per {scope.table.unit}"
        return f"skriv beloppet under `pris:` om det är kronor {per} och inte för alla tillsammans"
    return (
        f"kontrollera beloppet: här räknas det i kronor per {scope.table.unit} och år; en kortare "
        "period skrivs med `pris per:`"
    )


def unit_findings(scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Finding]]:
    """K30: each socioekonomiskt tillägg whose units have another number of children than its activity."""
    activities = {
        each.activity.key: each.activity
        for each in scopes
        if each.agreement is None and not each.activity.supplement
    }
    for scope in scopes:
        for line in scope.activity.lines if scope.agreement is None else ():
            if isinstance(line.split, IndexSplit):
                whole = activities.get(scope.activity.key)
                if whole and (found := _unlike(scope, line, whole)):
                    yield scope, found


def _unlike(scope: Scope, line: Line, whole: Activity) -> Finding | None:
    units, all_of_them = _counted(scope.activity), _counted(whole)
    if units is None or all_of_them is None:
        return None
    difference = units[0] - all_of_them[0]
    if abs(difference) <= units[1] + all_of_them[1]:
        return None
    more = "fler" if difference > 0 else "färre"
    return Finding(
        UNIT_COUNTS,
        Severity.WARNING,
        f"enheterna i {line.label} har inte samma antal som {whole.title}",
        f"{scope.place}/{line.key}",
        line.position,
        "rätta en enhets antal, lägg till den som saknas, " + _ANSWER.format(UNIT_COUNTS.code),
        (
            Side("enheterna", decimal(units[0])),
            Side("verksamheten", decimal(all_of_them[0])),
        ),
        f"enheterna har {decimal(abs(difference))} {more}",
    )


def _counted(activity: Activity) -> tuple[Fraction, Fraction] | None:
    """The children of all groups, and how far from it the number may lie; None where not all are known."""
    counts = [group.children for group in activity.groups if group.children]
    if len(counts) < len(activity.groups):
        return None
    number = sum((each.value for each in counts), Fraction(0))
    return number, sum((each.margin for each in counts), Fraction(0))
