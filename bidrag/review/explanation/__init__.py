"""What stands behind one amount, and where every amount is found."""
