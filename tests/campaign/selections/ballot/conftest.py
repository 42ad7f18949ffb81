"""A ballot to vote in: scrutineers with keys, a roll, and voters with codes."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.ballot import forms_of
from groundgame.campaign.selections.actions.opening import unopened
from groundgame.campaign.selections.models import BallotForm, Entry, Scrutineer, Section, Selection
from groundgame.campaign.selections.sealing import make_private_key, open_share, point_of, seal, to_text

NAMES = ("Ash", "Beech", "Cedar")


@dataclass
class Poll:
    """One selection's ballot, and everybody in it."""

    party: Any
    officer: User
    selection: Selection
    keys: dict[int, ec.EllipticCurvePrivateKey] = field(default_factory=dict)
    scrutineers: list[User] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)

    def scrutineer(self) -> User:
        user = self.party.person()
        actions.name_scrutineer(selection=self.selection, user=user, by=self.officer)
        key = make_private_key()
        actions.keep_public_key(selection=self.selection, by=user, key=to_text(point_of(key.public_key())))
        self.scrutineers.append(user)
        self.keys[user.pk] = key
        return user

    def entry(self, section: Section, standing: str = Entry.Standing.INCLUDED, **fields: Any) -> Entry:
        return self.entries(section, 1, standing, **fields)[0]

    def entries(
        self, section: Section, number: int, standing: str = Entry.Standing.INCLUDED, **fields: Any
    ) -> list[Entry]:
        reasons = [] if standing == Entry.Standing.INCLUDED else [{"kind": "paid_up", "sentence": "Not paid up."}]
        known = {"selection": self.selection, "section": section, "standing": standing, "reasons": reasons}
        members = [self._member() for _ in range(number)]
        return Entry.objects.bulk_create(
            Entry(member=member, facts={}, decided_by=self.officer, **known, **fields)
            for member in Member.objects.bulk_create(members)
        )

    def _member(self) -> Member:
        number = next(self.party.numbers)
        email = f"member{number}@example.org"
        return Member(number=f"B{number:06d}", name=f"Member {number}", email=email, joined_on=dt.date(2020, 1, 1))

    def open(self) -> None:
        """Open voting, with a code for everybody on the roll."""
        self.move("open-voting")
        self.give_codes()

    def give_codes(self) -> None:
        roll = Entry.objects.filter(selection=self.selection).exclude(standing=Entry.Standing.EXCLUDED).order_by("pk")
        issued = actions.issue(selection=self.selection, entries=roll, how="letter", by=self.officer)
        self.codes |= {each.entry.pk: each.code for each in issued}

    def move(self, *keys: str) -> None:
        self.party.move(self.selection, *keys)

    def sealed(self, entry: Entry, **rankings: Sequence[int]) -> dict[int, bytes]:
        """Return sealed papers, blank but for the posts named."""
        return {form.pk: seal(form.paper_form, rankings.get(form.post.name.lower(), ())) for form in forms_of(entry)}

    def vote(self, entry: Entry, **rankings: Sequence[int]) -> actions.Accepted:
        return actions.cast(code=self.codes[entry.pk], envelopes=self.sealed(entry, **rankings))

    def close(self) -> None:
        """Let the time run out, and close voting."""
        Selection.objects.filter(pk=self.selection.pk).update(voting_closes_at=timezone.now() - dt.timedelta(seconds=1))
        self.selection.refresh_from_db()
        self.move("close-voting")

    def shares(self, user: User, most: int = 100_000) -> dict[str, bytes]:
        own = Scrutineer.objects.get(selection=self.selection, user=user)
        return {
            paper.pk: open_share(bytes(paper.envelope), paper.form.paper_form, self.keys[user.pk])
            for paper in unopened(own, most)
        }

    def open_by(self, *users: User) -> None:
        for user in users:
            actions.save_shares(selection=self.selection, by=user, shares=self.shares(user))

    def forms(self) -> Mapping[str, BallotForm]:
        return {str(form): form for form in BallotForm.objects.filter(post__selection=self.selection)}


@pytest.fixture
def poll(party: Any) -> Poll:
    """Return a ballot for one leader by members alone, two of three scrutineers opening; voting is not open yet."""
    officer = party.officer()
    made = Poll(party, officer, party.selection(officer))
    party.section(made.selection)
    party.post(made.selection, *NAMES)
    actions.hold_ballot(selection=made.selection, by=officer, threshold=2)
    for _ in range(3):
        made.scrutineer()
    # The roll is fixed while the party has no members: those of a test are put on it afterwards, by hand.
    party.move(made.selection, "open-nominations", "freeze", "open-appeals")
    return made


@pytest.fixture
def members(poll: Poll) -> Section:
    """Return the one section of the ballot."""
    return poll.selection.sections.get()


@pytest.fixture
def rng() -> random.Random:
    return random.Random(20)
