"""What everybody sees: progress until the declaration, then the result, every stage of it, and its sheet."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from groundgame.campaign.selections import rules
from groundgame.campaign.selections.counting.across import across
from groundgame.campaign.selections.counting.offered import OFFERED
from groundgame.campaign.selections.counting.shown import Shown, shown
from groundgame.campaign.selections.counting.stages import stage_shown
from groundgame.campaign.selections.models import BoxAccount, Post, Result, Selection
from groundgame.campaign.selections.pictures.transfers import transfers_picture
from groundgame.campaign.selections.sheets import SHEETS, digests_of, recount_command, sheet_of
from groundgame.campaign.selections.states import State


@login_not_required
@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the count is, and once declared who is elected. `?part` asks for what changes alone."""
    selection = get_object_or_404(Selection.objects.exclude(state=State.DRAFT), pk=pk)
    if selection.state == State.CLOSED and not selection.transitions.filter(move="open-voting").exists():
        raise Http404  # it was abandoned: there is nothing to tell
    part = "selections/results/figures.html" if "part" in request.GET else "selections/results/results.html"
    return render(request, part, _page(request, selection))


def _page(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    declared = selection.state in rules.PUBLIC
    return {
        "selection": selection,
        "declared": declared,
        "live": not declared,
        "progress": rules.progress_of_opening(selection),
        "posts": [_post(post) for post in selection.posts.prefetch_related("guaranteed")] if declared else [],
    }


def _post(post: Post) -> dict[str, Any]:
    result = post.results.last()
    return {
        "post": post,
        "rule": OFFERED.get(post.rule, post.rule),
        "shown": _shown(result) if result else None,
        "accounts": BoxAccount.objects.filter(form__post=post).select_related("form__section"),
    }


def _shown(result: Result) -> Shown:
    post = result.post
    groups = {candidate.name: candidate.groups for candidate in post.candidates.all()}
    return shown(result.count, groups, {each.group: each.at_least for each in post.guaranteed.all()})


def _result(request: HttpRequest, pk: int, post: int) -> Result:
    selection = get_object_or_404(Selection, pk=pk)
    rules.check_may_see_count(request.user, selection)
    result = get_object_or_404(Post, pk=post, selection=selection).results.select_related("post__selection").last()
    if result is None:
        raise Http404
    return result


@login_not_required
@require_safe
def stages(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Show the count of a post: one stage where `?stage=` names it, else all, with the picture of the transfers."""
    result = _result(request, pk, post)
    count = result.count
    asked = request.GET.get("stage", "")
    stage = min(int(asked), len(count.rounds)) if asked.isdecimal() and int(asked) else 0
    page = {
        "result": result,
        "post": result.post,
        "selection": result.post.selection,
        "rule": OFFERED.get(result.post.rule, result.post.rule),
        "shown": _shown(result),
        "numbers": range(1, len(count.rounds) + 1),
        "stage": stage,
        "one": stage_shown(count, stage) if stage else None,
        "table": None if stage else across(count),
        "picture": mark_safe(transfers_picture(count)) if not stage and len(count.rounds) > 1 else "",  # noqa: S308 (escaped)
        "sheets": SHEETS,
        "command": recount_command(result),
        "digests": digests_of(result),
    }
    return render(request, "selections/results/stages.html", page)


@login_not_required
@require_safe
def sheet(request: HttpRequest, pk: int, post: int, kind: str) -> HttpResponse:
    """Hand out the sheet of a count, as the returning officer signs it."""
    result = _result(request, pk, post)
    if kind not in SHEETS:
        raise Http404
    answer = HttpResponse(sheet_of(result, kind), content_type=SHEETS[kind])
    answer.headers["Content-Disposition"] = f'inline; filename="count-{result.post_id}.{kind}"'
    return answer
