"""The tree: phrases and clauses, as dependency labels give them."""
