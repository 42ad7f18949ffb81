"""What goes between a telephone and the log: once, nothing skipped, nobody else's, by clocks that are wrong."""

import datetime as dt
import json
import os
import threading
from base64 import b64encode
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.models import ContactEvent, ElectorState, Session
from groundgame.campaign.doorstep.actions import give_walk, make_round, take_back
from groundgame.campaign.doorstep.actions.devices import Added, add_device, revoke_device
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.doorstep.api import access
from groundgame.campaign.doorstep.models import Device, DoorContact, Outing, Walk, WalkDoor
from groundgame.campaign.doorstep.sync.changes import changes_since
from groundgame.campaign.doorstep.sync.letterbox import CURVE, PURPOSE, slot_of
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BARNET, WARD = "E09000003", "E05013628"
HOUR = dt.timedelta(hours=1)
COUNT = 3


class Evening:
    """A walk of three doors that is out, and whoever joins it with a telephone."""

    def __init__(self, field_work: Any) -> None:
        self.field = field_work
        self.organiser = field_work.organiser()
        self.electors = [field_work.elector() for _ in range(COUNT)]
        how = {"name": "Round", "area": BARNET, "script": field_work.script(), "audience": Audience.of((WARD,))}
        self.session = make_round(by=self.organiser, **how)
        self.outing = self.give(self.electors)

    def give(self, electors: list[Elector]) -> Outing:
        number = self.session.walks.count() + 1
        ward = electors[0].ward
        walk = Walk.objects.create(borough=BARNET, ward=ward, session=self.session, number=number, title="High Street")
        for position, elector in enumerate(electors, start=1):
            door = {"borough": BARNET, "session": self.session, "walk": walk, "position": position}
            WalkDoor.objects.create(address_id=elector.address_id, **door)
        return give_walk(by=self.organiser, walk=walk)

    def began(self, ago: dt.timedelta) -> None:
        """Let the round have been made, and its walk given out, so long ago."""
        Outing.objects.update(given_at=timezone.now() - ago)
        Session.objects.update(created_at=timezone.now() - ago)

    def phone(self, outing: Outing | None = None, name: str = "Phone") -> "Phone":
        user = self.field.person()
        join_walk(by=user, outing=outing or self.outing)
        return Phone(add_device(by=user, outing=outing or self.outing, name=name))


class Phone:
    """A telephone, as the site hears it."""

    def __init__(self, added: Added) -> None:
        self.device, self.token = added.device, added.token

    def ask(self, name: str, body: Any = None, query: str = "") -> Any:
        client = Client(headers={"Authorization": f"Bearer {self.token}"})
        path = reverse(f"doorstep:api:{name}") + query
        if body is None:
            return client.get(path)
        return client.post(path, json.dumps(body, default=str), content_type="application/json")

    def send(self, *contacts: dict[str, Any], sent_at: dt.datetime | None = None) -> Any:
        answer = self.ask("contacts", {"sent_at": sent_at or timezone.now(), "contacts": contacts})
        assert answer.status_code == 200, answer.content
        return answer.json()


def contact(elector: Elector, outcome: str = "not_in", **said: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "elector": elector.pk, "outcome": outcome, "happened_at": timezone.now()} | said


@pytest.fixture
def evening(field_work: Any) -> Evening:
    return Evening(field_work)


def test_a_contact_is_saved_once_however_often_it_is_sent(evening):
    phone = evening.phone()
    said = {"answers": {"voting_intention": "us"}, "poster": True, "issues": ["housing"]}
    spoke = contact(evening.electors[0], "conversation", **said)
    first, again = phone.send(spoke), phone.send(spoke)
    assert first["acknowledged"] == again["acknowledged"] == [spoke["id"]]
    assert not first["refused"]
    assert not again["refused"]
    event = ContactEvent.objects.get()
    assert (event.channel, event.device, event.lease) == ("door", phone.device.pk, None)
    said = dict(event.answers.values_list("question_key", "value"))
    assert said == {"voting_intention": "us", "poster": "yes", "issue-housing": "raised"}
    assert DoorContact.objects.get().device == phone.device


def test_one_that_cannot_be_taken_fails_none_of_the_others(evening):
    phone = evening.phone()
    good = contact(evening.electors[0])
    wrong = contact(evening.electors[1], "conversation", answers={"voting_intention": "nobody-at-all"})
    stranger = contact(evening.field.elector())
    answer = phone.send(good, wrong, stranger)
    assert answer["acknowledged"] == [good["id"]]
    assert set(answer["refused"]) == {wrong["id"], stranger["id"]}
    assert "door of this walk" in answer["refused"][stranger["id"]]


