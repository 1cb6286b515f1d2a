"""A corpus: many articles to one dataset a table, a partition at a time, on whatever computes."""
