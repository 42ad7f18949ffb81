"""What an organiser has to do next, what somebody waits for first; each line leads to where it is done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.doorstep.models import Walk
from groundgame.campaign.strategy.twinning.suggested import Suggestion, session_page


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do next, and the page where it is done."""

    words: str
    address: str


def what_next(
    sessions: Sequence[Session],
    open_: Sequence[Suggestion],
    going: Sequence[Suggestion],
    today: dt.date,
    *,
    sheets: int,
    asks_hours: bool,
) -> list[Todo]:
    """Return what to do next, what somebody waits for first.

    `open_` are the suggestions that may be accepted, `going` those accepted to which one's own volunteers go. Of the
    `sheets` some are out; `asks_hours`: one's branch has not said which it has.
    """
    found = []
    asking = Caller.objects.filter(session__in=sessions, admitted_at=None, removed_at=None)
    for row in asking.values("session", "session__name").annotate(number=Count("id")).order_by("-number"):
        people = "volunteer waits" if row["number"] == 1 else "volunteers wait"
        words = f"{row['number']} {people} to be let into {row['session__name']}"
        found.append(Todo(words, reverse("canvass:session", args=[row["session"]]) + "#callers"))
    doors = [one for one in sessions if one.channel == Session.Channel.DOOR]
    cut = set(Walk.objects.filter(session__in=doors).values_list("session", flat=True))
    found += [Todo(f"Cut {one.name} into walks", session_page(one)) for one in doors if one.pk not in cut]
    if sheets:
        words = "1 sheet is out: type it" if sheets == 1 else f"{sheets} sheets are out: type those that came back"
        found.append(Todo(words, reverse("doorstep:rounds")))
    now = [one for one in open_ if one.work.week <= today]
    if now:
        words = "1 suggestion is" if len(now) == 1 else f"{len(now)} suggestions are"
        found.append(Todo(f"{words} for this week: accept what you can", "#suggested"))
    found += [Todo(_asked_away(one), "#moves") for one in going]
    if asks_hours:
        found.append(Todo("Say which hours your branch has", reverse("strategy:branch_hours")))
    return found


def _asked_away(one: Suggestion) -> str:
    people = f"{one.work.volunteers} of your volunteers"
    return f"{one.borough} counts on {people} in {one.where}, {one.when}"
