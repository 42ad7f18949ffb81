"""Where the candidates' parties are known: each district's prior is what the same parties did in the others."""

import re
from collections.abc import Mapping
from dataclasses import replace
from statistics import mean

import numpy as np
from flows.calibrating import Answered
from flows.contests import error_index

from groundgame.electoral.flows import Flows, estimate

PARTY = re.compile(r"\(([^()]*)\)\s*$")


def with_parties_known(answers: Mapping[str, list[Answered]], bars: Mapping[str, float]) -> bool:
    """Print the error with such a prior, for the elections whose candidates have parties; tell if a bar was missed."""
    print("error index, the prior taken from the other districts (parties known)")
    missed = False
    for contest, bar in bars.items():
        named = [_by_party(each.flows) for each in answers[contest]]
        found = [_error(each, named, place) for place, each in enumerate(answers[contest])]
        error, inside = (mean(column) for column in zip(*found, strict=True))
        missed |= error > bar
        over = "  OVER" if error > bar else ""
        print(f"  {contest:30}{error:7.2f}{'':7}{bar:9.1f}{over}   {100 * inside:.1f}% of cells in the interval")
    return missed


def _error(answer: Answered, named: list[Flows], place: int) -> tuple[float, float]:
    own, others = named[place], [*named[:place], *named[place + 1 :]]
    found = estimate(
        answer.district.first,
        answer.district.second,
        rng=np.random.default_rng(1),
        rows=own.rows,
        columns=own.columns,
        merge_below=0,
        prior=others,
    )
    inside = (found.p05 <= answer.truth + 1e-9) & (answer.truth <= found.p95 + 1e-9)
    return error_index(found.votes, answer.district.truth), float(inside.mean())


def _by_party(flows: Flows) -> Flows:
    parties = tuple(found[1] if (found := PARTY.search(name)) else name for name in flows.columns)
    # Two who have no party keep their own names.
    parties = tuple(p if parties.count(p) == 1 else name for p, name in zip(parties, flows.columns, strict=True))
    return replace(flows, rows=tuple(re.sub(r"^\d\d ", "", name) for name in flows.rows), columns=parties)
