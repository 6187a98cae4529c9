"""Finds what is already solved. Reads all, owns nothing."""
