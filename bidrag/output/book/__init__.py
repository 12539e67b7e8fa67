"""The finished calculation as a live workbook (xlsx): every amount is a formula over its inputs."""
