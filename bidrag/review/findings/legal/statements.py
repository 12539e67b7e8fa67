"""What the file states about itself: when it was decided, what it was counted from, what it must be."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from bidrag.calculation.budget import Agreement, Budget, worth
from bidrag.calculation.formula import Given, Position
from bidrag.calculation.period import Period
from bidrag.law import Form, Paragraph, combined, rate
from bidrag.law.checks import (
    ACTUAL_PREMISES,
    COUNT_BASIS,
    DECISION_DATE,
    FRAME,
    ITEMS,
    MONTHS,
    MONTHS_OF_LAW,
    VERIFIED,
    Severity,
)
from bidrag.numerals import decimal, in_kronor, listed
from bidrag.review.findings.interval import within
from bidrag.review.findings.report import Finding, Side
from bidrag.review.findings.scope import Scope
from bidrag.rounding import quantity


def date_findings(budget: Budget) -> Iterator[Finding]:
    """K08 and K27: decided before the year, at rates that somebody has read in the law."""
    yield from _late(budget)
    yield from _unverified(budget)


def _late(budget: Budget) -> Iterator[Finding]:
    decision = budget.decision
    if decision is None:
        yield Finding(
            DECISION_DATE,
            Severity.NOTE,
            "filen säger inte när beslutet är fattat",
            "beslutsdatum",
            budget.year_position,
            "lägg till `beslutsdatum:` när beslutet är fattat",
        )
        return
    last = date(budget.year - 1, 12, 31)
    late = (date.fromisoformat(decision.day) - last).days
    if late > 0:
        yield Finding(
            DECISION_DATE,
            Severity.WARNING,
            f"beslutet är fattat efter årets början, {decision.day}",
            "beslutsdatum",
            decision.position,
            "föregående års belopp betalas preliminärt tills beslutet är fattat, och för den tiden "
            "sänks inte beloppen; förklaringen kan anges under filens `svar:` med nyckeln K08",
            (Side("beslutat", decision.day), Side("senast", last.isoformat())),
            f"{late} {'dag' if late == 1 else 'dagar'} för sent",
        )


def _unverified(budget: Budget) -> Iterator[Finding]:
    read: dict[date, list[Form]] = {}
    for form in dict.fromkeys(activity.form for activity in budget.activities):
        known = [rate(versions, budget.year) for versions in (form.administration, form.moms)]
        verified = min((each.verified for each in known if each), default=None)
        if verified and budget.year > verified.year:
            read.setdefault(verified, []).append(form)
    for last, forms in sorted(read.items()):
        names = listed([form.key for form in forms])
        yield Finding(
            VERIFIED,
            Severity.WARNING,
            f"schablonerna för {budget.year} är inte kontrollerade mot lagtexten ({names})",
            "år",
            budget.year_position,
            "läs paragraferna i gällande lydelse, och ange datumet under filens `svar:` med nyckeln K27",
            (Side("budgetår", str(budget.year)), Side("lagtexten läst", last.isoformat())),
            "lagen kan ha ändrats sedan dess",
            basis=_schablon_paragraphs(forms, budget.year),
        )


def _schablon_paragraphs(forms: list[Form], year: int) -> str:
    """Where the law states the schablons of these forms, one list for each statute."""
    rates = [
        rate(versions, year) for form in forms for versions in (form.administration, form.moms)
    ]
    statutes: dict[str, list[Paragraph]] = {}
    for paragraph in dict.fromkeys(each.paragraph for each in rates if each):
        statutes.setdefault(paragraph.statute, []).append(paragraph)
    return "; ".join(str(combined(sorted(places))) for places in statutes.values())


def own_form_findings(scope: Scope) -> Iterator[Finding]:
    """That a form is the municipality's own, and what can be tried of it: its counts and its frame."""
    if scope.agreement is None and not scope.table.supplement:
        yield from count_findings(scope)
        yield Finding(
            ITEMS,
            Severity.NOTE,
            f"{scope.activity.form.key} är kommunens egen verksamhetsform: lagens regler prövas inte",
            scope.place,
            scope.activity.position,
            "skriv `skolform:` i stället, om verksamheten är en av lagens skolformer",
            answerable=False,
        )


