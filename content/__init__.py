"""What editors write: home, articles, legal pages."""
