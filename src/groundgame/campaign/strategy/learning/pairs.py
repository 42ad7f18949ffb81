"""The same two openings tried in several sessions: what they told over all of them, and never with another pair."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundgame.campaign.canvass.models import Wordings
from groundgame.campaign.strategy.learning.openings import OUTCOMES, kept_openings
from groundgame.campaign.strategy.learning.results import Told
from groundgame.electoral.trials import Combined, TrialError, Tried, combine

Pair = tuple[str, str, str]
"""A channel with two texts, in their order: said at the door and on the telephone, the same words are two trials."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Two openings that several sessions tried: `first` and `second` as the newest of them has them.

    `told` has of each outcome what the sessions that told it tell together.
    """

    channel: str
    first: str
    second: str
    sessions: int
    told: tuple[tuple[str, Combined], ...]


def shared_pairs(mine: Iterable[Wordings]) -> list[Shared]:
    """Return the pairs of openings of these rows that two sessions of the site or more have tried, the newest first.

    All sessions of a pair count, whoever runs them: figures of groups alone.
    """
    wanted = dict.fromkeys(pair_of(row) for row in sorted(mine, key=lambda row: -row.pk))
    alike: dict[Pair, list[Wordings]] = defaultdict(list)
    for row in Wordings.objects.select_related("session").order_by("-pk") if wanted else ():
        if pair_of(row) in wanted:
            alike[pair_of(row)].append(row)
    several = {pair: rows for pair, rows in alike.items() if len(rows) > 1}
    told = kept_openings([row.pk for rows in several.values() for row in rows])
    return [_shared(several[pair], told) for pair in wanted if pair in several]


def pair_of(row: Wordings) -> Pair:
    """Return what a session tried: its channel and the two texts, whichever was first and however they are spaced."""
    first, second = sorted((_plain(row.first), _plain(row.second)))
    return str(row.session.channel), first, second


def _plain(text: str) -> str:
    return " ".join(text.split())


def _shared(rows: Sequence[Wordings], told: Sequence[Told]) -> Shared:
    newest = rows[0]
    turned = {row.pk: _plain(row.first) != _plain(newest.first) for row in rows}
    found = []
    for outcome in OUTCOMES:
        each = [one for one in told if one.session.pk in turned and one.outcome == outcome and one.result is not None]
        try:
            found.append((outcome, combine([_tried(one, turned=turned[one.session.pk]) for one in each])))
        except TrialError:
            continue
    return Shared(newest.session.channel, newest.first, newest.second, len(rows), tuple(found))


def _tried(one: Told, *, turned: bool) -> Tried:
    if one.result is None:
        raise ValueError(f"{one.session} told nothing: {one.why_not}.")
    tried = Tried.of(one.result)
    return tried.other_way_round() if turned else tried
