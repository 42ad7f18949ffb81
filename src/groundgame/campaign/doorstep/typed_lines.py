"""A sheet's lines as they are shown to whoever types them, with what was typed so far."""

from dataclasses import dataclass

from groundgame.campaign.canvass.models import Answer
from groundgame.campaign.doorstep.models import Sheet, SheetEntry
from groundgame.campaign.doorstep.paper.codes import Codebook, codebook
from groundgame.campaign.register.models import Address, Elector
from groundgame.campaign.register.suppression import knockable_electors

GONE = "no longer to be asked for"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line: its number, whose it is, at which door, and what was typed ("" where nothing yet)."""

    number: int
    name: str
    door: str
    what: str


def shown_lines(sheet: Sheet) -> list[ShownLine]:
    """Return the lines of a sheet in their order. Whoever must not be shown any more has a number without a name."""
    known = knockable_electors(Elector.objects.filter(pk__in=sheet.electors)).in_bulk()
    doors = Address.objects.in_bulk(set(sheet.doors))
    typed = _typed(sheet, codebook(sheet.outing.walk.session.script))
    return [
        ShownLine(
            number,
            str(known[elector]) if elector in known else GONE,
            doors[door].lines if door in doors else "",
            typed.get(number, ""),
        )
        for number, (elector, door) in enumerate(zip(sheet.electors, sheet.doors, strict=True), start=1)
    ]


def _typed(sheet: Sheet, codes: Codebook) -> dict[int, str]:
    """Return in words what holds of each line that was typed."""
    entries = list(sheet.entries.filter(undone_at=None).select_related("event").order_by("typed_at", "pk"))
    labels = {code.answer: (place, code.label) for place, code in enumerate(codes) if code.answer}
    answers = Answer.objects.filter(event__in=[entry.event_id for entry in entries])
    said: dict[object, list[tuple[int, str]]] = {}
    for event, key, value in answers.values_list("event", "question_key", "value"):
        said.setdefault(event, []).append(labels.get((key, value), (len(labels), value)))
    return {entry.line: ", ".join([*_words(entry, said), *_noted(entry.event.note)]) for entry in entries}


def _words(entry: SheetEntry, said: dict[object, list[tuple[int, str]]]) -> list[str]:
    """Return what was answered, in the order of the sheet; or, without an answer, what came of the knock."""
    answers = [label for _, label in sorted(said.get(entry.event_id, []))]
    return answers or [entry.event.get_outcome_display()]


def _noted(note: str) -> list[str]:
    return [f"\u201c{note}\u201d"] if note else []
