"""The file format: strict YAML with positions, strict numbers, the model, and the diagnostics."""
