"""The commands, with their options and exit codes."""

from typing import Annotated

import typer

from bidrag import __version__
from bidrag.cli import examples, options, swedish
from bidrag.cli.swedish import SwedishCommand, SwedishGroup

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
    epilog=examples.PROGRAM,
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


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Räkna ut och visa tabellerna.",
    epilog=examples.COMPUTE,
)
def compute(
    year: options.Budget,
    output_format: options.ComputeFormat = None,
    output: options.Output = None,
    activities: options.Activities = [],  # noqa: B006  (Typer reads the default and never changes it)
    providers: options.Providers = [],  # noqa: B006
    period: options.OnePeriod = "år",
    budgets: options.Folder = "budgets",
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
    epilog=examples.CHECK,
)
def check(
    years: options.Budgets = [],  # noqa: B006
    output_format: options.CheckFormat = None,
    strict: options.Strict = False,
    verbose: options.Verbose = False,
    budgets: options.Folder = "budgets",
) -> int:
    """Pröva summor, beslutade belopp och lagens regler. Tyst när allt stämmer."""
    from bidrag.cli.check import Request, run_check

    return run_check(Request(tuple(years), budgets, output_format, strict, verbose))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Förklara ett belopp: formel, tal, budgetrad och paragraf.",
    epilog=examples.EXPLAIN,
)
def explain(
    year: options.Budget,
    address: options.Address = None,
    depth: options.Depth = None,
    output_format: options.ExplanationFormat = None,
    output: options.Output = None,
    budgets: options.Folder = "budgets",
) -> None:
    """Förklara ett belopp: vad det är räknat av, ned till raden i budgetfilen och paragrafen."""
    from bidrag.cli.explain import Request, run_explain

    run_explain(Request(year, address, depth, budgets, output_format, output))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Jämför två års belopp, med orsaken till varje ändring.",
    epilog=examples.DIFF,
)
def diff(
    old: options.Old,
    new: options.New = None,
    output_format: options.OutputFormat = None,
    output: options.Output = None,
    activities: options.Activities = [],  # noqa: B006
    providers: options.Providers = [],  # noqa: B006
    exit_code: options.ExitCode = False,
    budgets: options.Folder = "budgets",
) -> int:
    """Jämför två års belopp: vad som har ändrats, och hur många kronor varje orsak står för."""
    from bidrag.cli.diff import Request, run_diff

    asked = tuple(activities), tuple(providers)
    return run_diff(Request(old, new, budgets, output_format, output, *asked, exit_code))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Börja på nästa års budgetfil, eller på en ny kommuns.",
    epilog=examples.NEW,
)
def new(
    year: options.NewYear = None,
    source: options.Source = None,
    municipality: options.Municipality = None,
    output: options.NewFile = None,
    budgets: options.Folder = "budgets",
) -> int:
    """Skriv en budgetfil att fylla i: nästa års ur årets, eller en ny kommuns första."""
    from bidrag.cli.new import Request, run_new

    return run_new(Request(year, source, municipality, output, budgets))


@app.command(
    "import",
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Gör en budgetfil av en tabell ur ekonomisystemet.",
    epilog=examples.IMPORT,
)
def import_table(
    table: options.TableFile,
    output: options.NewFile = None,
    sheet: options.Sheet = None,
    municipality: options.Named = "",
    year: options.Year = "",
) -> int:
    """Gör en budgetfil av en tabell ur ekonomisystemet, och visa vad som inte förstods."""
    from bidrag.cli.importing import Request, run_import

    return run_import(Request(table, output, sheet, municipality, year))


@app.command(
    cls=SwedishCommand,
    options_metavar="[FLAGGOR]",
    short_help="Skriv budgetfilens JSON Schema, för editorn.",
    epilog=examples.SCHEMA,
)
def schema(output: options.SchemaOutput = None) -> None:
    """Skriv budgetfilens JSON Schema: nycklar, förklaringar och fel i editorn medan du skriver."""
    from bidrag.cli.schema import run_schema

    run_schema(output)
