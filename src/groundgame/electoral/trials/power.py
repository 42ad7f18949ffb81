"""How small an effect a session's trial will tell, said when the session is made."""

from dataclasses import dataclass
from math import ceil, sqrt

from scipy.special import stdtrit

from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.intervals import reach

POWER = 0.8
SURE = 0.95
"""A trial "tells" an effect when a two-sided test at 5% finds it four times in five."""
NOTHING, TOGETHER = 0.25, 0.02
"""An interval that reaches farther each way, per contact, rules out nothing that anybody believes; one that tells."""
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNTED = dict(enumerate(_WORDS, start=1))


@dataclass(frozen=True)
class Design:
    """A session as its trial sees it; parts are 0-1.

    `electors` is the mean number in a household, `base` the part that would vote anyway, `likeness` the correlation of
    two electors of one household (its default is a guess: people who live together mostly vote or stay at home
    together), `contacted` the part of the called that will be spoken to, `explained` the part of the variance that
    earlier turnout tells.
    """

    households: int
    held_back: float
    base: float
    contacted: float
    electors: float = 1.8
    likeness: float = 0.5
    explained: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no session can be.

        Raises:
            TrialError: if a part is outside its bounds or there are too few households.
        """
        for name in ("held_back", "base", "contacted"):
            if not 0 < getattr(self, name) < 1:
                raise TrialError(f"{name} is {getattr(self, name)}: give a part above 0 and below 1.")
        for name in ("likeness", "explained"):
            if not 0 <= getattr(self, name) < 1:
                raise TrialError(f"{name} is {getattr(self, name)}: give a part from 0 up to 1.")
        if self.electors < 1 or min(self.held_back, 1 - self.held_back) * self.households < 2:
            raise TrialError(
                f"{self.households} households of {self.electors} electors, {self.held_back:.0%} of them held back, "
                "leave fewer than two households in an arm: call more of them or hold more back."
            )


def standard_error(design: Design) -> float:
    """Return the standard error (0-1) of the difference in turnout between called and held back.

    A household's second elector adds less than its first: the variance is 1 + (electors - 1) x likeness times that
    of as many electors who live alone.
    """
    alike = 1 + (design.electors - 1) * design.likeness
    each = design.base * (1 - design.base) * (1 - design.explained) * alike / (design.electors * design.households)
    return sqrt(each / (design.held_back * (1 - design.held_back)))


def smallest_effect(design: Design) -> float:
    """Return the smallest difference (0-1) between called and held back that the trial will most likely tell.

    Most likely: with 80% power in a two-sided test at 5%.

    >>> round(smallest_effect(Design(households=5_000, held_back=0.1, base=0.35, contacted=0.4)), 3)
    0.056
    """
    freedom = _freedom(design)
    return float(stdtrit(freedom, 0.5 + SURE / 2) + stdtrit(freedom, POWER)) * standard_error(design)


def smallest_per_contact(design: Design) -> float:
    """Return the same per contact (0-1): the fewer are spoken to, the larger it must be."""
    return smallest_effect(design) / design.contacted


def known_within(design: Design) -> float:
    """Return how far (0-1) the 90% interval of the difference will reach each way."""
    return reach(_freedom(design)) * standard_error(design)


def promise(design: Design, weeks: int) -> str:
    """Return what an organiser may expect of the trial; of one that tells next to nothing, how many together would.

    >>> print(promise(Design(households=40_000, held_back=0.15, base=0.35, contacted=0.4), weeks=6))
    In six weeks you will know within 1.0 points what being on the list does to turnout, and within 2.4 points what a \
conversation does; an effect of less than 4.1 points a conversation will most likely not be told from none.
    >>> print(promise(Design(households=300, held_back=0.05, base=0.4, contacted=0.3), weeks=1))
    In one week you will know within 20.2 points what being on the list does to turnout, which by itself is next to \
nothing: with about 102 such sessions together you would know within 2.0 points.
    """
    within = known_within(design)
    when = f"In {COUNTED.get(weeks, weeks)} week{'' if weeks == 1 else 's'}"
    if within / design.contacted > NOTHING:
        return (
            f"{when} you will know within {_points(within)} what being on the list does to turnout, which by itself is "
            f"next to nothing: with about {ceil((within / TOGETHER) ** 2):,} such sessions together you would know "
            f"within {_points(TOGETHER)}."
        )
    return (
        f"{when} you will know within {_points(within)} what being on the list "
        f"does to turnout, and within {_points(within / design.contacted)} what a conversation does; an effect of less "
        f"than {_points(smallest_per_contact(design))} a conversation will most likely not be told from none."
    )


def _freedom(design: Design) -> float:
    return min(design.held_back, 1 - design.held_back) * design.households - 1


def _points(value: float) -> str:
    return f"{value * 100:.1f} points"
