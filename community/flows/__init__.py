"""Ask, answer, comment, accept, say whether it worked, correct, join."""
