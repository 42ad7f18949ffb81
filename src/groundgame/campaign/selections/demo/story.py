"""The demo's selections from draft to declaration, by the same actions as the pages; only time passes faster."""

import datetime as dt
import random
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.demo.candidates import (
    BOARD_STANDING,
    add_board,
    add_leader,
    add_sections,
    add_slates,
    back_candidates,
)
from groundgame.campaign.selections.demo.members import CITY, Party, invent_party
from groundgame.campaign.selections.demo.papers import board_papers, leader_papers
from groundgame.campaign.selections.models import (
    Backing,
    BallotForm,
    Batch,
    Candidate,
    Entry,
    How,
    NewMark,
    Post,
    Selection,
    TypedPaper,
)
from groundgame.campaign.selections.states import move_named

SEED = 20261122
TURNOUT = {"Members": 1690, "Affiliates": 286, "MPs": 24}
"""Two thousand votes."""
APPEAL = {
    "Members": (3.0, 2.2, 2.0, 0.8, 0.4),
    "Affiliates": (1.6, 3.0, 1.2, 0.6, 0.5),
    "MPs": (1.8, 2.4, 1.6, 0.5, 0.2),
}
DECLARED, OPEN = "Leadership and regional board", "Candidate for mayor"


@transaction.atomic
def load_demo_selections(*, officer: User, panel: Sequence[User]) -> None:
    """Make both selections, once. `panel` hears the three appeals; the first of it types the papers.

    Raises:
        PermissionDenied: if the officer does not run selections of the city.
    """
    if Selection.objects.filter(name=DECLARED, created_by=officer).exists():
        return
    rng = random.Random(SEED)  # noqa: S311 (an invented party)
    party = invent_party(rng)
    with connection.cursor() as cursor:  # else sixty thousand are thought to be none, and each is looked for in all
        cursor.execute("ANALYZE people_member, people_affiliation")
    declared, leader = _set_up(rng, officer, party)
    _take_nominations(rng, officer, party, leader)
    for user in panel:
        actions.name_to_panel(selection=declared, user=user, by=officer)
    _move(declared, officer, "freeze")
    _move(declared, officer, "open-appeals")
    actions.mark_posted(selection=declared, last=declared.letters.count(), by=officer)
    _hear_appeals(declared, officer, panel)
    actions.hold_ballot(selection=declared, by=officer, paper_only=True)
    _move(declared, officer, "open-voting")
    _vote(rng, declared, officer, panel)
    Selection.objects.filter(pk=declared.pk).update(voting_closes_at=timezone.now())
    _move(declared, officer, "close-voting")
    actions.open_if_enough(declared, by=officer)
    for post in declared.posts.all():
        actions.count_post(post=post, by=officer)
    _move(declared, officer, "declare")


def _make(officer: User, name: str, **dates: dt.timedelta) -> Selection:
    now = timezone.now()
    moments = {field: now + distance for field, distance in dates.items()}
    return actions.make_selection(by=officer, area=CITY, name=name, tie_seed="The first frost of the year", **moments)


def _set_up(rng: random.Random, officer: User, party: Party) -> tuple[Selection, Post]:
    hours = dt.timedelta(hours=1)
    selection = _make(officer, DECLARED, freeze_at=-24 * hours, appeals_until=hours, voting_closes_at=2 * hours)
    members, *_ = add_sections(selection, officer)
    rules = {"joined": {"days": 183}, "paid_up": {"grace_days": 60}, "not_suspended": {}}
    actions.set_eligibility(section=members, kept=rules, by=officer)
    standing = party.members[24 : 24 + BOARD_STANDING]
    leader = add_leader(selection, officer, party.representatives[:5])
    board = add_board(selection, officer, standing, members)
    _move(selection, officer, "open-nominations")
    add_slates(selection, officer, leader, board)
    back_candidates(rng, officer, [leader], party.representatives[5:])
    return selection, leader


def _take_nominations(rng: random.Random, officer: User, party: Party, leader: Post) -> None:
    """Have the second selection take nominations; those who back somebody for leader back somebody here too."""
    days = dt.timedelta(days=1)
    later = {"nominations_close_at": 10 * days, "freeze_at": 10 * days, "appeals_until": 20 * days}
    selection = _make(officer, OPEN, **later, voting_opens_at=25 * days, voting_closes_at=40 * days)
    sections = add_sections(selection, officer)
    post = Post(selection=selection, name="Candidate for mayor", rule="av", seats=1, nominations_needed=5, position=1)
    actions.save_post(post=post, by=officer, guaranteed={}, sections=sections[:1])
    for person in party.representatives[5:8]:
        actions.save_candidate(candidate=Candidate(post=post, name=person.name, member=person), by=officer)
    _move(selection, officer, "open-nominations")
    back_candidates(rng, officer, [post], party.representatives[8:], Backing.What.NOMINATION)


def _move(selection: Selection, officer: User, key: str) -> None:
    step = move_named(key)
    if step is None:
        raise PermissionDenied(f"There is no move {key!r}.")
    actions.move(selection=selection, step=step, by=officer)


APPEALS = (
    ("My subscription was paid; the bank returned it, and I have paid it again since.", True, "The payment is shown."),
    ("I joined in time, but the form lay in a drawer for a week.", True, "The local party confirms the date."),
    ("Everybody ought to have a vote.", False, "The rule was known, and applies to everybody alike."),
)


def _hear_appeals(selection: Selection, officer: User, panel: Sequence[User]) -> None:
    shut_out = selection.entries.filter(standing=Entry.Standing.EXCLUDED).order_by("member__number")
    for entry, (grounds, uphold, reasons) in zip(list(shut_out)[-len(APPEALS) :], APPEALS, strict=True):
        made = actions.appeal(entry=entry, grounds=grounds, by=officer)
        for user in panel:
            actions.find(appeal=made, uphold=uphold, reasons=reasons, by=user)


def _vote(rng: random.Random, selection: Selection, officer: User, panel: Sequence[User]) -> None:
    """Have two thousand send in their papers, which are typed."""
    for section in selection.sections.all():
        roll = list(section.entries.filter(standing=Entry.Standing.INCLUDED).values_list("pk", flat=True))
        voters = sorted(rng.sample(roll, TURNOUT[section.name]))
        NewMark.objects.bulk_create(NewMark(entry_id=pk, how=How.PAPER, group=section.pk) for pk in voters)
    for form in BallotForm.objects.filter(post__selection=selection).select_related("post", "section"):
        _type(form, _papers(rng, form), officer, panel)


def _papers(rng: random.Random, form: BallotForm) -> list[tuple[int, ...]]:
    if form.section is not None:
        return leader_papers(rng, TURNOUT[form.section.name], APPEAL[form.section.name])
    places = {candidate: place for place, candidate in enumerate(form.candidates)}
    slates = [
        [places[key] for key in slate.candidates.values_list("pk", flat=True) if key in places]
        for slate in form.post.selection.slates.all()
    ]
    return board_papers(rng, TURNOUT["Members"], len(places), slates)


def _type(form: BallotForm, papers: Sequence[tuple[int, ...]], officer: User, panel: Sequence[User]) -> None:
    settled = {"made_by": officer, "settled_by": officer, "settled_at": timezone.now()}
    batch = Batch.objects.create(form=form, name="All", papers=len(papers), **settled)
    TypedPaper.objects.bulk_create(
        TypedPaper(batch=batch, number=number, round=1, ranking=list(ranking), typed_by=panel[0])
        for number, ranking in enumerate(papers, start=1)
    )
