"""Open a case, append evidence, ask whether it held."""
