"""What the documents (pdf, xlsx, html) share: what they are made of, and the words about it."""
