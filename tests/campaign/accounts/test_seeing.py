"""Each page that shows people says at its foot who sees it and why."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse

import groundgame.campaign
from groundgame.campaign.accounts.seeing import SEEING

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_stands_at_the_foot_of_one():
    pages = Path(groundgame.campaign.__file__).parent.rglob("templates/**/*.html")
    assert {kind for page in pages for kind in re.findall(r'seen_by "(\w+)"', page.read_text())} == set(SEEING)


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
