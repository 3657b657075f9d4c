"""The shell that every screen stands in: rights, saving, forms, words, page layout."""
