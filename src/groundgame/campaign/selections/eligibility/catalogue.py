"""A section's rules: what makes somebody belong to it, and those that the returning officer chose, as plain values.

Kept as `{"joined": {"days": 183}, "paid_up": {"grace_days": 60}, "not_suspended": {}}`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from groundgame.campaign.selections.eligibility.belonging import Affiliate, Delegate, JoinedAs, Representative
from groundgame.campaign.selections.eligibility.judging import Rule
from groundgame.campaign.selections.eligibility.living import LivesIn
from groundgame.campaign.selections.eligibility.membership import AtLeastAged, Joined, NotSuspended, PaidUp
from groundgame.electoral.places import atlas

KINDS: Mapping[str, type[Any]] = {each.kind: each for each in (Joined, PaidUp, NotSuspended, AtLeastAged, LivesIn)}
"""The rules that may be chosen, in the order in which they are said."""
MOST = {"days": 3660, "grace_days": 366, "years": 120}
"""More than these is a slip of the hand."""

_BELONGS: Mapping[str, Callable[[str, tuple[str, ...]], Rule]] = {
    "members": lambda _office, _organisations: JoinedAs("member"),
    "supporters": lambda _office, _organisations: JoinedAs("supporter"),
    "affiliates": lambda _office, organisations: Affiliate(organisations),
    "representatives": lambda office, organisations: Representative(organisations, office),
    "delegates": lambda _office, organisations: Delegate(organisations),
}


class RuleError(ValueError):
    """A rule that cannot be used, said in a sentence."""


def section_rules(
    who: str, kept: Mapping[str, Mapping[str, Any]], *, office: str = "", organisations: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """Return a section's rules: what makes somebody belong to it first, then those that were kept for it.

    Raises:
        RuleError: if a kind is unknown, or a parameter is missing, unknown or out of reason.
    """
    if who not in _BELONGS:
        raise RuleError(f"A section cannot be of {who!r}; it is of {', '.join(_BELONGS)}.")
    if unknown := sorted(set(kept) - set(KINDS)):
        raise RuleError(f"There is no rule {', '.join(unknown)}; there are {', '.join(KINDS)}.")
    belongs = _BELONGS[who](office, tuple(sorted(organisations)))
    return (belongs, *(_rule(kind, kept[kind]) for kind in KINDS if kind in kept))


def usual(who: str, area: str) -> dict[str, dict[str, Any]]:
    """Return the rules that a new section of an area starts from."""
    rules: dict[str, dict[str, Any]] = {"not_suspended": {}}
    if who in ("members", "supporters"):
        rules |= {"joined": {"days": 183 if who == "members" else 0}, "lives_in": {"area": area}}
    if who == "members":
        rules["paid_up"] = {"grace_days": 60}
    return {kind: rules[kind] for kind in KINDS if kind in rules}


def _rule(kind: str, parameters: Mapping[str, Any]) -> Rule:
    names = {each.name for each in fields(KINDS[kind])}
    if set(parameters) != names:
        wanted = ", ".join(sorted(names)) or "no parameter"
        raise RuleError(f"The rule {kind} takes {wanted}, and was given {', '.join(sorted(parameters)) or 'none'}.")
    for name, value in parameters.items():
        _check(kind, name, value)
    rule: Rule = KINDS[kind](**parameters)
    return rule


def _check(kind: str, name: str, value: Any) -> None:  # noqa: ANN401 (whatever was kept)
    if name in MOST and not (type(value) is int and 0 <= value <= MOST[name]):
        raise RuleError(f"{name} of the rule {kind} is {value!r}; give a whole number from 0 to {MOST[name]:,}.")
    if name == "area":
        try:
            atlas().wards_within(str(value))
        except LookupError as error:
            raise RuleError(
                f"{value!r} is no area of today; give the code of a city, borough, ward or seat."
            ) from error
