"""Demo and test only: what a stranger's machine lacks (database, mail, payments), and a world to look at."""
