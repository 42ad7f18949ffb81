"""Who may see electors, load registers and lift objections.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.accounts.rules import FIELD_STAFF, MANAGERS, may_work_in, wards_of
from groundgame.campaign.register.ages import sixteen_or_over
from groundgame.campaign.register.models import Elector
from groundgame.electoral.places import atlas

# Whoever answers for the data must be able to find whom they answer.
REGISTER_READERS = (*FIELD_STAFF, Role.DATA_OFFICER)
# Who answers to electors and to the Information Commissioner for what is held.
OFFICERS = (Role.DIRECTOR, Role.DATA_OFFICER)


def visible_electors(user: User) -> QuerySet[Elector]:
    """Return the electors in the wards that the person's roles cover, those below sixteen left out."""
    wards = wards_of(user, REGISTER_READERS)
    boroughs = {atlas().area(ward).borough or "" for ward in wards}
    electors = Elector.objects.filter(sixteen_or_over(), borough__in=sorted(boroughs))
    return electors.filter(ward__in=sorted(wards)) if _whole_boroughs(wards)[1] else electors


def _whole_boroughs(wards: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Split wards into the boroughs they fill, which an index finds at once, and the wards left over."""
    whole = frozenset(area.code for area in atlas().areas("borough") if atlas().wards_within(area.code) <= wards)
    filled = frozenset[str]().union(*(atlas().wards_within(code) for code in whole))
    return whole, wards - filled


def may_see_elector(user: User, elector: Elector) -> bool:
    """Tell whether the person may open this elector's page."""
    return visible_electors(user).filter(pk=elector.pk).exists()


def check_may_see_elector(user: User, elector: Elector) -> None:
    """Refuse a person whose roles do not cover the elector's ward."""
    if not may_see_elector(user, elector):
        raise PermissionDenied(
            "This elector is outside the wards you work in. Ask the organiser of that borough for a role there."
        )


def may_search(user: User) -> bool:
    """Tell whether the person may search the register anywhere."""
    return bool(wards_of(user, REGISTER_READERS))


def check_may_search(user: User) -> None:
    """Refuse a person who has no role that shows electors."""
    if not may_search(user):
        raise PermissionDenied(
            "Only a director, an organiser, an agent or the data officer sees the register. Ask one of them."
        )


def may_import(user: User, borough: str) -> bool:
    """Tell whether the person may load registers of this borough: a manager of all of it."""
    return may_work_in(user, atlas().wards_within(borough), MANAGERS)


def check_may_import(user: User, borough: str) -> None:
    """Refuse a person who does not manage the whole borough."""
    if not may_import(user, borough):
        raise PermissionDenied(
            f"Only an organiser of all of {atlas().area(borough).name}, or the director, loads its register. "
            "Ask the director for that role."
        )


def boroughs_to_import(user: User) -> frozenset[str]:
    """Return the codes of the boroughs whose registers the person may load."""
    return _whole_boroughs(wards_of(user, MANAGERS))[0]


def may_lift(user: User, elector: Elector) -> bool:
    """Tell whether the person may lift this elector's objection."""
    return may_work_in(user, [elector.ward], REGISTER_READERS)


def check_may_lift(user: User, elector: Elector) -> None:
    """Refuse a person whose roles do not cover the elector's ward."""
    if not may_lift(user, elector):
        raise PermissionDenied("Only those who work in the elector's ward lift an objection. Ask the organiser.")


def may_answer_for(user: User, elector: Elector) -> bool:
    """Tell whether the person answers an elector who asks what we hold, or asks to be forgotten."""
    return may_work_in(user, [elector.ward], OFFICERS)


def check_may_answer_for(user: User, elector: Elector) -> None:
    """Refuse a person who is neither director nor data officer of the elector's ward."""
    if not may_answer_for(user, elector):
        raise PermissionDenied(
            "Only the data officer or a director answers for what is held of an elector. Pass the request on today: "
            "the law gives one month."
        )


def may_oversee(user: User) -> bool:
    """Tell whether the person is a data officer or a director anywhere."""
    return bool(wards_of(user, OFFICERS))


def check_may_oversee(user: User) -> None:
    """Refuse a person who is neither director nor data officer."""
    if not may_oversee(user):
        raise PermissionDenied("Only the data officer or a director sees who looked at whom. Ask one of them.")


def may_word_consent(user: User) -> bool:
    """Tell whether the person may set the words that people are asked to agree to: for all of the city alike."""
    return may_oversee(user)


def check_may_word_consent(user: User) -> None:
    """Refuse a person who is neither director nor data officer."""
    if not may_word_consent(user):
        raise PermissionDenied("Only the data officer or a director sets the words of a consent. Ask one of them.")


def may_record_consent(user: User, elector: Elector) -> bool:
    """Tell whether the person may write down that this elector agreed to something."""
    return may_work_in(user, [elector.ward], REGISTER_READERS)


def check_may_record_consent(user: User, elector: Elector) -> None:
    """Refuse a person whose roles do not cover the elector's ward."""
    if not may_record_consent(user, elector):
        raise PermissionDenied("Only those who work in the elector's ward record a consent. Ask the organiser there.")
