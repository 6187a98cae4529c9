"""Work after the response: the queue, what runs on a clock, and who follows the journal."""

from datetime import timedelta

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail"],
    }
}

# tag: (what runs, how often). Each takes `at` and returns how many rows it moved.
SCHEDULE: dict[str, tuple[str, timedelta]] = {
    "common:followers:catch_up": ("common.followers.catch_up_all", timedelta(seconds=5)),
    "common:worker:ask": ("common.jobs.ask_worker", timedelta(seconds=30)),
    "common:link:forget": ("common.links.forget_old", timedelta(hours=24)),
    "common:jobs:sweep": ("common.jobs.sweep", timedelta(minutes=1)),
    "notifications:mail:deliver": ("notifications.flows.telling.deliver_forgotten", timedelta(minutes=5)),
    "cases:follow_up:send": ("cases.flows.follow_ups.send_due", timedelta(minutes=1)),
    "cases:case:look_again": ("cases.flows.evidence.look_again_due", timedelta(minutes=5)),
    "marketplace:booking:run": ("marketplace.flows.bookings.run_due", timedelta(minutes=1)),
    "marketplace:intent:carry_out": ("marketplace.flows.intents.carry_out_due", timedelta(minutes=1)),
    "marketplace:event:settle": ("marketplace.flows.payments.settle_due", timedelta(minutes=1)),
    "marketplace:event:reconcile": ("marketplace.flows.payments.reconcile_due", timedelta(minutes=10)),
    "moderation:audit:draw": ("moderation.flows.draws.draw_due", timedelta(days=1)),
    "moderation:audit:recheck": ("moderation.flows.draws.recheck_due", timedelta(days=1)),
    "search:document:rebuild": ("search.flows.indexing.rebuild", timedelta(hours=24)),
}

# name: what is called with the new entries of the journal, in order, at least once.
FOLLOWERS: dict[str, str] = {
    "community": "community.flows.following.follow",
    "moderation": "moderation.flows.following.follow",
    "search": "search.flows.indexing.follow",
}
