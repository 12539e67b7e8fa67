"""The arguments and options of the commands, with their help and how a shell completes them."""

from pathlib import Path
from typing import Annotated

import typer


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
