"""The exit codes."""

OK = 0
FINDINGS = 1
USAGE = 2
INTERNAL = 70
