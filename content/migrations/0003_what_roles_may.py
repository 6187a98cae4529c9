"""What the groups of the roles may do in the CMS."""

from typing import Any, ClassVar

from django.db import migrations

# group: (permissions of models, permissions on all pages)
GRANTS = {
    "editor": (
        ("wagtailadmin.admin.access_admin", "cases.topic.add_topic", "cases.topic.change_topic"),
        ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    ),
    "moderator": (("wagtailadmin.admin.access_admin",), ("add_page", "change_page")),
    "quality_manager": (("wagtailadmin.admin.access_admin", "common.periodicjob.view_periodicjob"), ()),
    "operator": (
        (
            "wagtailadmin.admin.access_admin",
            "cases.topic.add_topic",
            "cases.topic.change_topic",
            "accounts.user.add_user",
            "accounts.user.change_user",
            "common.periodicjob.view_periodicjob",
            "wagtailcore.site.change_site",
            "wagtailcore.locale.change_locale",
        ),
        ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
    ),
}


def grant(apps: Any, _schema_editor: Any) -> None:
    """Permissions are made here when Django has not made them yet; it does so after all migrations."""
    group = apps.get_model("auth", "Group")
    on_pages = apps.get_model("wagtailcore", "GroupPagePermission")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for name, (models, pages) in GRANTS.items():
        role = group.objects.get(name=name)
        role.permissions.add(*(_permission(apps, *each.split(".")) for each in models))
        for codename in pages:
            permission = _permission(apps, "wagtailcore", "page", codename)
            on_pages.objects.get_or_create(group=role, page=root, permission=permission)


def _permission(apps: Any, app: str, model: str, codename: str) -> Any:
    kind, _new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    name = f"Can {codename.replace('_', ' ')}"
    permission, _new = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return permission


class Migration(migrations.Migration):
    """Going back leaves what was granted; the groups go with their own migration."""

    dependencies: ClassVar = [
        ("content", "0002_tree"),
        ("accounts", "0002_groups_of_roles"),
        ("common", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations: ClassVar = [migrations.RunPython(grant, migrations.RunPython.noop)]
