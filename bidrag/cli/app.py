"""The commands, with their options and exit codes."""

from pathlib import Path
from typing import Annotated

import typer

from bidrag import __version__
from bidrag.cli import swedish
from bidrag.cli.swedish import SwedishCommand, SwedishGroup

EPILOG = """\
Avslutningskoder:
  0   klart
  1   anmärkningar (check), skillnader (diff --exit-code), oklart (import)
  2   felaktigt kommando eller budgetfil
  70  internt fel i programmet

Vad budgetfilens nycklar betyder står i budgets/README.md i projektet, och
visas i en editor som läser filen från bidrag schema.
"""
COMPUTE_EPILOG = """\
Exempel:
  bidrag compute 2024                            alla tabeller
  bidrag compute 2024 --verksamhet grundskola    en verksamhet
  bidrag compute 2024 --huvudman Olympicaskolan  en huvudmans bilaga
  bidrag compute 2024 --period månad             belopp per månad
  bidrag compute 2024 -o 2024.csv                format efter filens ändelse
  bidrag compute 2024 -o bilaga.pdf              beslutets bilaga; även .xlsx, .html
  bidrag compute förslag.yaml --format json      en fil någon annanstans
"""
CHECK_EPILOG = """\
Exempel:
  bidrag check                           alla år i mappen
  bidrag check 2024                      tyst när allt stämmer
  bidrag check 2024 --verbose            även vad som har prövats
  bidrag check --strict --format github  i ett arbetsflöde på GitHub

Beslutade belopp läses ur filen med samma namn och ändelsen .csv.
"""
EXPLAIN_EPILOG = """\
Exempel:
  bidrag explain 2024                                 verksamheter och huvudmän
  bidrag explain 2024 grundskola/F-klass              beloppen för en grupp
  bidrag explain 2024 grundskola/F-klass/måltider     ned till budgetraden
  bidrag explain 2024 grundskola/F-klass/ike/månad    per termin, månad, dag
  bidrag explain 2024 grundskola/1-3/ike/andel        andelen av budgeten
  bidrag explain 2024 grundskola/totalt/ike --djup 1  ett led ned
  bidrag explain 2024 "anpassad grundskola"           namn med mellanslag
  bidrag explain 2024 fritidshem/F-3/ike -o ike.md    format efter ändelsen
"""
DIFF_EPILOG = """\
Exempel:
  bidrag diff 2025                                     2025 mot 2024
  bidrag diff 2024 förslag.yaml                        ett förslag mot det som gäller
  bidrag diff beslutat.csv 2025 --verksamhet förskola  en sparad tabell mot en budget
  bidrag diff 2025 --huvudman Olympicaskolan -o ny.md  en huvudmans belopp, i en fil

Avslutningskoder:
  0   klart
  1   något skiljer sig (bara med --exit-code)
  2   felaktigt kommando eller fil
  70  internt fel i programmet
"""
NEW_EPILOG = """\
Exempel:
  bidrag new 2025                                    budgets/2025.yaml, ur året före
  bidrag new 2025 --från förslag.yaml -o ny.yaml     ur och till andra filer
  bidrag new --kommun "Testköpings kommun"           en ny kommuns första fil
  bidrag new 2025 --kommun Testköping < svar.txt     med svaren på var sin rad

Nästa års fil har samma rader som årets. Talen lämnas att fylla i, och vart och
ett har årets i en kommentar bredvid sig. Ingen budgetfil skrivs över.
Bredvid den nya filen skrivs bidrag.schema.json: med den visar en editor vad
varje nyckel betyder och tar emot. Detsamma står i budgets/README.md i projektet.
"""
IMPORT_EPILOG = """\
Exempel:
  bidrag import huvudbok.xlsx                          visa budgetfilen
  bidrag import huvudbok.xlsx -o budgets/2025.yaml     skriv den
  bidrag import huvudbok.xlsx --blad "Budget 2025"     ett av flera blad
  bidrag import huvudbok.csv --kommun "Ludvika kommun" --år 2025

Kolumner som läses: verksamhet, grupp, rad, budget och antal, i vilken ordning
som helst. Det som inte förstås visas med sin cell och står överst i filen.
Bredvid filen skrivs bidrag.schema.json: med den visar en editor vad varje
nyckel betyder och tar emot.

Avslutningskoder:
  0   allt är förstått
  1   något är inte förstått; budgetfilen är skriven ändå
  2   felaktigt kommando eller fil; ingenting är skrivet
  70  internt fel i programmet
"""
SCHEMA_EPILOG = """\
Exempel:
  bidrag schema -o budgets/bidrag.schema.json

I en editor som kan JSON Schema för YAML visas då vad varje nyckel betyder, medan du skriver, om
budgetfilen börjar med raden
  # yaml-language-server: $schema=bidrag.schema.json
"""


