"""What a budget can be put to: sums proved, decided amounts compared and explained, the law's rules tried."""
