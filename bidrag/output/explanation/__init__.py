"""Explanations and listings as text, Markdown and json."""