def test_a_walk_holds_its_own_doors_and_nobody_who_objects(evening):
    at_home, objects, silent = evening.electors
    mate = evening.field.elector(objects.address)
    phone = evening.phone()
    suppress(by=None, elector=objects, kind="do_not_knock", source="test")
    suppress(by=None, elector=silent, kind="no_profiling", source="test")
    other = evening.field.elector()
    evening.field.elector(other.address)
    walk = phone.ask("walk").json()
    people = {person["elector"]: person for door in walk["doors"] for person in door["people"]}
    assert set(people) == {at_home.pk, mate.pk, silent.pk}
    assert [people[one.pk]["no_opinions"] for one in (at_home, silent)] == [False, True]
    assert [question["key"] for question in walk["questions"]] == ["voting_intention", "promise"]


def test_another_walks_people_are_neither_shown_nor_written(evening):
    stranger = evening.field.elector()
    phone = evening.phone(evening.give([stranger]))
    mine = evening.phone()
    mine.send(contact(evening.electors[0]))
    walk = phone.ask("walk").json()
    shown = {person["elector"] for door in walk["doors"] for person in door["people"]}
    assert shown == {stranger.pk}
    assert phone.ask("changes").json()["changes"] == []
    assert phone.send(contact(evening.electors[0]))["acknowledged"] == []


def test_two_telephones_of_a_walk_see_each_others_doors(evening):
    one, other = evening.phone(), evening.phone()
    one.send(contact(evening.electors[0]), contact(evening.electors[1], "conversation", answers={"promise": "yes"}))
    seen = other.ask("changes").json()
    assert {(each["elector"], each["outcome"], each["mine"]) for each in seen["changes"]} == {
        (evening.electors[0].pk, "not_in", False),
        (evening.electors[1].pk, "conversation", False),
    }
    assert [each["answers"] for each in seen["changes"] if each["answers"]] == [{"promise": "yes"}]
    one.send(contact(evening.electors[2]))
    # Within one test everything is one transaction, which is still running: the cursor stays, and ids tell what is new.
    assert len(other.ask("changes", query=f"?cursor={seen['cursor']}").json()["changes"]) == COUNT
    assert other.ask("changes", query="?cursor=7.x").status_code == 422


@pytest.mark.parametrize(
    ("wrong_by", "measured"),
    [(dt.timedelta(0), True), (-3 * HOUR, True), (2 * HOUR, True), (-3 * HOUR, False), (9000 * HOUR, False)],
)
def test_a_wrong_clock_is_put_right_and_its_claim_kept(evening, wrong_by, measured):
    evening.began(2 * HOUR)
    phone = evening.phone()
    happened = timezone.now() - HOUR
    offset = -round(wrong_by.total_seconds() * 1000) if measured else None
    said = contact(evening.electors[0], happened_at=happened + wrong_by, offset_ms=offset)
    phone.send(said, sent_at=timezone.now() + wrong_by)
    event, claim = ContactEvent.objects.get(), DoorContact.objects.get()
    assert abs(event.happened_at - happened) < dt.timedelta(seconds=30)
    assert claim.claimed_at == happened + wrong_by
    phone.send(said, sent_at=timezone.now() + wrong_by + HOUR)  # again, by a clock that somebody set meanwhile
    assert ContactEvent.objects.get().happened_at == event.happened_at


def test_no_clock_puts_a_contact_before_the_walk_or_after_now(evening):
    phone = evening.phone()
    day = dt.timedelta(days=1)
    for elector, moved in zip(evening.electors, (-400 * day, 400 * day, -300_000 * day), strict=True):
        when = timezone.now() + moved
        phone.send(contact(elector, happened_at=when, offset_ms=0), sent_at=timezone.now())
    given = evening.outing.given_at
    times = dict(ContactEvent.objects.values_list("elector", "happened_at"))
    early, future, ancient = (times[elector.pk] for elector in evening.electors)
    assert early == ancient == given
    assert given < future <= timezone.now()


def test_the_newest_answer_stands_whichever_arrives_last_and_both_are_kept(evening):
    evening.began(3 * HOUR)
    elector = evening.electors[0]
    one, other = evening.phone(), evening.phone()
    newer = {"happened_at": timezone.now() - HOUR, "answers": {"voting_intention": "us"}}
    older = {"happened_at": timezone.now() - 2 * HOUR, "answers": {"voting_intention": "them", "promise": "no"}}
    one.send(contact(elector, "conversation", **newer))
    other.send(contact(elector, "conversation", **older))
    state = ElectorState.objects.get(elector=elector)
    assert (state.voting_intention, state.promise) == ("us", "no")
    assert ContactEvent.objects.filter(elector=elector).count() == 2


