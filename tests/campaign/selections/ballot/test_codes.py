"""Codes reach the voters and nobody else: hashed where they are kept, sent once, and given anew on request."""

import io
import re

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Credential, Section
from groundgame.campaign.selections.sealing import code_hash, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def roll(poll, members, client):
    """Return three on the roll, one of them without an e-mail address; the officer is signed in."""
    made = poll.entries(members, 3)
    Member.objects.filter(pk=made[2].member_id).update(email="")
    poll.move("open-voting")
    client.force_login(poll.officer)
    return made


def _press(client, poll, name, **sent):
    return client.post(reverse(f"selections:{name}", args=[poll.selection.pk]), sent)


def test_codes_are_sent_once_to_each_with_the_code_behind_the_hash_of_the_link(client, poll, roll):
    _press(client, poll, "send_codes")
    _press(client, poll, "send_codes")
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(entry.member.email for entry in roll[:2])
    for letter in mail.outbox:
        (code,) = re.findall(r"http://testserver/selections/vote/#([0-9A-Z-]+)", letter.body)
        credential = Credential.objects.get(code_hash=code_hash(code))
        assert credential.entry.member.email == letter.to[0]
        assert len(plain(code)) == 26


def test_no_code_is_kept_anywhere_in_the_database(client, poll, roll):
    _press(client, poll, "send_codes")
    codes = re.findall(r"#([0-9A-Z-]{20,})", " ".join(letter.body for letter in mail.outbox))
    assert len(codes) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE ANY(%s)', [[f"%{c}%" for c in codes]])
            assert cursor.fetchone() == (0,), f"{table} holds a code"


def test_those_without_an_address_get_letters(client, poll, roll):
    answer = _press(client, poll, "print_codes")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert Credential.objects.get().entry == roll[2]
    assert io.BytesIO(answer.content).getbuffer().nbytes > 3000
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_lost_code_is_replaced_by_membership_number(client, poll, roll):
    _press(client, poll, "send_codes")
    _press(client, poll, "code_again", member=roll[0].member.number)
    assert len(mail.outbox) == 3
    assert Credential.objects.filter(entry=roll[0], revoked_at=None).count() == 1
    assert Credential.objects.filter(entry=roll[0]).count() == 2


def test_codes_are_not_printed_on_the_sites_own_screen(client, poll, roll, settings):
    settings.EMAIL_BACKEND, settings.DEMO = "django.core.mail.backends.console.EmailBackend", False
    answer = client.post(reverse("selections:send_codes", args=[poll.selection.pk]), follow=True)
    assert "There is no mail server" in answer.content.decode()
    assert not Credential.objects.exists()


def test_a_member_of_several_sections_without_an_address_gets_every_new_code_in_one_file(client, poll, roll, party):
    others = Section.objects.create(selection=poll.selection, name="Second")
    poll.selection.entries.create(
        section=others, member=roll[2].member, standing="included", facts={}, decided_by=poll.officer
    )
    answer = _press(client, poll, "code_again", member=roll[2].member.number)
    assert answer.content.count(b"/Type /Page\n") == 2
    assert Credential.objects.filter(entry__member=roll[2].member, revoked_at=None).count() == 2
    assert not Credential.objects.exclude(revoked_at=None).exists()


def test_a_file_of_letters_that_never_arrived_is_made_anew_with_codes_that_revoke_the_old(client, poll, members):
    made = poll.entries(members, 3)
    Member.objects.update(email="")
    poll.move("open-voting")
    client.force_login(poll.officer)
    _press(client, poll, "print_codes")
    old = set(Credential.objects.values_list("pk", flat=True))
    page = client.get(reverse("selections:ballot", args=[poll.selection.pk])).content.decode()
    assert "3 good codes" in page
    (at,) = re.findall(r'name="at" value="([^"]+)"', page)
    actions.mark_paper_vote(entry=made[0], by=poll.officer)
    answer = _press(client, poll, "print_codes", at=at)
    assert answer.content.count(b"/Type /Page\n") == 2, "whoever has voted needs no code"
    good = Credential.objects.filter(revoked_at=None)
    assert set(good.exclude(pk__in=old).values_list("entry", flat=True)) == {made[1].pk, made[2].pk}
    assert good.count() == 3
    refused = client.post(
        reverse("selections:print_codes", args=[poll.selection.pk]), {"at": "2020-01-01T00:00+00:00"}, follow=True
    )
    assert "There is no such file of letters" in refused.content.decode()
    refused = client.post(reverse("selections:print_codes", args=[poll.selection.pk]), {"at": "soon"}, follow=True)
    assert "is not when letters were made" in refused.content.decode()
