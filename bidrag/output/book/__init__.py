"""The calculation as a live workbook."""