swedish.install()
app = typer.Typer(
    cls=SwedishGroup,
    no_args_is_help=True,
    options_metavar="[FLAGGOR]",
    subcommand_metavar="KOMMANDO [ARGUMENT]...",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"max_content_width": 100},
    epilog=EPILOG,
)


def _show_version(show: bool) -> None:
    if show:
        typer.echo(f"bidrag {__version__}")
        raise typer.Exit


@app.callback()
def bidrag(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Visa versionen."),
    ] = False,
) -> None:
    """Räkna ut interkommunal ersättning och bidrag till fristående huvudmän ur en budgetfil."""


def _complete_years(ctx: typer.Context, incomplete: str) -> list[str]:
    from bidrag.cli.locate import years

    folder = Path(ctx.params.get("budgets") or "budgets")
    return [year for year in years(folder) if year.startswith(incomplete)]


def _complete_new_year(ctx: typer.Context, incomplete: str) -> list[str]:
    known = _complete_years(ctx, "")
    return (
        [year for year in [str(int(known[-1]) + 1)] if year.startswith(incomplete)] if known else []
    )


def _complete_addresses(ctx: typer.Context, incomplete: str) -> list[str]:
    from bidrag.cli.explain import addresses

    known = addresses(ctx.params.get("year") or "", ctx.params.get("budgets") or "budgets")
    return [address for address in known if address.startswith(incomplete)]


