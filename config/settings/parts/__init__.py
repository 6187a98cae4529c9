"""Chapters of the settings, one subject a file."""
