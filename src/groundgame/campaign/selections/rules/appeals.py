"""Who may appeal and until when, who may hear which appeal, and what an appeal asks of the selection's moves."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.eligibility import counted
from groundgame.campaign.selections.models import Appeal, Entry, Selection
from groundgame.campaign.selections.rules.apart import Standpoint, conflict, standpoint
from groundgame.campaign.selections.rules.electorate import shown, shut_out
from groundgame.campaign.selections.rules.moving import needed_before
from groundgame.campaign.selections.rules.panels import panel_of, place_on_panel
from groundgame.campaign.selections.rules.running import check_may_run, may_run
from groundgame.campaign.selections.states import State

OPEN = (State.APPEALS, State.VOTING)
NOT_YET = (State.DRAFT, State.NOMINATIONS, State.FROZEN)


def appeal_by(entry: Entry) -> datetime | None:
    """Return until when the member may appeal: the selection's deadline, or a later one that a letter told them."""
    told = entry.letters.aggregate(last=Max("appeal_by"))["last"]
    return max(filter(None, (told, entry.selection.appeals_until)), default=None)


def refusal_of_appeal(entry: Entry) -> str | None:
    """Return why an appeal cannot be made, or None where it can."""
    selection = entry.selection
    if Appeal.objects.filter(entry=entry).exists():
        return "You have appealed already. There is one appeal, and its outcome is final."
    if entry.standing != Entry.Standing.EXCLUDED:
        return "You have a vote: there is nothing to appeal against."
    if selection.state in NOT_YET:
        return "Appeals are not open yet. You will be written when they are."
    if selection.state not in OPEN:
        return "The count has started: no appeal can be made any more."
    last = appeal_by(entry)
    if last is not None and database_now() > last:
        return f"Appeals had to be made by {date_format(timezone.localtime(last), 'j F Y, H:i')}. This one is too late."
    return None


def may_appeal(entry: Entry) -> bool:
    """Tell whether an appeal can be made for the entry now."""
    return refusal_of_appeal(entry) is None


def check_may_appeal(entry: Entry) -> None:
    """Refuse an appeal that is late, made twice, or not needed."""
    if refusal := refusal_of_appeal(entry):
        raise PermissionDenied(refusal)


def own_standpoint(user: User, selection: Selection) -> Standpoint | None:
    """Return where the person stands on the selection's panel, or None where they are not on it."""
    place = place_on_panel(user, selection)
    return standpoint(place) if place is not None else None


def refusal_to_hear(point: Standpoint | None, appeal: Appeal) -> str | None:
    """Return why whoever stands there may not hear the appeal, or None where they may."""
    if point is None:
        return "You are not on the panel that hears these appeals. The returning officer names it."
    return conflict(point, appeal)


def refusal_to_find(point: Standpoint | None, appeal: Appeal) -> str | None:
    """Return why no finding can be given from there: whatever keeps from hearing it, or that it is done or too late."""
    if refusal := refusal_to_hear(point, appeal):
        return refusal
    if hasattr(appeal, "decision"):
        return "This appeal is decided. A decision is made once."
    if point is not None and any(each.panel_member.user_id == point.place.user_id for each in appeal.findings.all()):
        return "You have given your finding on this appeal. It is given once."
    if appeal.entry.selection.state not in OPEN:
        return "The count has started: nothing can be decided any more."
    return None


def may_hear(user: User, appeal: Appeal) -> bool:
    """Tell whether the person is on the panel and the case is not their own in any way."""
    return refusal_to_hear(own_standpoint(user, appeal.entry.selection), appeal) is None


def check_may_hear(user: User, appeal: Appeal) -> None:
    """Refuse whoever is not on the panel, or whose own case it is, and say how."""
    if refusal := refusal_to_hear(own_standpoint(user, appeal.entry.selection), appeal):
        raise PermissionDenied(refusal)


def may_find(user: User, appeal: Appeal) -> bool:
    """Tell whether the person can give a finding now."""
    return refusal_to_find(own_standpoint(user, appeal.entry.selection), appeal) is None


def check_may_find(user: User, appeal: Appeal) -> None:
    """Refuse a finding by whoever may not hear the appeal, a second one, one too late, and one on a decided appeal."""
    if refusal := refusal_to_find(own_standpoint(user, appeal.entry.selection), appeal):
        raise PermissionDenied(refusal)


def may_see_appeal(user: User, appeal: Appeal) -> bool:
    """Tell whether the person may read the case: who runs the selection, and whoever of the panel may hear it."""
    own = place_on_panel(user, appeal.entry.selection)
    return may_hear(user, appeal) or (own is None and may_run(user, appeal.entry.selection))


def check_may_see_appeal(user: User, appeal: Appeal) -> None:
    """Refuse to show a case to whoever neither runs the selection nor may hear it."""
    if not may_see_appeal(user, appeal):
        check_may_hear(user, appeal)


def may_see_appeals(user: User, selection: Selection) -> bool:
    """Tell whether the person may see the list: who runs the selection, and the panel."""
    return place_on_panel(user, selection) is not None or may_run(user, selection)


def check_may_see_appeals(user: User, selection: Selection) -> None:
    """Refuse to list appeals to whoever neither runs the selection nor is on its panel."""
    if not may_see_appeals(user, selection):
        raise PermissionDenied("Only the returning officer and the panel see appeals. The director does not.")


def may_name_panel(user: User, selection: Selection) -> bool:
    """Tell whether the person may change the panel: until voting closes."""
    return selection.state not in (State.COUNTING, State.DECLARED, State.CLOSED) and may_run(user, selection)


def check_may_name_panel(user: User, selection: Selection) -> None:
    """Refuse to change the panel to anybody but the returning officer, and once the count has started."""
    check_may_run(user, selection)
    if not may_name_panel(user, selection):
        raise PermissionDenied("The count has started: the panel can no longer be changed.")


@needed_before("open-appeals")
def appeals_have_an_end_and_a_panel(selection: Selection) -> str | None:
    """Ask, where anybody is shut out, for a deadline to tell them and for people to hear them."""
    if not shut_out(selection):
        return None
    if selection.appeals_until is None:
        return "Say until when one may appeal: it stands in the letters to those shut out."
    if selection.appeals_until <= database_now():
        return f"Appeals would be over already: they end on {shown(selection)}. Set a later end."
    quorum, named = panel_of(selection).quorum, selection.panel_members.filter(left_at=None).count()
    return f"{quorum} people hear an appeal, and {named} are named: name more of the panel." if named < quorum else None


@needed_before("open-voting")
def those_shut_out_are_told(selection: Selection) -> str | None:
    """Ask for the letters to be on their way before the vote."""
    left = selection.letters.filter(kind="exclusion", sent_at=None, posted_at=None).count()
    return f"{counted(left, 'letter')} to those shut out still to go: send or post first." if left else None


@needed_before("close-voting")
def every_appeal_is_decided(selection: Selection) -> str | None:
    """Ask for every decision before the count, after which none can be made."""
    open_ = Appeal.objects.filter(entry__selection=selection, decision=None).count()
    return f"{counted(open_, 'appeal')} still to be decided: after the count none can be." if open_ else None
