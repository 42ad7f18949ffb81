"""Who may type a marked register: field staff, in the polling districts of their wards.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers.
"""

from collections import Counter

from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import FIELD_STAFF, wards_of
from groundgame.campaign.register.models import Elector, Register, RegisterEntry
from groundgame.electoral.places import atlas


def boroughs_to_mark(user: User) -> frozenset[str]:
    """Return the boroughs in which the person may type for some ward."""
    return frozenset(atlas().area(ward).borough or "" for ward in wards_of(user, FIELD_STAFF)) - {""}


def districts_to_mark(user: User, borough: str) -> list[str]:
    """Return the polling districts of a borough that lie in the person's wards, in order."""
    mine = wards_of(user, FIELD_STAFF) & atlas().wards_within(borough)
    here = Elector.objects.filter(ward__in=sorted(mine), borough=borough, left_at=None)
    return sorted(set(here.values_list("polling_district", flat=True).distinct()))


def may_mark(user: User, register: Register, polling_district: str) -> bool:
    """Tell whether the person works in the ward of most of the district's electors: a few may have moved since."""
    entries = RegisterEntry.objects.filter(register=register, polling_district=polling_district)
    wards = Counter(entries.values_list("elector__ward", flat=True))
    return bool(wards) and wards.most_common(1)[0][0] in wards_of(user, FIELD_STAFF)


def check_may_mark(user: User, register: Register, polling_district: str) -> None:
    """Refuse a person who does not work in the district's ward."""
    if not may_mark(user, register, polling_district):
        raise PermissionDenied(
            f"Polling district {polling_district!r} is not in the wards you work in. Check its letters, or ask the "
            f"organiser of {atlas().area(register.borough).name} for a role there."
        )
