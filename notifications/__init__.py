"""Notices and mails. One sender; it knows people and messages, and nothing of what they are about."""
