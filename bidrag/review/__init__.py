"""Questions asked of finished tables: check, diff and explain; no amount is computed in a way of its own."""
