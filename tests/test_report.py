"""What the documents share: what they say of themselves, how the amounts are computed, and the charts."""

import html
import re
import shlex
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest

from bidrag.budget.load import load_budget, parse_budget
from bidrag.calculation import Period, compute, per_period
from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Amount, Given, Kind, Position, Term, inputs, operands
from bidrag.cli import documents
from bidrag.cli.write import Format
from bidrag.numerals import NBSP, decimal, percent
from bidrag.output.amounts.layout import document
from bidrag.output.report import about
from bidrag.output.report.chart import MOST_PARTS, Bar, Chart, charts
from bidrag.output.report.method import Chapter, method
from bidrag.output.report.places import places
from bidrag.output.report.report import Report
from bidrag.review.composition import composition, yearly
from bidrag.rounding import quantity
from tests.conftest import ROOT, Run
from tests.documents import every_file, for_every_period
from tests.scenarios import LAW, Numbers, text
from tests.test_revisions import BASE as REVISED
from tests.test_revisions import CUT, PREMISES, RAISED
from tests.test_structure import BASE
from tests.texts import BUDGET, changed


def report(text: str, *providers: str, period: Period = Period.YEAR) -> Report:
    """The report of the budget, of these providers or of everything."""
    return of(parse_budget("2024.yaml", text.encode()), providers, period)


def of(budget: Budget, providers: tuple[str, ...] = (), period: Period = Period.YEAR) -> Report:
    calculation = per_period(compute(budget), budget, period).only((), providers)
    return Report(budget, calculation, "1.2.3", "bidrag compute 2024.yaml -o 2024.pdf")


def reports(path: Path) -> Iterator[Report]:
    """The file's reports for each period: of everything, and of each provider."""
    budget = load_budget(path)
    for calculation in for_every_period(budget):
        whole = Report(budget, calculation, "1.2.3", "bidrag compute")
        yield whole
        for name in dict.fromkeys(table.provider for table in calculation.printed):
            yield whole._replace(calculation=calculation.only((), (name,) if name else ()))


def chapter(found: Report, title: str) -> Chapter:
    return next(each for each in method(found).chapters if each.title == title)


def steps(found: Report, title: str) -> dict[str, str]:
    """How each row is computed, by its label, with plain spaces."""
    return {plain(step.label): plain(step.how) for step in chapter(found, title).steps}


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


# What a document says of itself.


def test_the_title_is_the_files_own_or_says_whose_amounts_they_are() -> None:
    own = changed(LAW, ("år: 2024\n", "år: 2024\ndokument: Bilaga 2\n"))
    assert about.title(report(own)) == "Bilaga 2"
    assert about.title(report(LAW)) == "Testköping, bidragsbelopp 2024"
    assert about.title(report(own, "Friskolan")) == "Bilaga 2: Friskolan"


def test_the_facts_are_those_that_the_file_states() -> None:
    assert about.facts(report(LAW)) == (
        ("Kommun", "Testköping"),
        ("År", "2024"),
        ("Verksamhet", "Skola"),
        ("Underlag", "2024.yaml"),
    )
    facts = dict(about.facts(report(BUDGET, "Olympicaskolan", period=Period.MONTH)))
    assert facts["Huvudman"] == "Olympicaskolan (orgnr 556593-8700)"
    assert facts["Verksamheter"] == "Förskoleklass samt grundskola åk 1-6; Fritidshem"
    assert facts["Beslutsdatum"] == "2024-01-31"
    assert facts["Belopp"] == "per månad"


def test_the_facts_of_several_providers_say_whose_the_activities_are() -> None:
    facts = dict(about.facts(report(BUDGET, "Olympicaskolan", "Olympicaförskolan")))
    assert facts["Huvudmän"] == "Olympicaförskolan; Olympicaskolan (orgnr 556593-8700)"
    assert facts["Verksamheter"] == (
        "Olympicaförskolan: Förskola; "
        "Olympicaskolan: Förskoleklass samt grundskola åk 1-6 och Fritidshem"
    )


def test_the_facts_tell_of_each_change_during_the_year() -> None:
    facts = dict(about.facts(report(REVISED + RAISED + PREMISES)))
    assert facts["Ändrat"] == (
        "från och med juli, enligt beslut 2024-05-20; "
        "från och med oktober, enligt beslut 2024-09-01"
    )
    assert facts["Verksamheter"] == "Grundskola; Fritidshem"


