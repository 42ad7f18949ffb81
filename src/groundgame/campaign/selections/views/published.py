"""What everybody may read of a ballot: receipts, papers, numbers, and how to check them."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from groundgame.campaign.selections import rules
from groundgame.campaign.selections.models import BallotForm, BoxAccount, Publication, Selection
from groundgame.campaign.selections.sealing import fingerprint, merkle
from groundgame.campaign.selections.sheets import papers_file, recount_command

TYPES = {"receipts": "text/plain; charset=utf-8", "papers": "text/plain; charset=utf-8"}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the lists of a ballot and their roots, and find a receipt in them; not in the address, which logs keep."""
    selection = get_object_or_404(Selection, pk=pk)
    forms = list(BallotForm.objects.filter(post__selection=selection).select_related("post", "section"))
    if not forms:
        raise Http404
    sought = "".join(request.POST.get("receipt", "").lower().replace("-", "").split())
    page = {
        "selection": selection,
        "rows": [_row(form) for form in forms],
        "keys": [(fingerprint(key), number) for number, key in enumerate(forms[0].paper_form.keys, start=1)],
        "commands": _commands(selection),
        "threshold": forms[0].paper_form.threshold,
        "sought": sought,
        "found": _find(forms, sought) if sought else None,
    }
    return render(request, "selections/ballot/published.html", page)


def _commands(selection: Selection) -> list[str]:
    """Return the command that counts each post again, once everybody has the papers."""
    if selection.state not in rules.PUBLIC:
        return []
    results = [post.results.select_related("post__selection").last() for post in selection.posts.all()]
    return [recount_command(result) for result in results if result]


def _row(form: BallotForm) -> dict[str, Any]:
    lists = {each.kind: each for each in Publication.objects.filter(form=form).defer("text")}
    account = BoxAccount.objects.filter(form=form).first()
    return {"form": form, "account": account, "agrees": _agrees(account), **lists}


def _agrees(account: BoxAccount | None) -> bool | None:
    """Tell whether the two sides of a box are equal, once both are known."""
    if account is None or account.opened is None:
        return None
    return account.marked == account.sealed == account.opened


def _find(forms: list[BallotForm], sought: str) -> dict[str, Any]:
    """Return where a receipt stands in the lists, with the steps that prove it, or that it does not."""
    if len(sought) < 16:
        return {"short": True}
    for listed in Publication.objects.filter(form__in=forms, kind=Publication.Kind.RECEIPTS).select_related(
        "form__post"
    ):
        lines = listed.text.splitlines()
        at = next((at for at, line in enumerate(lines) if line.startswith(sought)), None)
        if at is not None:
            steps = merkle.proof([line.encode() for line in lines], at)
            shown = [(side, other.hex()) for side, other in steps]
            return {"list": listed, "line": lines[at], "number": at + 1, "steps": shown}
    return {"missing": True}


@login_not_required
@require_safe
def listing(request: HttpRequest, pk: int, form: int, kind: str) -> HttpResponse:
    """Hand out a published list as a file."""
    listed = get_object_or_404(Publication, form=form, form__post__selection=pk, kind=kind)
    name = papers_file(listed.form) if kind == Publication.Kind.PAPERS else f"{kind}-{form}.txt"
    answer = HttpResponse(listed.text, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
