"""Who puts a walk on a telephone, who takes it off again, and what the app's own files are."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.audit.models import AuditEntry, Look
from groundgame.campaign.doorstep.actions import give_walk
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.doorstep.models import Device

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def outing(streets, field_work):
    organiser = field_work.organiser()
    streets.road(6)
    walk, *_ = streets.walks(organiser)
    return give_walk(by=organiser, walk=walk)


def _signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def _add(client, outing, name="Telephone"):
    body = json.dumps({"outing": outing.pk, "name": name})
    return client.post(reverse("doorstep:api:add_device"), body, content_type="application/json")


def test_whoever_is_on_the_walk_adds_a_named_telephone_and_nobody_else_does(outing, field_work):
    user, stranger = field_work.person(), field_work.person()
    join_walk(by=user, outing=outing)
    added = _add(_signed_in(user), outing).json()
    device = Device.objects.get()
    assert (str(device.pk), device.user, device.name) == (added["device"], user, "Telephone")
    assert added["token"] not in device.token_hash
    assert AuditEntry.objects.filter(action="doorstep.add_device", by=user).exists()
    refused = _add(_signed_in(stranger), outing)
    assert refused.status_code == 403
    assert "not on this walk" in refused.json()["detail"]


def test_a_walk_that_a_telephone_reads_is_a_look(outing, field_work):
    user = field_work.person()
    join_walk(by=user, outing=outing)
    token = _add(_signed_in(user), outing).json()["token"]
    Client(headers={"Authorization": f"Bearer {token}"}).get(reverse("doorstep:api:walk"))
    assert Look.objects.get(by=user).page == Look.Page.WALK


def test_its_volunteer_and_its_organiser_revoke_a_telephone(outing, field_work):
    user = field_work.person()
    join_walk(by=user, outing=outing)
    for who in (user, outing.given_by):
        _add(_signed_in(user), outing)
        device = Device.objects.get(revoked_at=None)
        client = _signed_in(who)
        assert "Telephone" in client.get(reverse("doorstep:devices")).content.decode()
        client.post(reverse("doorstep:revoke", args=[device.pk]))
        device.refresh_from_db()
        assert (device.revoked_by, device.key) == (who, None)
    assert _signed_in(field_work.person()).post(reverse("doorstep:revoke", args=[device.pk])).status_code == 403


def test_signing_out_takes_the_walk_off_that_telephone_alone(outing, field_work):
    user = field_work.person()
    join_walk(by=user, outing=outing)
    here, elsewhere = _signed_in(user), _signed_in(user)
    _add(here, outing, "Here")
    _add(elsewhere, outing, "Elsewhere")
    here.post(reverse("account_logout"))
    assert list(Device.objects.filter(revoked_at=None).values_list("name", flat=True)) == ["Elsewhere"]


def test_the_worker_keeps_every_file_of_the_app_and_nothing_else(client):
    text = client.get(reverse("doorstep:worker")).content.decode()
    kept = json.loads(re.search(r"const KEPT = (.*);", text)[1])
    shell = client.get(reverse("doorstep:app"))
    assert "script-src 'self'" in shell.headers["Content-Security-Policy"]
    asked = set(re.findall(r'(?:href|src)="(/[^"#]+)"', shell.content.decode()))
    scripts = [path for path in kept if path.endswith(".js")]
    for path in scripts:
        source = b"".join(client.get(path)).decode()
        asked |= {re.sub(r"[^/]+$", "", path) + name for name in re.findall(r'from "\./([^"]+)"', source)}
    assert asked <= set(kept)
    assert all(client.get(path).status_code == 200 for path in kept)
    assert not [path for path in kept if "/api/" in path]
