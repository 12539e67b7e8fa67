"""The command line: finds files, calls, exits. No arithmetic."""
