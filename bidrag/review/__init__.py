"""Questions asked of finished tables: check, diff and explain. Nothing here computes an amount its own way."""
