"""The figures every site starts with: the Swiss market's, and what each of the seven methods needs to count."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SOURCE = "Dialogmonitor, Hochschule Luzern"
POPULATION = "over 100 Swiss contact centres"
SAME_DAY = [("mail", 0.63, False), ("phone", 0.98, False), ("web", 0.90, True), ("letter", 0.40, False)]

METHODS = [
    ("transaction", "inside", 30, 30),
    ("communication", "inside", 30, 90),
    ("handling", "inside", 30, 90),
    ("survey", "customer", 30, 90),
    ("mystery", "outside", 29, 90),
    ("complaint_explicit", "customer", 10, 90),
    ("complaint_implicit", "outside", 10, 90),
]


def ship(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is not there yet."""
    benchmarks, rules = apps.get_model("quality", "Benchmark"), apps.get_model("quality", "MethodRule")
    for channel, share, is_at_least in SAME_DAY:
        benchmarks.objects.get_or_create(
            figure="same-day",
            channel=channel,
            defaults={"share": share, "is_at_least": is_at_least, "source": SOURCE, "population": POPULATION},
        )
    for method, viewpoint, smallest_n, fresh_days in METHODS:
        rules.objects.get_or_create(
            method=method, defaults={"viewpoint": viewpoint, "smallest_n": smallest_n, "fresh_days": fresh_days}
        )


class Migration(migrations.Migration):
    """Data only; taking it back leaves the rows, which somebody may have changed."""

    dependencies = [("quality", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