def test_a_document_can_be_made_again() -> None:
    made = about.reproduce(report(LAW)._replace(libraries=("typst 0.15.2", "pikepdf 10.1")))
    assert made.sentences[0] == (
        "Dokumentet är gjort av bidrag 1.2.3 med typst 0.15.2 och pikepdf 10.1, ur filen 2024.yaml. "
        f"Filens kontrollsumma (SHA-256) är {sha256(LAW.encode()).hexdigest()}."
    )
    assert made.command == "bidrag compute 2024.yaml -o 2024.pdf"


@pytest.mark.parametrize(
    ("file", "options", "made"),
    [
        ("2024.yaml", (), "2024.html"),
        ("2024.yaml", ("--period", "månad"), "2024-månad.html"),
        (
            "2024.yaml",
            ("--huvudman", "Friskolan", "--verksamhet", "skola"),
            "2024-skola-Friskolan.html",
        ),
        ("-x.yaml", (), "-x.html"),
        ("2024", (), "2024.html"),
        ("min budget.yaml", (), "min budget.html"),
        ("en 'budget'", (), "en 'budget'.html"),
        (f"{'å' * 80}.yaml", ("--huvudman", "Friskolan"), f"{'å' * 80}-Friskolan.html"),
        (f"{'å' * 120}.yaml", ("--huvudman", "Friskolan"), f"{'å' * 100}.html"),
    ],
)
def test_the_command_that_a_document_tells_makes_it(
    run: Run, tmp_path: Path, file: str, options: tuple[str, ...], made: str
) -> None:
    Path(tmp_path, file).write_text(LAW, encoding="utf-8")
    first = run("compute", f"{tmp_path}/{file}", *options, "--format", "html").stdout
    (told,) = re.findall("<code>(bidrag .+)</code>", first.decode())
    program, *arguments = shlex.split(html.unescape(told))
    assert program == "bidrag"
    assert run(*arguments, cwd=tmp_path).returncode == 0
    assert Path(tmp_path, made).read_bytes() == first


@pytest.mark.parametrize(
    ("wanted", "library"), [("pdf", "typst"), ("xlsx", "xlsxwriter"), ("html", "jinja2")]
)
def test_a_document_tells_the_versions_of_what_it_is_written_with(
    monkeypatch: pytest.MonkeyPatch, wanted: str, library: str
) -> None:
    told: list[Report] = []

    def _written(made: Report, _: Format) -> bytes:
        told.append(made)
        return b""

    monkeypatch.setattr(documents, "_written", _written)
    budget = parse_budget("2024.yaml", LAW.encode())
    documents.document(budget, compute(budget), Format(wanted), ())
    assert f"{library} {version(library)}" in told[0].libraries


def test_who_has_not_said_how_to_appeal_is_warned(run: Run, tmp_path: Path) -> None:
    Path(tmp_path, "2024.yaml").write_text(LAW, encoding="utf-8")
    own = ("compute", "2024.yaml", "--huvudman", "Friskolan", "--format")
    warning = "varning: 2024.yaml saknar nyckeln överklagande, så bilagan säger inte hur man överklagar.\n"
    assert run(*own, "html", cwd=tmp_path).stderr.decode() == warning
    assert run(*own, "xlsx", cwd=tmp_path).stderr == b""


@pytest.mark.parametrize(
    ("style", "first"),
    [
        ("|", ("Skriv till nämnden", "inom tre veckor.")),
        (">", ("Skriv till nämnden inom tre veckor.",)),
    ],
)
def test_only_a_providers_own_document_tells_how_to_appeal(
    style: str, first: tuple[str, ...]
) -> None:
    lines = f"överklagande: {style}\n  Skriv till nämnden\n  inom tre veckor.\n\n  Ange beslutet.\n"
    told = changed(LAW, ("år: 2024\n", f"år: 2024\n{lines}"))
    assert about.appeal(report(told)) == ()
    own = about.appeal(report(told, "Friskolan"))
    assert own == (first, ("Ange beslutet.",))
    bare = changed(LAW, ("år: 2024\n", "år: 2024\növerklagande: Skriv till nämnden.\n"))
    assert about.appeal(report(bare, "Friskolan")) == (("Skriv till nämnden.",),)
    assert about.appeal(report(LAW, "Friskolan")) == ()


# How the amounts are computed.


def test_the_steps_of_the_law() -> None:
    assert steps(report(LAW), "Skola") == {
        "Undervisning": "Budgeten 400 000 kr delas lika på 40 elever.",
        "Måltider": "Budgeten 60 000 kr delas lika på 40 elever.",
        "Lokalkostnader": "Budgeten 50 000 kr delas lika på 40 elever.",
        "GRUNDBELOPP": "Summan av Undervisning, Måltider och Lokalkostnader.",
        "Administrativ schablon 3 %": "3 % av GRUNDBELOPP.",
        "INTERKOMMUNAL ERSÄTTNING": "Summan av GRUNDBELOPP och Administrativ schablon 3 %.",
        "Kompensation mervärdesskatt, schablon 6 %": "6 % av INTERKOMMUNAL ERSÄTTNING.",
        "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET": (
            "Summan av INTERKOMMUNAL ERSÄTTNING och Kompensation mervärdesskatt, schablon 6 %."
        ),
    }


