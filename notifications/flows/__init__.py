"""Tell, deliver, read, refuse."""
