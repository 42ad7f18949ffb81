"""What would have to change for each seat to go elsewhere: of the papers counted, or of papers supposed."""

from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections.forms.backing import SupposedForm
from groundgame.campaign.selections.models import Post, Result
from groundgame.campaign.selections.opened import ask_of, boxes_of
from groundgame.campaign.selections.turning import Patience, Switch, Turn, said, turns
from groundgame.campaign.selections.views.reaching import part_of, selection_run_by
from groundgame.campaign.selections.what_if import delegations_of, supposed, switches, worked_out
from groundgame.electoral.counting import CountError
from groundgame.electoral.counting.lots import by_lot_named

DAY_SECONDS = 86_400
MOST_MOVES = 8
PATIENCE_SECONDS = 5
"""So long a page looks for changes, over all its candidates."""


def what_if(request: SignedInRequest, pk: int, post: int | None = None) -> HttpResponse:
    """Show what would have to change: of the papers that were counted, or of a file that is sent."""
    held = selection_run_by(request, pk)
    page: dict[str, Any] = {"selection": held, "tab": "what-if", "posts": held.posts.all(), "form": SupposedForm()}
    page["patience"] = PATIENCE_SECONDS
    status = 200
    if post is not None:
        one = part_of(held, Post, post)
        page |= {"post": one, "result": one.results.last()}
        if request.method == "POST":
            page["form"] = form = SupposedForm(request.POST, request.FILES)
            page |= _of_file(one, form) if form.is_valid() else {}
            status = 422 if form.errors else 200
        elif page["result"] and "work" in request.GET:
            page |= _of_result(one, page["result"])
    return render(request, "selections/backing/what_if.html", page, status=status)


def _of_result(post: Post, result: Result) -> dict[str, Any]:
    """Return what the papers counted say; worked out once a day for each count."""
    key = f"selections:what-if:2:{result.pk}"
    if (known := cache.get(key)) is None:
        ask, boxes = ask_of(post), boxes_of(post)
        patience = Patience.of(PATIENCE_SECONDS)
        # From the count that was kept: a lot drawn for it fell once, and is not drawn again here.
        found = turns(ask, boxes, result.count, patience.part(2) if (bodies := delegations_of(post)) else patience)
        known = found, switches(ask, boxes, bodies, found, patience), patience.over
        cache.set(key, known, DAY_SECONDS)
    found, moved, unfinished = known
    return {
        "unfinished": PATIENCE_SECONDS if unfinished else 0,
        "elected": result.count.elected,
        "rows": _rows(post, found),
        "switches": [_switched(each) for each in moved],
    }


def _of_file(post: Post, form: SupposedForm) -> dict[str, Any]:
    content, name = form.cleaned_data["papers"]
    try:
        boxes = supposed(post, content, name)
        patience = Patience.of(PATIENCE_SECONDS)
        count, found = worked_out(ask_of(post), boxes, by_lot_named(post.selection.tie_seed), patience)
    except CountError as error:
        form.add_error("papers", str(error))
        return {}
    unfinished = PATIENCE_SECONDS if patience.over else 0
    return {"elected": count.elected, "rows": _rows(post, found), "supposed": name, "unfinished": unfinished}


def _rows(post: Post, found: list[Turn]) -> list[dict[str, Any]]:
    by_card = {section.name for section in post.voting_sections if section.card_votes}
    most = max((each.found or each.proven for each in found), default=1) or 1
    return [
        {
            "turn": each,
            "sentence": said(each, *_nouns(each.section, by_card=each.section in by_card)),
            "moves": each.moves[:MOST_MOVES],
            "more": max(0, len(each.moves) - MOST_MOVES),
            "length": 100 * (each.found or 0) / most,
            "sure": 100 * each.proven / most,
        }
        for each in sorted(found, key=lambda each: (each.section, each.found is None, each.found or 0, each.name))
    ]


def _nouns(section: str, *, by_card: bool) -> tuple[str, str]:
    """Return what changes, one and several: papers, or card votes where a paper carries many."""
    noun, of = "card vote" if by_card else "paper", f" of {section}" if section else ""
    return f"{noun}{of}", f"{noun}s{of}"


def _switched(switch: Switch) -> dict[str, Any]:
    group = switch.delegations or ()
    return {"switch": switch, "group": group, "votes": sum(each.votes for each in group)}
