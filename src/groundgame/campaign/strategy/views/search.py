"""Find a place by its name or by a postcode in it."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.places import Heading, heading
from groundgame.campaign.strategy.views.access import results_page
from groundgame.electoral.places import atlas, normalise_postcode

MOST_HITS = 25
OUTWARD = re.compile(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]?")
LONGEST = 100


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Go to the one place whose name begins so, or show those that may be meant, or say that there is none."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    postcode = atlas().postcode(text)
    if postcode is not None:
        return redirect("strategy:place", postcode.ward)
    hits = [heading(area) for area in atlas().search(text, limit=MOST_HITS)]
    meant = [hit for hit in hits if hit.area.name.casefold().startswith(text.casefold())] or hits
    if len(meant) == 1:
        return redirect("strategy:place", meant[0].area.code)
    return render(request, "strategy/search.html", {"text": text, "hits": hits, "advice": _advice(text, hits)})


def _advice(text: str, hits: list[Heading]) -> str:
    if not text:
        return "Type the name of a ward, a borough or a constituency, or a postcode."
    if hits:
        return ""
    if (postcode := normalise_postcode(text)) is not None:
        return f"{postcode} is not a live London postcode in the record. Check it, or search by the ward's name."
    if OUTWARD.fullmatch(text):
        return f"{text.upper()} is the first half of a postcode. Give the whole one: it names a ward."
    return f"No place in London is called “{text}”. Check the spelling, or try a postcode in it."