def test_the_steps_are_told_alike_for_every_period() -> None:
    month = report(text(Numbers()), period=Period.MONTH)
    assert chapter(month, "Skola").steps == chapter(report(text(Numbers())), "Skola").steps


def test_every_way_to_split_has_its_words() -> None:
    found = steps(report(text(Numbers())), "Skola")
    assert found["Undervisning"] == (
        "Budgeten 400 000 kr är fördelad på grupperna, och varje del delas lika på gruppens elever: "
        "100 000 kr på 10 elever för åk A; 300 000 kr på 30 elever för åk B."
    )
    # 0,5 × 10 + 1 × 30 = 35 viktade elever
    assert found["Måltider"] == (
        "Budgeten 60 000 kr delas på 35 viktade elever. Vikt per elev: 0,5 för åk A; 1 för åk B."
    )
    assert found["Elevhälsa"] == "Priset är angivet i kr per elev: 7 000 för åk A; 5 000 för åk B."
    assert found["Påslag 5 %"] == "5 % av Underlag."
    assert found["Avgift"] == "Beloppet är angivet i kr per elev: -100 för åk A; -50 för åk B."
    assert found["BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET"].endswith(
        "Kompensation mervärdesskatt, schablon 6 % och Avgift (avdrag)."
    )


def test_shares_in_percent_amounts_per_month_and_deductions_from_a_budget() -> None:
    found = report(BASE)
    assert steps(found, "Fritidshem")["Omsorg och pedagogisk verksamhet"] == (
        "Budgeten 9 000 000 kr är fördelad på grupperna, och varje del delas lika på gruppens elever: "
        "40 % på 50 elever för F-3; 60 % på 60 elever för åk 4-6."
    )
    own = steps(found, "Fritidshem")["Egen administration"]
    assert own == "Beloppet -220 000 kr delas lika på 110 elever."
    assert steps(found, "Fritidshem: Tillkommande bidrag per enhet")["Belopp"] == (
        "För Landsbygd: Beloppet är angivet i kr per enhet: 350 000. "
        "För Liten enhet: Beloppet är angivet i kr per enhet och månad: 10 000. Året är 12 månader."
    )


def test_weights_and_factors_name_the_dimension_that_they_are_stated_by() -> None:
    found = of(load_budget(Path(ROOT, "tests/exempel/förskola.yaml")))
    told = steps(found, "Förskola")
    # 1,4 × 312 + 1,4 × 0,7 × 58 + 604 + 0,7 × 121 = 1 182,34, and 0,6 of deltid: 916 + 107,4 = 1 023,4
    assert told["Omsorg och pedagogisk verksamhet"] == (
        "Budgeten 92 450 000 kr delas på 1 182,34 viktade barn. "
        "Vikt per barn: 1,4 för 1–2 år; 1 för 3–5 år. Faktor: 70 % för deltid."
    )
    assert told["Måltider"] == (
        "Budgeten 13 140 000 kr delas på 1 023,4 viktade barn. Faktor: 60 % för deltid."
    )


def test_a_price_for_some_groups_says_which() -> None:
    found = of(load_budget(Path(ROOT, "tests/exempel/gymnasieskola.yaml")))
    told = steps(found, "Gymnasieskola, nationella program")
    assert told["Skyddskläder och förbrukning i verkstaden"] == (
        "Priset är angivet i kr per elev: 7 400 för FT."
    )


def test_a_price_with_its_markup_is_divided_by_it() -> None:
    told = steps(of(load_budget(Path(ROOT, "tests/kommuner/värmdö.yaml"))), "Pedagogisk omsorg")
    assert told["Kommunal förskola"].endswith(
        "8 590 för 4-5 år 25 h. Året är 12 månader. Priset innehåller redan påslaget, och delas "
        "därför med 103 %."
    )
    assert told["GRUNDBELOPP"] == "Detsamma som Kommunal förskola."


