"""A contest, its candidates and its declared result, as frozen records."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Contest:
    """One vote for one place on one day.

    `id` is Democracy Club's (`mayor.london.2024-05-02`); `area` is the area's GSS code in `boundary_set`; `rule` is one
    of the counting rules: `fptp`, `block`, `sv`, `dhondt`.
    """

    id: str
    date: date
    tier: str
    area: str
    boundary_set: str
    rule: str
    seats: int


@dataclass(frozen=True, slots=True)
class CandidateResult:
    """One candidate's (or one list's) declared result. `votes` is None where none were published.

    `seats_won` counts the seats of a list (rule `dhondt`), and is None for a person.
    """

    name: str
    party: str
    votes: int | None
    elected: bool
    seats_won: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A contest's declared result. Counts are papers; `electorate` and `ballots` are None where not published.

    `second_choices` are all those given to each candidate, by name, whoever had the first; `final_round` the totals of
    the two who were left. What was transferred is the final round less the first choices.
    """

    contest: Contest
    candidates: tuple[CandidateResult, ...]
    electorate: int | None = None
    ballots: int | None = None
    rejected: int | None = None
    second_choices: dict[str, int] | None = None
    final_round: dict[str, int] | None = None
