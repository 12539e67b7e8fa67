"""bidrag: exact calculation of Swedish school funding, from a readable budget file."""

__version__ = "0.1.0"
