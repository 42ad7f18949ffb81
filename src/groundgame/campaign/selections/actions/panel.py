"""Name the panel that hears a selection's appeals, and say how many hear each."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.eligibility import counted
from groundgame.campaign.selections.models import Appeal, Finding, PanelMember, Selection
from groundgame.campaign.selections.rules.apart import conflict, standpoint


@transaction.atomic
def set_quorum(*, selection: Selection, quorum: int, apart_from_local_party: bool, by: User) -> None:
    """Say how many hear an appeal, and whether people of the member's own local party may.

    Raises:
        PermissionDenied: once the count has started, or once an appeal is decided.
    """
    held = Selection.objects.select_for_update().get(pk=selection.pk)
    rules.check_may_name_panel(by, held)
    if Finding.objects.filter(appeal__entry__selection=held).exists():
        raise PermissionDenied("The panel has begun to decide: how it decides can no longer be changed.")
    panel = rules.panel_of(held)
    panel.quorum, panel.apart_from_local_party = quorum, apart_from_local_party
    panel.full_clean(exclude=["selection"])
    panel.save()
    known = {"quorum": quorum, "apart_from_local_party": apart_from_local_party}
    record(by=by, action="appeal.set_quorum", subject=held, area=held.area, **known)


@transaction.atomic
def name_to_panel(*, selection: Selection, user: User, by: User, member: int | None = None) -> PanelMember:
    """Name somebody to hear a selection's appeals; `member` is the key of who they are in the party.

    Raises:
        PermissionDenied: for whoever fixes the electorate, or is on the panel already.
    """
    selection = Selection.objects.select_for_update().get(pk=selection.pk)
    rules.check_may_name_panel(by, selection)
    if rules.may_run(user, selection):
        raise PermissionDenied(f"{user} runs this selection, and fixed its electorate: name somebody else.")
    if rules.place_on_panel(user, selection) is not None:
        raise PermissionDenied(f"{user} is on the panel already.")
    place = PanelMember.objects.create(selection=selection, user=user, member_id=member, named_by=by)
    record(by=by, action="appeal.name_to_panel", subject=place, area=selection.area, user=user.pk, member=member)
    return place


@transaction.atomic
def take_off_panel(*, place: PanelMember, by: User) -> None:
    """Take somebody off the panel; what they found stays.

    Raises:
        PermissionDenied: if the person does not run the selection, or the count has started, or an appeal is open that
            they may hear.
    """
    held = Selection.objects.select_for_update().get(pk=place.selection_id)
    rules.check_may_name_panel(by, held)
    if open_ := _hears(place):
        raise PermissionDenied(
            f"{place} hears {counted(open_, 'open appeal')}: nobody is taken off in mid-case. Name more of the panel "
            "beside them; whoever cannot hear a case declares why."
        )
    place.left_at = database_now()
    place.save(update_fields=["left_at"])
    record(by=by, action="appeal.take_off_panel", subject=place, area=place.selection.area, user=place.user_id)


def _hears(place: PanelMember) -> int:
    """Return how many open appeals the person may hear, or has given a finding on."""
    point = standpoint(place)
    waiting = Appeal.objects.filter(entry__selection=place.selection_id, decision=None).select_related("entry")
    return sum(conflict(point, each) is None for each in waiting)