def test_a_revoked_telephone_loses_its_key_and_may_still_hand_in(evening):
    phone = evening.phone()
    assert phone.ask("keys").json()["people"]
    revoke_device(by=evening.organiser, device=phone.device)
    assert Device.objects.get(pk=phone.device.pk).key is None
    for name in ("keys", "walk", "changes"):
        answer = phone.ask(name)
        assert (answer.status_code, answer.json()["over"]) == (410, True), name
        assert evening.electors[0].surname not in answer.content.decode()
    kept = contact(evening.electors[0])
    assert phone.send(kept)["acknowledged"] == [kept["id"]]
    assert phone.ask("end", {}).status_code == 204
    assert phone.ask("contacts", {"sent_at": timezone.now(), "contacts": []}).status_code == 410


def test_a_walk_that_is_over_hands_out_nothing_but_what_opens_the_unsent(evening):
    phone = evening.phone()
    before = phone.ask("keys").json()
    take_back(by=evening.organiser, outing=evening.outing)
    after = phone.ask("keys").json()
    assert (after["people"], after["unsent"]) == (None, before["unsent"])
    assert phone.ask("walk").status_code == 410
    kept = contact(evening.electors[0])
    assert phone.send(kept)["acknowledged"] == [kept["id"]]
    Outing.objects.update(ended_at=timezone.now() - dt.timedelta(days=15))
    assert phone.ask("contacts", {"sent_at": timezone.now(), "contacts": []}).status_code == 410


def test_the_telephone_of_a_closed_account_hands_in_and_reads_nothing_more(evening):
    phone = evening.phone()
    User.objects.update(is_active=False)
    assert phone.ask("keys").json()["people"] is None
    for name in ("walk", "changes"):
        answer = phone.ask(name)
        assert (answer.status_code, answer.json()["over"]) == (410, True), name
        assert evening.electors[0].surname not in answer.content.decode()
    kept = contact(evening.electors[0])
    assert phone.send(kept)["acknowledged"] == [kept["id"]]
    Outing.objects.update(ended_at=timezone.now() - dt.timedelta(days=15))
    assert phone.ask("contacts", {"sent_at": timezone.now(), "contacts": []}).status_code == 410


def test_a_revoked_telephone_hands_in_what_it_cannot_open(evening):
    phone, other = evening.phone(), evening.phone()
    slot, another = (slot_of(bytes(Device.objects.get(pk=one.device.pk).letterbox)) for one in (phone, other))
    revoke_device(by=evening.organiser, device=phone.device)
    spoke = contact(evening.electors[0], "conversation", answers={"voting_intention": "us"}, note="Bins")
    strange, forged = contact(evening.electors[1]), contact(evening.electors[2])
    letters = [_sealed(spoke, slot), _sealed(strange, another), _sealed(forged, slot) | {"id": str(uuid4())}]
    body = {"sent_at": timezone.now(), "letters": letters}
    first, again = phone.ask("letters", body).json(), phone.ask("letters", body).json()
    assert first["acknowledged"] == again["acknowledged"] == [spoke["id"]]
    assert set(first["refused"]) == {letters[1]["id"], letters[2]["id"]}
    assert ContactEvent.objects.get().note == "Bins"
    assert phone.ask("keys").status_code == 410, "a finder still opens nothing"
    phone.ask("end", {})
    assert Device.objects.get(pk=phone.device.pk).letterbox is None
    assert phone.ask("letters", body).status_code == 410


def _sealed(sent: dict[str, Any], slot: bytes) -> dict[str, str]:
    """Seal a contact as the telephone does."""
    own = ec.generate_private_key(CURVE)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, slot))
    key = HKDF(SHA256(), 32, salt=None, info=PURPOSE + point + slot).derive(shared)
    nonce, content = os.urandom(12), json.dumps(sent, default=str).encode()
    return {"id": sent["id"], "letter": b64encode(point + nonce + AESGCM(key).encrypt(nonce, content, None)).decode()}


def test_somebody_taken_off_the_walk_reads_nothing_more(evening):
    phone = evening.phone()
    evening.outing.canvassers.update(removed_at=timezone.now())
    assert phone.ask("walk").status_code == 410


