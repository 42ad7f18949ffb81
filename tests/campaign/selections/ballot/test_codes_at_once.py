"""Codes given out at one moment by several, on a real PostgreSQL: everybody gets one, and it is the good one."""

import re

import pytest
from django.core import mail

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections.actions import posting
from groundgame.campaign.selections.models import Credential
from groundgame.campaign.selections.sealing import code_hash
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _link(code: str) -> str:
    return f"https://party.example/vote/#{code}"


def _of(poll):
    return {"selection": poll.selection, "by": poll.officer, "link": _link}


def test_codes_that_three_send_at_once_go_once_and_every_code_sent_is_good(poll, members):
    poll.entries(members, 30)
    poll.move("open-voting")
    assert sum(at_once(*[lambda: posting.send_codes(**_of(poll))] * 3)) == 30
    sent = [code for letter in mail.outbox for code in re.findall(r"/vote/#([0-9A-Z-]+)", letter.body)]
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 30
    good = set(Credential.objects.filter(revoked_at=None).values_list("code_hash", flat=True))
    assert {code_hash(code) for code in sent} == good
    assert Credential.objects.count() == 30


def test_letters_that_three_print_at_once_are_printed_once_each(poll, members):
    poll.entries(members, 30)
    Member.objects.update(email="")
    poll.move("open-voting")
    files = at_once(*[lambda: posting.print_codes(**_of(poll))] * 3)
    pages = sorted(each.count(b"/Type /Page\n") for each in files)
    made = [one.codes for one in posting.printed(poll.selection)]
    assert sum(made) == 30
    # Two who look at one moment may share them; whoever finds none left gets a page that says so.
    assert pages == sorted([*made, *[1] * (3 - len(made))])
    assert Credential.objects.filter(revoked_at=None).count() == Credential.objects.count() == 30
