"""The demo's database, seen from outside; and the journal, held so that a write stops in its middle."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from sandbox.postgres import Place
from sandbox.running import RunningDemo, soon

# Of one process of the demo: the others come to the journal too, and are not the ones that a test waits for.
WAITING = """
    SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE relation = 'common_journalentry'::regclass AND NOT granted AND application_name = %s
"""


class Records:
    """Reads what happened, and turns back clocks that would take days."""

    def __init__(self, demo: RunningDemo) -> None:
        self.address = Place(demo.var / "postgres").url("mitenand")

    def ask(self, query: sql.Composed | LiteralString, *values: object) -> list[Any]:
        """The first column of each row."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            rows = connection.execute(query, values)
            return [row[0] for row in rows.fetchall()] if rows.description else []

    def one(self, query: LiteralString, *values: object) -> Any:
        """The first column of the first row; None when there is no row."""
        return next(iter(self.ask(query, *values)), None)

    def counts(self, tables: list[str]) -> list[int]:
        """How many rows each table has."""
        count = sql.SQL("SELECT count(*) FROM {}")
        return [self.ask(count.format(sql.Identifier(table)))[0] for table in tables]

    @contextmanager
    def journal_held(self) -> Iterator[None]:
        """Nobody gets past writing the journal, which every flow does before it commits."""
        with psycopg.connect(self.address) as connection:
            connection.execute("LOCK TABLE common_journalentry IN EXCLUSIVE MODE")
            yield

    def wait_for_a_write_in_its_middle(self, who: str = "web server") -> set[int]:
        """The server processes that stand before the journal, as soon as there is one."""
        assert soon(lambda: self.ask(WAITING, who), 60), f"the {who} did not come to the journal"
        return set(self.ask(WAITING, who))

    def are_gone(self, pids: set[int]) -> bool:
        """Whether the database has noticed that those who asked are dead."""
        return not pids & set(self.ask("SELECT pid FROM pg_stat_activity WHERE state <> 'idle'"))

    def run_the_clock(self) -> None:
        """Make every periodic job due."""
        self.ask("UPDATE common_periodicjob SET started_at = started_at - interval '2 days'")

    def ledger_is_balanced(self) -> bool:
        """Whether every posting adds up to nothing."""
        return not self.ask(
            "SELECT posting_id FROM marketplace_ledgerentry GROUP BY posting_id HAVING sum(amount) <> 0"
        )
