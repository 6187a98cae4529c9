"""Read a Stack Exchange data dump: rows out of XML, Markdown out of HTML. Pure, no database."""
