"""Absent voters' lists and marked registers come in any columns that name an elector's number."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import Look
from groundgame.campaign.register.actions import (
    import_absent_voters,
    import_marked_register,
    import_telephones,
)
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.marked.actions import mark_line
from groundgame.campaign.register.marked.entries import Page
from groundgame.campaign.register.models import AbsentVoter, HeldList, LoadedList, MarkedEntry, TelephoneNumber
from groundgame.campaign.register.retention import OWN

from .registers import AUGUST, BARNET, JUNE, OTHER_WARD, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = dt.date(2026, 7, 2)
KIND = AbsentVoter.Kind


@pytest.fixture
def register(load):
    load(JUNE, entry(1, "Alpha"), entry(1, "Beta", suffix=1), entry(2, "Gamma"), entry(3, "Delta"))


def absent(text: str, **how: object) -> int:
    return import_absent_voters(by=None, borough=BARNET, content=text.encode("cp1252"), **how).rows


def marked(text: str, **how: object) -> int:
    return import_marked_register(by=None, borough=BARNET, content=text.encode("cp1252"), **how).rows


def on_lists() -> dict[str, str]:
    return dict(AbsentVoter.objects.values_list("elector__surname", "kind"))


def voted() -> dict[str, bool]:
    return dict(MarkedEntry.objects.values_list("elector__surname", "by_post"))


@pytest.mark.parametrize(
    "text",
    [
        "Elector Number Prefix,Elector Number,Elector Number Suffix\nAA,1,1\nAA,2,0\n",
        "PD\tENO\tName\nAA\t1/1\tBeta\nAA\t2\tGamma\n",
        "PDCode,RollNo,Address\nAA,1.001,x\nAA,2.000,y\n",
        "Name;Elector No.;Address\nBeta;AA-1/1;x\nGamma;AA-2;y\n",
        "Postal voters of Barnet\n\nName,Elector Number\nBeta,aa-1/1\nGamma,AA-2\nTotal: 2\n",
        "polling_district,number,suffix\nAA,1,1\nAA,2,\n",
        "DistrictRef,ElectorNumber\nAA,AA-1/1\nAA,AA-2\n",
    ],
    ids=["Xpress", "Halarose", "PDCode", "one column", "a banner", "ours", "Xpress update"],
)
def test_a_list_is_read_in_the_columns_of_every_software(register, text):
    assert absent(text, election_date=DAY, kind="postal") == 2
    assert on_lists() == {"Beta": KIND.POSTAL, "Gamma": KIND.POSTAL}
    assert set(AbsentVoter.objects.values_list("election_date", flat=True)) == {DAY}


def test_the_file_may_say_of_each_which_list_and_when(register):
    absent(
        "Elector Number,Type,Election Date\nAA-1,PV,02/07/2026\nAA-2,Proxy,02/07/2026\nAA-3,Postal Proxy,02/07/2026\n"
    )
    assert on_lists() == {"Alpha": KIND.POSTAL, "Gamma": KIND.PROXY, "Delta": KIND.PROXY_POSTAL}


def test_who_is_on_the_list_of_proxies_and_of_postal_proxies_is_a_postal_proxys(register):
    absent("Elector Number\nAA-1\n", election_date=DAY, kind="proxy_postal")
    absent("Elector Number\nAA-1\nAA-2\n", election_date=DAY, kind="proxy")
    assert on_lists() == {"Alpha": KIND.PROXY_POSTAL, "Gamma": KIND.PROXY}
    absent("Elector Number,Type\nAA-3,pp\nAA-3,proxy\n", election_date=DAY)
    assert on_lists()["Delta"] == KIND.PROXY_POSTAL


@pytest.mark.parametrize(
    ("text", "how", "sentence"),
    [
        ("Elector Number\nAA-1\n", {"kind": "postal"}, "does not say of which election it is"),
        ("Elector Number\nAA-1\n", {"election_date": DAY}, "does not say which list it is"),
        ("Elector Number,Type\nAA-1,zz\n", {"election_date": DAY}, "Line 2: kind 'zz' is no list"),
        (
            "Elector Number\nAA-1\nAA-77\n",
            {"election_date": DAY, "kind": "postal"},
            "Line 3: the register published on 1 June 2026 has no elector number AA-77",
        ),
        (
            "Elector Number\nAA-x\n",
            {"election_date": DAY, "kind": "postal"},
            "Line 2: number 'AA-x' is no elector number",
        ),
        ("Surname\nAlpha\n", {}, "needs a header with the columns polling_district, number"),
        ("Elector Number,Election Date\nAA-1,soon\n", {"kind": "postal"}, "Line 2: election_date 'soon' is no date"),
        (
            "PDCode,RollNo\nAA,1.1\n",
            {"election_date": DAY, "kind": "postal"},
            "Line 2: number '1.1' is no elector number",
        ),
    ],
)
def test_a_list_that_cannot_be_read_says_why_and_changes_nothing(register, text, how, sentence):
    with pytest.raises(RegisterFileError) as refused:
        absent(text, **how)
    assert sentence in str(refused.value)
    assert not AbsentVoter.objects.exists()


def test_a_marked_register_of_everybody_says_in_a_column_who_has_voted(register):
    assert marked("Elector Number,Voted,Postal\nAA-1,Y,\nAA-1/1,,\nAA-2,1,Y\nAA-3,N,N\n", election_date=DAY) == 2
    assert voted() == {"Alpha": False, "Gamma": True}


def test_a_marked_list_of_postal_voters_is_all_by_post(register):
    assert marked("Elector Number\nAA-2\nAA-3\n", election_date=DAY, by_post=True) == 2
    assert voted() == {"Gamma": True, "Delta": True}


def test_numbers_are_those_of_the_register_of_the_day(load, register):
    load(AUGUST, entry(1, "Gamma"), entry(2, "Alpha"), accept_leavers=True)
    marked("Elector Number\nAA-1\n", election_date=DAY)
    assert voted() == {"Alpha": False}
    absent("Elector Number\nAA-1\n", election_date=AUGUST, kind="postal")
    assert on_lists() == {"Gamma": KIND.POSTAL}


class TestThePage:
    def look(self, client, text: str, **how: object):
        fields = {"borough": BARNET, "what": "postal", "election_date": "2026-07-02"} | how
        fields["file"] = SimpleUploadedFile("list.csv", text.encode())
        return client.post(reverse("register:lists"), fields, follow=True)

    def load(self, client, text: str, **how: object):
        page = self.look(client, text, **how)
        held = HeldList.objects.first()
        return client.post(reverse("register:load_list", args=[held.pk]), follow=True) if held else page

    def test_what_a_list_would_do_is_shown_and_nothing_done_until_it_is_loaded(self, register, field_work, client):
        organiser = field_work.organiser()
        client.force_login(organiser)
        self.load(client, "Elector Number\nAA-1\nAA-2\n", what="proxy")
        page = self.look(client, "Elector Number,Type\nAA-1,PV\nAA-2,Proxy\nAA-3,PV\n", what="absent")
        outlook = page.context["outlook"]
        assert (outlook.rows, outlook.new, outlook.changed, outlook.same) == (3, 1, 1, 1)
        (new,), (changed,) = outlook.new_rows, outlook.changed_rows
        assert (new.elector.surname, new.says, new.was) == ("Delta", "Postal, 2 July 2026", "")
        assert (changed.elector.surname, changed.says, changed.was) == ("Alpha", "Postal, 2 July 2026", "Proxy")
        assert "Nothing is recorded yet." in page.content.decode()
        assert on_lists() == {"Alpha": KIND.PROXY, "Gamma": KIND.PROXY}
        assert LoadedList.objects.count() == 1
        seen = Look.objects.filter(by=organiser, page="plan").latest("pk").electors
        assert sorted(seen) == sorted([new.elector.pk, changed.elector.pk])
        loading = reverse("register:load_list", args=[HeldList.objects.get().pk])
        assert "3 rows are recorded" in client.post(loading, follow=True).content.decode()
        assert on_lists() == {"Alpha": KIND.POSTAL, "Gamma": KIND.PROXY, "Delta": KIND.POSTAL}
        assert client.post(loading).status_code == 404  # pressed twice
        assert LoadedList.objects.count() == 2

    def test_new_telephones_are_shown_before_they_are_taken(self, register, field_work, client):
        client.force_login(field_work.organiser())
        head = "polling_district,number,suffix,telephone,tps_since\n"
        self.load(client, f"{head}AA,1,,020 7946 0001,\n", what="telephones")
        page = self.look(client, f"{head}AA,1,,020 7946 0001,\nAA,2,,020 7946 0002,\n", what="telephones")
        assert [row.elector.surname for row in page.context["outlook"].new_rows] == ["Gamma"]
        assert "Telephone numbers are not taken back" in page.content.decode()
        assert TelephoneNumber.objects.count() == 1

    def test_a_list_that_is_given_up_leaves_nothing(self, register, field_work, client):
        client.force_login(field_work.organiser())
        self.look(client, "Elector Number\nAA-2\n")
        page = client.post(reverse("register:give_up_list", args=[HeldList.objects.get().pk]), follow=True)
        assert "list.csv is given up" in page.content.decode()
        assert not HeldList.objects.exists()
        assert not LoadedList.objects.exists()

    def test_a_list_whose_register_was_taken_since_says_so(self, register, field_work, client):
        client.force_login(field_work.organiser())
        self.look(client, "Elector Number\nAA-2\n")
        page = reverse("register:look_at_list", args=[HeldList.objects.get().pk])
        HeldList.objects.update(content=b"Elector Number\nAA-77\n")
        assert "has no elector number AA-77" in client.get(page, follow=True).content.decode()
        client.force_login(field_work.person(Role.ORGANISER, OTHER_WARD))
        assert client.get(page).status_code == 403

    def test_a_list_that_waits_is_found_again_by_those_who_may_decide(self, register, field_work, client):
        client.force_login(field_work.organiser())
        self.look(client, "Elector Number\nAA-2\n")
        look = reverse("register:look_at_list", args=[HeldList.objects.get().pk])
        assert look in client.get(reverse("register:lists")).content.decode()
        client.post(reverse("register:give_up_list", args=[HeldList.objects.get().pk]))
        assert "Waiting for a decision" not in client.get(reverse("register:lists")).content.decode()

    def test_a_list_that_nobody_decides_on_is_forgotten(self, register, field_work, client):
        client.force_login(field_work.organiser())
        self.look(client, "Elector Number\nAA-2\n")
        files = next(term for term in OWN if term.key == "files")
        assert files.count(timezone.now()) == 1
        files.forget(timezone.now())
        assert not HeldList.objects.exists()

    @pytest.mark.parametrize("what", ["postal", "proxy", "proxy_postal"])
    def test_a_list_is_brought(self, register, field_work, client, what):
        client.force_login(field_work.organiser())
        assert "Barnet: 1 row is recorded." in self.load(client, "Elector Number\nAA-2\n", what=what).content.decode()
        assert on_lists() == {"Gamma": what}

    def test_marked_lists_are_brought(self, register, field_work, client):
        client.force_login(field_work.organiser())
        self.load(client, "Elector Number\nAA-1\n", what="marked")
        self.load(client, "Elector Number\nAA-2\n", what="marked_post")
        assert voted() == {"Alpha": False, "Gamma": True}

    def test_a_refusal_stands_beside_the_file(self, register, field_work, client):
        client.force_login(field_work.organiser())
        page = self.load(client, "Elector Number\nAA-77\n")
        assert page.status_code == 422
        assert "has no elector number AA-77" in page.content.decode()

    def test_an_agent_loads_none(self, field_work, client):
        client.force_login(field_work.person(Role.AGENT))
        assert client.get(reverse("register:lists")).status_code == 403

    def test_every_refused_line_is_named_and_the_others_are_taken_once_ticked(self, register, field_work, client):
        client.force_login(field_work.organiser())
        text = "Elector Number\nAA-1\nAA-77\nAA-2\nAA-x\nAA-88\n"
        page = self.load(client, text).content.decode()
        assert "Line 3: the register published on 1 June 2026 has no elector number AA-77" in page
        assert "Refused too are lines 5 and 6. To go on without them, tick" in page
        assert on_lists() == {}
        page = self.load(client, text, accept_refused="on").content.decode()
        assert "Barnet: 2 rows are recorded. Left out: line 3, 5 and 6." in page
        assert on_lists() == {"Alpha": KIND.POSTAL, "Gamma": KIND.POSTAL}

    def test_a_file_of_which_every_line_is_refused_is_not_taken(self, register, field_work, client):
        client.force_login(field_work.organiser())
        assert self.load(client, "Elector Number\nAA-77\n", accept_refused="on").status_code == 422
        assert not LoadedList.objects.exists()

    def test_telephones_are_taken_without_those_that_are_none(self, register, field_work, client):
        client.force_login(field_work.organiser())
        head = "polling_district,number,suffix,telephone,tps_since\n"
        text = f"{head}AA,1,,12345,\nAA,2,,020 7946 0001,\nAA,9,,020 7946 0002,\n"
        page = self.load(client, text, what="telephones")
        assert "Refused too is line 4" in page.content.decode()
        self.load(client, text, what="telephones", accept_refused="on")
        assert list(TelephoneNumber.objects.values_list("elector__surname", "e164")) == [("Gamma", "+442079460001")]

    def test_the_page_shows_what_was_loaded(self, register, field_work, client):
        organiser = field_work.organiser()
        client.force_login(organiser)
        self.load(client, "Elector Number\nAA-1\nAA-2\n", what="marked")
        text = client.get(reverse("register:lists")).content.decode()
        for shown in ("Marked register: who has voted", "list.csv", "2 Jul 2026", str(organiser), "Take back"):
            assert shown in text

    def test_a_marked_register_of_a_day_before_any_register_warns(self, register, field_work, client):
        client.force_login(field_work.organiser())
        page = self.load(client, "Elector Number\nAA-1\n", what="marked", election_date="2026-05-07")
        assert "register of 1 June 2026, which is later than 7 May 2026" in page.content.decode()
        page = self.load(client, "Elector Number\nAA-1\n", what="marked")
        assert "which is later than" not in page.content.decode()

    def test_the_pages_lead_to_the_tps_files(self, register, field_work, client):
        client.force_login(field_work.organiser())
        for name in ("register:lists", "register:imports"):
            assert reverse("register:screening") in client.get(reverse(name)).content.decode()


class TestTakingBack:
    def load(self, text: str, **how: object) -> LoadedList:
        how = {"election_date": DAY, **how}
        return import_marked_register(by=None, borough=BARNET, content=text.encode(), file_name="m.csv", **how)

    def back(self, client, loaded: LoadedList) -> str:
        return client.post(reverse("register:take_list_back", args=[loaded.pk]), follow=True).content.decode()

    def test_what_a_list_wrote_goes_and_what_it_replaced_comes_back(self, register, field_work, client):
        client.force_login(field_work.organiser())
        first = self.load("Elector Number\nAA-1\nAA-2\n")
        second = self.load("Elector Number\nAA-2\nAA-3\n", by_post=True)
        assert voted() == {"Alpha": False, "Gamma": True, "Delta": True}
        assert "A later list stands on it" in self.back(client, first)
        assert "is taken back" in self.back(client, second)
        assert voted() == {"Alpha": False, "Gamma": False}
        assert "taken back already" in self.back(client, second)

    def test_what_an_earlier_list_had_said_already_stays(self, register, field_work, client):
        client.force_login(field_work.organiser())
        first, again = self.load("Elector Number\nAA-1\n"), self.load("Elector Number\nAA-1\nAA-2\n")
        self.back(client, again)
        assert voted() == {"Alpha": False}
        assert "is taken back" in self.back(client, first)
        assert voted() == {}

    def test_a_list_of_another_day_stands_on_nothing(self, register, field_work, client):
        client.force_login(field_work.organiser())
        wrong = self.load("Elector Number\nAA-1\n")
        self.load("Elector Number\nAA-2\n", election_date=DAY + dt.timedelta(days=7))
        assert "is taken back" in self.back(client, wrong)
        assert voted() == {"Gamma": False}

    def test_an_absent_voters_list_is_taken_back(self, register, field_work, client):
        client.force_login(field_work.organiser())
        absent("Elector Number\nAA-1\n", election_date=DAY, kind="proxy")
        absent("Elector Number\nAA-1\nAA-2\n", election_date=DAY, kind="postal")
        assert on_lists() == {"Alpha": KIND.POSTAL, "Gamma": KIND.POSTAL}
        self.back(client, LoadedList.objects.latest("pk"))
        assert on_lists() == {"Alpha": KIND.PROXY}

    def test_a_list_on_which_somebody_has_typed_stays(self, register, field_work, client):
        organiser = field_work.organiser()
        client.force_login(organiser)
        loaded = self.load("Elector Number\nAA-1\n")
        mark_line(by=organiser, page=Page(BARNET, "AA", DAY), text="1p", line_id=uuid.uuid4())
        assert "were typed since" in self.back(client, loaded)
        assert voted() == {"Alpha": True}

    def test_telephones_are_not_taken_back(self, register, field_work, client):
        client.force_login(field_work.organiser())
        text = b"polling_district,number,suffix,telephone,tps_since\nAA,1,,020 7946 0001,\n"
        loaded = import_telephones(by=None, borough=BARNET, content=text, source="t.csv")
        assert "Telephone numbers are not taken back" in self.back(client, loaded)
        assert TelephoneNumber.objects.exists()

    def test_who_does_not_manage_the_borough_takes_nothing_back(self, register, field_work, client):
        loaded = self.load("Elector Number\nAA-1\n")
        client.force_login(field_work.person(Role.ORGANISER, OTHER_WARD))
        assert client.post(reverse("register:take_list_back", args=[loaded.pk])).status_code == 403
        assert voted() == {"Alpha": False}
