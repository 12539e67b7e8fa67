"""The decision's annex as a PDF."""
