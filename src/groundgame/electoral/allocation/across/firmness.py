"""Which choices of a plan are firm: those that stay in other cases, and what it would take to change each."""

from collections.abc import Sequence

from groundgame.electoral.allocation.across.robust import Choice, Steadiness
from groundgame.electoral.allocation.across.why import Why


def chosen(reasons: Sequence[Why]) -> list[Why]:
    """Return the wards that were given hours, the most first; the leaflet that every ward gets is no choice."""
    return sorted((one for one in reasons if one.planned), key=lambda one: -one.planned)


def first_to_come_in(reasons: Sequence[Why]) -> list[Why]:
    """Return the wards without hours that would come in if an hour there did more, the least more first."""
    return sorted((one for one in reasons if not one.planned and 0 < one.times <= 1), key=lambda one: -one.times)


def turns_at(one: Why) -> float | None:
    """Return what part an hour would do, of what it is taken to do, where a choice turns.

    A ward with hours keeps them until an hour does less than this (below 1); one without comes in once an hour does so
    much (1 or more). None where no such part is known: sessions are whole, so that the last ward in may have less from
    an hour than one that is out.
    """
    known = one.times > 1 if one.planned else 0 < one.times <= 1
    return 1 / one.times if known else None


def tried(reasons: Sequence[Why], steadiness: Steadiness | None) -> list[tuple[Why, Choice]]:
    """Return the chosen wards that were tried in other cases, the most hours first, with what became of each."""
    found = {(one.ward, one.before): one for one in steadiness.choices} if steadiness else {}
    return [(one, found[one.ward, one.before]) for one in chosen(reasons) if (one.ward, one.before) in found]


def steady(reasons: Sequence[Why], steadiness: Steadiness | None) -> list[Why]:
    """Return the chosen wards that keep their hours in nine cases of ten, the most hours first."""
    keep = set(steadiness.steady) if steadiness else set()
    return [one for one in chosen(reasons) if (one.ward, one.before) in keep]