def test_a_providers_own_premises_are_told_of_with_their_reason() -> None:
    own = "Huvudmannens faktiska lokalkostnad ersätter kommunens genomsnitt, i kr per elev: {}."
    found = report(text(Numbers()))
    (step,) = chapter(found, "Fristående huvudmän").steps
    assert step.label == "Friskolan, Skola: Lokalkostnader"
    # 50 000 kr for 40 elever.
    average = "Kommunens genomsnitt är, i kr per elev och år: 1 250."
    assert plain(step.how) == f"{own.format(900)} {average} Särskilda skäl: nämndens motivering."
    assert step.basis.startswith("skolförordningen (2011:185) 14 kap. 6 §; 2024.yaml rad ")
    annex = report(text(Numbers()), "Friskolan")
    assert steps(annex, "Skola")["Lokalkostnader"] == f"{own.format(900)} {average}"
    assert steps(annex, "Skola")["Kompensation mervärdesskatt, schablon 6 %"] == (
        "6 % av Underlag och Påslag 5 %."
    )


def test_a_revised_table_tells_what_is_otherwise() -> None:
    found = chapter(report(REVISED + RAISED), "Grundskola från och med juli")
    assert [step.label for step in found.steps] == ["Undervisning"]
    assert plain(found.steps[0].how).startswith("Budgeten 9 300 000 kr är fördelad")
    assert found.paragraphs == (
        "Beloppen gäller från och med juli enligt beslut 2024-05-20: löneindexering enligt nämndens "
        "beslut.",
        "I övrigt är stegen desamma som för Grundskola.",
    )
    providers = chapter(report(REVISED + RAISED), "Fristående huvudmän")
    assert len(providers.steps) == 1, "the premises are told of once, when they are new"


def test_what_is_paid_can_be_told_of_by_itself() -> None:
    found = parse_budget("2024.yaml", (REVISED + CUT).encode())
    calculation = compute(found).only(("grundskola utbetalning",), ("Friskolan",))
    told = method(Report(found, calculation, "1.2.3", "bidrag"))
    assert told.introduction == ()
    assert [each.title for each in told.chapters] == [
        "Utbetalning: Grundskola",
        "Perioder",
        "Avrundning",
    ]


def test_the_months_that_were_paid_are_told_of() -> None:
    paid = chapter(report(REVISED + CUT), "Utbetalning: Grundskola").paragraphs
    assert "skolförordningen (2011:185) 14 kap. 11 §" in paid[0]
    assert any("men inte för mars–maj" in note for note in paid)


def test_rounding_before_the_last_step_is_told_of_where_it_is_done() -> None:
    first = changed(LAW, ("år: 2024\n", "år: 2024\navrundning:\n  månad: öre\n  först: månad\n"))
    for period in Period.YEAR, Period.MONTH, Period.DAY:
        told = steps(report(first, period=period), "Skola")
        assert told["INTERKOMMUNAL ERSÄTTNING"].endswith(
            "Den avrundas till hela ören i kr per elev och månad, innan årets belopp räknas."
        )
        assert told["Kompensation mervärdesskatt, schablon 6 %"] == (
            "6 % av INTERKOMMUNAL ERSÄTTNING före avrundning."
        )


def test_the_percentages_have_their_paragraphs_and_days() -> None:
    found = {
        (plain(step.label), step.basis): step.how
        for step in chapter(report(REVISED), "Procentsatser").steps
    }
    law = "Gäller från och med 2011-07-01."
    where = "skolförordningen (2011:185) 14 kap."
    assert found == {
        ("Administrativ schablon 3 %", f"{where} 4 § 5"): f"Används för Grundskola. {law}",
        ("Administrativ schablon 3 %", f"{where} 5 § 3"): f"Används för Fritidshem. {law}",
        ("Kompensation mervärdesskatt, schablon 6 %", f"{where} 4 § 6"): (
            f"Används för Grundskola och Fritidshem. {law}"
        ),
    }
    (påslag, _) = chapter(report(text(Numbers())), "Procentsatser").steps
    assert påslag.how == "Används för Skola. Kommunens egen procentsats."
    assert re.fullmatch(r"2024\.yaml rad \d+", påslag.basis)


def test_what_grundbelopp_means_is_told_where_the_word_is_used() -> None:
    notes = " ".join(method(report(LAW)).introduction)
    assert "GRUNDBELOPP är här summan före schablonerna." in notes
    without = " ".join(method(report(text(Numbers()))).introduction)
    assert "GRUNDBELOPP" not in without


def test_the_counts_and_what_they_are_counted_from() -> None:
    count = "Antal elever: 100 för åk 1-3; 50 för åk 4-6."
    basis = "Antal enligt: budget 2024."
    whole = report(REVISED)
    assert chapter(whole, "Grundskola").paragraphs == (basis,)
    assert count in document(whole.calculation).pages[0].notes
    annex = report(REVISED, "Friskolan")
    own = "Det är de antal som kommunens budget delas på."
    assert chapter(annex, "Grundskola").paragraphs == (count, basis, own)
    assert not any(count in page.notes for page in document(annex.calculation).pages)


