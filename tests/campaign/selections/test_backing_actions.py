"""Who backs whom: recorded, withdrawn and kept, by the right people at the right time."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.people.models import Organisation
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.actions import Named
from groundgame.campaign.selections.models import Backer, Backing, Candidate, Slate

pytestmark = pytest.mark.django_db

UNION = Named("union", "Union of Invented Trades")
DAY = dt.date(2026, 3, 2)
SOURCE = "https://example.org/we-back"


@pytest.fixture
def officer(party):
    return party.officer()


@pytest.fixture
def leader(party, officer):
    """Return a post with two candidates, nominations open."""
    selection = party.selection(officer)
    party.section(selection)
    post = party.post(selection, "Ash", "Beech", nominations_needed=2)
    party.move(selection, "open-nominations")
    post.refresh_from_db()
    return post


def standing(post, name) -> Candidate:
    return Candidate.objects.select_related("post__selection").get(post=post, name=name)


def give(officer, post, name, backer=UNION, what="nomination", day=DAY) -> Backing:
    return actions.back(
        by=officer, candidate=standing(post, name), backer=backer, what=what, given_on=day, source=SOURCE
    )


def test_a_nomination_is_kept_with_its_day_and_source_and_audited(officer, leader):
    Organisation.objects.create(name=UNION.name, kind="union")
    made = give(officer, leader, "Ash")
    assert (made.given_on, made.source, made.source_is_link) == (DAY, SOURCE, True)
    assert made.backer.organisation.name == UNION.name
    assert AuditEntry.objects.filter(action="backing.nomination", by=officer).exists()


def test_the_same_again_changes_nothing(officer, leader):
    assert give(officer, leader, "Ash") == give(officer, leader, "Ash", day=dt.date(2026, 3, 5))
    assert Backing.objects.count() == 1


def test_a_backer_nominates_no_more_than_there_are_seats_and_endorses_whom_they_like(officer, leader):
    give(officer, leader, "Ash")
    with pytest.raises(PermissionDenied, match="already nominates Ash for Leader, and may nominate 1"):
        give(officer, leader, "Beech")
    assert give(officer, leader, "Beech", what="endorsement").pk


def test_a_withdrawal_is_written_beside_and_the_backer_may_turn_to_another(officer, leader):
    made = give(officer, leader, "Ash")
    actions.withdraw_backing(by=officer, backing=made, withdrawn_on=dt.date(2026, 3, 9), source="A letter")
    give(officer, leader, "Beech")
    kept = Backing.objects.get(pk=made.pk)
    assert (kept.withdrawn_on, kept.withdrawn_source, kept.withdrawn_by) == (dt.date(2026, 3, 9), "A letter", officer)
    with pytest.raises(PermissionDenied, match="withdrew that on 9 March 2026 already"):
        actions.withdraw_backing(by=officer, backing=made, withdrawn_on=dt.date(2026, 3, 10))


def test_backing_again_after_a_withdrawal_is_a_second_row(officer, leader):
    made = give(officer, leader, "Ash")
    actions.withdraw_backing(by=officer, backing=made, withdrawn_on=DAY)
    again = give(officer, leader, "Ash", day=dt.date(2026, 3, 20))
    assert again.pk != made.pk
    assert Backing.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"source": "Another"},
        {"given_on": dt.date(2026, 1, 1)},
        {"withdrawn_source": "No day"},
        {"what": "endorsement", "withdrawn_on": DAY},
    ],
)
def test_the_database_lets_nothing_but_a_withdrawal_be_written(officer, leader, change):
    made = give(officer, leader, "Ash")
    with pytest.raises(DatabaseError, match="withdrawn once"), transaction.atomic():
        Backing.objects.filter(pk=made.pk).update(**change)


def test_the_database_keeps_what_was_withdrawn(officer, leader):
    made = give(officer, leader, "Ash")
    actions.withdraw_backing(by=officer, backing=made, withdrawn_on=DAY)
    with pytest.raises(DatabaseError, match="withdrawn once"), transaction.atomic():
        Backing.objects.filter(pk=made.pk).update(withdrawn_on=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Backing.objects.filter(pk=made.pk).delete()


def test_nominations_end_with_the_freeze_and_endorsements_do_not(party, officer, leader):
    for number in range(2):
        for name in ("Ash", "Beech"):
            give(officer, leader, name, Named("member", f"{name}'s {number}"))
    nomination = Backing.objects.first()
    party.move(leader.selection, "freeze")
    with pytest.raises(PermissionDenied, match="Nominations are not open"):
        give(officer, leader, "Ash")
    with pytest.raises(PermissionDenied, match="one that was given stands"):
        actions.withdraw_backing(by=officer, backing=nomination, withdrawn_on=timezone.localdate())
    assert give(officer, leader, "Ash", what="endorsement").pk


def test_the_freeze_waits_for_the_nominations_needed_or_a_withdrawal(party, officer, leader):
    for number in range(2):
        give(officer, leader, "Ash", Named("councillor", f"Councillor {number}"))
    give(officer, leader, "Beech", Named("mp", "MP"))
    endorsed = give(officer, leader, "Beech", what="endorsement")
    assert endorsed.what == "endorsement"  # and does not count
    with pytest.raises(PermissionDenied, match="Beech has 1 of 2 for Leader"):
        party.move(leader.selection, "freeze")
    actions.withdraw_candidate(candidate=standing(leader, "Beech"), by=officer)
    assert rules.short_of_nominations(leader.selection) == []
    party.move(leader.selection, "freeze")


def test_a_day_that_has_not_come_is_refused(officer, leader):
    with pytest.raises(ValidationError, match="has not come yet"):
        give(officer, leader, "Ash", day=timezone.localdate() + dt.timedelta(days=1))


def test_nothing_is_withdrawn_before_it_was_given(officer, leader):
    made = give(officer, leader, "Ash")
    with pytest.raises(ValidationError, match="given on 2 March 2026"):
        actions.withdraw_backing(by=officer, backing=made, withdrawn_on=dt.date(2026, 3, 1))


def test_who_has_withdrawn_is_not_nominated(officer, leader):
    actions.withdraw_candidate(candidate=standing(leader, "Ash"), by=officer)
    with pytest.raises(PermissionDenied, match="Ash has withdrawn from Leader"):
        give(officer, leader, "Ash")


@pytest.mark.parametrize(
    ("role", "area", "may"),
    [
        (Role.RETURNING_OFFICER, "E12000007", True),
        (Role.RETURNING_OFFICER, "E09000003", False),
        (Role.DIRECTOR, "E12000007", False),
        (None, "", False),
    ],
)
def test_who_may_record(party, leader, role, area, may):
    user = party.person(role, area)
    assert rules.may_record_backing(user, leader.selection) is may
    if may:
        assert give(user, leader, "Ash").pk
    else:
        with pytest.raises(PermissionDenied):
            give(user, leader, "Ash")


def test_nothing_is_recorded_once_the_selection_is_closed(party, officer, leader):
    party.move(leader.selection, "abandon-nominations")
    with pytest.raises(PermissionDenied, match="is closed"):
        give(officer, leader, "Ash", what="endorsement")
    with pytest.raises(PermissionDenied, match="is closed"):
        actions.save_slate(by=officer, slate=Slate(selection=leader.selection, name="Red"), candidates=[])


def test_a_post_is_not_taken_out_under_those_who_back_somebody_for_it(party, officer, leader):
    give(officer, leader, "Ash", what="endorsement")
    party.move(leader.selection, "redraft")
    leader.selection.refresh_from_db()
    with pytest.raises(PermissionDenied, match="on record as backing a candidate for Leader"):
        actions.remove(part=leader, by=officer)


def test_two_members_of_one_name_are_told_apart_by_their_numbers(party, officer, leader):
    members = [party.member(name="Pat Doe") for _ in range(2)]
    for member in members:
        give(officer, leader, "Ash", Named("member", "Pat Doe", member.number))
    assert {backer.member for backer in Backer.objects.all()} == set(members)
    with pytest.raises(ValidationError, match="No member has the number 'M9'"):
        give(officer, leader, "Ash", Named("member", "Pat Doe", "M9"))


def test_a_slate_runs_across_posts_and_stays_within_its_selection(party, officer, leader):
    board = party.post(party.selection(officer), "Elm", name="Board", rule="meek", seats=3)
    slate = Slate(selection=leader.selection, name="Red")
    actions.save_slate(by=officer, slate=slate, candidates=[standing(leader, "Ash"), standing(leader, "Beech")])
    actions.save_slate(by=officer, slate=slate, candidates=[standing(leader, "Beech")])
    assert [each.name for each in slate.candidates.all()] == ["Beech"]
    with pytest.raises(ValidationError, match="Elm stand in another selection"):
        actions.save_slate(by=officer, slate=slate, candidates=[standing(board, "Elm")])
    actions.remove_slate(by=officer, slate=slate)
    assert AuditEntry.objects.get(action="slate.remove").details["name"] == "Red"
