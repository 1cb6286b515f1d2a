"""Text as it was read: from bytes to characters, what each paragraph is, and where words are quoted."""
