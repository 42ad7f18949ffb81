"""The picture of a plan's calendar: a bar for each week, as long as its hours, in pieces by kind of time."""

from django.utils.safestring import SafeString, mark_safe

from groundgame.campaign.strategy.timetables import Timetable, Week

WIDTH, LEFT, RIGHT = 400, 62, 56
ROW, BAR, TOP = 30, 20, 4
LETTER = 8.2
"""The width of a figure's letter: a piece that is too short for its figure stands without."""
WORDS = "Hours of each week by kind of time: the table beside it has the figures."


def timetable_svg(found: Timetable) -> SafeString:
    """Return the picture, every figure of which is in the table beside it."""
    most = max((one.hours for one in found.weeks), default=0.0) or 1.0
    height = TOP + ROW * len(found.weeks)
    rows = "".join(_row(one, TOP + ROW * at, (WIDTH - LEFT - RIGHT) / most) for at, one in enumerate(found.weeks))
    return mark_safe(  # noqa: S308 (all its texts are figures and dates)
        f'<svg class="timetable" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{WORDS}">{rows}</svg>'
    )


def _row(week: Week, y: float, scale: float) -> str:
    middle = y + BAR / 2
    found, x = [f'<text x="0" y="{middle:.1f}">{week.week:%-d %b}</text>'], float(LEFT)
    for one in week.spells:
        wide = scale * one.hours
        if wide <= 0:
            continue
        told = f"{one.hours:,.0f}"
        found.append(f'<rect class="at-{one.key or "evening"}" x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{BAR}"/>')
        if wide > LETTER * len(told) + 6:
            place = f'x="{x + wide / 2:.1f}" y="{middle:.1f}"'
            found.append(f'<text class="in at-{one.key or "evening"}" {place}>{told}</text>')
        x += wide
    found.append(f'<text class="sum" x="{x + 6:.1f}" y="{middle:.1f}">{week.hours:,.0f}</text>')
    return "".join(found)
