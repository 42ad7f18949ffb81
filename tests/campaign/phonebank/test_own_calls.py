"""A volunteer puts right the calls that they made themselves, within the day, and sees nobody else's."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.actions import Correction
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.reports import Report

pytestmark = pytest.mark.django_db


def _url(name, session):
    return reverse(f"phonebank:{name}", args=[session.pk])


def _right(event):
    return reverse("canvass:correct", args=[event.pk])


@pytest.fixture
def bank(field_work, client):
    """Return a session, two of its callers, and a call of each; the first is signed in at `client`."""
    cache.clear()
    for _ in range(4):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    callers = [field_work.caller(session) for _ in range(2)]
    events = []
    for caller in callers:
        lease = actions.take_next(by=caller, session=session)
        report = Report(uuid4(), lease.token, "conversation", {"voting_intention": "us"}, note=f"Of {caller}")
        events.append(actions.save_contact(by=caller, session=session, report=report).event)
    client.force_login(callers[0])
    return session, callers, events


def test_own_calls_alone_are_listed_and_the_look_is_kept(client, bank):
    session, callers, (mine, theirs) = bank
    page = client.get(_url("mine", session)).content.decode()
    assert str(mine.elector) in page
    assert _right(mine) in page
    for hidden in (str(theirs.elector), _right(theirs), mine.note):
        assert hidden not in page
    assert "Us" not in re.sub(r"<[^>]*>", " ", page).split()  # the answer: a token may hold the letters
    look = Look.objects.get()
    assert (look.by, look.electors, look.area) == (callers[0], [mine.elector_id], session.area)
    assert client.get(_right(theirs)).status_code == 403


def test_what_was_put_right_leads_back_to_calling_and_stands_in_the_list(client, bank):
    session, _, (mine, _) = bank
    answer = client.post(_right(mine), {"event": uuid4(), "outcome": "refused"})
    assert answer.url == _url("call", session)
    page = client.get(_url("mine", session)).content.decode()
    assert "would not speak, put right since" in page
    assert _right(ContactEvent.objects.get(corrects=mine)) in page


def test_what_an_organiser_wrote_since_is_not_the_volunteers_to_see(client, bank):
    session, _, (mine, _) = bank
    right = Correction(uuid4(), "refused", note="Told me so at the door")
    by_organiser = actions.correct_contact(by=session.created_by, event=mine, correction=right)
    page = client.get(_url("mine", session)).content.decode()
    assert "put right since by an organiser" in page
    assert _right(mine) not in page
    assert client.get(_right(by_organiser)).status_code == 403


@pytest.mark.parametrize("how", ["closed", "removed", "moved", "a day ago"])
def test_what_the_link_gave_ends_with_it(client, bank, field_work, how):
    session, callers, (mine, _) = bank
    place = session.callers.get(user=callers[0])
    if how == "closed":
        actions.close_session(by=session.created_by, session=session)
    elif how == "removed":
        actions.remove_caller(by=session.created_by, caller=place)
    elif how == "moved":
        actions.move_caller(by=session.created_by, caller=place, to=field_work.session(session.created_by))
    else:
        old = timezone.now() - dt.timedelta(hours=25)
        mine = ContactEvent.objects.create(
            id=uuid4(), borough=mine.borough, ward=mine.ward, session=session, elector=mine.elector,
            user=callers[0], outcome="busy", happened_at=old, received_at=old, digest="",
        )  # fmt: skip
        assert _right(mine) not in client.get(_url("mine", session)).content.decode()
    assert client.get(_right(mine)).status_code == (200 if how == "moved" else 403)
    assert client.get(_url("mine", session)).status_code == (200 if how == "a day ago" else 403)


def test_the_page_after_a_save_says_what_was_saved(client, bank):
    session, callers, _ = bank
    lease = actions.take_next(by=callers[0], session=session)
    sent = {"event": uuid4(), "token": lease.token, "outcome": "no_answer"}
    page = client.post(_url("save", session), sent, follow=True).content.decode()
    assert f"Saved: {lease.elector}, no answer." in page
    assert reverse("canvass:correct", args=[sent["event"]]) in page
