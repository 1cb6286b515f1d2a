"""Inputs: what people have, read into articles: files, folders, tables, pages, addresses."""
