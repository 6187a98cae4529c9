"""A mail server that delivers nothing and shows everything: SMTP in, a page out."""
