"""Posts, sections and candidates: adding, changing and taking out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.eligibility import usual
from groundgame.campaign.selections.forms.selection import CandidateForm, PostForm, SectionForm
from groundgame.campaign.selections.models import Candidate, Post, Section
from groundgame.campaign.selections.views.reaching import back, form_page, part_of, selection_run_by


def post(request: SignedInRequest, pk: int, post: int | None = None) -> HttpResponse:
    """Add a post, or change one."""
    held = selection_run_by(request, pk)
    rules.check_may_set_up(request.user, held)
    one = part_of(held, Post, post) if post else Post(selection=held, position=held.posts.count() + 1)
    form = PostForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        saved = form.save(commit=False)
        actions.save_post(post=saved, by=request.user, guaranteed=data["guaranteed"], sections=data["sections"])
        messages.success(request, f"{one.name} is saved.")
        return back(held, "#posts")
    return form_page(request, form, one.name or "New post", held)


def section(request: SignedInRequest, pk: int, section: int | None = None) -> HttpResponse:
    """Add a section of the electorate, or change one."""
    held = selection_run_by(request, pk)
    rules.check_may_set_up(request.user, held)
    one = part_of(held, Section, section) if section else Section(selection=held, position=held.sections.count() + 1)
    form = SectionForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        organisations = form.cleaned_data["organisations"]
        saved = form.save(commit=False)
        if section is None:  # nobody should find on the day of the freeze that anybody may vote
            saved.eligibility = usual(saved.who, held.area)
        actions.save_section(section=saved, by=request.user, organisations=organisations)
        messages.success(request, f"{one.name} is saved.")
        return back(held, "#sections")
    return form_page(request, form, one.name or "New section", held)


@require_POST
def remove_post(request: SignedInRequest, pk: int, post: int) -> HttpResponse:
    """Take a post out of a draft."""
    held = selection_run_by(request, pk)
    actions.remove(part=part_of(held, Post, post), by=request.user)
    return back(held, "#posts")


@require_POST
def remove_section(request: SignedInRequest, pk: int, section: int) -> HttpResponse:
    """Take a section out of a draft."""
    held = selection_run_by(request, pk)
    actions.remove(part=part_of(held, Section, section), by=request.user)
    return back(held, "#sections")


def candidate(request: SignedInRequest, pk: int, post: int, candidate: int | None = None) -> HttpResponse:
    """Add a candidate for a post, or change one."""
    held = selection_run_by(request, pk)
    rules.check_may_add_candidates(request.user, held)
    stood_for = part_of(held, Post, post)
    one = get_object_or_404(stood_for.candidates, pk=candidate) if candidate else Candidate(post=stood_for)
    form = CandidateForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        actions.save_candidate(candidate=form.save(commit=False), by=request.user)
        messages.success(request, f"{one.name} stands for {stood_for.name}.")
        return back(held, "#posts")
    return form_page(request, form, one.name or f"New candidate for {stood_for.name}", held)


@require_POST
def withdraw(request: SignedInRequest, pk: int, post: int, candidate: int) -> HttpResponse:
    """Withdraw a candidate."""
    held = selection_run_by(request, pk)
    one = get_object_or_404(part_of(held, Post, post).candidates, pk=candidate)
    actions.withdraw_candidate(candidate=one, by=request.user)
    messages.success(request, f"{one.name} has withdrawn.")
    return back(held, "#posts")
