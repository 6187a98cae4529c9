"""What people do with their account."""
