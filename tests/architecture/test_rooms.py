"""What the import linter cannot see: keys, accessors, front doors, templates and signals between rooms."""

import re
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

from tests.architecture import house

Key = ForeignKey[Any, Any] | ManyToManyField[Any, Any]
OWN = {"views", "forms", "notices", "urls", "admin", "management", "templatetags", "wagtail_hooks", "webhooks"}
INCLUDES = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'#]+)""")
SHARED = {
    *("base.html", "404.html", "layouts", "components"),
    *("allauth", "account", "mfa", "socialaccount", "usersessions", "wagtailadmin"),
}


def _keys() -> list[tuple[type[Model], Key]]:
    models = [model for model in apps.get_models() if model._meta.app_label in house.FLOOR_OF]
    kinds = (ForeignKey, ManyToManyField)
    return [(model, field) for model in models for field in model._meta.local_fields if isinstance(field, kinds)] + [
        (model, field) for model in models for field in model._meta.local_many_to_many
    ]


def test_keys_point_down():
    upward = [
        f"{model.__name__}.{field.name}"
        for model, field in _keys()
        if (to := field.related_model._meta.app_label) in house.FLOOR_OF
        and house.FLOOR_OF[to] < house.FLOOR_OF[model._meta.app_label]
    ]
    house.expect_none(upward)


def test_a_key_into_another_room_leaves_no_accessor_there():
    left = [
        f"{model.__name__}.{field.name}"
        for model, field in _keys()
        if field.related_model._meta.app_label in house.FLOOR_OF
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
    ]
    house.expect_none(left)


def test_rooms_enter_each_other_by_the_front_door():
    """Flows, queries, policies, models and states are for others; views, forms and notices are a room's own."""
    entered = [
        f"{house.name_of(path)} imports {name}"
        for room in house.ROOMS
        if room not in {"config", "sandbox"}
        for path in house.python_files(room)
        for name in house.imports(path)
        if (parts := name.split("."))[0] in house.ROOMS and parts[0] not in {room, "common"} and OWN & set(parts[1:2])
    ]
    house.expect_none(entered)


def test_templates_include_only_their_own_room_and_what_is_shared():
    strange = []
    for path in house.template_files():
        top = path.relative_to(house.ROOT / "templates").parts[0]
        for included in INCLUDES.findall(path.read_text()):
            target = included.split("/")[0]
            if target not in SHARED | {top} and not target.startswith("wagtail"):
                strange.append(f"{house.name_of(path)} includes {included}")
    house.expect_none(strange)


def test_layouts_and_components_know_no_room():
    strange = [
        f"{house.name_of(path)} includes {included}"
        for path in house.template_files()
        if path.relative_to(house.ROOT / "templates").parts[0] in {"layouts", "components"}
        for included in INCLUDES.findall(path.read_text())
        if included.split("/")[0] in house.ROOMS
    ]
    house.expect_none(strange)


def test_no_room_signals_to_another():
    """Receivers are for Django, Wagtail and allauth; between rooms the journal is followed."""
    made = [
        house.name_of(path)
        for path in house.python_files(*house.ROOMS)
        if any(name == "django.dispatch.Signal" for name in house.imports(path))
    ]
    listening = [
        house.name_of(path)
        for path in house.python_files(*house.ROOMS)
        if path.name != "apps.py" and any(name.startswith("django.db.models.signals") for name in house.imports(path))
    ]
    house.expect_none([*made, *listening])
