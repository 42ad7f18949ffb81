"""Bring a register's file, see what it would do, and have it done; see those loaded before, and take one back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.register import actions, rules
from groundgame.campaign.register.actions.looks import WAITING
from groundgame.campaign.register.actions.starting import start_applying, start_undoing
from groundgame.campaign.register.forms import ApplyForm, ImportForm
from groundgame.campaign.register.importing import LAYOUTS, RegisterImportError, UnknownLayoutError, looking
from groundgame.campaign.register.models import Elector, RegisterImport
from groundgame.campaign.register.under_way import state_of, under_way
from groundgame.electoral.places import atlas

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    """Show the imports of the person's boroughs, and take a new file to look at."""
    boroughs = rules.boroughs_to_import(request.user)
    if not boroughs:
        raise PermissionDenied("Only an organiser of a whole borough, or the director, loads registers.")
    if request.method != "POST":
        return _page(request, boroughs, ImportForm(boroughs))
    form = ImportForm(boroughs, request.POST, request.FILES)
    if form.is_valid() and (made := _look(request, form)) is not None:
        return redirect("register:import", made.pk)
    return _page(request, boroughs, form, status=422)


def _look(request: SignedInRequest, form: ImportForm) -> RegisterImport | None:
    """Look at the file that the form holds; where it is refused, the form says why."""
    data = form.cleaned_data
    telephones = data["telephones"]
    try:
        return actions.look_at(
            by=request.user,
            borough=data["borough"],
            published_on=data["published_on"],
            content=data["file"].read(),
            file_name=data["file"].name,
            telephones=telephones.read() if telephones else None,
            telephones_name=telephones.name if telephones else "",
        )
    except UnknownLayoutError as error:
        form.unknown_layout = True
        form.add_error("file", str(error))
    except RegisterImportError as error:
        form.add_error("file", str(error))
    return None


def _page(request: SignedInRequest, boroughs: frozenset[str], form: ImportForm, status: int = 200) -> HttpResponse:
    loaded = RegisterImport.objects.filter(borough__in=boroughs).select_related("register", "by").order_by("-at", "-id")
    busy = under_way()
    rows = [(each, atlas().area(each.borough).name, state_of(each, busy)) for each in loaded[:SHOWN]]
    return render(request, "register/imports.html", {"form": form, "rows": rows, "layouts": LAYOUTS}, status=status)


def _import(request: SignedInRequest, pk: int) -> RegisterImport:
    made = get_object_or_404(RegisterImport.objects.select_related("register", "by", "undone_by"), pk=pk)
    rules.check_may_import(request.user, made.borough)
    return made


@require_safe
def import_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a file would do, or what it did."""
    made = _import(request, pk)
    return _import_page(request, made, ApplyForm())


def _import_page(request: SignedInRequest, made: RegisterImport, form: ApplyForm, status: int = 200) -> HttpResponse:
    shown, job, busy = looking.shown_of(made), _job_of(made), under_way()
    if shown.samples or shown.doubts:
        audit.record(by=request.user, action="register.see_plan", subject=made, area=made.borough)
        audit.look(by=request.user, page=Look.Page.PLAN, electors=shown.electors, area=made.borough)
    context = {
        "import": made,
        "borough": atlas().area(made.borough),
        "layout": looking.layout_title(made.layout),
        "shown": shown,
        "form": form,
        "state": state_of(made, busy),
        "waits": made.state in WAITING and made.pk not in busy,
        "may_undo": actions.may_undo(made) and made.pk not in busy,
        "job": job,
    }
    return render(request, "register/import.html", context, status=status)


def _job_of(made: RegisterImport) -> Job | None:
    """Return the latest work on an import, while it is not done or where it failed."""
    page = reverse("register:import", args=[made.pk])
    job = Job.objects.filter(leads_to=page).order_by("-asked_at", "-pk").first()
    return job if job is not None and job.state != "done" else None


@require_safe
def import_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what a file would do, row by row, as a table for a spreadsheet."""
    made = _import(request, pk)
    audit.record(by=request.user, action="register.download_plan", subject=made, area=made.borough)
    audit.look(by=request.user, page=Look.Page.PLAN, electors=looking.electors_of(made), area=made.borough)
    answer = HttpResponse(looking.as_csv(made), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="register-{made.borough}-{made.pk}.csv"'
    return answer


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what the person says of those in doubt, and work the plan out anew."""
    made = _import(request, pk)
    said = 0
    for doubt in looking.doubts(made):
        answer = request.POST.get(f"doubt-{doubt.record}-{doubt.elector}")
        if answer in {"same", "other"}:
            elector = get_object_or_404(Elector, pk=doubt.elector, borough=made.borough)
            keys = {"address_key": doubt.address_key, "name_key": doubt.name_key}
            actions.decide_match(by=request.user, elector=elector, same=answer == "same", **keys)
            said += 1
    try:
        if said:
            actions.look_again(by=request.user, made=made)
    except RegisterImportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{said} decided. It is kept, and holds for every later register.")
    return redirect("register:import", pk)


@require_POST
def look_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Work out anew what the file would do."""
    made = _import(request, pk)
    try:
        actions.look_again(by=request.user, made=made)
    except RegisterImportError as error:
        messages.error(request, str(error))
    return redirect("register:import", pk)


@require_POST
def apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have what was looked at done, as a job."""
    made = _import(request, pk)
    form = ApplyForm(request.POST)
    form.is_valid()
    page = reverse("register:import", args=[pk])
    try:
        start_applying(by=request.user, made=made, page=page, **form.cleaned_data)
    except RegisterImportError as error:
        messages.error(request, str(error))
    return redirect(page)


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have an import taken back, as a job."""
    made = _import(request, pk)
    page = reverse("register:import", args=[pk])
    try:
        start_undoing(by=request.user, made=made, page=page)
    except RegisterImportError as error:
        messages.error(request, str(error))
    return redirect(page)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a file up that waits."""
    made = _import(request, pk)
    try:
        actions.discard_import(by=request.user, made=made)
        messages.success(request, f"{made.file_name} is given up, and our copy of it erased. Nothing was changed.")
    except RegisterImportError as error:
        messages.error(request, str(error))
    return redirect("register:imports")
