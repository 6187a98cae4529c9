"""Input, one flow, answer."""
