"""What staff lists and edits in the CMS beside pages: people, topics, the clock's jobs."""
