"""What a rule was told beside the papers, in words: whoever counts again by other means has to know it."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from groundgame.electoral.counting.dhondt import LONDON_THRESHOLD
from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.sainte_lague import NEW_ZEALAND_THRESHOLD

Facts = list[tuple[str, str]]


def settings(rule: str, seats: int, options: Mapping[str, Any]) -> Facts:
    """Return what a rule was told, by name, with what it takes where it was told nothing.

    `options` are those of the rule, by its own parameters; `already` is given with them where the file says it.
    """
    given = _untold(rule, seats) | {name: value for name, value in options.items() if value is not None}
    return [(NAMES[name], text) for name in NAMES if name in given and (text := WORDS[name](given[name]))]


def _untold(rule: str, seats: int) -> dict[str, Any]:
    usual: dict[str, dict[str, Any]] = {
        "dhondt": {"threshold": LONDON_THRESHOLD},
        "sainte-lague": {"threshold": NEW_ZEALAND_THRESHOLD},
        "limited": {"votes_each": seats - 1},
        "meek": {"variant": "2006"},
    }
    return usual.get(rule, {})


def _guarantees(guarantees: Iterable[Guarantee]) -> str:
    return "; ".join(f"{each.at_least} of {each.name} ({'; '.join(sorted(each.group))})" for each in guarantees)


def _by_name(numbers: Mapping[str, int | Fraction]) -> str:
    return "; ".join(f"{name} {number}" for name, number in numbers.items() if number)


def _per_cent(share: Fraction) -> str:
    return f"{float(100 * share):g}% of the valid votes"


NAMES = {
    "variant": "Version",
    "guaranteed": "Guaranteed places",
    "threshold": "Threshold",
    "already": "Seats already held",
    "first_divisor": "First divisor",
    "votes_each": "Votes on each paper",
    "weights": "Weights of the sections",
    "together": "Excluded together",
    "to_two": "Goes on until",
}
"""What a sheet calls each option."""

WORDS: Mapping[str, Callable[[Any], str]] = {
    "variant": str,
    "guaranteed": _guarantees,
    "threshold": _per_cent,
    "already": _by_name,
    "first_divisor": lambda divisor: f"{float(divisor):g}",
    "votes_each": str,
    "weights": _by_name,
    "together": lambda asked: "all who cannot catch up" if asked else "",
    "to_two": lambda asked: "two are left" if asked else "",
}
"""How a sheet writes what was said."""
