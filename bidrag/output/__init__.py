"""One writer per format. Rounding for display, once, is the only arithmetic here."""
