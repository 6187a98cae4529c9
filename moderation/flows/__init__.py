"""Draw, ask, claim, leave, decide, look again."""
