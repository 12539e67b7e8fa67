"""One minimal budget file for each error, and the page that shows what each error says."""
