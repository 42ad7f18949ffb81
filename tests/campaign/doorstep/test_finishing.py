"""A walk is back when the last of those who carry it says that it is done."""

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.canvass.models import Lease
from groundgame.campaign.doorstep.actions import give_walk
from groundgame.campaign.doorstep.actions.devices import add_device, end_device, revoke_device
from groundgame.campaign.doorstep.actions.joining import join_walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def outing(streets, field_work):
    organiser = field_work.organiser()
    streets.road(6)
    walk, *_ = streets.walks(organiser)
    return give_walk(by=organiser, walk=walk)


@pytest.fixture
def phone(outing, field_work):
    """Return what puts the walk on somebody's telephone."""

    def phone_():
        user = field_work.person()
        join_walk(by=user, outing=outing)
        return add_device(by=user, outing=outing, name="Phone").device

    return phone_


def _ended(outing):
    outing.refresh_from_db()
    return outing.ended_by


def test_the_last_telephone_that_finishes_brings_the_walk_back(outing, phone):
    one, other = phone(), phone()
    end_device(device=one, finished=True)
    assert _ended(outing) == ""
    assert Lease.objects.filter(closed_at=None).exists()
    end_device(device=other, finished=True)
    assert _ended(outing) == "finished"
    assert not Lease.objects.filter(closed_at=None).exists()
    page = Client()
    page.force_login(outing.given_by)
    assert "Ready" in page.get(reverse("doorstep:round", args=[outing.walk.session_id])).content.decode()


def test_a_telephone_that_is_only_cleared_leaves_the_walk_out(outing, phone):
    end_device(device=phone())
    assert _ended(outing) == ""


def test_a_revoked_telephone_neither_holds_a_walk_nor_ends_it(outing, phone):
    lost = phone()
    revoke_device(by=outing.given_by, device=lost)
    end_device(device=lost, finished=True)
    assert _ended(outing) == ""  # its volunteer goes on by the plain form
    kept = phone()
    end_device(device=kept, finished=True)
    assert _ended(outing) == "finished"


def test_the_plain_form_finishes_a_walk_that_no_telephone_carries(outing, phone, field_work):
    user = field_work.person()
    join_walk(by=user, outing=outing)
    page, device = Client(), phone()
    page.force_login(user)
    path = reverse("doorstep:plain_finish", args=[outing.pk])
    assert "still on this walk" in page.post(path, follow=True).content.decode()
    assert _ended(outing) == ""
    end_device(device=device)
    assert "The walk is back" in page.post(path, follow=True).content.decode()
    assert _ended(outing) == "finished"


def test_a_walk_stays_out_for_somebody_else_with_a_plain_form(outing, phone, field_work):
    pages = []
    for user in (field_work.person(), field_work.person()):
        join_walk(by=user, outing=outing)
        pages.append(Client())
        pages[-1].force_login(user)
        assert pages[-1].get(reverse("doorstep:plain", args=[outing.pk])).status_code == 200
    end_device(device=phone(), finished=True)
    assert _ended(outing) == ""
    path = reverse("doorstep:plain_finish", args=[outing.pk])
    assert "still on this walk" in pages[0].post(path, follow=True).content.decode()
    assert _ended(outing) == ""
    assert "The walk is back" in pages[1].post(path, follow=True).content.decode()
    assert _ended(outing) == "finished"
