"""Where people are, as far as a postcode says: the middle of a town, never a door. Pure; no map service is asked.

`postcodes.csv` holds some 70 towns, coordinates rounded to about 100 m. Facts of the kind that swisstopo publishes
openly as "Amtliches Ortschaftenverzeichnis"; the whole list can replace the file without a change here.
"""

import csv
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

EARTH_KM = 6371.0
_FILE = Path(__file__).with_name("postcodes.csv")


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a postcode's area, in degrees."""

    postcode: str
    town: str
    lat: float
    lon: float


@cache
def places() -> tuple[Place, ...]:
    """Every place we know, by postcode."""
    with _FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Place(row["postcode"], row["town"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(rows)
        )


def find(words: str) -> Place | None:
    """The place that "7000", "7000 Chur" or "chur" means; a postcode we lack is read as its nearest number.

    Neighbouring numbers lie close together within a delivery region (the first two digits); beyond that we guess
    nothing.
    """
    words = words.strip()
    digits = words[:4]
    if digits.isascii() and digits.isdigit() and len(digits) == 4:
        return _by_number(digits)
    wanted = words.casefold()
    if not wanted:
        return None
    starting = [place for place in places() if place.town.casefold().startswith(wanted)]
    return starting[0] if starting else None


def _by_number(digits: str) -> Place | None:
    region = [place for place in places() if place.postcode[:2] == digits[:2]]
    return min(region, key=lambda place: abs(int(place.postcode) - int(digits)), default=None)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine) in kilometres."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
