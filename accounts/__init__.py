"""People: who they are, what they may be asked to do, which language they read. Log-in itself is allauth's."""
