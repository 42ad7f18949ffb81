"""Which place a page about plans is of: the one that is asked for, else the reader's own."""

from django.http import Http404

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.rules import branches_of
from groundgame.electoral.places import Area, atlas


def chosen_place(request: SignedInRequest) -> Area:
    """Return the city or the borough that is asked for; unless told, the reader's only borough, else the city."""
    able = {area.code: area for kind in ("city", "borough") for area in atlas().areas(kind)}
    code = request.GET.get("place", "")
    if code and code not in able:
        raise Http404(f"There is no borough with the code “{code[:20]}”.")
    own = branches_of(request.user)
    return able[code] if code else own[0] if len(own) == 1 else atlas().areas("city")[0]
