"""Is it correct? Audits, and later the desk, reasons and appeals."""
