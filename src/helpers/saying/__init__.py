"""What they said: cues, the trees around them, and the pieces of an attribution."""
