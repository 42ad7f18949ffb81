"""Who may vote now, who may open papers, and what the ballot asks of a selection's moves."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import (
    Batch,
    BoxAccount,
    Entry,
    Mark,
    NewMark,
    ProvisionalPaper,
    Scrutineer,
    Scrutiny,
    Section,
    Selection,
)
from groundgame.campaign.selections.rules.moving import needed_before
from groundgame.campaign.selections.rules.running import may_run
from groundgame.campaign.selections.states import State


@dataclass(frozen=True, slots=True)
class Polls:
    """Whether papers are taken, by the state of the selection and the database's own clock."""

    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    now: datetime


def polls(selection_id: int) -> Polls:
    """Return how things stand at this very moment, which a transaction's own time may lag behind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, voting_opens_at, voting_closes_at, clock_timestamp() "
            "FROM selections_selection WHERE id = %s",
            [selection_id],
        )
        return Polls(*cursor.fetchone())


def _shown(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def check_polls_open(held: Polls) -> None:
    """Refuse a paper before voting opens and after it closes.

    Raises:
        BallotError: with the time.
    """
    early = held.opens_at is not None and held.now < held.opens_at
    late = held.closes_at is not None and held.now >= held.closes_at
    if held.closes_at is not None and (late or held.state in {State.COUNTING, State.DECLARED, State.CLOSED}):
        raise BallotError(f"Voting closed on {_shown(held.closes_at)}. No paper is taken any more.")
    if held.state != State.VOTING:
        raise BallotError("Voting has not opened yet. Your code stays good.")
    if early and held.opens_at is not None:
        raise BallotError(f"Voting opens on {_shown(held.opens_at)}. Your code stays good.")


def has_voted(entry: Entry) -> str:
    """Return how the entry has voted, or nothing: looked up apart, so that no reader waits for two tables at once."""
    fresh = NewMark.objects.filter(pk=entry.pk).values_list("how", flat=True).first()
    return fresh or Mark.objects.filter(pk=entry.pk).values_list("how", flat=True).first() or ""


def votes_for_something(section: Section) -> bool:
    """Tell whether any post is elected by this section: one that names no sections is elected by all."""
    return section.selection.posts.filter(Q(sections=None) | Q(sections=section)).exists()


def check_may_vote(entry: Entry) -> None:
    """Refuse a paper of somebody who is not on the roll, or has voted.

    Raises:
        BallotError: with the reason.
    """
    if entry.standing == Entry.Standing.EXCLUDED:
        raise BallotError("You are not on the roll of this ballot. Your letter says why, and how to appeal.")
    if not votes_for_something(entry.section):
        raise BallotError(f"Nobody is elected by {entry.section} here: there is nothing for you to vote on.")
    how = has_voted(entry)
    if how == "paper":
        raise BallotError("You have voted on paper. That vote counts; a second one is not taken.")
    if how:
        raise BallotError("You have voted already. Your first paper counts; another one is not taken.")


def scrutinises(user: User) -> bool:
    """Tell whether the person is a scrutineer of any ballot."""
    return Scrutineer.objects.filter(user=user).exists()


def may_scrutinise(user: User, selection: Selection) -> bool:
    """Tell whether the person is one of the selection's scrutineers."""
    return Scrutineer.objects.filter(selection=selection, user=user).exists()


def check_may_scrutinise(user: User, selection: Selection) -> None:
    """Refuse a person who is not one of the selection's scrutineers."""
    if not may_scrutinise(user, selection):
        raise PermissionDenied(f"You are not a scrutineer of {selection.name}. The returning officer names them.")


def check_before_voting(selection: Selection) -> None:
    """Refuse to change who holds the key once papers may be sealed to it."""
    if selection.state in {State.VOTING, State.COUNTING, State.DECLARED, State.CLOSED}:
        raise PermissionDenied("Scrutineers and their keys are fixed when voting opens: papers are sealed to them.")


@needed_before("open-voting")
def scrutineers_have_keys(selection: Selection) -> str | None:
    """Ask for a key from every scrutineer, and for enough of them."""
    held = Scrutiny.objects.filter(selection=selection).first()
    if held is None:
        return "Nobody can open the papers yet: name scrutineers, or say that the ballot is on paper alone."
    if held.paper_only:
        return None
    named = list(selection.scrutineers.select_related("user"))
    if len(named) < held.threshold:
        return f"{held.threshold} scrutineers open the papers together, and {len(named)} are named: name more."
    officers = [str(each) for each in named if may_run(each.user, selection)]
    if len(officers) >= held.threshold:
        return f"{', '.join(officers)} run the selection, and could open the papers alone: name others as scrutineers."
    waiting = [str(each) for each in named if not each.public_key]
    return f"No key yet from {', '.join(waiting)}." if waiting else None


@needed_before("close-voting")
def provisional_papers_are_decided(selection: Selection) -> str | None:
    """Ask for the decision on every appeal whose paper is held apart."""
    held = ProvisionalPaper.objects.filter(entry__selection=selection, entry__standing=Entry.Standing.PROVISIONAL)
    open_ = held.values("entry").distinct().count()
    if open_:
        return f"{open_} voted while their appeal was open: the panel must decide before their papers can be admitted."
    return None


@needed_before("declare")
def the_box_is_open(selection: Selection) -> str | None:
    """Ask for the papers before a result."""
    if waiting := paper_votes_waiting(selection):
        return f"{waiting} paper vote{'' if waiting == 1 else 's'} must be typed in twice and settled first."
    if BoxAccount.objects.filter(form__post__selection=selection, opened=None).exists():
        return "The papers are still sealed: the scrutineers open them first."
    return None


def paper_votes_waiting(selection: Selection) -> int:
    """Return how many paper votes are still to be typed in and settled, over all posts.

    Every voter marked as having voted on paper has a paper of each post: one that is missing from its envelope is typed
    as a doubtful one, so that the numbers agree before the box is opened.
    """
    accounts = BoxAccount.objects.filter(form__post__selection=selection)
    settled = Batch.objects.filter(form__post__selection=selection).exclude(settled_at=None)
    marked, typed = accounts.aggregate(all=Sum("marked_on_paper")), settled.aggregate(all=Sum("papers"))
    return (marked["all"] or 0) - (typed["all"] or 0)
