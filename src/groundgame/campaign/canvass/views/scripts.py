"""Scripts: the list, writing one, changing one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.actions.scripts import wording_of
from groundgame.campaign.canvass.codes import asked_codes
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.forms import ScriptForm, scripts_for
from groundgame.campaign.canvass.models import Script, Session, Wordings
from groundgame.electoral.places import atlas


@require_safe
def scripts(request: SignedInRequest) -> HttpResponse:
    """List the scripts that the person may use."""
    rules.check_may_make_sessions(request.user)
    rows = [
        {"script": script, "area": atlas().area(script.area), "own": rules.may_edit_script(request.user, script)}
        for script in scripts_for(request.user)
    ]
    return render(request, "canvass/scripts.html", {"rows": rows})


def new(request: SignedInRequest) -> HttpResponse:
    """Write a script, from the one named by `from`, else from the house's own."""
    rules.check_may_make_sessions(request.user)
    asked = request.GET.get("from", "")
    source = scripts_for(request.user).filter(pk=int(asked) if asked.isdecimal() else 0).first()
    wording = wording_of(source) if source else default_wording(codes=asked_codes())
    form = ScriptForm(request.user, wording, request.POST or None)
    if request.method == "POST" and form.is_valid():
        area = form.cleaned_data["area"]
        script = actions.make_script(by=request.user, area=area, wording=form.wording())
        messages.success(request, f"{script.name} can be used now.")
        return redirect("canvass:scripts")
    return render(request, "canvass/script.html", {"form": form}, status=422 if form.is_bound else 200)


def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a script; callers who have a call open can still save it."""
    script = get_object_or_404(Script, pk=pk)
    rules.check_may_edit_script(request.user, script)
    form = ScriptForm(request.user, wording_of(script), request.POST or None)
    form.fields.pop("area")
    if request.method == "POST" and form.is_valid():
        actions.rewrite_script(by=request.user, script=script, wording=form.wording())
        messages.success(request, f"{script.name} is changed, for the next call on.")
        return redirect("canvass:scripts")
    shown = {"form": form, "script": script, "fixed": _fixed(request.user, script)}
    return render(request, "canvass/script.html", shown, status=422 if form.is_bound else 200)


def _fixed(user: User, script: Script) -> list[Session]:
    """Return the person's open sessions of the script whose two openings stay as they were when they were made."""
    two = Wordings.objects.filter(session__script=script, session__closed_at=None).values_list("pk", flat=True)
    kept = set(two)
    return [session for session in rules.sessions_run_by(user) if session.pk in kept] if kept else []
