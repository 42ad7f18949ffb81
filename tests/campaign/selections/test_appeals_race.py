"""At one moment, on a real PostgreSQL: one appeal, one decision, one freeze."""

import datetime as dt
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Appeal, Decision, Entry, Selection
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*jobs):
    """Run the jobs at one moment; return what each gave, or the sentence that refused it."""

    def run(job):
        try:
            return job()
        except PermissionDenied as refused:
            return str(refused)

    return at_once(*(partial(run, job) for job in jobs))


@pytest.fixture
def nominated(party) -> Selection:
    """A selection to be frozen, with one member who will be shut out."""
    selection = party.selection(party.officer(), appeals_until=timezone.now() + dt.timedelta(days=3))
    party.section(selection, eligibility={"paid_up": {"grace_days": 0}})
    party.post(selection, "Ash", "Beech")
    party.move(selection, "open-nominations")
    party.member(paid_until=None)
    return selection


def test_one_of_many_appeals_is_taken_and_one_of_many_findings_decides(party, nominated):
    party.move(nominated, "freeze")
    panel = [party.person() for _ in range(6)]
    for user in panel:
        actions.name_to_panel(selection=nominated, user=user, by=nominated.created_by)
    party.move(nominated, "open-appeals")
    entry = nominated.entries.get()
    answers = _together(*[lambda: actions.appeal(entry=entry, grounds="Now.", by=None)] * 5)
    assert sorted(type(answer).__name__ for answer in answers) == ["Appeal", *["str"] * 4]
    assert {answer for answer in answers if isinstance(answer, str)} == {
        "You have appealed already. There is one appeal, and its outcome is final."
    }
    appeal = Appeal.objects.get()
    given = _together(
        *(lambda user=user: actions.find(appeal=appeal, uphold=True, reasons="Yes.", by=user) for user in panel)
    )
    assert sum(isinstance(answer, Decision) for answer in given) == 1
    assert given.count("This appeal is decided. A decision is made once.") == 3
    assert appeal.findings.count() == 3
    assert Entry.objects.get().standing == Entry.Standing.INCLUDED
    assert nominated.letters.filter(kind="outcome").count() == 1


def test_two_who_freeze_at_once_fix_one_electorate(party, nominated):
    answers = _together(*[lambda: party.move(nominated, "freeze")] * 2)
    assert [answer is None for answer in answers].count(True) == 1
    assert any(answer and "is in state Frozen" in answer for answer in answers)
    assert nominated.entries.count() == 1
    assert nominated.freezes.count() == 1


def test_letters_that_two_send_at_once_go_once(party, nominated, mailoutbox):
    for number in range(12):
        party.member(paid_until=None, email=f"shut{number}@example.org")
    party.move(nominated, "freeze")
    for _ in range(3):
        actions.name_to_panel(selection=nominated, user=party.person(), by=nominated.created_by)
    party.move(nominated, "open-appeals")
    officer = nominated.created_by
    sent = _together(
        *[lambda: actions.send_letters(selection=nominated, by=officer, link=lambda _letter: "https://party.example/")]
        * 3
    )
    assert sum(sent) == 13
    assert len({message.to[0] for message in mailoutbox}) == len(mailoutbox) == 13
