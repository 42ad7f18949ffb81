"""What a caller's screen must show: whom to name, and which number was rung."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.register.models import BarredLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(field_work, client):
    """Return a session of one elector, who has two numbers, with `client` calling in it."""
    cache.clear()
    elector = field_work.elector()
    field_work.number(elector)
    session = field_work.session(field_work.organiser())
    client.force_login(field_work.caller(session))
    return session, elector


def _start(client, session):
    return client.post(reverse("phonebank:next", args=[session.pk]), follow=True).content.decode()


def test_the_number_that_was_rung_is_the_one_struck_out(client, bank):
    session, elector = bank
    page = _start(client, session)
    numbers = list(elector.telephone_numbers.order_by("id"))
    offered = re.findall(r'<input type="(\w+)" name="number" value="(\d+)"( checked)?>', page)
    assert offered == [("radio", str(numbers[0].pk), " checked"), ("radio", str(numbers[1].pk), "")]
    sent = {name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in ("event", "token")}
    sent |= {"outcome": "wrong_number", "number": offered[1][1]}
    assert client.post(reverse("phonebank:save", args=[session.pk]), sent).status_code == 302
    assert [number.wrong_at is None for number in elector.telephone_numbers.order_by("id")] == [True, False]


def test_whoever_answers_and_objects_bars_the_number_that_was_rung(client, bank, field_work):
    session, elector = bank
    mate = field_work.elector(elector.address, telephone=False)
    _, second = elector.telephone_numbers.order_by("id")
    page = _start(client, session)
    sent = {"token": re.search(r'name="token" value="([^"]+)"', page).group(1), "to": mate.pk, "number": second.pk}
    page = client.post(reverse("phonebank:switch", args=[session.pk]), sent, follow=True).content.decode()
    assert f'<h1 tabindex="-1">{mate}</h1>' in page
    sent = {name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in ("event", "token")}
    client.post(reverse("phonebank:save", args=[session.pk]), sent | {"outcome": "do_not_call"})
    assert [line.e164 for line in BarredLine.objects.filter(suppression__elector=mate)] == [second.e164]


@pytest.mark.parametrize("to", ["", "x", "9" * 30])
def test_switching_to_nobody_leads_back_to_the_call(client, bank, to):
    session, elector = bank
    token = re.search(r'name="token" value="([^"]+)"', _start(client, session)).group(1)
    back = client.post(reverse("phonebank:switch", args=[session.pk]), {"token": token, "to": to}, follow=True)
    assert f'<h1 tabindex="-1">{elector}</h1>' in back.content.decode()


def test_the_number_that_is_not_on_the_tps_is_offered_first(client, bank):
    session, elector = bank
    listed, other = elector.telephone_numbers.order_by("id")
    listed.tps_since = timezone.localdate()  # may still be rung for 28 days
    listed.save()
    page = _start(client, session)
    assert re.findall(r'href="tel:([^"]+)"', page) == [other.e164, listed.e164]


def test_a_caller_can_say_who_answers_for_the_call(client, bank, settings):
    session, _ = bank
    settings.GROUNDGAME_CONTACT = "The Promoter, 1 Any Street"
    assert "The Promoter, 1 Any Street" in _start(client, session)
    settings.GROUNDGAME_CONTACT = ""
    assert f"ask {session.created_by.name} for it before you ring on" in _start(client, session)


def test_volunteers_are_told_to_let_their_number_show(client, bank):
    session, _ = bank
    assert "your number showing" in client.get(reverse("phonebank:join", args=[session.join_token])).content.decode()
    actions.end_lease(by=session.created_by, session=session)
    start = client.get(reverse("phonebank:call", args=[session.pk])).content.decode()
    assert "Let your number show" in start


def test_each_of_twelve_answers_has_a_key_of_its_own_that_means_nothing_else(field_work, client, bank):
    session, _ = bank
    question = session.script.questions.get(key="voting_intention")
    for place in range(question.options.count(), 12):
        question.options.create(value=f"party-{place}", label=f"Party {place}", position=place)
    cache.clear()
    keys = re.findall(r'data-key="([^"]+)"', re.sub(r"<details.*?</details>", "", _start(client, session), flags=re.S))
    assert {*"1234567890-=", "s", "k", "f", "d"} <= set(keys)
    assert len(keys) == len(set(keys))
