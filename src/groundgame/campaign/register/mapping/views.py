"""The page on which a file's columns are named: bring the file, look at its first rows, say which is which."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.mapping import actions
from groundgame.campaign.register.mapping.forms import ColumnsForm, FileForm
from groundgame.campaign.register.mapping.shapes import Shape, shape_of
from groundgame.campaign.register.models import ColumnMapping

SALT = "register.mapping"
HOURS = 12 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: SignedInRequest) -> HttpResponse:
    """Take a file and show its columns, or take what its columns are."""
    actions.check_may_map(request.user)
    if request.method != "POST":
        return _files(request, FileForm())
    if "shape" in request.POST:
        return _keep(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _files(request, form, status=422)
    content, written = form.cleaned_data["file"].read(), not form.cleaned_data["unnamed"]
    try:
        shape = shape_of(content, written=written, today=timezone.localdate())
    except RegisterFileError as error:
        form.add_error("file", str(error))
        return _files(request, form, status=422)
    return _columns(request, shape, ColumnsForm(shape), known=_known(content))


def _known(content: bytes) -> str:
    """Return the title of the layout in which the file is read already, "" for none."""
    try:
        return recognise(decode(content))[0].title
    except RegisterFileError:
        return ""


def _keep(request: SignedInRequest) -> HttpResponse:
    try:
        held = signing.loads(request.POST["shape"], salt=SALT, max_age=HOURS)
    except signing.BadSignature:
        files = FileForm()
        files.errors["file"] = files.error_class(["The page had waited too long. Choose the file again."])
        return _files(request, files, status=422)
    shape = Shape(tuple(held["names"]), held["written"], tuple(tuple(row) for row in held["rows"]))
    form = ColumnsForm(shape, request.POST)
    if not form.is_valid():
        return _columns(request, shape, form, status=422)
    kept = actions.keep_mapping(by=request.user, title=form.cleaned_data["title"], shape=shape, columns=form.columns())
    messages.success(request, f"Files like this one are now read as “{kept.title}”. Load the file.")
    return redirect("register:imports")


def _columns(
    request: SignedInRequest, shape: Shape, form: ColumnsForm, *, known: str = "", status: int = 200
) -> HttpResponse:
    samples = list(zip(*shape.rows, strict=True)) or [()] * len(shape.names)
    rows = [(form[f"column{at}"], samples[at]) for at in range(len(shape.names))]
    kept = {"names": shape.names, "written": shape.written, "rows": shape.rows}
    held = signing.dumps(kept, salt=SALT, compress=True)
    shown = {
        "form": form,
        "rows": rows,
        "shape": held,
        "known": known,
        "sampled": bool(shape.rows),
    }
    return render(request, "register/mapping_columns.html", shown, status=status)


def _files(request: SignedInRequest, form: FileForm, status: int = 200) -> HttpResponse:
    kept = ColumnMapping.objects.select_related("by").order_by("title")
    return render(request, "register/mapping.html", {"form": form, "kept": kept}, status=status)


@require_POST
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget how files of one shape are read."""
    actions.check_may_map(request.user)
    kept = ColumnMapping.objects.filter(pk=pk).first()
    if kept is not None:
        actions.forget_mapping(by=request.user, mapping=kept)
    messages.success(request, "It is forgotten: say which column is which when such a file comes again.")
    return redirect("register:mapping")
