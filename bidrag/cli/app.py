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
  2   felaktigt kommando eller budgetfil
  70  internt fel i programmet
"""
COMPUTE_EPILOG = """\
Exempel:
  bidrag compute 2024                                  alla tabeller
  bidrag compute 2024 --verksamhet grundskola          en verksamhet
  bidrag compute 2024 --huvudman Olympicaskolan        en huvudmans bilaga
  bidrag compute 2024 --period månad                   belopp per månad
  bidrag compute 2024 -o 2024.csv                      format efter filens ändelse
  bidrag compute förslag.yaml --format json            en fil någon annanstans
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


Budget = Annotated[
    str,
    typer.Argument(
        metavar="ÅR|FIL",
        help="Ett år, som slås upp i mappen med budgetfiler, eller en budgetfil.",
        autocompletion=_complete_years,
    ),
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
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FIL", help="Skriv till filen; ändelsen ger formatet."),
]
Activities = Annotated[
    list[str],
    typer.Option("--verksamhet", metavar="NAMN", help="Bara den verksamheten (kan upprepas)."),
]
Providers = Annotated[
    list[str],
    typer.Option("--huvudman", metavar="NAMN", help="Bara den huvudmannen (kan upprepas)."),
]
ExitCode = Annotated[
    bool, typer.Option("--exit-code", help="Avsluta med kod 1 om något skiljer sig.")
]
OnePeriod = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help="år, termin, månad eller dag.")
]
Folder = Annotated[
    str,
    typer.Option(
        "--budgets", metavar="MAPP", envvar="BIDRAG_BUDGETS", help="Mappen med budgetfiler."
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
    output_format: OutputFormat = None,
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
) -> None:
    """Jämför två års belopp: vad som har ändrats, och hur många kronor varje orsak står för."""
    from bidrag.cli.diff import Request, run_diff

    asked = tuple(activities), tuple(providers)
    run_diff(Request(old, new, budgets, output_format, output, *asked, exit_code))
