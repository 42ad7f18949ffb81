"""The hours of a branch's volunteers, week by week: on a page, or as the file that `groundgame plan` reads."""

import csv
import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy import actions, rules
from groundgame.campaign.strategy.models import BranchHours
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.times import NAMES, NOT_SAID
from groundgame.electoral.allocation.across.effects import TIMES
from groundgame.electoral.allocation.across.volunteers import COLUMNS, Supply, volunteers_of
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.places import Area, atlas

WEEKS, MOST_HOURS, MOST_BYTES = 10, 100_000, 1_000_000
COLUMN_NAMES = {**NAMES, NOT_SAID: "Not said when"}
FILE_COLUMNS = (*COLUMNS, "time")


class HoursForm(forms.Form):
    """A field for each kind of time in each of the next weeks; an empty one stands for no hours."""

    def __init__(self, branch: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        first = monday(timezone.localdate())
        self.weeks = [first + number * WEEK for number in range(WEEKS)]
        rows = BranchHours.objects.filter(branch=branch, week__in=self.weeks)
        kept = {(week, time): hours for week, time, hours in rows.values_list("week", "time", "hours")}
        for week in self.weeks:
            said = any(kept.get((week, time)) for time in COLUMN_NAMES)
            for time, name in COLUMN_NAMES.items():
                hours = kept.get((week, time))
                self.fields[_field(week, time)] = forms.FloatField(
                    required=False,
                    min_value=0,
                    max_value=MOST_HOURS,
                    label=f"{name}, week of {week:%-d %b %Y}",
                    initial=_shown(hours) if hours or not (said or time) else "",
                    widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
                )

    def rows(self) -> list[tuple[dt.date, list[forms.BoundField]]]:
        """Return the weeks, each with its fields in the order of the columns."""
        return [(week, [self[_field(week, time)] for time in COLUMN_NAMES]) for week in self.weeks]

    def hours(self) -> dict[dt.date, dict[str, float]]:
        """Return the hours that were put in, by week and kind of time."""
        return {
            week: {time: self.cleaned_data[_field(week, time)] or 0.0 for time in COLUMN_NAMES} for week in self.weeks
        }


def _field(week: dt.date, time: str) -> str:
    """Return the name of a field: the week, and its kind of time where that is said."""
    return f"{week.isoformat()}-{time}" if time else week.isoformat()


def _shown(hours: float | None) -> str:
    return "" if hours is None else f"{hours:g}"


def page(request: SignedInRequest) -> HttpResponse:
    """Show a branch's hours to whoever manages it, and keep what they put in."""
    own = rules.branches_of(request.user)
    branch = _branch(request, own)
    form = HoursForm(branch.code, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.say_hours(by=request.user, branch=branch.code, hours=form.hours())
        total = sum(sum(at.values()) for at in form.hours().values())
        messages.success(request, f"Kept: {total:,.0f} hours of {branch.name} in {WEEKS} weeks.")
        return redirect(f"{reverse('strategy:branch_hours')}?branch={branch.code}")
    context = {"form": form, "branch": branch, "own": own, "columns": COLUMNS, "names": COLUMN_NAMES.values()}
    context |= {"times": TIMES}
    return render(request, "strategy/branch_hours.html", context, status=422 if form.is_bound else 200)


def _branch(request: SignedInRequest, own: list[Area]) -> Area:
    """Return the branch that is asked for, else the first of one's own; refuse one that is not."""
    if not own:
        raise PermissionDenied("Whoever manages all of a borough says which hours it has. Ask its organiser.")
    code = request.POST.get("branch") or request.GET.get("branch") or own[0].code
    found = next((area for area in own if area.code == code), None)
    if found is None:
        if rules.manages_branch(request.user, code):
            rules.check_may_say_hours(request.user, code)
        raise PermissionDenied("You do not manage all of that borough. Its organiser says which hours it has.")
    return found


@require_POST
def load(request: SignedInRequest) -> HttpResponse:
    """Keep the hours of a CSV, all of them or none."""
    own = rules.branches_of(request.user)
    branch = _branch(request, own)
    try:
        supplies = _read(request.FILES.get("file"))
    except AllocationError as error:
        messages.error(request, str(error))
    else:
        branches = actions.load_hours(by=request.user, supplies=supplies)
        messages.success(request, f"Kept: {len(supplies):,} lines of {branches} branch{'es' if branches > 1 else ''}.")
    return redirect(f"{reverse('strategy:branch_hours')}?branch={branch.code}")


def _read(file: "UploadedFile[bytes] | None") -> tuple[Supply, ...]:
    """Read a file as `groundgame plan --volunteers` does.

    Raises:
        AllocationError: with what is wrong with the file, by its own name.
    """
    if file is None or (file.size or 0) > MOST_BYTES:
        raise AllocationError("Choose a CSV of up to a megabyte, with a line for each branch and week.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "volunteers.csv"
        path.write_bytes(file.read())
        try:
            return volunteers_of(path)
        except AllocationError as error:
            raise AllocationError(str(error).replace(str(path), file.name or "The file")) from None


@require_safe
def download(request: SignedInRequest) -> HttpResponse:
    """Give the hours of one's own branches as the file that `groundgame plan --volunteers` reads."""
    own = {area.code for area in rules.branches_of(request.user)}
    if not own:
        raise PermissionDenied("Whoever manages all of a borough says which hours it has. Ask its organiser.")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="volunteers.csv"'
    writer = csv.writer(answer, lineterminator="\n")
    writer.writerow(FILE_COLUMNS)
    for one in _lines(list(BranchHours.objects.filter(branch__in=own))):
        writer.writerow([atlas().area(one.branch).name, one.week.isoformat(), f"{one.hours:g}", one.time])
    return answer


def _lines(rows: list[BranchHours]) -> list[BranchHours]:
    """Return the lines of a file: the kinds of time that have hours, and one of none for a week without any."""
    some = {(one.branch, one.week) for one in rows if one.hours}
    return [one for one in rows if one.hours or (one.time == NOT_SAID and (one.branch, one.week) not in some)]
