"""The returning officer's page of the count: counting each post, entering lots, counting again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.counting.offered import OFFERED
from groundgame.campaign.selections.models import Post, Result, Selection
from groundgame.campaign.selections.views.reaching import post_of
from groundgame.electoral.counting import CountError, TieError


@require_safe
def count(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what is counted and what is not."""
    return render(request, "selections/count/count.html", _page(request, _seen(request, pk)))


def _seen(request: SignedInRequest, pk: int) -> Selection:
    selection = get_object_or_404(Selection, pk=pk)
    if not rules.may_run(request.user, selection):
        rules.check_may_scrutinise(request.user, selection)
    return selection


def _page(request: SignedInRequest, selection: Selection) -> dict[str, Any]:
    posts = selection.posts.prefetch_related("guaranteed", "lots")
    return {
        "selection": selection,
        "tab": "count",
        "rows": [
            {"post": post, "rule": OFFERED.get(post.rule, post.rule), "result": post.results.last()} for post in posts
        ],
        "counts": rules.may_count(request.user, selection),
        "runs": rules.may_run(request.user, selection),
        "progress": rules.progress_of_opening(selection),
    }


@require_POST
def count_post(request: SignedInRequest, pk: int, post: int) -> HttpResponse:
    """Count a post, or ask for the lot that must be drawn first."""
    one = post_of(request, pk, post)
    try:
        made = actions.count_post(post=one, by=request.user)
    except TieError as tie:
        return _ask_for_lot(request, one, tie)
    except (PermissionDenied, CountError) as refused:
        messages.error(request, str(refused))
        return redirect("selections:count", pk)
    messages.success(request, f"{one.name} is counted: {', '.join(made.count.elected) or 'nobody'} elected.")
    return redirect("selections:count", pk)


def _ask_for_lot(request: SignedInRequest, post: Post, tie: TieError) -> HttpResponse:
    page = {"selection": post.selection, "post": post, "tied": tie.tied, "places": tie.places, "tab": "count"}
    return render(request, "selections/count/lot.html", page, status=409)


@require_POST
def lot(request: SignedInRequest, pk: int, post: int) -> HttpResponse:
    """Keep the lot that was drawn, and count on with it."""
    one = post_of(request, pk, post)
    tied, lucky = tuple(request.POST.getlist("tied")), tuple(request.POST.getlist("lucky"))
    places = request.POST.get("places", "")
    if str(len(lucky)) != places or not set(tied) <= {candidate.name for candidate in one.candidates.all()}:
        messages.error(request, f"The lot falls to {places} of {len(tied)}: tick as many.")
    else:
        try:
            actions.enter_lot(post=one, tied=tied, lucky=lucky, by=request.user)
        except PermissionDenied as refused:
            messages.error(request, str(refused))
            return redirect("selections:count", pk)
        except ValueError as refused:
            messages.error(request, str(refused))
    return count_post(request, pk, post)


@require_POST
def again(request: SignedInRequest, pk: int, post: int) -> HttpResponse:
    """Count the same papers again, and hold every figure against what was counted."""
    one = get_object_or_404(Post, pk=post, selection=_seen(request, pk))
    result: Result | None = one.results.last()
    if result is None:
        messages.error(request, f"{one.name} has not been counted yet.")
    elif actions.counted_alike(result):
        messages.success(
            request, f"{one.name}: counted again. The same papers, rule and lots give the same figures at every stage."
        )
    else:
        messages.error(
            request, f"{one.name}: counted again, and it differs. Declare nothing; keep the papers and find out why."
        )
    return redirect("selections:count", pk)