Budget = Annotated[
    str,
    typer.Argument(
        metavar="ÅR|FIL",
        help="Ett år, som slås upp i mappen med budgetfiler, eller en budgetfil.",
        autocompletion=_complete_years,
    ),
]
Budgets = Annotated[
    list[str],
    typer.Argument(
        metavar="ÅR|FIL",
        help="År eller budgetfiler. Förval: alla år i mappen med budgetfiler.",
        autocompletion=_complete_years,
    ),
]
CheckFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="table, json eller github. Förval: table."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Låt varningar ge avslutningskod 1.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", help="Visa också upplysningar och vad som är prövat.")
]
Old = Annotated[
    str,
    typer.Argument(
        metavar="GAMMAL",
        help="Ett år, en budgetfil eller sparade belopp (.csv, .json). Ett år ensamt jämförs "
        "med året före.",
        autocompletion=_complete_years,
    ),
]
New = Annotated[
    str | None,
    typer.Argument(
        metavar="NY",
        help="Det som jämförs med det gamla, på samma sätt.",
        autocompletion=_complete_years,
        show_default=False,
    ),
]
OutputFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="table, md, csv eller json. Förval: table."),
]
ComputeFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, md, csv, json, pdf, xlsx eller html. Förval: table.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FIL", help="Skriv till filen; ändelsen ger formatet."),
]
SchemaOutput = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FIL", help="Skriv till filen.")
]
Activities = Annotated[
    list[str],
    typer.Option("--verksamhet", metavar="NAMN", help="Bara den verksamheten (kan upprepas)."),
]
Providers = Annotated[
    list[str],
    typer.Option("--huvudman", metavar="NAMN", help="Bara den huvudmannen (kan upprepas)."),
]
Address = Annotated[
    str | None,
    typer.Argument(
        metavar="ADRESS",
        help="Beloppets adress, eller början på den. Utan adress visas vad som finns.",
        autocompletion=_complete_addresses,
        show_default=False,
    ),
]
Depth = Annotated[
    str | None,
    typer.Option(
        "--djup", metavar="N", help="Hur många led ned; 0 är bara beloppet. Förval: alla."
    ),
]
ExplanationFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="table, md eller json. Förval: table."),
]
NewYear = Annotated[
    str | None,
    typer.Argument(
        metavar="ÅR",
        help="Det nya året.",
        autocompletion=_complete_new_year,
        show_default=False,
    ),
]
Source = Annotated[
    str | None,
    typer.Option(
        "--från",
        metavar="ÅR|FIL",
        help="Det som den nya filen görs ur. Förval: det senaste året före.",
        autocompletion=_complete_years,
    ),
]
Municipality = Annotated[
    str | None,
    typer.Option("--kommun", metavar="NAMN", help="Fråga fram en ny kommuns första fil."),
]
NewFile = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FIL",
        help="Skriv till en ny budgetfil; en som finns skrivs inte över.",
    ),
]
ExitCode = Annotated[
    bool, typer.Option("--exit-code", help="Avsluta med kod 1 om något skiljer sig.")
]
OnePeriod = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help="år, termin, månad, dag eller timme.")
]
Folder = Annotated[
    str,
    typer.Option(
        "--budgets", metavar="MAPP", envvar="BIDRAG_BUDGETS", help="Mappen med budgetfiler."
    ),
]
TableFile = Annotated[
    str, typer.Argument(metavar="FIL", help="En tabell ur kommunens ekonomisystem (.xlsx, .csv).")
]
Sheet = Annotated[
    str | None,
    typer.Option("--blad", metavar="NAMN", help="Bladet i arbetsboken, om den har flera."),
]
Named = Annotated[str, typer.Option("--kommun", metavar="NAMN", help="Kommunens namn, till filen.")]
Year = Annotated[
    str,
    typer.Option(
        "--år",
        metavar="ÅÅÅÅ",
        help="Budgetåret, till filen; väljer också mellan flera kolumner med budget.",
    ),
]


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Räkna ut och visa tabellerna.",
    epilog=COMPUTE_EPILOG,
)
def compute(
    year: Budget,
    output_format: ComputeFormat = None,
    output: Output = None,
    activities: Activities = [],  # noqa: B006  (Typer reads the default and never changes it)
    providers: Providers = [],  # noqa: B006
    period: OnePeriod = "år",
    budgets: Folder = "budgets",
) -> None:
    """Räkna ut och visa tabellerna: interkommunal ersättning och bidrag till fristående huvudmän."""
    from bidrag.cli.compute import Request, run_compute

    run_compute(
        Request(year, budgets, output_format, output, tuple(activities), tuple(providers), period)
    )


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Pröva summor, beslutade belopp och lagens regler.",
    epilog=CHECK_EPILOG,
)
def check(
    years: Budgets = [],  # noqa: B006
    output_format: CheckFormat = None,
    strict: Strict = False,
    verbose: Verbose = False,
    budgets: Folder = "budgets",
) -> int:
    """Pröva summor, beslutade belopp och lagens regler. Tyst när allt stämmer."""
    from bidrag.cli.check import Request, run_check

    return run_check(Request(tuple(years), budgets, output_format, strict, verbose))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Förklara ett belopp: formel, tal, budgetrad och paragraf.",
    epilog=EXPLAIN_EPILOG,
)
def explain(
    year: Budget,
    address: Address = None,
    depth: Depth = None,
    output_format: ExplanationFormat = None,
    output: Output = None,
    budgets: Folder = "budgets",
) -> None:
    """Förklara ett belopp: vad det är räknat av, ned till raden i budgetfilen och paragrafen."""
    from bidrag.cli.explain import Request, run_explain

    run_explain(Request(year, address, depth, budgets, output_format, output))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Jämför två års belopp, med orsaken till varje ändring.",
    epilog=DIFF_EPILOG,
)
def diff(
    old: Old,
    new: New = None,
    output_format: OutputFormat = None,
    output: Output = None,
    activities: Activities = [],  # noqa: B006
    providers: Providers = [],  # noqa: B006
    exit_code: ExitCode = False,
    budgets: Folder = "budgets",
) -> int:
    """Jämför två års belopp: vad som har ändrats, och hur många kronor varje orsak står för."""
    from bidrag.cli.diff import Request, run_diff

    asked = tuple(activities), tuple(providers)
    return run_diff(Request(old, new, budgets, output_format, output, *asked, exit_code))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Börja på nästa års budgetfil, eller på en ny kommuns.",
    epilog=NEW_EPILOG,
)
def new(
    year: NewYear = None,
    source: Source = None,
    municipality: Municipality = None,
    output: NewFile = None,
    budgets: Folder = "budgets",
) -> int:
    """Skriv en budgetfil att fylla i: nästa års ur årets, eller en ny kommuns första."""
    from bidrag.cli.new import Request, run_new

    return run_new(Request(year, source, municipality, output, budgets))


@app.command(
    "import",
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Gör en budgetfil av en tabell ur ekonomisystemet.",
    epilog=IMPORT_EPILOG,
)
def import_table(
    table: TableFile,
    output: NewFile = None,
    sheet: Sheet = None,
    municipality: Named = "",
    year: Year = "",
) -> int:
    """Gör en budgetfil av en tabell ur ekonomisystemet, och visa vad som inte förstods."""
    from bidrag.cli.importing import Request, run_import

    return run_import(Request(table, output, sheet, municipality, year))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Skriv budgetfilens JSON Schema, för editorn.",
    epilog=SCHEMA_EPILOG,
)
def schema(output: SchemaOutput = None) -> None:
    """Skriv budgetfilens JSON Schema: nycklar, förklaringar och fel i editorn medan du skriver."""
    from bidrag.cli.schema import run_schema

    run_schema(output)