def test_a_stranger_gets_nothing(evening, client):
    for name in ("keys", "walk", "changes"):
        assert client.get(reverse(f"doorstep:api:{name}")).status_code == 401
    for name in ("contacts", "end"):
        assert client.post(reverse(f"doorstep:api:{name}"), {}, content_type="application/json").status_code == 401
    guess = Phone(Added(evening.phone().device, "x" * 43))
    assert guess.ask("walk").status_code == 401


def test_too_much_and_too_often_are_refused_in_words(evening, monkeypatch):
    monkeypatch.setattr(access, "MOST_A_MINUTE", 3)
    phone = evening.phone()
    answer = phone.ask("contacts", {"sent_at": timezone.now(), "contacts": [], "more": "x" * 600_000})
    assert answer.status_code == 413
    assert "at most" in answer.json()["detail"]
    assert [phone.ask("keys").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = phone.ask("keys")
    assert "Everything is kept" in answer.json()["detail"]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_committed_late_is_not_skipped(evening):
    """Two connections: the one that began first commits last, after somebody has read past it."""
    phone = evening.phone()
    began, may_commit = threading.Event(), threading.Event()
    late = contact(evening.electors[0])

    def slow() -> None:
        with transaction.atomic():
            phone.send(late)
            began.set()
            assert may_commit.wait(30)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert began.wait(30)
    quick = contact(evening.electors[1])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        evening.phone().send(quick)
        cursor.execute("RESET lock_timeout")  # the tests after this one have the same connection
    first = changes_since(evening.outing, "")
    assert [str(row.event) for row in first.rows] == [quick["id"]]
    may_commit.set()
    thread.join()
    rows = ContactEvent.objects.in_bulk([late["id"], quick["id"]])
    assert rows[_uuid(late)].transaction < rows[_uuid(quick)].transaction
    second = changes_since(evening.outing, first.cursor)
    assert late["id"] in {str(row.event) for row in second.rows}
    # Other transactions of the server may hold the cursor back, and what was told is told again: nothing new, though.
    again = {str(row.event) for row in changes_since(evening.outing, second.cursor).rows}
    assert again <= {late["id"], quick["id"]}


def _uuid(sent: dict[str, Any]) -> UUID:
    return UUID(sent["id"])


def test_what_was_said_at_a_door_is_taken_though_the_door_or_the_person_moved_since(evening):
    """The walk came back by itself, was put on another, and a register moved somebody: the telephone had no signal."""
    phone = evening.phone()
    phone.ask("walk")
    take_back(by=evening.organiser, outing=evening.outing)
    other = evening.give([evening.field.elector()]).walk
    WalkDoor.objects.filter(walk=evening.outing.walk_id).update(walk=other)
    moved, asked = evening.electors[0], evening.electors[1]
    Elector.objects.filter(pk=moved.pk).update(address=evening.field.address())
    told = [contact(moved, "conversation", note="Bins"), contact(asked, "do_not_knock")]
    answer = phone.send(*told, contact(evening.field.elector()))
    assert set(answer["acknowledged"]) == {each["id"] for each in told}
    assert len(answer["refused"]) == 1, "nobody whom this telephone never showed"
    assert asked.suppressions.filter(kind="do_not_knock", lifted_at=None).exists()


def test_a_correction_sent_twice_is_acknowledged_twice(evening):
    phone = evening.phone()
    first = contact(evening.electors[0], "conversation", answers={"voting_intention": "us"})
    phone.send(first)
    later = timezone.now() + 2 * HOUR
    right = contact(evening.electors[0], "call_back", corrects=first["id"], call_back_at=later)
    once, again = phone.send(right), phone.send(right)
    assert once["acknowledged"] == again["acknowledged"] == [right["id"]]
    assert not again["refused"]
    another = phone.send(right | {"note": "Bins"})
    assert set(another["refused"]) == {right["id"]}, "other words under the same id"
    assert ContactEvent.objects.count() == 2


@pytest.mark.parametrize(("happened", "back"), [(1970, 9999), (9999, 1970)])
def test_a_promise_by_a_clock_that_was_set_in_between_is_taken(evening, happened, back):
    phone = evening.phone()
    when = [dt.datetime(year, 1, 2, tzinfo=dt.UTC) for year in (happened, back)]
    told = contact(evening.electors[0], "call_back", happened_at=when[0], call_back_at=when[1])
    assert phone.send(told)["acknowledged"] == [told["id"]]
    event = ContactEvent.objects.get()
    assert event.happened_at <= event.call_back_at <= event.happened_at + dt.timedelta(days=366)
