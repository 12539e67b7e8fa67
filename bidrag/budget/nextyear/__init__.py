"""Next year's budget file, made from this year's: the same text with the year's numbers left out."""

from bidrag.budget.nextyear.make import NewFile, next_year

__all__ = ["NewFile", "next_year"]
