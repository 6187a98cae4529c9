"""What other machines may read."""
