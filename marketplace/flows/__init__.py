"""Book, pay, visit, settle."""
