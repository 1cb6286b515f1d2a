"""Who: mentions and names, references back to them, and the roles people are given."""
