"""Load a borough's register, and see those loaded before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.register import actions, rules
from groundgame.campaign.register.forms import ImportForm
from groundgame.campaign.register.importing import LAYOUTS, RegisterImportError
from groundgame.campaign.register.models import RegisterImport
from groundgame.electoral.places import atlas

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    """Show the imports of the person's boroughs, and take a new one."""
    boroughs = rules.boroughs_to_import(request.user)
    if not boroughs:
        raise PermissionDenied("Only an organiser of a whole borough, or the director, loads registers.")
    if request.method != "POST":
        return _page(request, boroughs, ImportForm(boroughs))
    form = ImportForm(boroughs, request.POST, request.FILES)
    if form.is_valid() and _import(request, form):
        return redirect("register:imports")
    return _page(request, boroughs, form, status=422)


def _import(request: SignedInRequest, form: ImportForm) -> bool:
    """Import what the form holds; where that is refused, the form says why."""
    data = form.cleaned_data
    telephones = data["telephones"]
    try:
        made = actions.import_register(
            by=request.user,
            borough=data["borough"],
            published_on=data["published_on"],
            content=data["file"].read(),
            file_name=data["file"].name,
            telephones=telephones.read() if telephones else None,
            telephones_name=telephones.name if telephones else "",
            accept_leavers=data["accept_leavers"],
        )
    except RegisterImportError as error:
        form.add_error("file", str(error))
        return False
    messages.success(
        request,
        f"{atlas().area(made.borough).name} is loaded: {made.row_count:,} entries, {made.added_count:,} electors new, "
        f"{made.left_count:,} left.",
    )
    return True


def _page(request: SignedInRequest, boroughs: frozenset[str], form: ImportForm, status: int = 200) -> HttpResponse:
    loaded = RegisterImport.objects.filter(borough__in=boroughs).select_related("register", "by").order_by("-at", "-id")
    rows = [(each, atlas().area(each.borough).name) for each in loaded[:SHOWN]]
    return render(request, "register/imports.html", {"form": form, "rows": rows, "layouts": LAYOUTS}, status=status)