def test_a_provider_is_told_how_derived_numbers_were_found() -> None:
    notes = chapter(
        report(BUDGET, "Olympicaskolan"), "Förskoleklass samt grundskola åk 1-6"
    ).paragraphs
    assert notes[:2] == (
        "Antal elever: 292,5 för F-klass; 935 för åk 1-3; 916 för åk 4-6; 862,5 för åk 7-9.",
        "Antalet är härlett ur totalbelopp delat med tryckt belopp per elev, prövat mot alla tryckta "
        "rader.",
    )


def test_what_a_budget_is_divided_by_has_every_group_also_those_that_the_provider_lacks() -> None:
    found = report(BUDGET, "Olympicaskolan")
    # 0,9 × (292,5 + 935 + 916) + 862,5 = 2 791,65
    assert steps(found, "Förskoleklass samt grundskola åk 1-6")["Måltider"] == (
        "Budgeten 27 690 788 kr delas på 2 791,65 viktade elever. "
        "Vikt per elev: 0,9 för F-klass, åk 1-3 och åk 4-6; 1 för åk 7-9."
    )


def number(told: str, before: str) -> Fraction:
    """The first number of the text after these words."""
    found = re.search(rf"{re.escape(before)}\D*?(-?\d[\d ]*(?:,\d+)?)", told)
    assert found, (told, before)
    return Fraction(found[1].replace(" ", "").replace(",", "."))


def test_a_providers_share_of_a_pot_can_be_computed_from_what_it_is_told() -> None:
    found = of(load_budget(Path(ROOT, "tests/exempel/grundskola.yaml")), ("Friskolan Eken",))
    told = steps(found, "Grundskola: Socioekonomiskt tillägg")
    unit, pot = told["Friskolan Eken"], told["Socioekonomiskt tillägg"]
    assert unit.startswith("Index 0,2 = 60 % × 40 % - 40 % × 10 %.")
    average = number(pot, "index gånger antal") / number(pot, "delad med")
    product = (average - number(unit, "Index")) * number(unit, "gånger")
    share = number(pot, "Potten") * product / number(pot, "avstånd gånger antal är")
    (page,) = (p for p in document(found.calculation).pages if p.title.startswith("SOCIO"))
    yearly = {c.path[0]: plain(c.cells[0]) for c in page.columns if c.path[-1] == "Kr per år"}
    # The pot's kronor are apportioned: each amount is rounded down or up.
    assert abs(share - number(yearly["Socioekonomiskt tillägg"], "")) < 1
    assert yearly["Kompensation mervärdesskatt, schablon\u00a06\u00a0%"] == "36 730"


def test_a_unit_that_is_not_below_the_average_is_told_so() -> None:
    found = of(load_budget(Path(ROOT, "tests/exempel/grundskola.yaml")))
    told = steps(found, "Grundskola: Socioekonomiskt tillägg")
    assert told["Södra skolan"] == (
        "Index 0,28 = 60 % × 50 % - 40 % × 5 %. "
        "Det är inte under snittet, så enheten får inget ur potten."
    )


def test_a_provider_is_told_when_it_is_paid() -> None:
    paid = (
        "Varje månad betalas med en tolftedel av årsbeloppet enligt skolförordningen (2011:185) "
        "14 kap. 11 §."
    )
    assert paid in chapter(report(LAW, "Friskolan"), "Perioder").paragraphs
    assert paid not in chapter(report(LAW), "Perioder").paragraphs
    # What is paid during the year is told in a chapter of its own.
    assert paid not in chapter(report(REVISED + CUT, "Friskolan"), "Perioder").paragraphs


TOLD_IN_STEPS = {Kind.BUDGET, Kind.SHARE, Kind.PRICE, Kind.WEIGHT, Kind.FACTOR, Kind.FIXED}


@every_file
def test_every_number_that_an_amount_rests_on_is_told(path: Path) -> None:
    for found in reports(path):
        told = plain(" ".join(step.how for each in method(found).chapters for step in each.steps))
        for given in inputs(prices(found)):
            if given.kind in TOLD_IN_STEPS | {Kind.PREMISES}:
                number = decimal(given.value), quantity(given.value, given.unit)
                assert any(plain(each) in told for each in number), given.label
            elif given.kind is Kind.RATE:
                markup = f"delas därför med {quantity(given.value, '%')}"
                bases = {step.basis for each in method(found).chapters for step in each.steps}
                assert place(given) in bases or plain(markup) in told


