"""The pages of a person's rights and of the data officer, as people use them."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass import actions as canvass
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.models import (
    Consent,
    ConsentWording,
    Erasure,
    SubjectRequest,
    TelephoneNumber,
)
from groundgame.campaign.register.person.consents import give_consent, word_consent
from groundgame.campaign.register.person.erasing import erase
from groundgame.campaign.register.person.forms import lines_of
from groundgame.campaign.register.person.looking import looks, unusual
from groundgame.campaign.register.person.report import report_on

from .registers import BARNET

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def officer(client, field_work):
    person = field_work.person(Role.DATA_OFFICER)
    client.force_login(person)
    return person


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def look_at(user, *electors, page=Look.Page.ELECTOR, at=None) -> None:
    Look.objects.create(by=user, page=page, electors=[each.pk for each in electors], at=at or timezone.now())


def test_an_officer_notes_a_request_sends_the_report_and_says_it_is_answered(client, officer, field_work):
    elector = field_work.elector()
    page = reverse("register:person", args=[elector.pk])
    sent = {"received_on": "2026-10-31", "source": "e-mail"}
    answer = client.post(reverse("register:ask", args=[elector.pk]), sent, follow=True)
    assert "due by 30 November 2026" in text_of(answer)
    pdf = client.get(reverse("register:report", args=[elector.pk, "pdf"]))
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    told = json.loads(client.get(reverse("register:report", args=[elector.pk, "json"])).content)
    assert told["name"] == str(elector)
    assert client.get(reverse("register:report", args=[elector.pk, "exe"])).status_code == 404
    assert str(elector) in text_of(client.get(reverse("register:officer")))
    asked = SubjectRequest.objects.get()
    client.post(reverse("register:answer", args=[elector.pk, asked.pk]))
    assert "It is answered" not in text_of(client.get(page))
    assert str(elector) not in text_of(client.get(reverse("register:officer")))


@pytest.mark.parametrize("form", ["ask", "forget"])
def test_a_day_to_come_is_refused_and_nothing_done(client, officer, field_work, form):
    elector = field_work.elector()
    ahead = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    sent = {"received_on": ahead, "asked_on": ahead, "source": "letter", "sure": "on"}
    answer = client.post(reverse(f"register:{form}", args=[elector.pk]), sent)
    assert answer.status_code == 422
    assert "still to come" in text_of(answer)
    assert not SubjectRequest.objects.exists()
    assert not Erasure.objects.exists()


def test_to_forget_needs_a_tick_and_says_what_goes_and_what_stays(client, officer, field_work):
    elector = field_work.elector()
    page = text_of(client.get(reverse("register:person", args=[elector.pk])))
    assert page.count(f'value="{timezone.localdate().isoformat()}"') == 2
    assert 'Telephone numbers</th><td class="num">1</td>' in page
    sent = {"asked_on": timezone.localdate().isoformat(), "source": "letter"}
    address = reverse("register:forget", args=[elector.pk])
    assert client.post(address, sent).status_code == 422
    assert TelephoneNumber.objects.exists()
    assert f">Forget {elector}</button>" in page
    after = text_of(client.post(address, sent | {"sure": "on"}, follow=True))
    assert "is forgotten" in after
    assert not TelephoneNumber.objects.exists()
    assert "Nothing is left that could go" in after
    assert ">Forget" not in after
    day = f"{timezone.localdate():%-d %B %Y}"
    assert f"Forgotten on {day}, as they had asked." in text_of(
        client.get(reverse("register:elector", args=[elector.pk]))
    )


def test_what_came_after_an_erasure_may_be_forgotten_too(client, officer, field_work):
    elector = field_work.elector()
    sent = {"asked_on": timezone.localdate().isoformat(), "source": "letter", "sure": "on"}
    address = reverse("register:forget", args=[elector.pk])
    client.post(address, sent)
    field_work.number(elector)
    page = text_of(client.get(reverse("register:person", args=[elector.pk])))
    assert 'Telephone numbers</th><td class="num">1</td>' in page
    assert "Forget what came since" in page
    assert "Nothing is left that could go" in text_of(client.post(address, sent, follow=True))


def test_an_organiser_hears_who_answers_for_an_electors_rights(client, field_work):
    elector, page = field_work.elector(), "Pass it on today, to"
    officer = field_work.person(Role.DATA_OFFICER)
    client.force_login(field_work.organiser())
    address = reverse("register:elector", args=[elector.pk])
    assert f"{page} {officer}:" in text_of(client.get(address))
    client.force_login(officer)
    assert page not in text_of(client.get(address))


def test_contacts_are_counted_as_they_are_listed_after_an_erasure_too(client, officer, field_work):
    elector, session = field_work.elector(), field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = canvass.take_next(by=caller, session=session)
    report = Report(event=lease.token, token=lease.token, outcome="conversation")
    canvass.save_contact(by=caller, session=session, report=report)
    address = reverse("canvass:contacts", args=[elector.pk])
    told = "<dt>attempts</dt><dd>1</dd></div> <div><dt>conversations</dt><dd>1</dd>"
    assert told in text_of(client.get(address))
    erase(by=officer, elector=elector, asked_on=timezone.localdate(), source="letter")
    assert told in text_of(client.get(address))


def test_a_consent_is_written_down_in_words_and_taken_back(client, officer, field_work):
    elector = field_work.elector()
    number = elector.telephone_numbers.get()
    page = reverse("register:consents", args=[elector.pk])
    assert "no words yet" in text_of(client.get(page))
    words = {"channel": "phone", "purpose": "campaign", "text": "May we ring you?"}
    client.post(reverse("register:wording"), words)
    wording = ConsentWording.objects.get()
    sent = {"wording": wording.pk, "line": number.national, "at": timezone.localdate().isoformat(), "how": "doorstep"}
    give = reverse("register:give_consent", args=[elector.pk])
    refused = client.post(give, sent | {"line": "020 7946 0999"})
    assert refused.status_code == 422
    assert "no number that we have" in text_of(refused)
    assert "May we ring you?" in text_of(client.post(give, sent, follow=True))
    assert Consent.objects.get().line == number.e164
    take_back = reverse("register:withdraw_consent", args=[elector.pk])
    sent = {"channel": "phone", "purpose": "campaign"}
    assert client.post(take_back, sent | {"how": ""}).status_code == 422
    client.post(take_back, sent | {"how": "rang us"})
    assert [entry.given for entry in Consent.objects.all()] == [False, True]
    assert "They take back" not in text_of(client.get(page))


def test_each_purpose_is_taken_back_by_itself(client, officer, field_work):
    elector = field_work.elector()
    number = elector.telephone_numbers.get()
    for purpose in ("campaign", "funds"):
        words = word_consent(by=officer, channel="phone", purpose=purpose, text="May we ring you?")
        give_consent(by=officer, elector=elector, wording=words, line=number.e164, at=timezone.now(), how="form")
    page = text_of(client.get(reverse("register:consents", args=[elector.pk])))
    assert "They take back what they agreed to (telephone; asking for money)" in page
    take_back = reverse("register:withdraw_consent", args=[elector.pk])
    assert client.post(take_back, {"channel": "phone", "how": "rang us"}).status_code == 422
    after = text_of(client.post(take_back, {"channel": "phone", "purpose": "funds", "how": "rang us"}, follow=True))
    assert Consent.objects.filter(given=False).values_list("purpose", flat=True).get() == "funds"
    assert "(telephone; asking for money)" not in after
    assert "(telephone; campaigning" in after


@pytest.mark.parametrize("typed", ["3", "900 003", "7946 0003", "+44 7700 90000"])
def test_a_consent_names_the_whole_number(client, officer, field_work, typed):
    elector = field_work.elector(telephone=False)
    TelephoneNumber.objects.create(borough=elector.borough, elector=elector, e164="+447700900003", source="test")
    TelephoneNumber.objects.create(borough=elector.borough, elector=elector, e164="+442079460003", source="test")
    with pytest.raises(ValidationError, match="no number that we have"):
        lines_of(elector, "phone", typed)
    assert (
        lines_of(elector, "text", "07700 900 003") == lines_of(elector, "phone", "+44 7700 900003") == "+447700900003"
    )


def test_a_tps_file_is_loaded_on_the_page(client, field_work):
    number = field_work.elector().telephone_numbers.get()
    client.force_login(field_work.organiser())
    address = reverse("register:screening")
    assert "never been held" in text_of(client.get(address))
    file = SimpleUploadedFile("tps.csv", number.national.encode())
    sent = {"borough": [BARNET], "listed_on": timezone.localdate().isoformat(), "file": file}
    assert "1 numbers were looked up: 1 are on the TPS" in text_of(client.post(address, sent, follow=True))
    bad = SimpleUploadedFile("tps.csv", b"nobody")
    assert "is no British telephone number" in text_of(client.post(address, sent | {"file": bad}))


def test_each_page_that_shows_people_writes_who_was_shown_whom(client, field_work):
    organiser, elector = field_work.organiser(), field_work.elector()
    other = field_work.elector()
    client.force_login(organiser)
    client.get(reverse("register:elector", args=[elector.pk]))
    client.get(reverse("canvass:contacts", args=[elector.pk]))
    client.get(reverse("register:electors"), {"q": "elector"})
    client.get(reverse("register:electors"), {"q": "nobody of that name"})
    client.get(reverse("register:electors"))
    seen = [(look.page, look.electors) for look in Look.objects.order_by("pk")]
    assert seen == [
        ("elector", [elector.pk]),
        ("contacts", [elector.pk]),
        ("search", sorted([elector.pk, other.pk])),
    ]
    assert set(Look.objects.values_list("by", flat=True)) == {organiser.pk}


def test_who_is_shown_with_another_of_the_household_is_told_so(client, officer, field_work):
    home = field_work.address()
    one, two, later = (field_work.elector(home) for _ in range(3))
    later.joined_at = timezone.localdate() + dt.timedelta(days=1)
    later.save()
    client.get(reverse("register:elector", args=[one.pk]))
    pages = {look.page: look.electors for look in Look.objects.all()}
    assert pages == {"elector": [one.pk], "household": [two.pk, later.pk]}
    session = field_work.session(field_work.organiser())
    leased = canvass.take_next(by=field_work.caller(session), session=session).elector
    for elector, told in ((one, 1), (two, 1), (later, int(leased == later))):
        seen = [each for each in looks(by=officer, elector=elector.pk) if each.where == "Caller's screen"]
        assert [(each.count, each.elector) for each in seen] == [(3, leased.pk)] * told
        rows = next(each.rows for each in report_on(by=officer, elector=elector).parts if each.key == "canvass.leases")
        for_whom = "you" if elector == leased else "your household"
        assert [row["whom it was for"] for row in rows] == [for_whom] * told


def test_a_look_that_is_refused_is_none(client, field_work):
    elector = field_work.elector()
    client.force_login(field_work.person(Role.ORGANISER, "E09000005"))
    assert client.get(reverse("register:elector", args=[elector.pk])).status_code == 403
    assert not Look.objects.exists()


def test_a_call_is_told_by_its_lease_and_by_nothing_else(client, officer, field_work):
    elector, session = field_work.elector(), field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    client.force_login(caller)
    client.post(reverse("phonebank:next", args=[session.pk]))
    client.get(reverse("phonebank:call", args=[session.pk]))
    assert not Look.objects.exists()
    for how in ({"user": caller.pk}, {"elector": elector.pk}):
        (seen,) = looks(by=officer, **how)
        assert (seen.who, seen.where, seen.elector) == (caller.name, "Caller's screen", elector.pk)
    assert looks(by=officer) == []
    assert canvass.take_next(by=caller, session=session).elector == elector


def test_an_officer_sees_looks_at_their_own_area_alone(client, officer, field_work):
    organiser, here = field_work.organiser(), field_work.elector()
    look_at(organiser, here)
    assert [seen.first for seen in looks(by=officer)] == [str(here)]
    elsewhere = field_work.person(Role.DATA_OFFICER, "E09000005")
    assert looks(by=elsewhere) == []
    assert unusual(by=elsewhere) == []
    client.force_login(elsewhere)
    page = text_of(client.get(reverse("register:looks"), {"elector": here.pk}))
    assert str(here) not in page


def test_looks_out_of_the_ordinary(field_work):
    officer, many = field_work.person(Role.DATA_OFFICER), field_work.organiser()
    night, often, namesake, usual = (field_work.organiser() for _ in range(4))
    elector, kin = field_work.elector(), field_work.elector()
    noon = timezone.make_aware(dt.datetime.combine(timezone.localdate() - dt.timedelta(days=2), dt.time(12)))
    people = [field_work.elector(telephone=False) for _ in range(51)]
    for hour in range(6):
        look_at(many, *people, page=Look.Page.SEARCH, at=noon + dt.timedelta(hours=hour))
    look_at(night, elector, at=noon + dt.timedelta(hours=12))
    for days in range(4):
        look_at(often, elector, at=noon - dt.timedelta(days=days))
    type(namesake).objects.filter(pk=namesake.pk).update(name="Some Body")
    type(kin).objects.filter(pk=kin.pk).update(surname="BODY")
    look_at(namesake, kin, at=noon)
    look_at(usual, elector, kin, page=Look.Page.SEARCH, at=noon)
    told = {each.user: each.what for each in unusual(by=officer)}
    assert set(told) == {many.pk, night.pk, often.pk, namesake.pk}
    assert told[many.pk].startswith("306 electors")
    assert told[night.pk].startswith("1 looks between")
    assert told[often.pk].endswith("on 4 days")
    assert "same surname" in told[namesake.pk]


def test_each_page_says_who_sees_it_and_whom_to_ask(client, field_work):
    organiser, elector = field_work.organiser(), field_work.elector()
    client.force_login(organiser)
    for address in (
        reverse("register:elector", args=[elector.pk]),
        reverse("register:electors"),
        reverse("register:consents", args=[elector.pk]),
    ):
        page = text_of(client.get(address))
        assert "Seen by " in page
        assert reverse("accounts:seeing") in page
        assert organiser.name in page


@pytest.mark.parametrize("page", ["register:consents", "register:person"])
def test_the_pages_of_a_persons_rights_are_looks_too(client, officer, field_work, page):
    elector = field_work.elector()
    client.get(reverse(page, args=[elector.pk]))
    assert Look.objects.get(by=officer).electors == [elector.pk]


def test_whom_the_officers_own_lists_name_is_a_look_too_and_none_out_of_the_ordinary(client, officer, field_work):
    asking, seen = field_work.elector(), field_work.elector()
    SubjectRequest.objects.create(
        borough=BARNET, elector=asking, received_on=timezone.localdate(), source="letter", by=officer
    )
    noon = timezone.localtime().replace(hour=12) - dt.timedelta(days=1)  # a look at night is out of the ordinary
    look_at(field_work.organiser(), seen, at=noon)
    for page, named in (("register:officer", asking), ("register:looks", seen)):
        assert str(named) in text_of(client.get(reverse(page)))
        assert named.pk in Look.objects.filter(by=officer, page="officer").latest("pk").electors
    Look.objects.create(by=officer, page="officer", electors=list(range(1, 400)))
    assert unusual(by=officer) == []


def test_an_officer_learns_no_name_of_somebody_who_looked_at_nobody_of_theirs(client, officer, field_work):
    stranger = field_work.person(Role.ORGANISER, "E09000005")
    page = client.get(reverse("register:looks"), {"user": stranger.pk})
    assert (page.status_code, stranger.name in text_of(page)) == (200, False)
