"""Whatever a telephone sends, the site answers in words and never falls over."""

import pytest
from django.test import Client

from groundgame.campaign.doorstep.actions import give_walk
from groundgame.campaign.doorstep.actions.devices import add_device
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.doorstep.api.routes import api
from groundgame.campaign.register.models import Elector
from tests.campaign.fuzzing import fuzz

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PREFIX = "/doorstep/api/"


@pytest.fixture
def phone(field_work, streets):
    """Return a telephone on a walk: its secret, its volunteer, the walk that is out, and who lives there."""
    organiser = field_work.organiser()
    streets.road(10)
    outing = give_walk(by=organiser, walk=streets.walks(organiser)[0])
    volunteer = field_work.person()
    join_walk(by=volunteer, outing=outing)
    added = add_device(by=volunteer, outing=outing, name="Phone")
    return added.token, volunteer, outing, list(Elector.objects.values_list("pk", flat=True))


def _described(electors, outing):
    """Return the API's description with ids that exist here, so that more than the door is tried."""
    found = api.get_openapi_schema(path_prefix=PREFIX)
    parts = found["components"]["schemas"]
    parts["ContactIn"]["properties"]["elector"] = {"type": "integer", "enum": [*electors[:3], 1, 2**63 - 1]}
    parts["NewDeviceIn"]["properties"]["outing"] = {"type": "integer", "enum": [outing.pk, 1, 2**63 - 1]}
    return found


@pytest.mark.parametrize(
    ("name", "method", "often"),
    [
        ("devices", "POST", 201),
        ("keys", "GET", 200),
        ("walk", "GET", 200),
        ("changes", "GET", 200),
        ("contacts", "POST", 200),
        ("letters", "POST", 200),
        ("end", "POST", 204),
    ],
)
def test_whatever_a_telephone_sends_is_answered(phone, name, method, often):
    token, volunteer, outing, electors = phone
    client = Client()
    client.force_login(volunteer)
    headers = {"Authorization": f"Bearer {token}"}
    statuses = fuzz(_described(electors, outing), f"{PREFIX}{name}", method, client, headers)
    assert often in statuses  # it came further than the door


def test_a_telephone_without_its_secret_gets_nowhere(phone):
    _, _, outing, electors = phone
    assert fuzz(_described(electors, outing), f"{PREFIX}contacts", "POST", Client()) <= {400, 401, 413, 422}
