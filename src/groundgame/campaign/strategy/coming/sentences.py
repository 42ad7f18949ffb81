"""What will happen in plain sentences, each made of the figures that the page shows."""

import datetime as dt
from collections.abc import Sequence

from groundgame.campaign.strategy.coming.contests import ContestRow
from groundgame.campaign.strategy.coming.forecasts import KINDS, Standpoint
from groundgame.campaign.strategy.coming.named import day_of
from groundgame.campaign.strategy.coming.westminster import NOW
from groundgame.campaign.strategy.templatetags.figures import chance
from groundgame.electoral.contests import Party
from groundgame.electoral.forecasting import Forecast, Spread

BY_RULE = "The mayor is elected by "
LIKELY, UNLIKELY = 0.95, 0.05
UNITS = {"assembly": "constituencies", "boroughs": "councils", "general": "of London’s seats"}
DRAWN = "Each figure is a count over joint draws of every contest, made of nothing that was not known on the day."
LAW_OF_TODAY = "But the rule by which the mayor is elected is the law of today."


def seen(kind: str, when: str, point: Standpoint, found: Forecast) -> str:
    """Return what is forecast and what it means, and from which day; `when` is Westminster's."""
    if kind != "general":
        return of_the_day(kind, point, found)
    return as_if_now(point) if when == NOW else f"{of_the_day(kind, point, found)} {on_the_last_day(point, found)}"


def of_the_day(kind: str, point: Standpoint, found: Forecast) -> str:
    """Return what is forecast, and from which day."""
    days = sorted({day_of(contest.id) for contest in found.contests})
    told = f"{KINDS[kind]}: the election of {written(days[0])}, seen from {written(point.as_of)}"
    if not point.stale:
        return f"{told}."
    return f"{told}, the day after the last poll in the record."


def as_if_now(point: Standpoint) -> str:
    """Return what it means that a general election is forecast as if it were held now."""
    told = f"Westminster: as if a general election were held on {written(point.as_of)}"
    told += ", the day after the last poll in the record." if point.stale else "."
    return f"{told} Nobody has called one: this is how the parties stand, and not how they will when one comes."


def on_the_last_day(point: Standpoint, found: Forecast) -> str:
    """Return what it means that a general election is forecast for the last day that the law allows."""
    days = (day_of(found.contests[0].id) - point.as_of).days
    return (
        f"That is the last day that the law allows, {days:,} days on; it may be held on any day before. "
        "So far ahead polls say little, and the forecast leans to the last result, as the assumptions tell."
    )


def overdue(point: Standpoint) -> str:
    """Return that an election is over whose result the record does not have; nothing where there is none."""
    if point.overdue is None:
        return ""
    return (
        f"This election was held on {written(point.overdue)}, and its result is not in the record: "
        "this is what could be said before it. Add the result with “groundgame record add”."
    )


def contested(kind: str, rows: Sequence[ContestRow], ours: Party) -> str:
    """Return in how many places the party is the likeliest, how many are all but certain, and which are open."""
    if kind not in UNITS or not rows:
        return ""
    likely = sum(row.ours > 1 / 2 for row in rows)
    safe = sum(row.ours >= LIKELY for row in rows)
    gone = sum(row.ours <= UNLIKELY for row in rows)
    return (
        f"{ours.name} is more likely than not to win {likely} of {len(rows)} {UNITS[kind]}: {safe} all but certainly "
        f"(19 draws of 20 or more), while {gone} {'is' if gone == 1 else 'are'} all but out of reach. {_open(rows)}"
    )


def _open(rows: Sequence[ContestRow]) -> str:
    names = [f"{row.name} ({chance(row.ours)})" for row in rows if UNLIKELY < row.ours < LIKELY][:3]
    return f"The most open: {', '.join(names)}." if names else ""


def mayoral(found: Forecast, ours: Party) -> str:
    """Return by which rule, how often the party wins by it, how wide its share lies, and the chances by the other."""
    contest = found.contests[0]
    share = contest.share.get(ours.id)
    won = f"{ours.name} wins in {100 * contest.chance_to_win.get(ours.id, 0.0):.0f} of 100 draws"
    if isinstance(share, Spread):
        won += f", with between {100 * share.p05:.0f}% and {100 * share.p95:.0f}% of first choices in nine draws of ten"
    return " ".join(part for part in (by_rule(found), f"{won}.", _said(found, "Under ")) if part)


def by_rule(found: Forecast) -> str:
    """Return by which rule the mayor is elected, and whether that is certain: in the forecast's own words."""
    return _said(found, BY_RULE)


def _said(found: Forecast, start: str) -> str:
    return next((one.sentence for one in found.assumptions if one.sentence.startswith(start)), "")


def written(day: dt.date) -> str:
    """Write a day.

    >>> written(dt.date(2026, 5, 7))
    '7 May 2026'
    """
    return f"{day.day} {day:%B %Y}"
