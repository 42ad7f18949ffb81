"""What is likeliest of each kind of election, in one figure and its range."""

from dataclasses import dataclass

from groundgame.campaign.strategy.coming.forecasts import KINDS
from groundgame.campaign.strategy.coming.sentences import BY_RULE, by_rule
from groundgame.campaign.strategy.coming.westminster import IN_LONDON
from groundgame.campaign.strategy.templatetags.figures import chance
from groundgame.electoral.contests import Party
from groundgame.electoral.forecasting import Forecast, Spread

UNITS = {
    "assembly": ("seats", "seats of the Assembly"),
    "boroughs": ("councils", "borough councils"),
    "general": (IN_LONDON, "of London’s seats, as if held now"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A kind's figure, its range in words, and its address; `figure` is empty while it is being worked out."""

    kind: str
    title: str
    figure: str
    told: str
    here: bool


def card(kind: str, found: Forecast | None, refusal: str, ours: Party, *, here: bool) -> Card:
    """Return a kind's card."""
    if found is None:
        return Card(kind, KINDS[kind], "", refusal or "being worked out", here)
    figure, told = _told(kind, found, ours)
    return Card(kind, KINDS[kind], figure, told, here)


def _told(kind: str, found: Forecast, ours: Party) -> tuple[str, str]:
    if kind == "mayor":
        ours_wins = found.contests[0].chance_to_win.get(ours.id, 0.0)
        return chance(ours_wins), f"the chance that {ours.name} wins{_rule(found)}"
    measure, unit = UNITS[kind]
    spread = found.summary.get(ours.id, {}).get(measure)
    if not isinstance(spread, Spread):
        return "0", unit
    return f"{spread.mean:.0f}", f"{unit}: {spread.p05:.0f} to {spread.p95:.0f} in nine draws of ten"


def _rule(found: Forecast) -> str:
    rule = by_rule(found).removeprefix(BY_RULE).partition(" on ")[0]
    return f", by {rule}" if rule else ""
