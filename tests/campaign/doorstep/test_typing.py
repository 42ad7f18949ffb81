"""A sheet typed back by number: kept at once, once, put right and taken back, and its doors freed at the end."""

import datetime as dt
import json
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.models import ContactEvent, ElectorState, Lease, Session
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.models import Outing, SheetEntry
from groundgame.campaign.doorstep.paper.codes import codebook
from groundgame.campaign.doorstep.typed_lines import shown_lines
from groundgame.campaign.register.models import Suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(field_work):
    return field_work.organiser()


@pytest.fixture
def sheet(streets, organiser):
    """A sheet of four doors: one person at the first, two at the second, one at the third and fourth each."""
    for number, people in ((1, 1), (3, 2), (5, 1), (7, 1)):
        streets.door("Abbotts Road", number, people=people)
    (walk,) = streets.walks(organiser)
    (made,) = actions.print_walks(by=organiser, walks=[walk])
    return made


@pytest.fixture
def type_(organiser, sheet):
    """Return what types something as the organiser, with an id of its own or one given."""
    codes = codebook(sheet.outing.walk.session.script)

    def type__(text, key=None):
        (done,) = actions.type_lines(by=organiser, sheet=sheet, codes=codes, sent=[actions.Sent(key or uuid4(), text)])
        return done

    return type__


def _state(sheet, line):
    return ElectorState.objects.filter(elector=sheet.electors[line - 1]).first()


def test_a_line_is_in_the_log_at_once_as_a_knock_on_paper(sheet, type_):
    done = type_("1 U 1 'bins")
    assert (done.kept, done.lines) == (True, (1,))
    event = ContactEvent.objects.get()
    assert (event.channel, event.outcome, event.note, event.lease) == ("paper", "conversation", "bins", None)
    assert event.happened_at >= sheet.outing.given_at
    state = _state(sheet, 1)
    assert (state.voting_intention, state.promise) == ("us", "yes")
    assert shown_lines(sheet)[0].what == "Us, Yes, \u201cbins\u201d"


def test_the_same_thing_sent_twice_is_kept_once(sheet, type_):
    key = uuid4()
    assert type_("2 0", key).kept
    assert type_("2 0", key).kept
    assert ContactEvent.objects.count() == 2, "both people of the door, once each"
    assert SheetEntry.objects.count() == 2


def test_nobody_in_at_a_line_means_nobody_in_at_the_door_but_for_those_typed(sheet, type_):
    type_("3 U")
    done = type_("2 0")
    assert done.lines == (2,)
    assert _state(sheet, 3).voting_intention == "us"
    assert type_("4-5 0").lines == (4, 5)


def test_a_line_typed_again_puts_the_first_right(sheet, type_):
    type_("1 U")
    type_("1 T")
    assert _state(sheet, 1).voting_intention == "them"
    assert _state(sheet, 1).attempts == 1
    assert ContactEvent.objects.filter(corrects__isnull=False).count() == 1
    assert shown_lines(sheet)[0].what == "Them"


def test_the_last_thing_typed_is_taken_back_whole_and_once(sheet, type_):
    type_("1 U")
    type_("2 0")
    key = uuid4()
    assert set(type_("u", key).lines) == {2, 3}
    assert type_("u", key).lines == ()
    assert [line.what for line in shown_lines(sheet)] == ["Us", "", "", "", ""]
    assert _state(sheet, 2) is None or _state(sheet, 2).attempts == 0
    assert type_("2 U").kept
    assert _state(sheet, 2).voting_intention == "us"


def test_what_took_the_place_of_a_line_is_taken_back_to_what_stood_there(sheet, type_):
    type_("1 U PO 'wants a call")
    type_("2 0")
    type_("1 T")
    assert "as before" in type_("u").said
    assert shown_lines(sheet)[0].what == "Us, Will show a poster, \u201cwants a call\u201d"
    state = _state(sheet, 1)
    assert (state.voting_intention, state.attempts) == ("us", 1)
    assert set(type_("u").lines) == {2, 3}, "the line stands where it stood, before those typed after it"
    assert "empty again" in type_("u").said
    assert [line.what for line in shown_lines(sheet)] == [""] * 5
    assert _state(sheet, 1) is None or not _state(sheet, 1).voting_intention


def test_what_was_kept_is_said_with_its_lines_and_in_the_partys_own_words(type_):
    assert type_("2 0").said == "Lines 2 to 3: Not in"
    assert type_("1 U").said == "Line 1: Us"
    assert type_("1-2,5 0").said == "Lines 1 to 2, 5: Not in"


def test_what_cannot_be_kept_holds_up_nothing_else(organiser, sheet):
    codes = codebook(sheet.outing.walk.session.script)
    sent = [actions.Sent(uuid4(), text) for text in ("1 QQ", "9 0", "4 0")]
    done = actions.type_lines(by=organiser, sheet=sheet, codes=codes, sent=sent)
    assert [each.kept for each in done] == [False, False, True]
    assert ContactEvent.objects.count() == 1


def test_an_objection_on_paper_is_an_objection(sheet, type_):
    type_("1 DK")
    assert Suppression.objects.get().kind == Suppression.Kind.DO_NOT_KNOCK


def test_when_all_is_typed_the_walk_is_back_and_unmarked_doors_are_free(organiser, sheet, type_):
    type_("1 0")
    actions.finish_sheet(by=organiser, sheet=sheet)
    assert not Lease.objects.filter(closed_at=None).exists()
    (again,) = actions.cut_round(by=organiser, session=sheet.outing.walk.session)
    assert set(again.doors.values_list("address", flat=True)) == set(sheet.doors) - {sheet.doors[0]}
    assert type_("4 U").kept, "a line that was forgotten can still be typed"


