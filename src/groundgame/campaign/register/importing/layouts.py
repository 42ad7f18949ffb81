"""The layouts we read: one a register software, never one a council. A new software is one more reader here."""

from collections.abc import Callable

from groundgame.campaign.register.importing import halarose, idox, pdcode, xpress
from groundgame.campaign.register.importing.errors import UnknownLayoutError
from groundgame.campaign.register.importing.layout import Layout
from groundgame.campaign.register.importing.mapped import kept_layout
from groundgame.campaign.register.importing.sheets import Header, candidate_headers

LEAST_LIKENESS = 3
READ = "We read files of Xpress, Halarose EROS, PDCode and RollNo, and Idox, and any of which it was said what is what."

LAYOUTS = (
    Layout("xpress", "Xpress, full register", xpress.VARIANTS, xpress.read),
    Layout("xpress_update", "Xpress, monthly update", xpress.UPDATE_VARIANTS, xpress.read_update, update=True),
    Layout("halarose", "Halarose EROS, full register", halarose.VARIANTS, halarose.read),
    Layout(
        "halarose_update",
        "Halarose EROS, monthly update",
        halarose.UPDATE_VARIANTS,
        halarose.read_update,
        update=True,
    ),
    Layout("pdcode", "PDCode and RollNo, full register", pdcode.VARIANTS, pdcode.read),
    Layout(
        "pdcode_update", "PDCode and RollNo, monthly update", pdcode.UPDATE_VARIANTS, pdcode.read_update, update=True
    ),
    # before the full register, whose columns an update without postcodes would have too
    Layout(
        "idox_update",
        "Idox, monthly update",
        idox.UPDATE_VARIANTS,
        idox.read_update,
        update=True,
        unwritten=idox.update_header,
    ),
    Layout("idox", "Idox, full register", idox.VARIANTS, idox.read, unwritten=idox.full_header),
)
BY_NAME = {layout.name: layout for layout in LAYOUTS}


Found = tuple[Layout, Header] | None


def recognise(text: str, described: Callable[[str], Found] = kept_layout) -> tuple[Layout, Header]:
    """Return the layout of a file and where its header stands; `described` knows the layouts that people described.

    Raises:
        UnknownLayoutError: if it is in no layout that we read, with the columns that lack.
    """
    headers = candidate_headers(text)
    found = _with_every_column(headers) or _without_header(text) or described(text)
    if found is None:
        raise _unknown(text, headers)
    layout, header = found
    if layout.name == "halarose" and halarose.says_changes(text, header):
        return BY_NAME["halarose_update"], header
    return layout, header


def _with_every_column(headers: list[Header]) -> Found:
    """Return the layout of which a header has every column: an update has those of the full register and more."""
    whole = [
        (layout.likeness(header.names), layout, header)
        for header in headers
        for layout in LAYOUTS
        if not layout.missing(header.names)
    ]
    best = max(whole, key=lambda each: each[0], default=None)
    return best and best[1:]


def _without_header(text: str) -> Found:
    for layout in LAYOUTS:
        header = layout.unwritten(text) if layout.unwritten else None
        if header is not None:
            return layout, header
    return None


def _unknown(text: str, headers: list[Header]) -> UnknownLayoutError:
    guesses = [(layout.likeness(header.names), layout, header) for header in headers for layout in LAYOUTS]
    likeness, layout, header = max(guesses, key=lambda guess: guess[0], default=(0, LAYOUTS[0], Header(0, ",", ())))
    if likeness < LEAST_LIKENESS:
        first = text.split("\n", 1)[0].strip()[:60]
        return UnknownLayoutError(f"No header of a known layout stands in the first lines; line 1 is {first!r}. {READ}")
    missing = layout.missing(header.names)
    return UnknownLayoutError(
        f"The header on line {header.lines_before + 1} looks like {layout.title} but lacks the "
        f"{'column' if len(missing) == 1 else 'columns'} {', '.join(missing)}. {READ}"
    )
