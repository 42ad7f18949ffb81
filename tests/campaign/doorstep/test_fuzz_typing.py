"""Whatever the page on which a sheet is typed sends, the site answers and never falls over."""

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.doorstep import actions
from tests.campaign.fuzzing import described_json, fuzz

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TEXT = {"type": "string", "maxLength": 600}
TYPED = ["1 0", "1-3 0", "2 U 1 'bins", "u", "9999 0", "1-9999 0", "0 0", "1\0 0", "", " ", "'", "1,,2 0", "٣ 0"]


def test_whatever_is_typed_from_a_sheet_is_answered(field_work, streets):
    organiser = field_work.organiser()
    streets.road(6)
    (sheet,) = actions.print_walks(by=organiser, walks=streets.walks(organiser))
    text = {"anyOf": [{"type": "string", "enum": TYPED}, TEXT]}
    entry = {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}, "text": text}}
    entries = {"type": "array", "maxItems": 20, "items": entry | {"required": ["id", "text"]}}
    day = {"anyOf": [{"type": "string", "format": "date"}, {"enum": ["0001-01-01", "9999-12-31", "2026-02-31"]}, TEXT]}
    body = {"type": "object", "properties": {"walked_on": day, "entries": entries}, "required": ["entries"]}
    client = Client()
    client.force_login(organiser)
    path = reverse("doorstep:lines", args=[sheet.code])
    assert 200 in fuzz(described_json(path, body), path, "POST", client)
