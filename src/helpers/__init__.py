"""On Record: who is mentioned, who is quoted, what they said, and where they stand."""
