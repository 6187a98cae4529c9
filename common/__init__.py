"""What every room stands on: the journal, signed links, money, text, access. Imports no room."""
