"""How days out in seats outside London are printed."""

from rich.table import Table

from groundgame.electoral.allocation.away.answer import AwayPlan

LEAST_WORTH = 0.1
"""Of fewer hours nothing is said: the split comes near to them in steps."""


def away_line(plan: AwayPlan) -> str:
    """Return how many days out there are, in a sentence."""
    days, seats = sum(one.days for one in plan.days), len({one.seat.code for one in plan.days})
    if not days:
        return _why_none(plan)
    hours, doors = (sum(each) for each in zip(*((one.hours, one.doors) for one in plan.days), strict=True))
    return (
        f"Days out: {days:,} of one volunteer each, in {seats} seat{'s' if seats > 1 else ''} outside London: "
        f"{hours:,.0f} hours with the way, {doors:,.0f} of them at the door."
    )


def _why_none(plan: AwayPlan) -> str:
    """Say why nobody goes: there is no day to give, a day is too much, or London is worth more."""
    if plan.free < plan.day_hours:
        floors = " beside those that every branch gets" if plan.london.ask.branch_hours else ""
        return f"No whole day out: a day takes {plan.day_hours:g} hours, and there are {plan.free:,.4g}{floors}."
    if plan.worth >= LEAST_WORTH:
        return (
            f"No whole day out: {plan.worth:,.1f} hours would add more outside London than in it, and a day takes "
            f"{plan.day_hours:g}."
        )
    return "No day out: in none of the seats outside London that were considered would hours add more than in London."


def away_sheet(plan: AwayPlan) -> Table:
    """Return who goes where in which week."""
    sheet = Table(box=None, title="Days out", title_justify="left")
    for name in ("seat", "week of", "minutes each way", "days", "hours", "at the door"):
        sheet.add_column(name, justify="left" if name in {"seat", "week of"} else "right")
    for one in plan.days:
        figures = (f"{one.seat.minutes:g}", f"{one.days:,}", f"{one.hours:,.0f}", f"{one.doors:,.0f}")
        sheet.add_row(one.seat.name, one.week.isoformat(), *figures)
    return sheet