def prices(found: Report) -> list[Term]:
    rows = (row for table in found.calculation.printed for row in table.rows)
    return [price for row in rows for price in row.prices if price]


def place(given: Given) -> str:
    origin = given.origin
    return f"{origin.file} rad {origin.line}" if isinstance(origin, Position) else str(origin)


@every_file
def test_each_chapter_has_a_title_of_its_own_and_whole_sentences(path: Path) -> None:
    for found in reports(path):
        chapters = method(found).chapters
        titles = [each.title for each in chapters]
        assert len(set(titles)) == len(titles)
        for each in chapters:
            assert each.paragraphs or each.steps
            sentences = [*each.paragraphs, *(step.how for step in each.steps)]
            assert all(re.search(r"[.!?]$", told) for told in sentences)
            assert not any(".." in told or "  " in told for told in sentences)


@every_file
def test_each_step_has_the_paragraph_of_its_amounts(path: Path) -> None:
    for found in reports(path):
        for table in found.calculation.tables:
            for row in table.rows:
                amounts = (yearly(price) for price in row.prices if price)
                stated = {each.basis for each in amounts if isinstance(each, Amount)}
                assert stated <= {row.basis, None}


@pytest.mark.parametrize("period", [Period.YEAR, Period.MONTH])
def test_every_number_that_is_told_is_one_of_the_amounts_or_inputs(period: Period) -> None:
    found = report(text(Numbers()), period=period)
    budgets = [row.total for table in found.calculation.tables for row in table.rows if row.total]
    terms = list(everything([*prices(found), *budgets]))
    known = {plain(text) for term in terms for text in (decimal(term.value), percent(term.value))}
    for step in chapter(found, "Skola").steps:
        for number in re.findall(r"-?\d+(?: \d{3})*(?:,\d+)?(?: %)?", plain(step.how)):
            assert number in known, step.how


def everything(terms: list[Term]) -> Iterator[Term]:
    for term in terms:
        yield term
        if isinstance(term, Amount):
            yield from everything(list(operands(term.formula)))


# The charts.


@every_file
def test_the_charts_say_what_the_tables_say(path: Path) -> None:
    for found in reports(path):
        pages = zip(found.calculation.printed, document(found.calculation).pages, strict=True)
        cells = {
            id(table): {
                column.group: dict(zip(page.labels, column.cells, strict=True))
                for column in page.columns
                if column.group and column.heading[0].startswith("Kr per")
            }
            for table, page in pages
        }
        for chart in charts(found):
            assert_as_printed(chart, cells[id(chart.table)])


def assert_as_printed(chart: Chart, cells: dict[str, dict[str, str]]) -> None:
    """Each bar's total and parts stand in the table's column of that group."""
    groups = {group.label: group.key for group in chart.table.groups}
    for bar in chart.bars:
        column = cells[groups.get(bar.label, chart.table.groups[0].key)]
        assert bar.total in column.values()
        for piece in bar.segments:
            assert piece.text == {k.rstrip("*"): v for k, v in column.items()}[piece.label]
        drawn = [(piece.place, piece.label) for piece in bar.segments]
        assert drawn == [key for key in chart.legend if key in drawn]
        assert bar.label in chart.alt
        assert bar.total in chart.alt


@every_file
def test_there_is_a_chart_for_each_table_of_prices(path: Path) -> None:
    for found in reports(path):
        tables = [table for table in found.calculation.tables if not table.supplement]
        assert [id(chart.table) for chart in charts(found)] == list(map(id, tables))
        for chart in charts(found):
            priced = [group for group in chart.table.groups if not group.individual]
            assert len(chart.bars) == len(priced)
            assert len({key.label for key in chart.legend}) == len(chart.legend) <= MOST_PARTS
            assert len({key.place for key in chart.legend}) == len(chart.legend)
            assert all(0 <= key.place < MOST_PARTS for key in chart.legend)


def test_a_chart_is_of_the_price_to_independent_providers() -> None:
    found = of(load_budget(Path(ROOT, "tests/exempel/förskola.yaml")))
    own, _, fee = charts(found)
    assert own.title == "Vad beloppet till fristående består av: Förskola 2025"
    assert own.alt.startswith(own.title)
    assert own.unit == "kr per barn"
    assert "Avdrag" not in own.alt
    assert fee.title == "Vad beloppet till Föräldrakooperativet Aspen består av: Förskola 2025"
    assert fee.alt.endswith("Avdrag: Avdrag för föräldraavgift.")
    assert fee.bars[0].segments[-1].value == -10_800


