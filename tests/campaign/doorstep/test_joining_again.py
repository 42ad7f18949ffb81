"""A page to join a walk whose answer was lost lets the same person in when it is sent again."""

import re

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Caller
from groundgame.campaign.doorstep.actions import give_walk
from groundgame.campaign.doorstep.models import Canvasser

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def link(streets, field_work):
    cache.clear()
    organiser = field_work.organiser()
    streets.road(6)
    walk, *_ = streets.walks(organiser)
    return reverse("doorstep:join", args=[give_walk(by=organiser, walk=walk).token])


def _filled_in(browser, link):
    hidden = dict(HIDDEN.findall(browser.get(link).content.decode()))
    return hidden | {"name": "A Helper", "email": "helper@example.org"}


def test_the_same_page_gives_the_same_place(link):
    browser, elsewhere = Client(), Client()
    page = _filled_in(browser, link)
    answers = [each.post(link, page) for each in (elsewhere, browser)]  # the first never came to them
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    user = User.objects.get(email="helper@example.org")
    assert get_user(browser) == user == Canvasser.objects.get().user == Caller.objects.get().user
    assert browser.get(answers[1].url).status_code == 200


def test_another_page_with_the_same_address_lets_nobody_in(link):
    browser, stranger = Client(), Client()
    assert browser.post(link, _filled_in(browser, link)).status_code == 302
    answer = stranger.post(link, _filled_in(stranger, link))
    assert answer.status_code == 422
    assert "has an account already" in answer.content.decode()
    assert not get_user(stranger).is_authenticated
    assert Canvasser.objects.count() == 1
