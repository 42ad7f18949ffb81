"""The PDF of sheets, from what was kept when they were printed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.wordings import Openings, openings_of
from groundgame.campaign.doorstep.doors import Stretch, stretches_by_walk
from groundgame.campaign.doorstep.models import Sheet
from groundgame.campaign.doorstep.paper.codes import Codebook, codebook
from groundgame.campaign.doorstep.paper.drawing import Particulars, PrintedWalk
from groundgame.campaign.doorstep.paper.lines import Line, Row, rows_of
from groundgame.campaign.doorstep.paper.lists import draw_lists
from groundgame.campaign.doorstep.paper.openings import Sayings, shape_at
from groundgame.campaign.doorstep.paper.sheets import draw_sheets


def sheets_pdf(
    sheets: Sequence[Sheet], session: Session, link: Callable[[Sheet], str], *, large: bool = False, lists: bool = False
) -> bytes:
    """Return sheets of one round as a PDF, in their order: canvass sheets with boxes, or walk lists.

    Whoever has objected since a sheet was printed first is not printed again; everybody else keeps their line.
    """
    codes: Codebook = codebook(session.script)
    walks = {sheet.outing.walk_id: sheet.outing.walk for sheet in sheets}
    stretches = stretches_by_walk(list(walks.values()), out=True)
    two = openings_of(session)
    printed = [_printed(sheet, stretches[sheet.outing.walk_id], link(sheet), two) for sheet in sheets]
    about = Particulars(session.name, date_format(timezone.localdate(), "j F Y"), settings.GROUNDGAME_CONTACT)
    if lists:
        return draw_lists(printed, about, large=large)
    sayings = None if two is None else Sayings(two, session.script.closing)
    return draw_sheets(printed, codes, about, sayings=sayings, large=large)


def _printed(sheet: Sheet, stretches: Sequence[Stretch], link: str, two: Openings | None) -> PrintedWalk:
    walk = sheet.outing.walk
    rows = [
        replace(row, shape=shape_at(two, row.address)) if isinstance(row, Line) else row
        for row in numbered_as_kept(sheet, rows_of(stretches))
    ]
    return PrintedWalk(f"Walk {walk.number}", walk.title, sheet.code, link, rows)


def numbered_as_kept(sheet: Sheet, rows: Sequence[Row]) -> list[Row]:
    """Return rows with the numbers that the sheet keeps; whoever is not on it has no line."""
    kept = {elector: number for number, elector in enumerate(sheet.electors, start=1)}
    return [
        Line(kept[row.person.elector], row.door, row.address, row.person) if isinstance(row, Line) else row
        for row in rows
        if not isinstance(row, Line) or row.person.elector in kept
    ]
