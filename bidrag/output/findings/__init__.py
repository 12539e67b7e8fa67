"""What the checks say, as text, for a terminal, as json and as annotations on GitHub."""
