"""All state of the double in one SQLite file, so that `kill -9` loses nothing that was answered."""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import missing

Json = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS object_kind ON object (kind, seq);
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
    created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, due REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'waiting', said TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, due);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """Objects by id, newest first in lists; every request is one transaction under one lock."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=20)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(SCHEMA)

    @contextmanager
    def work(self) -> Iterator[None]:
        """One transaction: committed at the end, rolled back when anything is raised."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Give the file back; nothing waits to be written."""
        with self._lock:
            self._db.close()

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a plain statement (deliveries and answers have no object)."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def put(self, thing: Json) -> Json:
        """Insert or replace an object by its `id`; its place in lists stays."""
        self.query(
            "INSERT INTO object (id, kind, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            thing["id"],
            thing["object"],
            json.dumps(thing),
        )
        return thing

    def get(self, kind: str, key: str) -> Json:
        """The object. Raises: Refusal with status 404."""
        rows = self.query("SELECT body FROM object WHERE id = ? AND kind = ?", key, kind)
        if not rows:
            raise missing(kind, key)
        found: Json = json.loads(rows[0][0])
        return found

    def any_kind(self, key: str) -> Json | None:
        """The object with this id whatever it is; used to expand fields."""
        rows = self.query("SELECT body FROM object WHERE id = ?", key)
        return json.loads(rows[0][0]) if rows else None

    def all(self, kind: str, **equals: object) -> list[Json]:
        """Objects of a kind, newest first, whose fields equal what is asked (None is not asked)."""
        rows = self.query("SELECT body FROM object WHERE kind = ? ORDER BY seq DESC", kind)
        found: list[Json] = [json.loads(body) for (body,) in rows]
        asked = {name: value for name, value in equals.items() if value is not None}
        return [thing for thing in found if all(thing.get(name) == value for name, value in asked.items())]

    def setting(self, name: str, default: Any) -> Any:
        """A value of the control page."""
        rows = self.query("SELECT value FROM setting WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else default

    def set(self, name: str, value: object) -> None:
        """Keep a value of the control page."""
        self.query(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
            name,
            json.dumps(value),
        )


def new_id(prefix: str) -> str:
    """An id as Stripe's look: prefix, underscore, 24 characters."""
    return f"{prefix}_{secrets.token_hex(12)}"
