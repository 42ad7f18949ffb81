"""What of a selection may still be changed, which gets less as it goes on."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.models import Selection
from groundgame.campaign.selections.rules.running import check_may_run, may_run
from groundgame.campaign.selections.states import State

SET_UP = (State.DRAFT,)
NOMINATED = (State.DRAFT, State.NOMINATIONS)
BEFORE_VOTING = (*NOMINATED, State.FROZEN, State.APPEALS)
BEFORE_COUNTING = (*BEFORE_VOTING, State.VOTING)


def _may(user: User, selection: Selection, states: Collection[str]) -> bool:
    return may_run(user, selection) and selection.state in states


def _check(user: User, selection: Selection, states: Collection[str], what: str, until: str) -> None:
    check_may_run(user, selection)
    if selection.state not in states:
        raise PermissionDenied(
            f"{what} cannot be changed any more: {selection.name} is in state {selection.get_state_display()}, "
            f"and they are fixed {until}."
        )


def may_set_up(user: User, selection: Selection) -> bool:
    """Tell whether the person may change posts, rules and sections: until nominations open."""
    return _may(user, selection, SET_UP)


def check_may_set_up(user: User, selection: Selection) -> None:
    """Refuse to change posts, rules and sections once names are put forward for them."""
    _check(user, selection, SET_UP, "Posts, rules and sections", "when nominations open")


def may_add_candidates(user: User, selection: Selection) -> bool:
    """Tell whether the person may add or change candidates: until the freeze."""
    return _may(user, selection, NOMINATED)


def check_may_add_candidates(user: User, selection: Selection) -> None:
    """Refuse to add or change candidates after the freeze."""
    _check(user, selection, NOMINATED, "Candidates", "when the electorate is frozen")


def may_withdraw_candidates(user: User, selection: Selection) -> bool:
    """Tell whether the person may withdraw a candidate: until the papers are opened."""
    return _may(user, selection, BEFORE_COUNTING)


def check_may_withdraw_candidates(user: User, selection: Selection) -> None:
    """Refuse a withdrawal once papers may be open, since it would be known whom it helps."""
    _check(user, selection, BEFORE_COUNTING, "Withdrawals", "when voting closes")


def may_set_dates(user: User, selection: Selection) -> bool:
    """Tell whether the person may change the timetable and the seed of lots: until voting closes."""
    return _may(user, selection, BEFORE_COUNTING)


def check_may_set_dates(user: User, selection: Selection) -> None:
    """Refuse to change the timetable or the seed of lots once papers may be open."""
    _check(user, selection, BEFORE_COUNTING, "The timetable and the seed of lots", "when voting closes")


def _check_not_over(told: datetime) -> None:
    """Refuse to open the polls again: by the database's clock, which also tells a late paper from one in time."""
    if database_now() >= told:
        raise PermissionDenied(
            f"Voting ended on {date_format(timezone.localtime(told), 'j F Y, H:i')}, as voters were told: "
            "it cannot go on. Close it."
        )


def check_voting_keeps_its_word(selection: Selection, changed: Mapping[str, Any]) -> None:
    """Refuse to move the opening of a vote that is open, to bring its end forward, or to move one that has passed."""
    if selection.state != State.VOTING:
        return
    if "voting_opens_at" in changed:
        raise PermissionDenied("Voting is open already: when it opened can no longer be changed.")
    if selection.voting_closes_at is not None and "voting_closes_at" in changed:
        _check_not_over(selection.voting_closes_at)
    told, asked = selection.voting_closes_at, changed.get("voting_closes_at", selection.voting_closes_at)
    if told is not None and (asked is None or asked < told):
        raise PermissionDenied(
            "Voters were told until when they may vote: the end can be put off, never brought forward."
        )
