"""A selection to work in: its returning officer, its sections, its posts, its members."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.people.models import Member, Organisation
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Candidate, Post, Section, Selection
from groundgame.campaign.selections.states import move_named

CITY, BARNET, WARD = "E12000007", "E09000003", "E05013628"


@dataclass
class Party:
    """Makes what a test of a selection needs, each with a number of its own."""

    numbers: Any = field(default_factory=lambda: count(1))

    def person(self, role: str | None = None, area: str = CITY) -> User:
        number = next(self.numbers)
        user = User.objects.create_user(f"party{number}@example.org", name=f"Person {number}")
        if role is not None:
            grant_role(by=None, user=user, role=role, area=area)
        return user

    def officer(self, area: str = CITY) -> User:
        return self.person(Role.RETURNING_OFFICER, area)

    def member(self, **facts: Any) -> Member:
        number = next(self.numbers)
        today = timezone.localdate()
        facts = {"name": f"Member {number}", "email": f"member{number}@example.org", "ward": WARD, **facts}
        facts = {"joined_on": today - dt.timedelta(days=900), "paid_until": today + dt.timedelta(days=90), **facts}
        return Member.objects.create(number=f"M{number:06d}", **facts)

    def selection(self, officer: User, **fields: Any) -> Selection:
        now = timezone.now()
        dates = {"freeze_at": now - dt.timedelta(days=1), "voting_closes_at": now + dt.timedelta(days=7)}
        return actions.make_selection(
            by=officer, **{"area": CITY, "name": f"Selection {next(self.numbers)}", **dates, **fields}
        )

    def section(self, selection: Selection, name: str = "Members", **fields: Any) -> Section:
        section = Section(selection=selection, name=name, **fields)
        return actions.save_section(section=section, by=selection.created_by)

    def post(self, selection: Selection, *candidates: str, **fields: Any) -> Post:
        guaranteed, sections = fields.pop("guaranteed", {}), fields.pop("sections", ())
        post = Post(selection=selection, **{"name": "Leader", "rule": "av", "seats": 1, **fields})
        actions.save_post(post=post, by=selection.created_by, guaranteed=guaranteed, sections=sections)
        for name in candidates:
            actions.save_candidate(candidate=Candidate(post=post, name=name), by=selection.created_by)
        return post

    def move(self, selection: Selection, *keys: str) -> None:
        for key in keys:
            step = move_named(key)
            assert step is not None, key
            actions.move(selection=selection, step=step, by=selection.created_by)


@contextmanager
def _unguarded() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def unguarded() -> Callable[[], AbstractContextManager[None]]:
    """Return what lets a test put a kept row into the past, which the database's guards refuse to everybody else."""
    return _unguarded


@pytest.fixture
def party() -> Party:
    """Return the maker of selections, members and officers."""
    return Party()


@pytest.fixture
def world(party: Party) -> SimpleNamespace:
    """A selection with appeals open, one member shut out, and a panel of five."""
    officer = party.officer()
    selection = party.selection(officer, appeals_until=timezone.now() + dt.timedelta(days=3))
    party.section(selection, eligibility={"paid_up": {"grace_days": 0}})
    post = party.post(selection, "Ash", "Beech")
    local, other = (Organisation.objects.create(name=name, kind="local_party") for name in ("Barnet", "Camden"))
    party.move(selection, "open-nominations")
    member = party.member(name="Shut Out", paid_until=None, local_party=local)
    party.member(name="Included", local_party=other)
    party.move(selection, "freeze")
    panel = [party.person() for _ in range(5)]
    for user in panel:
        actions.name_to_panel(selection=selection, user=user, by=officer)
    party.move(selection, "open-appeals")
    entry = selection.entries.get(member=member)
    known = {"officer": officer, "selection": selection, "post": post, "panel": panel, "member": member}
    return SimpleNamespace(entry=entry, local=local, other=other, **known)
