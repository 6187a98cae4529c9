"""What a number means: pure functions, one family per file, standard library only.

No clock, no database, no model. Nothing observed is None ("no data"), never 0 % and never an error.
`docs/metrics.md` names every function here with numerator, denominator, window and source.
"""
