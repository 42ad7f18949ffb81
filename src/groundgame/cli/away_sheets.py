"""How days out in seats outside London are printed."""

from rich.table import Table

from groundgame.electoral.allocation.away.answer import AwayPlan

NONE = "No day out: in none of the seats outside London that were considered would hours add more than in London."


def away_line(plan: AwayPlan) -> str:
    """Return how many days out there are, in a sentence."""
    days, seats = sum(one.days for one in plan.days), len({one.seat.code for one in plan.days})
    if not days:
        return NONE
    hours, doors = (sum(each) for each in zip(*((one.hours, one.doors) for one in plan.days), strict=True))
    return (
        f"Days out: {days:,} of one volunteer each, in {seats} seat{'s' if seats > 1 else ''} outside London: "
        f"{hours:,.0f} hours with the way, {doors:,.0f} of them at the door."
    )


def away_sheet(plan: AwayPlan) -> Table:
    """Return who goes where in which week."""
    sheet = Table(box=None, title="Days out", title_justify="left")
    for name in ("seat", "week of", "minutes each way", "days", "hours", "at the door"):
        sheet.add_column(name, justify="left" if name in {"seat", "week of"} else "right")
    for one in plan.days:
        figures = (f"{one.seat.minutes:g}", f"{one.days:,}", f"{one.hours:,.0f}", f"{one.doors:,.0f}")
        sheet.add_row(one.seat.name, one.week.isoformat(), *figures)
    return sheet
