"""Wiring: settings, addresses and the server's entry point. No rule of the product lives here."""
