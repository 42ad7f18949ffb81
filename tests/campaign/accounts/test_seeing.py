"""Each page that shows people says at its foot who sees it and why."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse

import groundgame.campaign
from groundgame.campaign.accounts.seeing import SEEING
from groundgame.campaign.canvass.models import Session

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_stands_at_the_foot_of_one():
    pages = Path(groundgame.campaign.__file__).parent.rglob("templates/**/*.html")
    assert {kind for page in pages for kind in re.findall(r'seen_by "(\w+)"', page.read_text())} == set(SEEING)


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("accounts:team", "team"),
        ("register:imports", "loaded"),
        ("register:lists", "loaded"),
        ("jobs:jobs", "jobs"),
        ("doorstep:devices", "phones"),
        ("canvass:quality", "signals"),
        ("doorstep:round", "round"),
    ],
)
def test_a_page_that_names_colleagues_says_who_sees_it_too(client, field_work, page, kind):
    cache.clear()
    organiser = field_work.organiser()
    session = field_work.session(organiser)
    Session.objects.update(channel="door" if page == "doorstep:round" else "phone")
    client.force_login(organiser)
    text = client.get(reverse(page, args=[session.pk] if kind in {"signals", "round"} else [])).content.decode()
    assert f"Seen by {SEEING[kind].who}: {SEEING[kind].why}." in unescape(text)


def test_whoever_runs_or_calls_in_a_phone_bank_reads_who_sees_its_pages(client, field_work):
    cache.clear()
    organiser = field_work.organiser()
    session = field_work.session(organiser)
    for user, page, kind in (
        (organiser, "canvass:session", "callers"),
        (organiser, "phonebank:floor", "callers"),
        (field_work.caller(session), "phonebank:lookup", "ring_back"),
    ):
        client.force_login(user)
        text = client.get(reverse(page, args=[session.pk])).content.decode()
        assert f"Seen by {SEEING[kind].who}: {SEEING[kind].why}." in text
        assert f"ask {organiser}" in text
