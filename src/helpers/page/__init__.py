"""What a reader sees: the parts of a page, its words, its style, and its export."""
