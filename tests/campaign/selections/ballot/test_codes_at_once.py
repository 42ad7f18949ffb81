"""Codes given out at one moment by several, on a real PostgreSQL: everybody gets one, and it is the good one."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections.actions import posting
from groundgame.campaign.selections.models import Credential
from groundgame.campaign.selections.sealing import code_hash

pytestmark = pytest.mark.django_db(transaction=True)


def _link(code: str) -> str:
    return f"https://party.example/vote/#{code}"


def _at_once(poll, deed, times):
    """Run the deed in threads that start at one moment; return what each gave."""
    start = Barrier(times)

    def run(_number):
        try:
            start.wait(timeout=30)
            return deed(selection=poll.selection, by=poll.officer, link=_link)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_codes_that_three_send_at_once_go_once_and_every_code_sent_is_good(poll, members):
    poll.entries(members, 30)
    poll.move("open-voting")
    assert sum(_at_once(poll, posting.send_codes, 3)) == 30
    sent = [code for letter in mail.outbox for code in re.findall(r"/vote/#([0-9A-Z-]+)", letter.body)]
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 30
    good = set(Credential.objects.filter(revoked_at=None).values_list("code_hash", flat=True))
    assert {code_hash(code) for code in sent} == good
    assert Credential.objects.count() == 30


def test_letters_that_three_print_at_once_are_in_one_file(poll, members):
    poll.entries(members, 30)
    Member.objects.update(email="")
    poll.move("open-voting")
    files = _at_once(poll, posting.print_codes, 3)
    pages = sorted(each.count(b"/Type /Page\n") for each in files)
    assert pages == [1, 1, 30], "those who came second get a page that says that there is none"
    assert Credential.objects.filter(revoked_at=None).count() == Credential.objects.count() == 30
