"""What differs between two sets of amounts, as text, Markdown, csv and json."""