def count_findings(scope: Scope) -> Iterator[Finding]:
    """K14 and K15: the lines are the adopted budget, and it is told what the counts are counted from."""
    activity = scope.activity
    yield from _frame(scope)
    counted = activity.weighted_total or any(group.children for group in activity.groups)
    if counted and not activity.supplement and not activity.count_note and not activity.count_basis:
        yield Finding(
            COUNT_BASIS,
            Severity.WARNING,
            f"{activity.title} säger inte vad antalet bygger på",
            scope.place,
            activity.position,
            "lägg till `antal enligt:` med källa och dag, till exempel budget 2024, 15 oktober 2023",
        )


def month_findings(scope: Scope) -> Iterator[Finding]:
    """K21: that a year is paid with another number of amounts than the law's twelve."""
    months = scope.activity.numbers[Period.MONTH]
    if months.value == MONTHS_OF_LAW or scope.table.supplement:
        return
    yield Finding(
        MONTHS,
        Severity.WARNING,
        f"{scope.activity.title} betalas med {decimal(months.value)} månadsbelopp om året",
        scope.place,
        months.origin if isinstance(months.origin, Position) else scope.activity.position,
        "bidraget betalas med en tolftedel i månaden; svara på K21 med skälet om det är avsett",
        (Side("månadsbelopp", decimal(months.value)), Side("lagens", str(MONTHS_OF_LAW))),
    )


def _frame(scope: Scope) -> Iterator[Finding]:
    frame = scope.activity.frame
    if frame is None:
        return
    totals = [row.total for row in scope.table.rows if row.line]
    added = sum((total.value for total in totals if total), Fraction(0))
    spans = [within(total) for total in totals if total]
    least, most = sum(span.low for span in spans), sum(span.high for span in spans)
    if least <= frame.value + frame.margin and most >= frame.value - frame.margin:
        return
    more = "mer" if added > frame.value else "mindre"
    lacking = "" if all(totals) else "; rader utan antal har ingen budget att summera"
    yield Finding(
        FRAME,
        Severity.WARNING,
        f"raderna i {scope.activity.title} summerar inte till budgetramen",
        f"{scope.place}/budgetram",
        _at(frame, scope.activity.position),
        f"rätta en rad, lägg till den som saknas, eller rätta budgetramen{lacking}",
        (
            Side("raderna", in_kronor(added)),
            Side("budgetramen", in_kronor(frame.value)),
        ),
        f"raderna är {in_kronor(abs(added - frame.value))} {more}",
        added - frame.value,
    )


def premises_findings(scope: Scope) -> Iterator[Finding]:
    """K13: what is paid for a provider's premises is at most what they cost it."""
    agreement = scope.agreement
    if agreement is None or not agreement.premises:
        return
    if not agreement.documented:
        yield Finding(
            ACTUAL_PREMISES,
            Severity.NOTE,
            f"filen anger inte {scope.table.provider}s egna lokalkostnader",
            scope.place,
            agreement.position,
            "lägg till `redovisade lokalkostnader:` så att ersättningen kan jämföras med dem",
        )
    yield from _above_actual(scope, agreement)


def _above_actual(scope: Scope, agreement: Agreement) -> Iterator[Finding]:
    for group in scope.table.groups:
        product, documented = agreement.premises.get(group.key), agreement.documented.get(group.key)
        if product is None or documented is None or not _is_more(product[0], documented):
            continue
        paid, *times = product
        yield Finding(
            ACTUAL_PREMISES,
            Severity.ERROR,
            f"{scope.table.provider} ersätts för högre lokalkostnad än den redovisade",
            scope.table.address(group.key, "lokalkostnader"),
            _at(paid, agreement.position),
            "sänk ersättningen till högst huvudmannens kostnad",
            (
                Side("ersatt", quantity(paid.value, paid.unit)),
                Side("redovisad", quantity(documented.value, documented.unit)),
            ),
            f"{quantity(paid.value - documented.value, paid.unit)} för mycket",
            (paid.value - documented.value) * worth(tuple(times)),
        )


def _is_more(paid: Given, documented: Given) -> bool:
    """Whether what is paid is more than what is documented, however either was rounded."""
    return paid.value - paid.margin > documented.value + documented.margin


def _at(given: Given, otherwise: Position) -> Position:
    """Where the number stands."""
    return given.origin if isinstance(given.origin, Position) else otherwise
