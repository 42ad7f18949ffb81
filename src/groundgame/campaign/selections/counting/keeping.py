"""A count as it is kept: every figure exact, so that a recount can be held against it figure by figure."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from groundgame.electoral.counting import Count, Figure, Round
from groundgame.electoral.counting.college import CollegeCount

Kept = dict[str, Any]


def keep(count: Count) -> Kept:
    """Return a count as plain values; a part of a paper is kept as its fraction, "92737/50".

    What has an order is kept as a list: the database puts the keys of an object in an order of its own.

    >>> keep(Count("fptp", 1, (Round({"Ash": Fraction(1, 3)}),)))["rounds"][0]["votes"]
    [['Ash', '1/3']]
    """
    sections = count.sections if isinstance(count, CollegeCount) else {}
    return {
        "rule": count.rule,
        "seats": count.seats,
        "valid": count.valid,
        "invalid": count.invalid,
        "quota": _text(count.quota),
        "places": count.places,
        "rounds": [_keep_round(each) for each in count.rounds],
        "sections": [[name, [_keep_round(each) for each in rounds]] for name, rounds in sections.items()],
    }


def restore(kept: Mapping[str, Any]) -> Count:
    """Return the count that was kept, equal to what it was."""
    fields = {**kept, "rounds": _restore_rounds(kept["rounds"]), "quota": _figure(kept["quota"])}
    if sections := fields.pop("sections"):
        return CollegeCount(**fields, sections={name: _restore_rounds(each) for name, each in sections})
    return Count(**fields)


def _keep_round(each: Round) -> Kept:
    return {
        "votes": [[name, _text(figure)] for name, figure in each.votes.items()],
        "elected": list(each.elected),
        "excluded": list(each.excluded),
        "non_transferable": _text(each.non_transferable),
        "transferred_from": list(each.transferred_from),
        "note": each.note,
        "quota": _text(each.quota),
        "transfers": [[giver, taker, _text(figure)] for (giver, taker), figure in each.transfers.items()],
    }


def _restore_rounds(kept: Iterable[Kept]) -> tuple[Round, ...]:
    return tuple(map(_restore_round, kept))


def _restore_round(kept: Mapping[str, Any]) -> Round:
    return Round(
        votes={name: _known(text) for name, text in kept["votes"]},
        elected=tuple(kept["elected"]),
        excluded=tuple(kept["excluded"]),
        non_transferable=_known(kept["non_transferable"]),
        transferred_from=tuple(kept["transferred_from"]),
        note=kept["note"],
        quota=_figure(kept["quota"]),
        transfers={(giver, taker): _known(text) for giver, taker, text in kept["transfers"]},
    )


def _text(figure: Figure | None) -> str | None:
    return None if figure is None else str(figure)


def _figure(text: str | None) -> Figure | None:
    return None if text is None else _known(text)


def _known(text: str) -> Figure:
    return Fraction(text) if "/" in text else int(text)
