"""From a table of the municipality's own ledger (csv or xlsx) to a budget file."""
