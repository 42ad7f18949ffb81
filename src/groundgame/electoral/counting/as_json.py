"""A count as JSON: what `groundgame count --json` prints and a kept result holds."""

import json

from groundgame.electoral.counting.college import CollegeCount
from groundgame.electoral.counting.figures import decimal
from groundgame.electoral.counting.rounds import Count, Figure, Round
from groundgame.electoral.counting.shown import as_shown, several_gave


def count_fields(count: Count) -> dict[str, object]:
    """Return a count as plain values.

    Figures that a rule works out (votes, quota, papers that transfer no more) are decimal text at the rule's own
    places, so that no reader rounds them, and add up to the papers at every stage; seats and papers are whole numbers.
    `quota` is null where a rule has none.
    An electoral college has its `sections` too, each with rounds of its own in papers. Where several gave at one stage
    its `transfers` say who gave how much to whom, null being nobody.
    """
    fields = {
        "rule": count.rule,
        "seats": count.seats,
        "valid": count.valid,
        "invalid": count.invalid,
        "quota": _figure(count.quota, count.places),
        "elected": list(count.elected),
        "rounds": [_round_fields(each, count.places) for each in as_shown(count).rounds],
    }
    if isinstance(count, CollegeCount):
        fields["sections"] = {name: [_round_fields(each, 0) for each in own] for name, own in count.sections.items()}
    return fields


def count_json(count: Count, **more: object) -> str:
    """Return a count as one line of JSON, after whatever else is given by name.

    >>> from groundgame.electoral.counting.fptp import fptp
    >>> count_json(fptp({"Ash": 2, "Beech": 1}))[:60]
    '{"rule": "fptp", "seats": 1, "valid": null, "invalid": 0, "q'
    """
    return json.dumps(more | count_fields(count), ensure_ascii=False)


def _round_fields(each: Round, places: int) -> dict[str, object]:
    fields: dict[str, object] = {
        "votes": {name: decimal(value, places) for name, value in each.votes.items()},
        "non_transferable": decimal(each.non_transferable, places),
        "elected": list(each.elected),
        "excluded": list(each.excluded),
        "transferred_from": list(each.transferred_from),
    }
    if several_gave(each):
        fields["transfers"] = [
            {"from": giver, "to": taker, "votes": decimal(amount, places)}
            for (giver, taker), amount in each.transfers.items()
        ]
    if each.quota is not None:
        fields["quota"] = decimal(each.quota, places)
    return fields if each.note is None else fields | {"note": each.note}


def _figure(value: Figure | None, places: int) -> str | None:
    return None if value is None else decimal(value, places)
