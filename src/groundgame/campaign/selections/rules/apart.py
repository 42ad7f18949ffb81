"""Nobody hears their own case: what makes a case one's own, each said in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections.models import Appeal, Backer, Backing, Candidate, Interest, PanelMember, Selection
from groundgame.campaign.selections.rules.panels import panel_of

PEOPLE = (Backer.Kind.MP, Backer.Kind.ASSEMBLY_MEMBER, Backer.Kind.COUNCILLOR, Backer.Kind.MEMBER)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What ties one of the panel to the people of a selection: looked up once, and asked of each appeal.

    `members` are who they are in the party, by membership named or e-mail address; `backed` whom they backed as
    candidates, `backed_by` who backed them, withdrawn backings included.
    """

    place: PanelMember
    members: frozenset[int]
    local_parties: frozenset[int]
    backed: frozenset[int]
    backed_by: frozenset[int]
    stands: bool
    declared: dict[int, str]


def standpoint(place: PanelMember) -> Standpoint:
    """Return where one of the panel stands."""
    members = _members(place)
    here = Backing.objects.filter(candidate__post__selection=place.selection_id)
    backed = here.filter(backer__member__in=members).values_list("candidate__member", flat=True)
    backed_by = here.filter(candidate__member__in=members).values_list("backer__member", flat=True)
    local = Member.objects.filter(pk__in=members).values_list("local_party", flat=True)
    apart = panel_of(place.selection).apart_from_local_party
    return Standpoint(
        place,
        members,
        frozenset(filter(None, local)) if apart else frozenset(),
        frozenset(filter(None, backed)),
        frozenset(filter(None, backed_by)),
        Candidate.objects.filter(post__selection=place.selection_id, member__in=members).exists(),
        dict(Interest.objects.filter(panel_member__user=place.user_id).values_list("appeal", "why")),
    )


def standpoints(selection: Selection) -> list[Standpoint]:
    """Return where each of a selection's panel stands."""
    panel = selection.panel_members.filter(left_at=None).select_related("user", "member", "selection")
    return [standpoint(place) for place in panel]


def _members(place: PanelMember) -> frozenset[int]:
    same = Member.objects.filter(email__iexact=place.user.email).exclude(email="").values_list("pk", flat=True)
    return frozenset(same) | ({place.member_id} if place.member_id else set())


def unchecked(selection: Selection, points: list[Standpoint]) -> list[str]:
    """Return, a sentence each, of whom it is not known which member they are, so that no conflict is found."""
    panel = [f"{point.place}, of the panel" for point in points if not point.members]
    standing = Candidate.objects.filter(post__selection=selection, member=None).order_by("post", "position")
    candidates = [f"{each}, who stands" for each in standing]
    backing = Backer.objects.filter(kind__in=PEOPLE, member=None, backings__candidate__post__selection=selection)
    backers = [f"{each}, who backs a candidate" for each in backing.distinct()]
    return [f"{each}: no membership number." for each in (*panel, *candidates, *backers)]


def conflict(point: Standpoint, appeal: Appeal) -> str | None:
    """Return the first thing that makes the case their own, or None."""
    found = (check(point, appeal) for check in CONFLICTS)
    return next((why for why in found if why), None)


def _themselves(point: Standpoint, appeal: Appeal) -> str | None:
    return "This is your own appeal: others hear it." if appeal.entry.member_id in point.members else None


def _decided_it(point: Standpoint, appeal: Appeal) -> str | None:
    own = appeal.entry.decided_by_id == point.place.user_id
    return "You took the decision that is appealed against: others hear it." if own else None


def _backed(point: Standpoint, appeal: Appeal) -> str | None:
    if appeal.entry.member_id in point.backed:
        return "You backed this member as a candidate: others hear the appeal."
    if appeal.entry.member_id in point.backed_by:
        return "This member backed you as a candidate: others hear the appeal."
    return None


def _stands(point: Standpoint, _appeal: Appeal) -> str | None:
    return "You stand in this selection: others hear its appeals." if point.stands else None


def _same_local_party(point: Standpoint, appeal: Appeal) -> str | None:
    if appeal.entry.local_party_id not in point.local_parties:
        return None
    return f"You belong to the same local party ({appeal.entry.local_party}): others hear the appeal."


def _declared(point: Standpoint, appeal: Appeal) -> str | None:
    why = point.declared.get(appeal.pk)
    return f"You declared an interest in this appeal: {why}" if why else None


Conflict = Callable[[Standpoint, Appeal], str | None]
CONFLICTS: tuple[Conflict, ...] = (_themselves, _decided_it, _backed, _stands, _same_local_party, _declared)
