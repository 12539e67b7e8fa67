"""Questions asked of finished tables: check, diff and explain. Nothing here computes amounts its own way."""
