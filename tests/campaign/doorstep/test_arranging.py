"""Organisers change walks by hand, and see what is out."""

import pytest
from django.urls import reverse

from groundgame.campaign.audit.models import Look
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.models import Outing, Sheet, Walk, WalkDoor

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(field_work):
    return field_work.organiser()


@pytest.fixture
def two_walks(streets, organiser):
    """Two walks of ten doors each, one a side of Abbotts Road."""
    streets.road(20)
    return streets.walks(organiser, doors_a_walk=9)


def _numbers(walk):
    return list(walk.doors.filter(closed_at=None).order_by("position").values_list("address__number", flat=True))


def test_doors_that_are_moved_take_their_place_in_the_order(two_walks, organiser):
    one, two = two_walks
    doors = list(one.doors.all()[:3])
    moved = actions.move_doors(by=organiser, walk=one, doors=[door.pk for door in doors], to=two)
    assert moved == 3
    assert len(_numbers(one)) == 7
    (odd, even) = (sorted(n for n in _numbers(two) if n % 2 == side) for side in (1, 0))
    both = _numbers(two)
    assert [n for n in both if n % 2] in (odd, odd[::-1])
    assert [n for n in both if not n % 2] in (even, even[::-1])
    assert not any(a % 2 != b % 2 and b % 2 != c % 2 for a, b, c in zip(both, both[1:], both[2:], strict=False))


def test_a_walk_is_split_and_put_together_again(two_walks, organiser):
    one, _ = two_walks
    before = _numbers(one)
    at = one.doors.order_by("position")[4]
    new = actions.split_walk(by=organiser, walk=one, at=at.pk)
    assert (len(_numbers(one)), len(_numbers(new)), new.number) == (4, 6, 3)
    actions.merge_walks(by=organiser, walk=new, into=one)
    assert sorted(_numbers(one)) == sorted(before)
    assert Walk.objects.get(pk=new.pk).closed_at is not None


def test_a_walk_that_is_out_is_not_changed(two_walks, organiser):
    one, two = two_walks
    actions.give_walk(by=organiser, walk=one)
    door = one.doors.last().pk
    for deed in (
        lambda: actions.move_doors(by=organiser, walk=one, doors=[door], to=two),
        lambda: actions.merge_walks(by=organiser, walk=two, into=one),
        lambda: actions.split_walk(by=organiser, walk=one, at=door),
        lambda: actions.give_walk(by=organiser, walk=one),
    ):
        with pytest.raises(WalkRefusedError, match="Walk 1 is out with whoever has its link"):
            deed()


def test_cutting_again_leaves_what_is_out_and_takes_what_came_back(two_walks, organiser, streets):
    one, two = two_walks
    outing = actions.give_walk(by=organiser, walk=one)
    again = actions.cut_round(by=organiser, session=one.session)
    assert sorted(number for walk in again for number in _numbers(walk)) == sorted(
        _numbers_of_side(1 - _numbers(one)[0] % 2)
    )
    assert not Walk.objects.filter(pk=two.pk).exists(), "it was never out"
    actions.take_back(by=organiser, outing=outing)
    actions.cut_round(by=organiser, session=one.session)
    assert Walk.objects.get(pk=one.pk).closed_at is not None
    assert WalkDoor.objects.filter(closed_at=None).count() == 20


def _numbers_of_side(parity):
    return [number for number in range(1, 21) if number % 2 == parity]


def test_the_pages_show_walks_and_do_what_their_buttons_say(client, two_walks, organiser):
    one, two = two_walks
    client.force_login(organiser)
    session = one.session
    page = client.get(reverse("doorstep:round", args=[session.pk])).content.decode()
    assert "Abbotts Road" in page
    assert "Ready" in page
    shown = client.get(reverse("doorstep:walk", args=[one.pk])).content.decode()
    assert 'class="sketch"' in shown
    assert Look.objects.filter(page=Look.Page.WALK, by=organiser).count() == 1
    door = one.doors.first()
    move = {"doors": [door.pk], "to": two.pk}
    client.post(reverse("doorstep:move", args=[one.pk]), move)
    assert WalkDoor.objects.get(pk=door.pk).walk == two
    client.post(reverse("doorstep:split", args=[two.pk]), {"doors": two.doors.order_by("position")[5].pk})
    third = Walk.objects.get(number=3)
    client.post(reverse("doorstep:merge", args=[third.pk]), {"to": two.pk})
    client.post(reverse("doorstep:give", args=[two.pk]), {"user": ""})
    outing = Outing.objects.get()
    out = client.get(reverse("doorstep:walk", args=[two.pk])).content.decode()
    assert outing.code in out
    assert outing.token in out
    client.post(reverse("doorstep:take_back", args=[two.pk]))
    pdf = client.post(reverse("doorstep:print", args=[session.pk]), {"walks": [one.pk, two.pk], "kind": "sheets"})
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert Outing.objects.filter(on_paper=True, ended_at=None).count() == 2
    sheet = Sheet.objects.first()
    again = reverse("doorstep:reprint", args=[sheet.code])
    assert client.get(again)["Content-Type"] == "application/pdf"
    client.post(reverse("doorstep:take_back", args=[sheet.outing.walk_id]))
    assert client.get(again).url == reverse("doorstep:sheet", args=[sheet.code])
    nothing = client.post(reverse("doorstep:print", args=[session.pk]), follow=True)
    assert "No walk was chosen" in nothing.content.decode()
    client.post(reverse("doorstep:settings", args=[session.pk]), {"doors_a_walk": 20, "rest_days": 3, "lease_hours": 6})
    session.round.refresh_from_db()
    assert (session.round.doors_a_walk, session.round.rest_days) == (20, 3)
    client.post(reverse("doorstep:close", args=[session.pk]))
    session.refresh_from_db()
    assert session.closed_at is not None
