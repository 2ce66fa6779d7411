"""Other ways to run the same function over the same parts."""
