"""The party's voting-intention codes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.forms.codes import CodeForm, NewCodeForm
from groundgame.campaign.canvass.models import IntentionCode


def codes(request: SignedInRequest) -> HttpResponse:
    """Show the codes to whoever makes sessions; the director adds to them."""
    rules.check_may_make_sessions(request.user)
    form = NewCodeForm(None, request.POST or None)
    if request.method == "POST":
        rules.check_may_edit_codes(request.user)
        if form.is_valid():
            return _saved(request, form)
    return _page(request, form)


def _page(request: SignedInRequest, new: NewCodeForm, wrong: CodeForm | None = None) -> HttpResponse:
    known = list(IntentionCode.objects.all())
    rows = [(one, wrong if wrong and wrong.code == one else CodeForm(one)) for one in known if not one.retired_at]
    shown = {
        "rows": rows,
        "retired": [one for one in known if one.retired_at],
        "form": new,
        "edits": rules.may_edit_codes(request.user),
    }
    return render(request, "canvass/codes.html", shown, status=422 if new.is_bound or wrong else 200)


def _saved(request: SignedInRequest, form: CodeForm) -> HttpResponse:
    held = actions.save_code(by=request.user, code=form.written())
    messages.success(request, f"\u201c{held.label}\u201d is kept.")
    return redirect("canvass:codes")


@require_POST
def change(request: SignedInRequest, value: str) -> HttpResponse:
    """Change how a code is read, or offer it no more, or again."""
    rules.check_may_edit_codes(request.user)
    code = get_object_or_404(IntentionCode, pk=value)
    if "retire" in request.POST:
        actions.retire_code(by=request.user, code=code, retired=request.POST["retire"] == "yes")
        messages.success(request, f"\u201c{code.label}\u201d is offered {'no more' if code.retired_at else 'again'}.")
        return redirect("canvass:codes")
    form = CodeForm(code, request.POST)
    return _saved(request, form) if form.is_valid() else _page(request, NewCodeForm(), form)
