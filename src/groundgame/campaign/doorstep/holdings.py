"""What was typed from canvass sheets, and which phone sent what: told with the contacts, forgotten with their words."""

from collections.abc import Sequence

from django.db.models import QuerySet

from groundgame.campaign.doorstep.models import DoorContact, Sheet, SheetEntry
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.person.holdings import Holding, Row


def _typed(elector: Elector) -> Sequence[Row]:
    entries = SheetEntry.objects.filter(event__elector=elector).select_related("sheet", "typed_by").order_by("typed_at")
    return [
        {
            "when": entry.typed_at,
            "from sheet": entry.sheet.code,
            "line": entry.line,
            "what was typed": entry.typed,
            "by": str(entry.typed_by),
        }
        for entry in entries
    ]


def _legible(elector: Elector) -> QuerySet[SheetEntry]:
    return SheetEntry.objects.filter(event__elector=elector).exclude(typed="")


def _forget_typed(elector: Elector) -> None:
    _legible(elector).update(typed="")


def _printed(elector: Elector) -> Sequence[Row]:
    sheets = Sheet.objects.filter(electors__contains=[elector.pk]).select_related("printed_by").order_by("printed_at")
    return [{"when": sheet.printed_at, "sheet": sheet.code, "printed by": str(sheet.printed_by)} for sheet in sheets]


def _sent(elector: Elector) -> Sequence[Row]:
    sent = DoorContact.objects.filter(event__elector=elector).select_related("device").order_by("claimed_at")
    return [{"when (the phone's clock)": each.claimed_at, "phone": str(each.device)} for each in sent]


HOLDINGS = (
    Holding(
        key="doorstep.typed",
        title="What was typed from a canvass sheet",
        purpose="To put a sheet right.",
        kept="Three months unless the party sets another term; never longer than notes and answers.",
        terms=("sheet_lines",),
        tell=_typed,
        forget=_forget_typed,
        goes=lambda elector: _legible(elector).count(),
    ),
    Holding(
        key="doorstep.printed",
        title="Canvass sheets with your name on",
        purpose="So that a line of a sheet always means the same person, and to know who printed it.",
        kept="As long as the round of doors.",
        tell=_printed,
        stays="That a sheet was printed, when and by whom (UK GDPR arts 5(2) and 32(1)).",
    ),
    Holding(
        key="doorstep.phones",
        title="Which phone sent what at your door",
        purpose="To settle which of two answers was given last.",
        kept="As long as the contact.",
        tell=_sent,
        stays="The time and the phone, without what you said (UK GDPR art. 5(2)).",
    ),
)