STEPS = """
    steg:
      ike: {summa: [undervisning, måltider, lokalkostnader]}
      avgift: {belopp: {a: -1 000, b: -6 500}}
      rabatt: {belopp: {a: -500, b: -1 000}}
      bidrag: {summa: [ike, avgift, rabatt]}
    mottagare: {annan kommun: ike, fristående: bidrag}
"""


def placed(bar: Bar, length: int) -> list[str]:
    """Where each part begins in a chart of that length, and how long it is (kr)."""
    return [f"{each.start * length}+{each.width * length}" for each in bar.segments]


def test_parts_lie_end_to_end_and_deductions_on_the_other_side_of_the_beginning() -> None:
    # 400 000, 60 000 and 40 000 kr / 40 elever are 10 000, 1 500 and 1 000 kr, in all 12 500 kr to the
    # right; 7 500 kr at most to the left: of 20 000 kr the bars begin at 7 500.
    costs = ("      lokalkostnader: 50 000\n", f"      lokalkostnader: 40 000{STEPS}")
    (chart, _) = charts(report(changed(LAW, costs)))
    assert [placed(bar, 20_000) for bar in chart.bars] == [
        ["7500+10000", "17500+1500", "19000+1000", "6500+1000", "6000+500"],
        ["7500+10000", "17500+1500", "19000+1000", "1000+6500", "0+1000"],
    ]


def test_a_deduction_that_is_more_than_all_that_is_added_is_drawn_whole() -> None:
    # 10 000 + 1 500 + 1 000 kr to the right, and to the left of those 36 500 + 1 000 kr: of 50 000.
    costs = ("      lokalkostnader: 50 000\n", f"      lokalkostnader: 40 000{STEPS}")
    (chart, _) = charts(report(changed(LAW, costs, ("b: -6 500", "b: -36 500"))))
    assert placed(chart.bars[1], 50_000)[-2:] == ["1000+36500", "0+1000"]


def test_where_every_amount_is_zero_there_is_no_chart() -> None:
    costs = (" 400 000", " 0"), (" 60 000", " 0"), (" 50 000", " 0")
    assert charts(report(changed(LAW, *costs))) == ()


def test_a_chart_tells_in_words_which_part_is_the_largest() -> None:
    # 10 000 of 13 920,45 kr a year, which is 833 of 1 160 kr a month
    (chart, _) = charts(report(LAW, period=Period.MONTH))
    assert chart.unit == "kr per elev och månad"
    assert plain(chart.alt) == (
        "Vad beloppet till fristående består av: Skola 2024, i kr per elev och månad. "
        "Totalt: åk A 1 160; åk B 1 160. Den största delen är Undervisning (åk A 833; åk B 833)."
    )


def many(lines: int) -> str:
    """LAW with so many small lines more, of 40 kr each: 1 kr per elev."""
    more = "".join(
        f"      rad {i}:\n        kostnadsslag: lärverktyg\n        budget: {40 * i}\n"
        for i in range(1, lines + 1)
    )
    return changed(LAW, ("      lokalkostnader: 50 000\n", f"      lokalkostnader: 50 000\n{more}"))


def test_the_smallest_of_too_many_parts_are_drawn_as_one() -> None:
    # Undervisning, måltider, lokalkostnader, two schablons and three lines are eight; of four lines
    # 2 + 1 kr are left when seven have their own.
    (chart, _) = charts(report(many(3)))
    assert len(chart.legend) == MOST_PARTS
    assert "Övrigt" not in [key.label for key in chart.legend]
    (chart, _) = charts(report(many(4)))
    assert chart.legend[-1].label == "Övrigt"
    assert len(chart.legend) == MOST_PARTS
    other = chart.bars[0].segments[-1]
    assert other.value == 3
    assert other.text == "3"


def with_lines(file: str, budgets: list[str]) -> str:
    """The text of the example of förskola with a cost line more of each budget."""
    lines = "".join(
        f"      rad {i}:\n        kostnadsslag: pedagogiskt material\n        budget: {budget}\n"
        for i, budget in enumerate(budgets, 1)
    )
    sums = "".join(f"          - rad {i}\n" for i, _ in enumerate(budgets, 1))
    return changed(
        file,
        ("    steg:\n", f"{lines}    steg:\n"),
        ("          - lokalkostnader\n", f"          - lokalkostnader\n{sums}"),
    )


