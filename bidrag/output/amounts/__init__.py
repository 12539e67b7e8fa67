"""The finished tables as text, Markdown, csv and json."""
