"""Certified helpers, bookings and money. See docs/rooms/marketplace.md."""