def test_a_deduction_is_always_drawn_by_itself() -> None:
    # Each line is 21 900 000 kr / 1 095 barn = 20 000 kr, which is more than the fee.
    file = Path(ROOT, "tests/exempel/förskola.yaml").read_text(encoding="utf-8")
    budget = parse_budget("2025.yaml", with_lines(file, ["21 900 000"] * 6).encode())
    *_, fee = charts(of(budget))
    assert len(fee.legend) == MOST_PARTS
    assert fee.alt.endswith("Avdrag: Avdrag för föräldraavgift.")
    deducted = [piece for bar in fee.bars for piece in bar.segments if piece.value < 0]
    assert [piece.value for piece in deducted] == [-10_800, -7_200, -7_560, -1_680]
    assert {piece.label for piece in deducted} == {"Avdrag för föräldraavgift"}
    assert fee.legend[-1].label == "Övrigt"


def test_a_chart_of_more_deductions_than_anyone_tells_apart_is_not_drawn() -> None:
    def _deducted(number: int) -> str:
        names = [f"avdrag {i}" for i in range(number)]
        rows = "".join(f"      {name}: {{belopp: {{a: -1, b: -1}}}}\n" for name in names)
        steps = changed(
            STEPS,
            ("      avgift: {belopp: {a: -1 000, b: -6 500}}\n", rows),
            ("      rabatt: {belopp: {a: -500, b: -1 000}}\n", ""),
            ("avgift, rabatt", ", ".join(names)),
        )
        costs = "      lokalkostnader: 50 000\n"
        return changed(LAW, (costs, f"{costs.rstrip()}{steps}"))

    (chart, _) = charts(report(_deducted(7)))
    assert [key.label for key in chart.legend][-1] == "Övrigt"
    assert charts(report(_deducted(8))) == ()


def test_lokalkostnader_and_schablons_are_always_drawn_by_themselves() -> None:
    small = changed(many(9), ("lokalkostnader: 50 000", "lokalkostnader: 40"))
    (chart, _) = charts(report(small))
    labels = [plain(key.label) for key in chart.legend]
    assert {"Lokalkostnader", "Administrativ schablon 3 %"} <= set(labels)
    assert "Kompensation mervärdesskatt, schablon 6 %" in labels
    table = chart.table
    for bar in chart.bars:
        i = [group.label for group in table.groups].index(bar.label)
        whole = composition(table, table.prices[-1], i)
        assert sum(piece.value for piece in bar.segments) == sum(each.value for each in whole)


def test_a_part_has_the_same_place_in_every_chart() -> None:
    drawn = charts(report(BUDGET))
    placed: dict[str, set[int]] = {}
    for label, place in ((plain(key.label), key.place) for each in drawn for key in each.legend):
        placed.setdefault(label, set()).add(place)
    # Twelve parts in all, but never more than seven in one chart.
    assert len(placed) == 12
    assert all(len(found) == 1 for found in placed.values())
    assert [key.place for key in drawn[0].legend] == list(range(7))


def test_the_schablons_keep_their_places_where_there_are_not_enough_for_all() -> None:
    first = ["a", "b", "c", "d", "e", "f", "g", "x"]
    second = ["a", "h", "i", "administration", "moms"]
    third = ["j", "k", "l", "m", "x", "h", "administration", "moms"]
    found = places([first, second, third], 8)
    assert found[1]["administration"] == found[2]["administration"] == 3
    assert found[1]["moms"] == found[2]["moms"] == 4
    assert found[0]["a"] == found[1]["a"] == 0
    for each in found:
        assert set(each.values()) <= set(range(8))
        assert len(set(each.values())) == len(each)


def test_a_part_that_no_place_is_free_for_has_one_in_each_chart() -> None:
    # c can be nothing in both: a has 0 in the first, and b has 1 in the second.
    found = places([["a", "b"], ["b", "c"], ["c", "a"]], 2)
    assert found == [{"a": 0, "b": 1}, {"b": 1, "c": 0}, {"a": 0, "c": 1}]


def test_rounding_before_the_last_step_has_a_part_in_the_chart() -> None:
    first = changed(LAW, ("år: 2024\n", "år: 2024\navrundning:\n  först: månad\n"))
    (chart, _) = charts(report(first))
    assert chart.legend[-1].label == "Avrundning"
    assert chart.bars[0].segments[-1].value == Fraction("-0.45")


def test_a_chart_of_more_groups_than_anyone_reads_is_not_drawn() -> None:
    def _groups(number: int) -> str:
        names = [f"g{i}" for i in range(number)]
        groups = "".join(f"      {name}: {name}\n" for name in names)
        counts = "".join(f"      {name}: 10\n" for name in names)
        without = LAW[: LAW.index("huvudmän:")]
        return changed(
            without,
            ("      a: åk A\n      b: åk B\n", groups),
            ("      a: 10\n      b: 30\n", counts),
        )

    assert len(charts(report(_groups(24)))) == 1
    assert charts(report(_groups(25))) == ()
