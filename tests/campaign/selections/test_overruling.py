"""Whoever has appealed stands as the panel decides: nobody shuts them out after it, not even in the database."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(party):
    """Return a selection with appeals open, and the one entry that was shut out."""
    selection = party.selection(party.officer(), appeals_until=timezone.now() + dt.timedelta(days=3))
    party.section(selection, eligibility={"paid_up": {"grace_days": 0}})
    party.post(selection, "Ash", "Beech")
    party.move(selection, "open-nominations")
    party.member(paid_until=None)
    party.move(selection, "freeze")
    for _ in range(3):
        actions.name_to_panel(selection=selection, user=party.person(), by=selection.created_by)
    party.move(selection, "open-appeals")
    return selection.entries.get()


def _decided(entry: Entry, *, uphold: bool) -> Entry:
    appeal = actions.appeal(entry=entry, grounds="I paid.", by=None)
    for place in entry.selection.panel_members.all():
        actions.find(appeal=appeal, uphold=uphold, reasons="Seen.", by=place.user)
    entry.refresh_from_db()
    return entry


def test_the_returning_officer_does_not_overrule_the_panel(told, client):
    entry, officer = _decided(told, uphold=True), told.selection.created_by
    with pytest.raises(PermissionDenied, match="the panel's decision"):
        actions.shut_out(entry=entry, why="Because", by=officer)
    entry.refresh_from_db()
    assert entry.standing == "included"
    client.force_login(officer)
    page = client.get(reverse("selections:entry", args=[told.selection_id, entry.pk])).content.decode()
    assert "Shut this member out" not in page


@pytest.mark.parametrize(("uphold", "others"), [(True, {"excluded", "provisional"}), (False, {"included"})])
def test_the_database_refuses_another_standing_than_the_decisions(told, uphold, others):
    entry = _decided(told, uphold=uphold)
    for standing in others:
        with pytest.raises(DatabaseError, match="as the panel decides"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(standing=standing)


@pytest.mark.parametrize("standing", ["included", "excluded"])
def test_the_database_refuses_to_decide_before_the_panel(told, standing):
    actions.appeal(entry=told, grounds="I paid.", by=None)
    with pytest.raises(DatabaseError, match="as the panel decides"), transaction.atomic():
        Entry.objects.filter(pk=told.pk).update(standing=standing)
