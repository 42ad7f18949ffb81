"""Where branches did more, did they do better than the tide? Conversations by branch and week, election by election.

An association, never an effect: branches that do more differ in much else. What trials say of the same work stands
beside it.
"""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from django.db import connection, transaction

from groundgame.campaign.canvass.figures import SPOKEN_SQL, STANDING_SQL
from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.coverage.figures import Coverage, coverage_by
from groundgame.campaign.strategy.learning.results import Told
from groundgame.campaign.strategy.learning.shown import of_polling_day
from groundgame.campaign.strategy.models import ConversationsKept
from groundgame.electoral.places import atlas
from groundgame.electoral.swing import Election, ElectionError, elections_of, tide
from groundgame.electoral.trials import Association, BranchEffort, Estimate, TrialError, association, pool
from groundgame.electoral.trials.association import for_a_household
from groundgame.electoral.trials.intervals import reach

WEEKS, SEED, TIER = 12, 2024, "borough"
LEAST = 0.01
"""Conversations a household, over all branches: of fewer, any difference between branches says nothing."""
VOTERS = 0.4
"""The part of electors that votes in a borough election, about: a guess, by which a vote becomes a share."""

_CONTACTS_SQL = f"""
SELECT v.borough, (%(day)s - v.happened_at::date) / 7, count(*) FROM canvass_contactevent v
WHERE v.ward = ANY(%(wards)s) AND v.happened_at >= %(day)s::date - {7 * WEEKS} AND v.happened_at < %(day)s::date
  AND v.outcome <> 'withdrawn' AND {SPOKEN_SQL} AND {STANDING_SQL}
GROUP BY 1, 2
"""


def conversations_before(day: dt.date) -> dict[str, tuple[int, ...]]:
    """Return the conversations of each borough (code) in the twelve weeks before a day, the last week first."""
    wards = [ward.code for ward in atlas().areas("ward22")]
    found: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CONTACTS_SQL, {"day": day, "wards": wards})
        for borough, week, count in cursor.fetchall():
            found.setdefault(borough, [0] * WEEKS)[min(week, WEEKS - 1)] += count
    return {borough: tuple(weeks) for borough, weeks in found.items()}


@transaction.atomic
def keep_conversations() -> int:
    """Count the conversations before every borough election, and keep them for the pages; return of how many days."""
    days = [one.date for one in elections_of(TIER) if one.date]
    for day in days:
        ConversationsKept.objects.update_or_create(polling_day=day, defaults={"by_borough": conversations_before(day)})
    return len(days)


def associations(party: str, told: Iterable[Told], *, patience: float | None = None) -> list[Answer[Association]]:
    """Return what went with the work before each borough election that has any, as far as worked out.

    By the conversations that were last counted (`keep_conversations`): a log of millions is no page's to read.
    """
    kept = {one.polling_day: one.by_borough for one in ConversationsKept.objects.exclude(by_borough={})}
    if not kept:
        return []
    homes = coverage_by("borough", [ward.code for ward in atlas().areas("ward22")])
    trials = _from_trials(told, homes)
    return [
        _answer(earlier, later, party, kept[later.date], homes, trials, patience)
        for earlier, later in pairwise(elections_of(TIER))
        if homes and later.date in kept
    ]


def _answer(
    earlier: Election,
    later: Election,
    party: str,
    made: Mapping[str, Sequence[int]],
    homes: Mapping[str, Coverage],
    trials: Estimate | None,
    patience: float | None,
) -> Answer[Association]:
    counted = sorted((code, one.homes, made.get(code)) for code, one in homes.items())
    key = ("effort", earlier.name, later.name, party, str(counted), str(trials))

    def work_out() -> Association:
        efforts = _efforts(earlier, later, party, made, homes)
        if sum(sum(one.contacts_by_week) for one in efforts) < LEAST * sum(one.households for one in efforts):
            raise TrialError(
                f"{later.date:%-d %B %Y}: branches spoke with fewer than one household in a hundred. That says nothing."
            )
        (one,) = association(efforts, trials)
        return one

    return answer(key, work_out, refused=(ElectionError, TrialError), patience=patience)


def _efforts(
    earlier: Election,
    later: Election,
    party: str,
    made: Mapping[str, Sequence[int]],
    homes: Mapping[str, Coverage],
) -> list[BranchEffort]:
    found = tide(earlier, later, party, rng=np.random.default_rng(SEED)).boroughs
    wide = 2 * reach(np.inf)
    return [
        BranchEffort(
            election=f"{later.date:%-d %B %Y}",
            branch=row["area"],
            households=homes[row["area"]].homes,
            contacts_by_week=tuple(made.get(row["area"], (0,) * WEEKS)),
            departure=row["departure"],
            departure_error=(row["p95"] - row["p05"]) / wide,
        )
        for row in found.iter_rows(named=True)
        if row["area"] in homes and homes[row["area"]].homes
    ]


def _from_trials(told: Iterable[Told], homes: Mapping[str, Coverage]) -> Estimate | None:
    """Return what trials would give for one conversation a household, or None where they tell nothing together."""
    each = [one.result.per_contact for one in of_polling_day(list(told)) if one.result is not None]
    electors, households = sum(one.electors for one in homes.values()), sum(one.homes for one in homes.values())
    try:
        return for_a_household(pool(each).mean, VOTERS * electors / households) if households else None
    except TrialError:
        return None
