"""When `manage.py load_demo` goes ahead, and when it does not."""

import pytest
from django.core.management import CommandError, call_command

from common import journal
from sandbox.pack.loading import BEGUN, LOADED, was_interrupted


def test_a_house_in_which_people_live_is_left_alone(asker):
    with pytest.raises(CommandError, match="--reset"):
        call_command("load_demo")


def test_a_load_that_did_not_come_to_its_end_is_noticed(asker, at):
    assert not was_interrupted()
    journal.write(BEGUN, actor=None, subject=asker, at=at)
    assert was_interrupted()
    journal.write(LOADED, actor=None, subject=asker, at=at)
    assert not was_interrupted()
