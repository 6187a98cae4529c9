"""One group of Wagtail's for each role that works in its admin."""

from typing import Any, ClassVar

from django.db import migrations

ROLES = ("reviewer", "moderator", "quality_manager", "editor", "operator")


def create(apps: Any, _schema_editor: Any) -> None:
    """The names are those of `accounts.roles.Role`."""
    group = apps.get_model("auth", "Group")
    for role in ROLES:
        group.objects.get_or_create(name=role)


def remove(apps: Any, _schema_editor: Any) -> None:
    """Back to none."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    """Groups follow roles; `accounts.flows.profile.set_roles` keeps them equal."""

    dependencies: ClassVar = [("accounts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations: ClassVar = [migrations.RunPython(create, remove)]
