"""Shares that do not open: no scrutineer spoils a paper alone, and nothing is given up that may still be opened."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import BoxAccount, OpenedPaper, OpenedShare, Scrutiny

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(poll, members):
    """Return a ballot of three papers, closed; two of three scrutineers open it."""
    voters = poll.entries(members, 3)
    poll.open()
    for voter in voters:
        poll.vote(voter, leader=[1])
    poll.close()
    return poll


def _empty(poll, user):
    actions.save_shares(selection=poll.selection, by=user, shares=dict.fromkeys(poll.shares(user), b""))


@pytest.mark.parametrize("spoiler", [0, 1, 2])
def test_one_scrutineers_empty_shares_spoil_nothing(box, spoiler):
    first = box.scrutineers.pop(spoiler)
    _empty(box, first)
    box.open_by(box.scrutineers[0])
    assert not OpenedPaper.objects.exists()
    with pytest.raises(BallotError, match="3 papers may still open"):
        actions.open_without(selection=box.selection, by=box.officer)
    box.open_by(box.scrutineers[1])
    assert [paper.ranking for paper in OpenedPaper.objects.all()] == [[1]] * 3
    assert BoxAccount.objects.get().spoilt == 0


def test_empty_shares_are_taken_back_and_handed_in_anew(box):
    first, second, _ = box.scrutineers
    _empty(box, first)
    assert box.shares(first) == {}
    assert actions.take_back_empty(selection=box.selection, by=first) == 3
    box.open_by(first, second)
    assert OpenedPaper.objects.filter(spoilt="").count() == 3


def test_a_good_share_takes_the_place_of_an_empty_one_and_never_the_other_way_round(box):
    first, second, _ = box.scrutineers
    good = box.shares(first)
    _empty(box, first)
    actions.save_shares(selection=box.selection, by=first, shares=good)
    actions.save_shares(selection=box.selection, by=first, shares=dict.fromkeys(good, b""))
    assert not OpenedShare.objects.filter(share=b"").exists()
    box.open_by(second)
    assert OpenedPaper.objects.filter(spoilt="").count() == 3


def test_the_box_opens_without_a_paper_only_by_a_decision_that_is_kept(box):
    first, second, _ = box.scrutineers
    one = next(iter(box.shares(first)))
    for user in (first, second):
        actions.save_shares(selection=box.selection, by=user, shares=box.shares(user) | {one: b""})
    assert not OpenedPaper.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.open_without(selection=box.selection, by=first)
    actions.open_without(selection=box.selection, by=box.officer)
    assert sorted(bool(paper.spoilt) for paper in OpenedPaper.objects.all()) == [False, False, True]
    kept = AuditEntry.objects.get(action="selection.open_without")
    assert kept.details == {"papers": 1, "empty": {"1": 1, "2": 1}}


def test_a_lost_key_does_not_keep_the_others_waiting_for_ever(box):
    first, second, third = box.scrutineers
    one = next(iter(box.shares(first)))  # a voter's browser sealed nonsense to the first alone
    actions.save_shares(selection=box.selection, by=first, shares=box.shares(first) | {one: b""})
    box.open_by(second)
    with pytest.raises(BallotError, match="1 papers may still open"):
        actions.open_without(selection=box.selection, by=box.officer)
    assert actions.give_up_key(selection=box.selection, by=third) == 3
    actions.open_without(selection=box.selection, by=box.officer)
    assert OpenedPaper.objects.filter(spoilt="").count() == 2


def test_what_the_papers_ask_for_counts_and_no_number_that_was_written_later(box):
    Scrutiny.objects.update(threshold=3)
    box.open_by(*box.scrutineers[:2])
    assert OpenedPaper.objects.count() == 3


def test_the_pages_name_who_handed_in_empty_shares_and_offer_to_take_them_back(box, client):
    first, second, _ = box.scrutineers
    _empty(box, first)
    client.force_login(box.officer)
    ballot = reverse("selections:ballot", args=[box.selection.pk])
    shown = client.get(ballot).content.decode()
    assert f"<strong>{first}</strong>: 3 empty shares" in shown
    assert "Open the box without" not in shown
    assert client.post(reverse("selections:open_without", args=[box.selection.pk])).status_code == 302
    assert not OpenedPaper.objects.exists()
    own, act = (reverse(f"selections:{name}", args=[box.selection.pk]) for name in ("scrutineer", "own_shares"))
    client.force_login(first)
    assert "3 of your shares did not open" in client.get(own).content.decode()
    client.post(act)
    assert box.shares(first)
    client.force_login(second)
    client.post(act, {"key": "lost"})
    assert box.shares(second) == {}
    client.force_login(box.officer)
    assert "Open the box without" not in client.get(ballot).content.decode()
