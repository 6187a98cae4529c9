"""Many at once: threads with a database connection each, let go at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

P = TypeVar("P")
R = TypeVar("R")

PATIENCE = 30


def at_once(people: Sequence[P], act: Callable[[P], R]) -> list[R | Exception]:
    """What `act` gave each of them, or the exception that it ended with."""
    gate = Barrier(len(people))

    def one(person: P) -> R | Exception:
        try:
            gate.wait(PATIENCE)
            return act(person)
        except Exception as error:  # noqa: BLE001  what went wrong is what the test looks at
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))
