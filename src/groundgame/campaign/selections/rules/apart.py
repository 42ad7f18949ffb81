"""Nobody hears their own case: what makes a case one's own, each said in a sentence."""

from collections.abc import Callable, Iterable

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections.models import Appeal, Backing, Candidate, PanelMember
from groundgame.campaign.selections.rules.panels import panel_of

Conflict = Callable[[PanelMember, Appeal], str | None]


def own_members(place: PanelMember) -> frozenset[int]:
    """Return the members that one of the panel is: the one named, and any with the same e-mail address."""
    same = (
        Member.objects.filter(email__iexact=place.user.email).values_list("pk", flat=True) if place.user.email else ()
    )
    return frozenset(same) | ({place.member_id} if place.member_id else set())


def conflict(place: PanelMember, appeal: Appeal) -> str | None:
    """Return the first thing that makes the case their own, or None."""
    found = (check(place, appeal) for check in CONFLICTS)
    return next((why for why in found if why), None)


def _themselves(place: PanelMember, appeal: Appeal) -> str | None:
    if appeal.entry.member_id in own_members(place):
        return "This is your own appeal: others hear it."
    return None


def _decided_it(place: PanelMember, appeal: Appeal) -> str | None:
    if appeal.entry.decided_by_id == place.user_id:
        return "You took the decision that is appealed against: others hear it."
    return None


def _stands(place: PanelMember, appeal: Appeal) -> str | None:
    if _candidates(appeal, own_members(place)):
        return "You stand in this selection: others hear its appeals."
    return None


def _nominated(place: PanelMember, appeal: Appeal) -> str | None:
    """Look at nominations and endorsements both ways, the withdrawn ones too."""
    panel, appellant = own_members(place), frozenset({appeal.entry.member_id})
    here = Backing.objects.filter(candidate__post__selection=appeal.entry.selection)
    if here.filter(backer__member__in=panel, candidate__member__in=appellant).exists():
        return "You backed this member as a candidate: others hear the appeal."
    if here.filter(backer__member__in=appellant, candidate__member__in=panel).exists():
        return "This member backed you as a candidate: others hear the appeal."
    return None


def _same_local_party(place: PanelMember, appeal: Appeal) -> str | None:
    entry = appeal.entry
    if entry.local_party_id is None or not panel_of(entry.selection).apart_from_local_party:
        return None
    if Member.objects.filter(pk__in=own_members(place), local_party=entry.local_party_id).exists():
        return f"You belong to the same local party ({entry.local_party}): others hear the appeal."
    return None


def _declared(place: PanelMember, appeal: Appeal) -> str | None:
    interest = appeal.interests.filter(panel_member__user=place.user_id).first()
    return f"You declared an interest in this appeal: {interest.why}" if interest else None


def _candidates(appeal: Appeal, members: Iterable[int]) -> bool:
    return Candidate.objects.filter(post__selection=appeal.entry.selection, member__in=members).exists()


CONFLICTS: tuple[Conflict, ...] = (_themselves, _decided_it, _stands, _nominated, _same_local_party, _declared)
