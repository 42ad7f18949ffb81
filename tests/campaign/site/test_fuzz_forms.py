"""Whatever is sent to the pages that scripts and searches use, the site answers and never falls over."""

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import ContactEvent
from tests.campaign.fuzzing import fuzz

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TEXT = {"type": "string", "maxLength": 600}
BARNET = "E09000003"
SHUT_OUT = {403, 404, 405}


def _described(path, method, fields):
    """Return an OpenAPI description of one address, with these fields in its query or its form."""
    parts: dict = {"responses": {"200": {"description": "A page."}}}
    form = {"type": "object", "properties": fields, "additionalProperties": TEXT}
    if method == "GET":
        parts["parameters"] = [{"name": name, "in": "query", "schema": each} for name, each in fields.items()]
    else:
        parts["requestBody"] = {"content": {"application/x-www-form-urlencoded": {"schema": form}}}
    return {"openapi": "3.1.0", "info": {"title": "Pages", "version": "1"}, "paths": {path: {method.lower(): parts}}}


def _chosen(*values):
    return {"anyOf": [{"type": "string", "enum": list(values)}, TEXT]}


PAGES = {
    "strategy:search": {"q": TEXT},
    "strategy:coverage": {"place": _chosen(BARNET, "E05013628"), "measure": _chosen("years", "ever")},
    "strategy:coverage_streets": {
        "place": _chosen(BARNET),
        "since": _chosen("2026-01-01"),
        "by": _chosen("spoke"),
        "district": TEXT,
        "page": _chosen("2", "-1", "99999"),
    },
    "strategy:now": {"tier": TEXT, "measure": TEXT},
    "register:electors": {"q": TEXT, "borough": _chosen(BARNET)},
    "canvass:count": {
        "area": _chosen(BARNET),
        "wards": _chosen("E05013628"),
        "street": TEXT,
        "attempted_before": _chosen("2026-01-01"),
        "contacted": _chosen("any", "never"),
    },
    "jobs:jobs": {"page": TEXT},
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_whatever_a_page_is_asked_for_is_answered(field_work, name):
    field_work.elector()
    client = Client()
    client.force_login(field_work.organiser())
    path = reverse(name)
    assert fuzz(_described(path, "GET", PAGES[name]), path, "GET", client) - SHUT_OUT


@pytest.mark.parametrize("name", ["save", "ahead", "skip", "switch", "renew"])
def test_whatever_a_callers_page_sends_is_answered(field_work, name):
    for _ in range(3):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    fields = {
        "event": {"anyOf": [{"type": "string", "format": "uuid"}, TEXT]},
        "token": _chosen(str(lease.token)),
        "shown": _chosen(str(lease.token)),
        "outcome": _chosen(*ContactEvent.Outcome.values),
        "happened_at": {"anyOf": [{"type": "string", "format": "date-time"}, TEXT]},
        "call_back": _chosen("60", "1440"),
        "number": _chosen("1", "9" * 18),
        "note": TEXT,
        "answer-promise": _chosen("yes", "no"),
        "elector": _chosen(str(lease.elector_id)),
    }
    client = Client()
    client.force_login(caller)
    path = reverse(f"phonebank:{name}", args=[session.pk])
    assert fuzz(_described(path, "POST", fields), path, "POST", client) - SHUT_OUT
