"""Who is on a selection's panel, and how many of them hear an appeal."""

from django.db.models import QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.models import Panel, PanelMember, Selection


def panel_of(selection: Selection) -> Panel:
    """Return how the selection's appeals are heard: as usual, until something else is said."""
    return Panel.objects.filter(selection=selection).first() or Panel(selection=selection)


def place_on_panel(user: User, selection: Selection) -> PanelMember | None:
    """Return the person's place on the selection's panel, or None."""
    return PanelMember.objects.filter(selection=selection, user=user, left_at=None).first()


def panels_of(user: User) -> list[Selection]:
    """Return the selections whose appeals the person is named to hear."""
    return list(Selection.objects.filter(pk__in=_places(user).values("selection")))


def hears_appeals(user: User) -> bool:
    """Tell whether the person is on any panel."""
    return _places(user).exists()


def _places(user: User) -> "QuerySet[PanelMember]":
    return PanelMember.objects.filter(user=user, left_at=None)
