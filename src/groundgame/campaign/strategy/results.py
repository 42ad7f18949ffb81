"""The latest results of a place's own contests, candidate by candidate."""

from dataclasses import dataclass

from groundgame.campaign.strategy.wards import TIERS
from groundgame.electoral.contests import CandidateResult, Contest, Party, Result, parties, record
from groundgame.electoral.places import Area


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate or list with its party and its share (0-1) of the votes, None where none were published."""

    candidate: CandidateResult
    party: Party
    share: float | None
    final_round: int | None


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared result, most votes first; `has_final_round` where there was a second count."""

    name: str
    result: Result
    lines: tuple[Line, ...]
    has_final_round: bool


def declared_results(area: Area) -> tuple[Declared, ...]:
    """Return the latest result of each tier's contest for exactly this place."""
    latest: dict[str, Contest] = {}
    for contest in record().contests(area=area.code):  # oldest first
        if contest.area == area.code and contest.tier in TIERS:
            latest[contest.tier] = contest
    return tuple(_declared(latest[tier]) for tier in TIERS if tier in latest)


def _declared(contest: Contest) -> Declared:
    result = record().result(contest.id)
    total = sum(candidate.votes or 0 for candidate in result.candidates)
    final = result.final_round or {}
    lines = [
        Line(candidate, parties()[candidate.party], _share(candidate.votes, total), final.get(candidate.name))
        for candidate in sorted(result.candidates, key=lambda candidate: -(candidate.votes or 0))
    ]
    return Declared(TIERS[contest.tier], result, tuple(lines), bool(final))


def _share(votes: int | None, total: int) -> float | None:
    return None if votes is None or not total else votes / total
