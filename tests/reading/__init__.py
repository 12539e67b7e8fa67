"""Readers of the documents that bidrag writes, one for each format, that know nothing of the writers."""
