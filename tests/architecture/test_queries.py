"""What every page costs: no address of the house asks the database more often than is written down here.

A list 4, a question 6, a search 4; a member two more (session and person are counted apart: every page of theirs needs
them). Whatever needs more stands in the table, with what for.
"""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.architecture import house, samples
from tests.architecture.access_table import TABLE

USUAL = 6
MEMBER = 2
WHO_IT_IS = 2  # the session and the person
LIMITS = {
    "community:questions": 4,
    "community:topic": 5,  # a list, and the topic itself
    "search:search": 4,
    "search:similar": 4,
    "home": 4,
    "marketplace:helpers": 7,  # hours, bookings and evidence beside the helpers, each once for all cards
    "marketplace:helper": 7,
    "quality:cockpit": 18,  # every figure is counted afresh from its own rows
}


@pytest.fixture
def world(db: None) -> dict[str, dict[str, object]]:
    call_command("load_demo")
    return samples.all_of_them()


def test_no_page_asks_more_than_it_may(world: dict[str, dict[str, object]]) -> None:
    everybody = User.objects.create_user("all@example.ch", name="Everybody", roles=[role.value for role in Role])
    member = Client()
    member.force_login(everybody, backend="django.contrib.auth.backends.ModelBackend")
    dear = []
    for name, row in TABLE.items():
        url = reverse(name, kwargs=world[row.args] if row.args else {})
        limit = LIMITS.get(name, USUAL)
        for who, client, more in (("guest", Client(), 0), ("member", member, MEMBER + WHO_IT_IS)):
            with CaptureQueriesContext(connection) as asked:
                status = client.get(url).status_code
            count = sum("SAVEPOINT" not in query["sql"] for query in asked)
            if status == 200 and count > limit + more:
                dear.append(f"{name} as {who}: {count}, at most {limit + more}")
    house.expect_none(dear)
