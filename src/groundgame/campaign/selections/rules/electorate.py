"""When an electorate may be fixed, fixed anew, or changed by hand."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.eligibility import RuleError
from groundgame.campaign.selections.fixing import rules_of
from groundgame.campaign.selections.models import Appeal, Entry, Selection
from groundgame.campaign.selections.rules.moving import needed_before
from groundgame.campaign.selections.rules.running import check_may_run, may_run
from groundgame.campaign.selections.states import State

BEFORE_FREEZE = (State.DRAFT, State.NOMINATIONS)
SHUTTING_OUT = (State.FROZEN, State.APPEALS)


def shown(selection: Selection) -> str:
    """Return until when one may appeal, in words."""
    return date_format(timezone.localtime(selection.appeals_until), "j F Y, H:i") if selection.appeals_until else ""


def may_set_eligibility(user: User, selection: Selection) -> bool:
    """Tell whether the person may change who may vote: until the electorate is fixed."""
    return selection.state in BEFORE_FREEZE and may_run(user, selection)


def check_may_set_eligibility(user: User, selection: Selection) -> None:
    """Refuse to change who may vote once the electorate is fixed."""
    check_may_run(user, selection)
    if selection.state not in BEFORE_FREEZE:
        raise PermissionDenied(
            f"The electorate of {selection} is fixed: its rules can no longer be changed. "
            "Whoever was shut out wrongly may appeal."
        )


def may_fix_anew(user: User, selection: Selection) -> bool:
    """Tell whether the person may have the rules applied again: until those shut out are told."""
    return selection.state == State.FROZEN and may_run(user, selection)


def check_may_fix_anew(user: User, selection: Selection) -> None:
    """Refuse to apply the rules again once people have been told what came of them, and before the freeze."""
    check_may_run(user, selection)
    if selection.state in BEFORE_FREEZE:
        raise PermissionDenied(f"{selection} is not frozen yet: freeze it, and its electorate is fixed.")
    if selection.state != State.FROZEN:
        raise PermissionDenied(
            f"The electorate of {selection} cannot be fixed anew: those shut out have been told"
            f"{'' if selection.state == State.APPEALS else ', and voting has opened'}. An appeal puts one member right."
        )


def may_shut_out(user: User, selection: Selection) -> bool:
    """Tell whether the person may shut one member out by hand: while an appeal against it can still be made."""
    in_time = selection.appeals_until is None or database_now() <= selection.appeals_until
    return selection.state in SHUTTING_OUT and in_time and may_run(user, selection)


def check_may_shut_out(user: User, selection: Selection) -> None:
    """Refuse to shut one member out by hand before the freeze, after voting has opened, or past the right of appeal."""
    check_may_run(user, selection)
    if selection.state not in SHUTTING_OUT:
        raise PermissionDenied(
            f"{selection} is in state {selection.get_state_display()}: somebody is shut out by hand between the freeze "
            "and the opening of the vote alone."
        )
    if not may_shut_out(user, selection):
        raise PermissionDenied(
            f"Whoever is shut out now could not appeal: appeals ended on {shown(selection)}. Set a later end first."
        )


def may_be_shut_out(entry: Entry) -> bool:
    """Tell whether the member has a vote that no appeal gave or may still give: there is one appeal and no second."""
    return entry.standing == Entry.Standing.INCLUDED and not Appeal.objects.filter(entry=entry).exists()


def check_nobody_appealed(entry: Entry) -> None:
    """Refuse to shut somebody out whose appeal was made: the panel decides on it, and nobody after the panel."""
    if Appeal.objects.filter(entry=entry).exists():
        raise PermissionDenied(
            f"{entry.member} has appealed: whether they may vote is the panel's decision, which nobody can overrule."
        )


@needed_before("freeze")
def the_rules_can_be_applied(selection: Selection) -> str | None:
    """Ask for rules that can be used, before they are applied to everybody."""
    for section in selection.sections.all():
        try:
            rules_of(section)
        except RuleError as error:
            return f"The rules of {section} cannot be applied. {error}"
    return None


def shut_out(selection: Selection) -> int:
    """Return how many members are shut out of the selection."""
    return selection.entries.exclude(standing=Entry.Standing.INCLUDED).count()
