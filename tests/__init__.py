"""The tests of bidrag."""