def test_a_knock_that_was_taken_back_keeps_no_door_from_the_next_cut(organiser, sheet, type_):
    type_("1 0")
    type_("u")
    actions.finish_sheet(by=organiser, sheet=sheet)
    (again,) = actions.cut_round(by=organiser, session=sheet.outing.walk.session)
    assert set(again.doors.values_list("address", flat=True)) == set(sheet.doors)


def test_a_stranger_types_nothing(field_work, sheet):
    codes = codebook(sheet.outing.walk.session.script)
    with pytest.raises(PermissionDenied):
        actions.type_lines(by=field_work.person(), sheet=sheet, codes=codes, sent=[actions.Sent(uuid4(), "1 0")])


def test_a_sheet_is_of_today_unless_its_typist_says_otherwise(client, organiser, sheet):
    """Were it of the day that it was given out, a door knocked yesterday could be knocked tomorrow."""
    given = timezone.now() - dt.timedelta(days=6)
    Outing.objects.update(given_at=given)
    Session.objects.update(created_at=given)
    client.force_login(organiser)
    page, form = reverse("doorstep:sheet", args=[sheet.code]), reverse("doorstep:lines", args=[sheet.code])
    today, walked = timezone.localdate(), timezone.localdate() - dt.timedelta(days=2)
    assert f'value="{today}"' in client.get(page).content.decode()
    client.post(form, {"entry": str(uuid4()), "typed": "1 0"})
    assert timezone.localdate(ContactEvent.objects.get().happened_at) == today
    client.post(form, {"entry": str(uuid4()), "typed": "4 0", "walked_on": str(walked)})
    assert timezone.localdate(ContactEvent.objects.latest("received_at").happened_at) == walked
    assert f'value="{walked}"' in client.get(page).content.decode(), "the typist says it once"


def test_the_page_works_without_script(client, organiser, sheet):
    client.force_login(organiser)
    page, form = reverse("doorstep:sheet", args=[sheet.code]), reverse("doorstep:lines", args=[sheet.code])
    assert client.get(page).status_code == 200
    wrong = client.post(form, {"entry": str(uuid4()), "typed": "1 QQ"})
    assert wrong.status_code == 422
    assert "is no code of this sheet" in wrong.content.decode()
    kept = client.post(form, {"entry": str(uuid4()), "typed": "1 U", "walked_on": "2026-11-20"}, follow=True)
    assert "Line 1: Us" in kept.content.decode()
    undone = client.post(reverse("doorstep:undo", args=[sheet.code]), {"entry": str(uuid4())}, follow=True)
    assert "Taken back: line 1" in undone.content.decode()


def test_the_page_sends_many_at_once_and_is_told_of_each(client, organiser, sheet):
    client.force_login(organiser)
    form = reverse("doorstep:lines", args=[sheet.code])
    keys = [str(uuid4()) for _ in range(3)]
    body = {"entries": [{"id": key, "text": text} for key, text in zip(keys, ("1 U", "2 QQ", "2 0"), strict=True)]}
    answer = client.post(form, json.dumps(body), content_type="application/json").json()
    assert [(one["id"], one["kept"]) for one in answer["entries"]] == list(zip(keys, (True, False, True), strict=True))
    assert answer["entries"][2]["lines"] == {"2": "Not in", "3": "Not in"}
    for rubbish in ("{", "[]", '{"entries": [1]}', '{"entries": [{"id": "x", "text": "1 0"}]}', '{"entries": null}'):
        assert client.post(form, rubbish, content_type="application/json").status_code == 400


def test_a_code_is_found_in_any_case_and_only_by_those_who_may_type_it(client, organiser, sheet, field_work):
    find = reverse("doorstep:find_sheet")
    client.force_login(organiser)
    assert client.get(find, {"code": f" {sheet.code.lower()} "}).url == reverse("doorstep:sheet", args=[sheet.code])
    client.force_login(field_work.person("organiser", "E09000005"))
    assert client.get(find, {"code": sheet.code}).url == reverse("doorstep:rounds")
    assert client.get(reverse("doorstep:sheet", args=[sheet.code])).status_code == 403


def test_who_reads_a_sheet_to_type_it_is_written_down(client, organiser, sheet):
    before = list(Look.objects.values_list("pk", flat=True))
    client.force_login(organiser)
    client.get(reverse("doorstep:sheet", args=[sheet.code]))
    look = Look.objects.exclude(pk__in=before).get()
    assert (look.by, look.page, sorted(look.electors)) == (organiser, Look.Page.WALK, sorted(sheet.electors))


def test_what_may_not_be_taken_back_any_more_stays_typed(sheet, field_work, monkeypatch):
    """After a day a canvasser's own contact is the organiser's to put right."""
    user = field_work.person()
    sheet.outing.canvassers.create(user=user)
    sheet.outing.walk.session.callers.create(user=user, admitted_at=sheet.printed_at)
    codes = codebook(sheet.outing.walk.session.script)

    def type__(text):
        (done,) = actions.type_lines(by=user, sheet=sheet, codes=codes, sent=[actions.Sent(uuid4(), text)])
        return done

    assert type__("1 U").kept
    monkeypatch.setattr("groundgame.campaign.canvass.rules.CORRECTED_WITHIN_HOURS", 0)
    done = type__("U")
    assert not done.kept
    assert "organiser" in done.said
    assert shown_lines(sheet)[0].what == "Us"
    monkeypatch.undo()
    assert type__("U").lines == (1,)
    assert shown_lines(sheet)[0].what == ""


def test_a_character_that_no_database_keeps_is_left_out(client, organiser, sheet):
    client.force_login(organiser)
    client.post(reverse("doorstep:lines", args=[sheet.code]), {"entry": uuid4(), "typed": "1 U 'Bins\0"})
    assert ContactEvent.objects.get().note == "Bins"
