"""How days out in seats outside London are printed."""

from rich.table import Table

from groundgame.electoral.allocation.away.answer import AwayPlan
from groundgame.electoral.allocation.away.told import why
from groundgame.electoral.places import atlas

WORDS = {"from", "seat", "week of"}


def away_sheet(plan: AwayPlan) -> Table:
    """Return who goes where in which week; whose volunteers, where hours by branch were given."""
    sheet, known = Table(box=None, title="Days out", title_justify="left"), plan.going.setting is not None
    for name in (*(["from"] if known else []), "seat", "week of", "minutes each way", "days", "hours", "at the door"):
        sheet.add_column(name, justify="left" if name in WORDS else "right")
    for one in plan.days:
        whose = [atlas().area(one.branch, "borough").name] if one.branch else []
        figures = (f"{one.minutes:g}", f"{one.days:,}", f"{one.hours:,.0f}", f"{one.doors:,.0f}")
        sheet.add_row(*whose, one.seat.name, one.week.isoformat(), *figures)
    return sheet


def away_whys(plan: AwayPlan) -> list[str]:
    """Return why each seat that has days has them."""
    seats = {one.seat.code for one in plan.days}
    effects = plan.london.planner.effects
    return [f"{one.seat.name}: {why(plan, one, effects)}" for one in plan.going.grounds if one.seat.code in seats]
