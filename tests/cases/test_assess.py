"""The rules of `cases.assess` that the published contract cases leave to us."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cases.assess import Assessment, CaseFacts, Event, Policy, assess, from_datetime, read_event, to_datetime

FACTS = CaseFacts(asker="asker", risk="medium", created=0)
ANSWERED = Event(at=1, kind="answer", answer="a1", by="answerer")
ACCEPTED = Event(at=2, kind="accept", answer="a1", by="asker")
CONFIRMED = Event(at=16, kind="asker_reply", answer="a1", by="asker", value="yes")
CHECKED = Event(at=20, kind="verdict", answer="a1", by="reviewer", value="correct")
VERIFIED = (ANSWERED, ACCEPTED, CONFIRMED, CHECKED)


def on_day(now: float, *events: Event, risk: str = "medium", policy: Policy | None = None) -> Assessment:
    return assess(CaseFacts("asker", risk, 0), events, now, policy or Policy())


def vote(by: str, at: float, *, worked: bool | None = True, **more: Any) -> Event:
    return Event(at=at, kind="vote", answer="a1", by=by, value=worked, **more)


def test_a_repeat_contact_within_fourteen_days_denies_the_claim() -> None:
    again = Event(at=9, kind="recontact", value="same_issue")
    found = on_day(40, ANSWERED, ACCEPTED, again)
    assert (found.state, found.resolved, found.false_solved) == ("refuted", "denied", True)


def test_the_fourteenth_day_still_counts_as_repeat_contact() -> None:
    assert on_day(40, ANSWERED, ACCEPTED, Event(at=16, kind="recontact", value=True)).resolved == "denied"


@pytest.mark.parametrize(("ruling", "state"), [("correct", "verified"), ("incorrect", "refuted")])
def test_a_dispute_lasts_until_somebody_adjudicates(ruling: str, state: str) -> None:
    against = Event(at=22, kind="verdict", answer="a1", by="other reviewer", value="incorrect")
    ruled = Event(at=25, kind="adjudicate", answer="a1", by="third reviewer", value=ruling)
    assert on_day(24, *VERIFIED, against).state == "disputed"
    assert on_day(40, *VERIFIED, against, ruled).state == state


def test_one_ruling_settles_a_high_risk_dispute() -> None:
    against = Event(at=22, kind="verdict", answer="a1", by="other reviewer", value="harmful")
    ruled = Event(at=25, kind="adjudicate", answer="a1", by="third reviewer", value="correct")
    assert on_day(40, *VERIFIED, against, ruled, risk="high").state == "verified"


def test_a_reviewer_who_changes_their_mind_does_not_dispute_with_themselves() -> None:
    second_look = Event(at=24, kind="verdict", answer="a1", by="reviewer", value="incorrect")
    assert on_day(40, *VERIFIED, second_look).correct == "wrong"


def test_one_reviewer_cannot_be_the_two_that_high_risk_needs() -> None:
    second_look = Event(at=24, kind="verdict", answer="a1", by="reviewer", value="correct")
    assert on_day(40, *VERIFIED, second_look, risk="high").correct == "unrated"


def test_a_corrected_typo_keeps_the_verdict() -> None:
    assert on_day(40, *VERIFIED, Event(at=25, kind="edit", answer="a1", value="typo")).state == "verified"


def test_an_edit_of_another_answer_keeps_the_verdict() -> None:
    other = (Event(at=3, kind="answer", answer="a2", by="other"), Event(at=25, kind="edit", answer="a2", value=True))
    assert on_day(40, *VERIFIED, *other).state == "verified"


def test_a_verdict_on_a_text_that_was_replaced_meanwhile_does_not_count() -> None:
    edited = Event(at=18, kind="edit", answer="a1", value="substantive", revision="r2")
    late = Event(at=20, kind="verdict", answer="a1", by="reviewer", value="correct", revision="r1")
    assert on_day(40, ANSWERED, ACCEPTED, CONFIRMED, edited, late).correct == "unrated"


def test_a_new_check_ends_expiry() -> None:
    released = Event(at=30, kind="trigger", value="product_release")
    checked_again = Event(at=35, kind="verdict", answer="a1", by="other reviewer", value="correct")
    assert on_day(34, *VERIFIED, released).state == "expired"
    assert on_day(40, *VERIFIED, released, checked_again).state == "verified"


def test_incomplete_asks_for_an_edit_and_refutes_nothing() -> None:
    incomplete = Event(at=20, kind="verdict", answer="a1", by="reviewer", value="incomplete")
    assert on_day(40, ANSWERED, ACCEPTED, CONFIRMED, incomplete).state == "confirmed"


@pytest.mark.parametrize("field", ["group", "weight_group", "network", "household", "org"])
def test_forty_accounts_of_one_network_are_one_voice(field: str) -> None:
    puppets = [
        read_event({"t": 5 + n / 100, "type": "vote", "a": "a1", "by": f"p{n}", "worked": True, field: "one"})
        for n in range(40)
    ]
    assert on_day(40, ANSWERED, ACCEPTED, *puppets).state == "claimed"


def test_three_of_four_is_enough_and_three_of_five_is_not() -> None:
    votes = [vote("p1", 4, worked=False), vote("p2", 5), vote("p3", 6), vote("p4", 7)]
    assert on_day(40, ANSWERED, ACCEPTED, *votes).state == "confirmed"
    assert on_day(40, ANSWERED, ACCEPTED, *votes, vote("p5", 8, worked=False)).state == "claimed"


def test_a_vote_taken_back_no_longer_confirms() -> None:
    votes = [vote("p1", 5), vote("p2", 6), vote("p3", 7)]
    assert on_day(40, ANSWERED, ACCEPTED, *votes, vote("p2", 9, worked=None)).state == "claimed"


def test_asker_and_author_have_no_vote() -> None:
    votes = [vote("asker", 5), vote("answerer", 6), vote("p1", 7), vote("p2", 8)]
    assert on_day(40, ANSWERED, ACCEPTED, *votes).state == "claimed"


def test_others_do_not_outvote_the_asker_who_says_no() -> None:
    no = Event(at=4, kind="asker_reply", answer="a1", by="asker", value="no")
    assert on_day(40, ANSWERED, ACCEPTED, no, vote("p1", 5), vote("p2", 6), vote("p3", 7)).resolved == "denied"


def test_staff_cannot_accept_again_what_the_asker_refused() -> None:
    no = Event(at=4, kind="asker_reply", answer="a1", by="asker", value="no")
    assert on_day(40, ANSWERED, ACCEPTED, no, Event(at=5, kind="accept", answer="a1", by="staff")).state == "refuted"


def test_an_expert_does_not_outvote_the_asker_who_says_no() -> None:
    no = Event(at=16, kind="asker_reply", answer="a1", by="asker", value="no")
    found = on_day(40, ANSWERED, ACCEPTED, no, CHECKED)
    assert (found.state, found.resolved, found.correct) == ("refuted", "denied", "correct")


def test_partly_stays_a_claim_and_takes_a_yes_back() -> None:
    partly = Event(at=17, kind="asker_reply", answer="a1", by="asker", value="partly")
    assert on_day(40, ANSWERED, ACCEPTED, partly).state == "claimed"
    assert on_day(40, ANSWERED, ACCEPTED, CONFIRMED, partly).state == "claimed"


def test_only_the_asker_answers_for_the_asker() -> None:
    stranger = Event(at=16, kind="asker_reply", answer="a1", by="stranger", value="yes")
    assert on_day(40, ANSWERED, ACCEPTED, stranger).state == "claimed"


def test_an_upheld_complaint_denies_and_a_mention_does_not() -> None:
    upheld = {"t": 22, "type": "complaint", "upheld": True}
    assert on_day(40, *VERIFIED, read_event(upheld)).state == "refuted"
    assert on_day(40, *VERIFIED, read_event({**upheld, "kind": "implicit"})).state == "verified"
    assert on_day(40, *VERIFIED, read_event({**upheld, "upheld": False})).state == "verified"


def test_a_claim_taken_back_is_gone_but_was_made() -> None:
    taken_back = Event(at=3, kind="unaccept", answer="a1", by="asker")
    found = on_day(10, ANSWERED, ACCEPTED, taken_back)
    assert (found.state, found.resolved, found.ever_claimed, found.claimed_at) == ("open", "none", True, None)


def test_a_claim_taken_back_gives_way_to_the_denial_before_it() -> None:
    no = Event(at=4, kind="asker_reply", answer="a1", by="asker", value="no")
    second = (Event(at=5, kind="answer", answer="a2", by="other"), Event(at=6, kind="accept", answer="a2", by="asker"))
    back = Event(at=7, kind="unaccept", answer="a2", by="asker")
    assert on_day(10, ANSWERED, ACCEPTED, no, *second).state == "claimed"
    assert on_day(10, ANSWERED, ACCEPTED, no, *second, back).state == "refuted"


@pytest.mark.parametrize("kind", ["withdraw", "merge", "spam"])
def test_what_is_no_case_any_more_is_excluded(kind: str) -> None:
    out = Event(at=30, kind=kind)
    assert on_day(40, *VERIFIED, out).state == "excluded"
    assert on_day(40, *VERIFIED, out, Event(at=31, kind="restore")).state == "verified"


def test_a_case_says_when_time_alone_will_change_it() -> None:
    assert on_day(10).next_change_at == 30
    assert on_day(31).next_change_at is None
    assert on_day(40, *VERIFIED).next_change_at == 20 + 365
    assert on_day(40, *VERIFIED, risk="low").next_change_at == 20 + 730
    assert on_day(386, *VERIFIED).next_change_at is None
    assert on_day(40, *VERIFIED, Event(at=30, kind="withdraw")).next_change_at is None


def test_a_case_is_open_for_thirty_days_and_unknown_after() -> None:
    assert on_day(30).state == "open"
    assert on_day(30.01).state == "unknown"


def test_any_past_day_can_be_asked_for_again() -> None:
    assert [on_day(day, *VERIFIED).state for day in (0, 1, 2, 16, 20)] == [
        "open", "open", "claimed", "confirmed", "verified",
    ]  # fmt: skip


def test_an_event_without_a_readable_time_is_left_out() -> None:
    assert on_day(40, read_event({"type": "accept", "t": "soon"}), read_event({})).state == "unknown"


def test_days_and_moments_translate_to_the_microsecond() -> None:
    moment = datetime(2026, 3, 29, 1, 59, 59, 123456, tzinfo=UTC)
    assert abs(to_datetime(from_datetime(moment)) - moment).total_seconds() < 2e-6
