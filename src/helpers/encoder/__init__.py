"""The encoder: word pieces, one pass over a text, and what is decoded of it."""
