"""Running: notebooks in processes forked from one warm process, in which everything is loaded already."""
