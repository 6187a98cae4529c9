"""What is seen of helpers and bookings. Bookings are not found without their viewer."""

from marketplace.queries.bookings import booking_for, bookings_of, contested_for, day_of, helper_of, waiting_for
from marketplace.queries.calendar import free_starts, is_free, next_starts
from marketplace.queries.helpers import Found, Search, helper_by_slug, helpers_near, solved_rates
from marketplace.queries.money import Earned, Where, earnings_of, where_is_the_money
from marketplace.queries.story import stations_of, steps_of
from marketplace.queries.timetable import Timetable, timetable

__all__ = [
    "Earned",
    "Found",
    "Search",
    "Timetable",
    "Where",
    "booking_for",
    "bookings_of",
    "contested_for",
    "day_of",
    "earnings_of",
    "free_starts",
    "helper_by_slug",
    "helper_of",
    "helpers_near",
    "is_free",
    "next_starts",
    "solved_rates",
    "stations_of",
    "steps_of",
    "timetable",
    "waiting_for",
    "where_is_the_money",
]
