"""What the quality manager wants to reach."""

from datetime import datetime
from functools import partial

from quality.flows.targets import set_target
from sandbox.pack import shapes
from sandbox.pack.world import Step, World


def steps(world: World) -> list[Step]:
    """Each target on the day on which it was set."""
    return [Step(world.calendar.before(row.since), partial(_aim, world, row)) for row in world.pack.targets]


def _aim(world: World, row: shapes.Target, at: datetime) -> None:
    set_target(
        figure=row.figure,
        share=row.share,
        window_days=row.window_days,
        denominator=row.denominator,
        rationale=row.rationale,
        by=world.people[row.by],
        topic=world.topics.get(row.topic),
        channel=row.channel,
        at=at,
    )
