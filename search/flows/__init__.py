"""Keep the documents equal to what they are about."""
