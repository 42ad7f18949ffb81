"""The page for lists that go with a register."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.register import actions, rules
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.lists.forms import MARKED, MARKED_POST, TELEPHONES, ListForm
from groundgame.electoral.places import atlas


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: SignedInRequest) -> HttpResponse:
    """Take a list: all of it or nothing."""
    boroughs = rules.boroughs_to_import(request.user)
    if not boroughs:
        raise PermissionDenied("Only an organiser of a whole borough, or the director, loads lists. Ask one of them.")
    if request.method != "POST":
        return render(request, "register/lists.html", {"form": ListForm(boroughs)})
    form = ListForm(boroughs, request.POST, request.FILES)
    if form.is_valid():
        try:
            rows = _take(request, form)
        except RegisterImportError as error:
            form.add_error("file", str(error))
        else:
            borough = atlas().area(form.cleaned_data["borough"]).name
            messages.success(request, f"{borough}: {rows:,} {'row is' if rows == 1 else 'rows are'} recorded.")
            return redirect("register:lists")
    return render(request, "register/lists.html", {"form": form}, status=422)


def _take(request: SignedInRequest, form: ListForm) -> int:
    data, what, day = form.cleaned_data, form.cleaned_data["what"], form.day()
    user, borough, content = request.user, data["borough"], data["file"].read()
    if what == TELEPHONES:
        return actions.import_telephones(by=user, borough=borough, content=content, source=data["file"].name)
    if what in (MARKED, MARKED_POST):
        by_post = True if what == MARKED_POST else None
        return actions.import_marked_register(
            by=user, borough=borough, content=content, election_date=day, by_post=by_post
        )
    kind = "" if what == "absent" else what
    return actions.import_absent_voters(by=user, borough=borough, content=content, election_date=day, kind=kind)
