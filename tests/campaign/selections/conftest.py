"""A selection to work in: its returning officer, its sections, its posts, its members."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.people.models import Member
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


@pytest.fixture
def party() -> Party:
    """Return the maker of selections, members and officers."""
    return Party()
