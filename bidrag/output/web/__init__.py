"""The price list as one web page, whole in itself: no script, no network, every amount can be opened."""
