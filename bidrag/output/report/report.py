"""What a document is made of: a finished calculation, and what anyone needs to make it again."""

from typing import NamedTuple

from bidrag.calculation.budget import Budget
from bidrag.calculation.tables import Calculation, Table


class Report(NamedTuple):
    """The budget that was read and the calculation of it that the document shows.

    `version` is that of the program, and `libraries` are those that the document is written with, each
    with its version. `command` makes the document again in the folder of the budget file.
    """

    budget: Budget
    calculation: Calculation
    version: str
    command: str
    libraries: tuple[str, ...] = ()

    @property
    def providers(self) -> tuple[str, ...]:
        """The providers whose own annex this is; none where the municipality's tables are in it."""
        found = tuple(dict.fromkeys(table.provider for table in self.calculation.printed))
        return found if all(found) else ()

    @property
    def principal(self) -> tuple[Table, ...]:
        """The tables that the document is about: the municipality's, or in a provider's annex its own."""
        printed = self.calculation.printed
        return tuple(table for table in printed if bool(table.provider) is bool(self.providers))
