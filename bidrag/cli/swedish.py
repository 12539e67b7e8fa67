"""Typer's own words in Swedish: help, usage and errors.

Typer translates through `gettext` in one module and has English in the rest; so its translator is
set here, the usage line is written here, and errors are worded here from what they carry.
"""

import re
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import typer
import typer.core
from typer.core import TyperCommand, TyperGroup

WORDS = {
    "Arguments": "Argument",
    "Options": "Flaggor",
    "Commands": "Kommandon",
    "required": "måste anges",
    "default: {default}": "förval: {default}",
    "env var: {var}": "miljövariabel: {var}",
    "(dynamic)": "(beräknas)",
    "Missing command.": "Kommando saknas.",
    "No such command {name!r}.": "Kommandot {name!r} finns inte.",
    "Aborted!": "Avbrutet.",
}
HELP = {
    "Show this message and exit.": "Visa den här hjälpen.",
    "Install completion for the current shell.": "Installera komplettering för ditt skal.",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "Visa kompletteringen för ditt skal, att kopiera eller anpassa."
    ),
}
_ERRORS = (
    (r"No such option: (.+)", r"Flaggan \1 finns inte."),
    (r"Option '(.+)' requires an argument\.", r"Flaggan \1 behöver ett värde."),
    (r"Option '(.+)' does not take a value\.", r"Flaggan \1 tar inget värde."),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", r"Oväntat argument: \1."),
    (r"(Kommandot .+ finns inte\.) Did you mean (.+)\?", r"\1 Menade du \2?"),
)


def translate(text: str) -> str:
    """The Swedish for one of Typer's translatable words; the text itself where there is none."""
    return WORDS.get(text, text)


def install() -> None:
    """Makes Typer speak Swedish in this process."""
    setattr(typer.core, "_", translate)  # noqa: B010  (the name is Typer's, not ours to declare)


def _no_type(ctx: Any) -> None:
    """In place of Typer's `<str>`, which says nothing to a person."""


def _install_completion(ctx: Any, _param: Any, value: Any) -> Any:
    """Does what Typer's own flag does, and tells it in Swedish."""
    if not value or ctx.resilient_parsing:
        return value
    from typer import completion

    try:
        with redirect_stdout(StringIO()):
            shell, path = completion.install()  # type: ignore[attr-defined]
    except typer.Exit:
        message = "Skalet känns inte igen. Komplettering finns för bash, zsh, fish och PowerShell."
        raise typer.BadParameter(message) from None
    typer.echo(f"Komplettering för {shell} är installerad i {path}.")
    typer.echo("Den börjar gälla när du öppnar en ny terminal.")
    raise typer.Exit


class _Swedish:
    """Help with Swedish headings; mixed into Typer's command and group."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Writes the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix="Användning: ")

    def get_params(self, ctx: Any) -> list[Any]:
        """The command's parameters, with the help of Typer's own in Swedish and no Python types."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.default is None and getattr(param, "is_bool_flag", False):
                param.default = False  # Typer would import pydantic to make a flag of None
            if param.param_type_name == "argument":
                param.display_type_rich = _no_type
            if param.name == "install_completion":
                param.callback = _install_completion
            param.help = HELP.get(getattr(param, "help", None) or "", getattr(param, "help", None))
        return params

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Writes the worked examples as they stand, without refilling them."""
        if epilog := self.epilog:  # type: ignore[attr-defined]
            formatter.write_paragraph()
            formatter.write(epilog)
            formatter.write("\n")


class SwedishCommand(_Swedish, TyperCommand):
    """A command whose help is in Swedish."""


class SwedishGroup(_Swedish, TyperGroup):
    """A group of commands whose help is in Swedish."""


def error_text(error: typer.TyperException) -> str:
    """A usage error in Swedish, with the command that shows help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return f"{error.message}\n"
    ctx = getattr(error, "ctx", None)
    hint = f"\nSkriv `{ctx.command_path} --help` för hjälp." if ctx else ""
    return f"fel: {_message(error)}{hint}\n"


def _message(error: Any) -> str:
    kind = type(error).__name__
    if kind == "MissingParameter":
        name = error.param.metavar or error.param.name
        return f"{name} saknas."
    message = error.message
    for pattern, swedish in _ERRORS:
        message = re.sub(pattern, swedish, message)
    if getattr(error, "possibilities", None):
        message += f" Menade du {' eller '.join(sorted(error.possibilities))}?"
    if getattr(error, "param", None) is not None:
        return f"{error.param.opts[0] if error.param.opts else error.param.name}: {message}"
    return str(message)
