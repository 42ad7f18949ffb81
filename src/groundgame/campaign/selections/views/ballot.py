"""Vote: a code, a paper, a receipt. For everybody who holds a code, without an account and without a session."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.ballot import credential_of, forms_of
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.forms.ballot import new_seed, posted_envelopes
from groundgame.campaign.selections.models import BallotForm, Entry
from groundgame.campaign.selections.rules.balloting import check_may_vote, check_polls_open, polls
from groundgame.campaign.selections.sealing import SealError, short_form


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and show the papers that it is good for."""
    if request.method != "POST":
        return render(request, "selections/ballot/code.html")
    code = request.POST.get("code", "")
    try:
        entry = credential_of(code).entry
        check_may_vote(entry)
        check_polls_open(polls(entry.selection_id))
    except BallotError as refused:
        return render(request, "selections/ballot/code.html", {"refused": refused, "code": code}, status=409)
    return render(request, "selections/ballot/paper.html", _paper_page(entry, code))


def _paper_page(entry: Entry, code: str) -> dict[str, Any]:
    return {
        "selection": entry.selection,
        "provisional": entry.standing == Entry.Standing.PROVISIONAL,
        "card_votes": entry.card_votes if entry.section.card_votes else 0,
        "papers": [_paper(form) for form in forms_of(entry)],
        "code": code,
        "seed": new_seed(),
    }


def _paper(form: BallotForm) -> dict[str, Any]:
    """Return what the page shows of one paper."""
    layout = form.paper_form
    kind = "one" if layout.most == 1 else "rank" if layout.ranked else "several"
    return {"form": form, "layout": layout, "kind": kind}


@login_not_required
@never_cache
@require_POST
def cast(request: HttpRequest) -> HttpResponse:
    """Take the papers, and show their receipts; whatever is refused is refused with a sentence, and nothing is kept."""
    code = request.POST.get("code", "")
    try:
        forms = forms_of(credential_of(code).entry)
        accepted = actions.cast(code=code, envelopes=posted_envelopes(request.POST, forms))
    except BallotError as refused:
        return render(request, "selections/ballot/refused.html", {"refused": refused}, status=409)
    except SealError as refused:
        return render(request, "selections/ballot/refused.html", {"refused": refused}, status=422)
    rows = [{"form": form, "receipt": receipt, "short": short_form(receipt)} for form, receipt in accepted.receipts]
    page = {"rows": rows, "provisional": accepted.provisional, "selection": forms[0].post.selection}
    return render(request, "selections/ballot/accepted.html", page)
