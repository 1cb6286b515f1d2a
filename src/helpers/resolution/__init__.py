"""Resolution: whose words an attribution gives: mentions, candidates, sieves in order and a trained scorer."""
