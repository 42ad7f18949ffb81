"""Find a place by its name or by a postcode in it, and a street by when we last spoke there."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import FIELD_STAFF, wards_of
from groundgame.campaign.strategy.coverage.figures import LEAST_HOMES, streets_called
from groundgame.campaign.strategy.models import StreetCoverage
from groundgame.campaign.strategy.places import Heading, heading
from groundgame.campaign.strategy.views.access import results_page
from groundgame.electoral.places import Area, atlas, normalise_postcode

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
    streets = _streets(request.user, text)
    if len(meant) == 1 and (not streets or meant[0].area.name.casefold() == text.casefold()):
        return redirect("strategy:place", meant[0].area.code)
    advice = "" if streets else _advice(text, hits)
    context = {"text": text, "hits": hits, "streets": streets, "least": LEAST_HOMES, "advice": advice}
    return render(request, "strategy/search.html", context)


def _streets(user: User, text: str) -> list[tuple[StreetCoverage, Area]]:
    """Return the streets of one's own wards whose names begin so, each with its ward; for field staff alone."""
    wards = wards_of(user, FIELD_STAFF)
    found = streets_called(text, wards, MOST_HITS) if wards else []
    return [(street, atlas().area(street.ward)) for street in found]


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
