"""The heart: one problem of one person, and everything that is learnt about it. Nobody else decides what is solved."""
