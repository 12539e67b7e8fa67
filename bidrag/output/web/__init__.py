"""The price list as a web page."""
