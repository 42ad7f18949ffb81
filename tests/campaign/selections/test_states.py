"""The table of states and moves, the conditions of each, and its append-only log."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.models import Selection, Transition
from groundgame.campaign.selections.states import MOVES, State, diagram, move_named, moves_from


def test_every_state_is_reached_and_closed_alone_is_the_end():
    assert {move.target for move in MOVES} == set(State)
    assert {state for state in State if not moves_from(state)} == {State.CLOSED}


def test_once_voting_opens_there_is_no_way_back():
    order = list(State)
    for move in MOVES:
        if order.index(move.source) >= order.index(State.VOTING):
            assert order.index(move.target) == order.index(move.source) + 1


def test_keys_are_unlike_and_name_their_moves():
    assert len({move.key for move in MOVES}) == len(MOVES)
    assert all(move_named(move.key) is move for move in MOVES)


def test_the_diagram_has_an_arrow_for_every_move_and_no_other():
    arrows = [line.split(":")[0].strip() for line in diagram().splitlines() if "-->" in line and "[*]" not in line]
    assert sorted(arrows) == sorted(f"{move.source} --> {move.target}" for move in MOVES)


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(State))
def test_a_move_is_refused_from_every_state_but_its_own(party, state):
    selection = party.selection(party.officer())
    Selection.objects.filter(pk=selection.pk).update(state=state)
    selection.refresh_from_db()
    for move in MOVES:
        if move.source != state:
            assert rules.obstacles(selection, move) == [
                f"This selection is in state {state.label}, not {move.source.label}."
            ]


@pytest.mark.django_db
def test_nominations_wait_for_a_post_and_a_section(party):
    selection = party.selection(party.officer())
    with pytest.raises(PermissionDenied, match=r"no post to elect yet"):
        party.move(selection, "open-nominations")
    party.post(selection, "Ash")
    with pytest.raises(PermissionDenied, match=r"Nobody may vote yet"):
        party.move(selection, "open-nominations")
    party.section(selection)
    party.move(selection, "open-nominations")
    selection.refresh_from_db()
    assert selection.state == State.NOMINATIONS


@pytest.mark.django_db
def test_the_freeze_waits_for_its_date(party):
    selection = party.selection(party.officer(), freeze_at=timezone.now() + dt.timedelta(hours=1))
    party.post(selection, "Ash")
    party.section(selection)
    party.move(selection, "open-nominations")
    with pytest.raises(PermissionDenied, match=r"freeze date has not come"):
        party.move(selection, "freeze")


@pytest.mark.django_db
def test_a_move_is_logged_audited_and_the_log_cannot_be_changed(party):
    selection = party.selection(party.officer())
    party.move(selection, "abandon-draft")
    (logged,) = selection.transitions.all()
    assert (logged.source, logged.target, logged.by) == (State.DRAFT, State.CLOSED, selection.created_by)
    assert AuditEntry.objects.filter(action="selection.abandon-draft", by=selection.created_by).count() == 1
    for change in (logged.delete, lambda: Transition.objects.update(target=State.DRAFT)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_an_effect_that_fails_leaves_the_state_as_it_was(party, monkeypatch):
    selection = party.selection(party.officer())

    def fail(selection, *, by):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    monkeypatch.setitem(actions.moving._effects, "abandon-draft", [fail])
    with pytest.raises(DatabaseError), transaction.atomic():
        party.move(selection, "abandon-draft")
    selection.refresh_from_db()
    assert selection.state == State.DRAFT
    assert not selection.transitions.exists()


def test_the_documentation_has_the_diagram_that_the_table_draws():
    text = (Path(__file__).resolve().parents[3] / "docs" / "selections.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{diagram()}\n```" in text
    described = [row.split("|")[1].strip() for row in text.splitlines() if row.startswith("| ")]
    usual = [move.label for move in MOVES if not move.key.startswith(("abandon", "redraft"))]
    assert [label for label in described if label != "move"] == usual
