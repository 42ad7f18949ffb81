"""Letters to those shut out: what they say, by which code they lead to one's own case, and that each goes once."""

import datetime as dt
import re
import smtplib
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.utils import timezone

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.letters import appeal_code, as_text, entry_of_code, print_letters
from groundgame.campaign.selections.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(party) -> SimpleNamespace:
    """A selection whose appeals are open, with three shut out, one of whom has no e-mail address."""
    officer = party.officer()
    until = dt.datetime(2099, 3, 4, 17, 30, tzinfo=dt.UTC)
    selection = party.selection(
        officer, name="Board", freeze_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC), appeals_until=until
    )
    party.section(selection, eligibility={"paid_up": {"grace_days": 0}})
    party.post(selection, "Ash", "Beech")
    party.move(selection, "open-nominations")
    party.member(name="In", paid_until=dt.date(2026, 6, 1))
    for name, email in (("One", "one@example.org"), ("Two", "two@example.org"), ("Łucja", "")):
        party.member(name=name, email=email, paid_until=dt.date(2026, 5, 31), address="1 High Street\nLondon")
    party.move(selection, "freeze")
    for _ in range(3):
        actions.name_to_panel(selection=selection, user=party.person(), by=officer)
    assert not selection.letters.exists(), "nobody is told before appeals open"
    party.move(selection, "open-appeals")
    return SimpleNamespace(selection=selection, officer=officer)


def _link(letter):
    return f"https://party.example/appeal/#{appeal_code(letter.entry_id)}"


def test_everybody_shut_out_and_nobody_else_has_one_numbered_letter_with_reason_and_deadline(told):
    letters = list(told.selection.letters.select_related("entry__member"))
    assert [letter.number for letter in letters] == [1, 2, 3]
    assert [letter.entry.member.name for letter in letters] == ["One", "Two", "Łucja"]
    text = as_text(letters[0], _link(letters[0]))
    assert "Dear One" in text
    assert "- Subscription paid up to 31 May 2026; it had to be paid up to 1 June 2026 or later." in text
    assert "you may appeal until 17:30 on Wednesday 4 March 2099" in text
    assert "3 people who took no part in this decision" in text
    assert _link(letters[0]) in text
    assert appeal_code(letters[0].entry_id) not in str(letters[0].words), "the code is not kept"


def test_a_code_leads_to_its_own_entry_and_no_other_does(told):
    entry = told.selection.letters.first().entry_id
    code = appeal_code(entry)
    assert re.fullmatch(rf"{entry}(-[A-Z2-7]{{4}}){{4}}", code)
    assert entry_of_code(code) == entry
    assert entry_of_code(f" {code.lower()} ") == entry
    assert entry_of_code(code.replace("O", "0").replace("I", "1").replace("B", "8")) == entry
    assert entry_of_code(code.replace(f"{entry}-", f"{entry + 1}-", 1)) is None
    assert entry_of_code(code[:-1]) is None
    assert entry_of_code(code[:-1] + ("A" if code[-1] != "A" else "C")) is None
    for nonsense in ("", "-", "x-ABCD", f"{entry}", f"{'9' * 40}-AAAA-AAAA-AAAA-AAAA", "²-AAAA"):
        assert entry_of_code(nonsense) is None


def test_a_code_of_an_older_secret_key_still_leads_there(told, settings):
    code = appeal_code(7)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key, of some length, for a test",
    )
    assert appeal_code(7) != code
    assert entry_of_code(code) == 7
    settings.SECRET_KEY_FALLBACKS = []
    assert entry_of_code(code) is None


def test_each_letter_is_sent_once_to_those_with_an_address(told):
    send = {"selection": told.selection, "by": told.officer, "link": _link}
    assert actions.send_letters(**send) == 2
    assert actions.send_letters(**send) == 0
    assert [message.to for message in mail.outbox] == [["one@example.org"], ["two@example.org"]]
    assert mail.outbox[0].subject == "Board: you do not have a vote"
    sent = told.selection.letters.get(number=1)
    assert sent.sent_to == "one@example.org"
    assert sent.sent_at is not None


def test_a_letter_that_the_mail_server_refuses_still_waits(told, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    with pytest.raises((OSError, smtplib.SMTPException)):
        actions.send_letters(selection=told.selection, by=told.officer, link=_link)
    assert told.selection.letters.filter(sent_at=None).count() == 3


def test_printed_letters_are_posted_up_to_the_last_that_was_printed(told):
    assert actions.mark_posted(selection=told.selection, last=2, by=told.officer) == 0
    assert actions.mark_posted(selection=told.selection, last=3, by=told.officer) == 1
    assert actions.mark_posted(selection=told.selection, last=3, by=told.officer) == 0
    assert told.selection.letters.get(number=3).posted_at is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE selections_letter SET words = '[]'",
        "UPDATE selections_letter SET appeal_by = now() + interval '9 days'",
        "UPDATE selections_letter SET sent_at = NULL WHERE number = 1",
        "UPDATE selections_letter SET posted_at = now() WHERE number = 1",
        "DELETE FROM selections_letter",
    ],
)
def test_the_database_keeps_a_letter_as_it_went(told, statement):
    actions.send_letters(selection=told.selection, by=told.officer, link=_link)
    with pytest.raises(DatabaseError, match=r"is sent or posted once|append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_only_the_returning_officer_sends_and_posts(told, party):
    for deed in (
        lambda by: actions.send_letters(selection=told.selection, by=by, link=_link),
        lambda by: actions.mark_posted(selection=told.selection, last=9, by=by),
    ):
        with pytest.raises(PermissionDenied):
            deed(party.person("director"))
    assert not mail.outbox


def test_letters_print_a_page_each_the_same_every_time(told):
    letters = list(told.selection.letters.select_related("entry__member"))
    printed = print_letters(letters, _link)
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") == 3
    assert print_letters(letters, _link) == printed
    assert print_letters([], _link).count(b"/Type /Page\n") == 1


def test_numbers_run_on_and_whoever_is_shut_out_later_is_told_too(told, party):
    included = told.selection.entries.get(standing="included")
    actions.shut_out(entry=included, why="Stands for another party", by=told.officer)
    assert included.letters.get().number == 4
    assert included.letters.get().appeal_by == told.selection.appeals_until
    assert Letter.objects.filter(selection=told.selection).count() == 4


def test_opening_voting_waits_until_every_letter_has_gone(told, party):
    actions.change_selection(
        selection=told.selection, by=told.officer, voting_closes_at=timezone.now() + dt.timedelta(1)
    )
    with pytest.raises(PermissionDenied, match="3 letters to those shut out still to go"):
        party.move(told.selection, "open-voting")
    actions.send_letters(selection=told.selection, by=told.officer, link=_link)
    with pytest.raises(PermissionDenied, match="1 letter to those shut out still to go"):
        party.move(told.selection, "open-voting")
    actions.mark_posted(selection=told.selection, last=3, by=told.officer)
    with pytest.raises(PermissionDenied) as refused:
        party.move(told.selection, "open-voting")
    assert "letter" not in str(refused.value)
