"""Where they stand: clauses read for a target, a position and a commitment."""
