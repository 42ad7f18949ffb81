"""Nobody has two papers in one box."""

import pytest
from django.core.exceptions import PermissionDenied

from groundgame.campaign.selections.models import Entry, Post, Section
from groundgame.campaign.selections.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(poll, members):
    """Return somebody who is on the roll of two sections."""
    other = Section.objects.create(selection=poll.selection, name="Affiliates", position=2)
    one = poll.entry(members)
    return Entry.objects.create(
        selection=poll.selection,
        section=other,
        member=one.member,
        standing="included",
        facts={},
        decided_by=poll.officer,
    )


def test_voting_does_not_open_while_somebody_would_vote_twice_in_one_box(poll, twice):
    with pytest.raises(
        PermissionDenied, match=r"1 on the roll are in two sections that vote for .*each would vote twice"
    ):
        poll.move("open-voting")
    Entry.objects.filter(pk=twice.pk).update(standing="excluded", reasons=[{"kind": "x", "sentence": "Shut out."}])
    poll.move("open-voting")
    poll.selection.refresh_from_db()
    assert poll.selection.state == State.VOTING


def test_where_sections_are_weighed_a_vote_in_each_is_meant(poll, twice):
    Post.objects.filter(selection=poll.selection).update(rule="college")
    poll.move("open-voting")
