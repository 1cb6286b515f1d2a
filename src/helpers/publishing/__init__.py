"""What is given out: tables to take along, the walk as pages, the index, and what keeps them whole."""
