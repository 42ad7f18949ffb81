"""Absent voters' lists and marked registers come in any columns that name an elector's number."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.register.actions import import_absent_voters, import_marked_register
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.models import AbsentVoter, MarkedEntry

from .registers import AUGUST, BARNET, JUNE, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = dt.date(2026, 7, 2)
KIND = AbsentVoter.Kind


@pytest.fixture
def register(load):
    load(JUNE, entry(1, "Alpha"), entry(1, "Beta", suffix=1), entry(2, "Gamma"), entry(3, "Delta"))


def absent(text: str, **how: object) -> int:
    return import_absent_voters(by=None, borough=BARNET, content=text.encode("cp1252"), **how)


def marked(text: str, **how: object) -> int:
    return import_marked_register(by=None, borough=BARNET, content=text.encode("cp1252"), **how)


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
    def load(self, client, text: str, **how: object):
        fields = {"borough": BARNET, "what": "postal", "election_date": "2026-07-02"} | how
        fields["file"] = SimpleUploadedFile("list.csv", text.encode())
        return client.post(reverse("register:lists"), fields, follow=True)

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
