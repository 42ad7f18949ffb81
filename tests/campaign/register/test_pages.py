"""The register's pages, as people use them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry, Look
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.register.models import Elector, RegisterImport, TelephoneNumber

from .registers import BARNET, HERE, JULY, JUNE, OTHER_WARD, THERE, WARD, entry, register_file

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def loaded(load):
    load(
        JUNE,
        entry(1, "O'Alpha", "Beta Ann", address=("5 High Road",)),
        entry(2, "O'Alpha", "Carol", address=("5 High Road",)),
        entry(3, "Delta Epsilon", "Frank", address=("Flat 1", "7 Low Road"), postcode=HERE[1]),
        entry(4, "Theta", "Iota", address=("11 Mid Road",)),
        entry(5, "Iota", "Theta", address=("11 Mid Road",)),
        entry(6, "Theta Iota", "Mu", address=("11 Mid Road",)),
        entry(1, "Zeta", "Eta", district="BA-1", suffix=2, address=("9 Far Lane",), postcode=THERE[0]),
    )


@pytest.fixture
def organiser(client, field_work):
    person = field_work.organiser()
    client.force_login(person)
    return person


def found(client, q: str, **more: str) -> list[str]:
    page = client.get(reverse("register:electors"), {"q": q, **more})
    assert page.status_code == 200
    return [elector.name_key for elector, _ in page.context["rows"]]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("o'alpha", ["OALPHA|BETA ANN", "OALPHA|CAROL"]),
        ("OAlp", ["OALPHA|BETA ANN", "OALPHA|CAROL"]),
        ("Carol O’Alpha", ["OALPHA|CAROL"]),
        ("o'alpha, b", ["OALPHA|BETA ANN"]),
        ("frank delta epsilon", ["DELTA EPSILON|FRANK"]),
        ("Delta Epsilon", ["DELTA EPSILON|FRANK"]),
        ("theta iota", ["IOTA|THETA", "THETA IOTA|MU", "THETA|IOTA"]),
        (HERE[1].lower().replace(" ", ""), ["DELTA EPSILON|FRANK"]),
        ("aa-2", ["OALPHA|CAROL"]),
        ("AA 2", ["OALPHA|CAROL"]),
        ("BA-1-1/2", ["ZETA|ETA"]),
        ("5 high", ["OALPHA|BETA ANN", "OALPHA|CAROL"]),
        ("low road", ["DELTA EPSILON|FRANK"]),
        ("nobody", []),
        ("100%", []),
    ],
)
def test_electors_are_found_as_people_ask_for_them(loaded, organiser, client, q, names):
    assert found(client, q) == names


def test_a_ward_narrows_the_search_and_lists_alone(loaded, organiser, client):
    assert found(client, "", ward=OTHER_WARD) == ["ZETA|ETA"]
    assert found(client, "zeta", ward=WARD) == []


def test_a_ward_of_somebody_else_is_refused(loaded, organiser, client):
    assert client.get(reverse("register:electors"), {"ward": "E05013653"}).status_code == 403


def test_who_works_in_one_ward_finds_nobody_of_the_next(loaded, client, field_work):
    client.force_login(field_work.person(Role.AGENT, WARD))
    assert found(client, "zeta") == []
    assert found(client, "BA-1-1/2") == []
    assert len(found(client, "o'alpha")) == 2


def test_pages_of_fifty(load, organiser, client):
    load(JUNE, *(entry(number, "Same", f"Name{number:03d}") for number in range(1, 121)))
    pages = [found(client, "same", page=str(number)) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({name for page in pages for name in page}) == 120


def test_of_very_many_only_so_many_are_listed_and_it_is_said(load, organiser, client, monkeypatch):
    monkeypatch.setattr("groundgame.campaign.register.search.MOST_LISTED", 60)
    load(JUNE, *(entry(number, "Same", f"Name{number:03d}") for number in range(1, 71)), entry(71, "Other"))
    page = client.get(reverse("register:electors"), {"q": "same", "page": "2"})
    assert "60 electors of those who were found" in " ".join(page.content.decode().split())
    assert [elector.name_key for elector, _ in page.context["rows"]] == [f"SAME|NAME{n:03d}" for n in range(51, 61)]
    assert "who were found" not in client.get(reverse("register:electors"), {"q": "other"}).content.decode()


def test_an_electors_page_leads_whoever_may_load_it_to_the_tps_file(loaded, organiser, client, field_work):
    elector = Elector.objects.get(forename="Carol")
    TelephoneNumber.objects.create(borough=BARNET, elector=elector, e164="+442079460001", source="list")
    page = reverse("register:elector", args=[elector.pk])
    assert reverse("register:screening") in client.get(page).content.decode()
    client.force_login(field_work.person(Role.AGENT, WARD))
    assert reverse("register:screening") not in client.get(page).content.decode()


def test_an_electors_page_tells_household_numbers_and_registers(loaded, organiser, client):
    elector = Elector.objects.get(forename="Carol")
    TelephoneNumber.objects.create(borough=BARNET, elector=elector, e164="+442079460001", source="list")
    text = client.get(reverse("register:elector", args=[elector.pk])).content.decode()
    for shown in ("Beta Ann O&#x27;Alpha", "020 7946 0001", "5 High Road", "AA-2", "1 June 2026"):
        assert shown in text
    assert "Frank" not in text


def test_an_objection_is_recorded_and_lifted_on_the_page(loaded, organiser, client):
    elector = Elector.objects.get(forename="Carol")
    TelephoneNumber.objects.create(borough=BARNET, elector=elector, e164="+442079460001", source="list")
    page = reverse("register:elector", args=[elector.pk])
    answer = client.post(reverse("register:suppress", args=[elector.pk]), {"kind": "do_not_call", "source": "a letter"})
    assert answer.status_code == 302
    assert "no: somebody reached by it objected" in client.get(page).content.decode()
    assert "a letter" in client.get(page).content.decode()
    assert client.post(reverse("register:lift", args=[elector.pk]), {"kind": "do_not_call"}).status_code == 422
    assert elector.suppressions.filter(lifted_at=None).exists()
    client.post(reverse("register:lift", args=[elector.pk]), {"kind": "do_not_call", "source": "rang back"})
    assert not elector.suppressions.filter(lifted_at=None).exists()


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Keep what waits to be applied in a folder of the test's own."""
    settings.GROUNDGAME_HOME = tmp_path
    return tmp_path


def upload(client, content: bytes, **more: object):
    fields = {"borough": BARNET, "published_on": "2026-07-01", "file": SimpleUploadedFile("barnet.csv", content)}
    return client.post(reverse("register:imports"), fields | more, follow=True)


def press(client, name: str, made: RegisterImport, **fields: str):
    """Press a button on an import's page, and let the work be done that it starts."""
    client.post(reverse(f"register:{name}", args=[made.pk]), fields)
    run_waiting()
    made.refresh_from_db()
    return client.get(reverse("register:import", args=[made.pk])).content.decode()


def test_an_organiser_sees_what_a_register_would_do_then_applies_it_then_undoes_it(load, organiser, client, home):
    load(JUNE, entry(1, "Alpha", "Bob"), entry(2, "Gone"), entry(3, "Zabrowska", "Ann Marie", address=("3 High Road",)))
    lines = [
        entry(1, "Alpha", "Robert"),
        entry(2, "Newcomer"),
        entry(3, "Zabrowska", "Ann Marie", address=("8 Low Road",)),
        entry("x", "Bad"),
    ]
    text = upload(client, register_file(lines)).content.decode()
    made = RegisterImport.objects.get(state="looked_at")
    for shown in ("Newcomer", "a short form of the forename", "8 Low Road", "Gone", "line 5", "no elector number"):
        assert shown in text
    assert Elector.objects.filter(surname="Newcomer").count() == 0
    assert "Line 5: number &#x27;x&#x27;" in press(client, "apply", made)
    assert made.state == "looked_at"
    assert not Job.objects.exists()
    press(client, "apply", made, accept_refused="on", accept_leavers="on")
    assert (made.state, made.by, made.register.published_on) == ("applied", organiser, JULY)
    assert Elector.objects.filter(left_at=None, surname="Newcomer").count() == 1
    assert not (home / "imports" / str(made.pk)).exists()
    assert "Undone: " in press(client, "undo", made)
    assert made.state == "undone"
    assert set(Elector.objects.filter(left_at=None).values_list("forename", flat=True)) == {"Bob", "Beta", "Ann Marie"}


def test_a_file_that_would_empty_the_borough_is_warned_of_and_not_begun_without_the_box(load, organiser, client):
    load(JUNE, *(entry(number, f"Name{'abcdefghij'[number]}") for number in range(1, 10)))
    text = upload(client, register_file([entry(1, "Other"), entry("x", "Bad")])).content.decode()
    assert '<p class="message error" role="alert"><b>9 of the 9 electors of Barnet would be gone.</b>' in text
    made = RegisterImport.objects.get(state="looked_at")
    text = press(client, "apply", made)
    assert "lacks 9 of the 9 electors of Barnet" in text
    for box in ("Take it even if very many electors are missing from it: they have left", "without the refused lines"):
        assert f"{box}”" in text
    assert "lacks 9" not in press(client, "apply", made, accept_leavers="on")  # one box does not stand for the other
    assert not Job.objects.exists()
    press(client, "apply", made, accept_leavers="on", accept_refused="on")
    assert made.state == "applied"


def test_the_page_round_a_job_is_asked_for_anew_when_it_is_done(load, organiser, client):
    load(JUNE, entry(1))
    upload(client, register_file([entry(1), entry(2, "Newcomer")]))
    made = RegisterImport.objects.get(state="looked_at")
    page = reverse("register:import", args=[made.pk])
    client.post(reverse("register:apply", args=[made.pk]))
    job = Job.objects.get()
    asked = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    assert "HX-Refresh" not in client.get(reverse("jobs:job", args=[job.pk]), headers=asked).headers
    run_waiting()
    assert client.get(reverse("jobs:job", args=[job.pk]), headers=asked).headers["HX-Refresh"] == "true"
    elsewhere = asked | {"HX-Current-URL": "http://testserver/jobs/"}
    assert "HX-Refresh" not in client.get(reverse("jobs:job", args=[job.pk]), headers=elsewhere).headers
    text = client.get(page).content.decode()
    assert "<b>Applied.</b>" in text
    assert "Undo this import" in text
    client.post(reverse("register:undo", args=[made.pk]))
    assert "Undo this import" not in client.get(page).content.decode()  # while it is being undone


def test_a_file_that_is_too_large_is_refused_with_its_size(organiser, client, settings):
    settings.GROUNDGAME_UPLOAD_MB = 1
    page = upload(client, register_file([entry(1)]) + b"\n" * 1_200_000)
    assert page.status_code == 422
    assert "The file has 1.2 MB, and this site takes 1 MB at most." in page.content.decode()
    assert not RegisterImport.objects.exists()


def test_what_would_change_is_handed_out_as_a_table(load, organiser, client):
    upload(client, register_file([entry(1, "Sum", "=Ann")]))
    made = RegisterImport.objects.get()
    answer = client.get(reverse("register:import_changes", args=[made.pk]))
    assert answer.content.decode().splitlines() == [
        "what,number,name,address,was,because",
        f'new,AA-1,\'=Ann Sum,"1 High Road, {HERE[0]}","",""',
    ]
    assert AuditEntry.objects.filter(action="register.download_plan", by=organiser).exists()


def test_whom_the_page_and_the_table_of_a_plan_show_is_written_down(load, organiser, client):
    goes = [entry(number, f"Goes{letter}") for number, letter in enumerate("abcdefghijkl", start=3)]
    load(JUNE, entry(1, "Alpha", "Ann"), entry(2, "Stays"), *goes)
    upload(client, register_file([entry(1, "Married", "Ann"), entry(2, "Stays"), entry(30, "New", "Zoe")]))
    made = RegisterImport.objects.get(state="looked_at")
    shown = client.get(reverse("register:import", args=[made.pk])).content.decode()
    left = Elector.objects.exclude(surname="Stays")
    named = {each.pk for each in left if f"{each.forename} {each.surname}" in shown}
    assert 8 <= len(named) < left.count()
    assert set(Look.objects.filter(page="plan", by=organiser).latest("pk").electors) == named
    client.get(reverse("register:import_changes", args=[made.pk]))
    assert set(Look.objects.latest("pk").electors) == {each.pk for each in left}


def test_a_doubt_is_settled_on_the_page_and_stays_settled(load, organiser, client):
    with connection.cursor() as cursor:  # ids as a borough has them
        cursor.execute("SELECT setval(pg_get_serial_sequence('register_elector', 'id'), 2345678)")
    load(JUNE, entry(1, "Alpha", "Ann"), entry(2, "Stays"))
    known = Elector.objects.get(forename="Ann")
    text = upload(client, register_file([entry(1, "Married", "Ann"), entry(2, "Stays")])).content.decode()
    assert "Another surname, the same forename" in text
    made = RegisterImport.objects.get(state="looked_at")
    assert (made.doubtful_count, made.added_count) == (1, 1)
    name = re.search(r'name="(doubt-\d+-\d+)"', text).group(1)
    press(client, "decide", made, **{name: "same"})
    assert (made.doubtful_count, made.added_count) == (0, 0)
    press(client, "apply", made)
    known.refresh_from_db()
    assert (known.surname, known.left_at) == ("Married", None)


def test_those_in_doubt_come_before_the_button_which_says_how_many_are_undecided(load, organiser, client):
    load(JUNE, entry(1, "Alpha", "Ann"), entry(2, "Stays", markers="G"))
    text = upload(client, register_file([entry(1, "Married", "Ann"), entry(2, "Stays", markers="B")])).content.decode()
    assert text.index("Is it the same person?") < text.index("1 pair is undecided") < text.index("Apply it</button>")
    assert "<td>Beta Stays (B)</td>" in text  # beside what stood there, with its marker too
    assert "<td>Beta Stays (G)</td>" in text


def test_an_unknown_layout_leads_to_the_page_that_describes_it_before_anything_else(organiser, client):
    text = upload(client, b"Some,Columns,Nobody,Knows\n1,2,3,4\n").content.decode()
    assert text.index("Say once which column is which") < text.index("No header of a known layout")
    sentence = re.search(r"No header of a known layout[^<]*", text)
    assert sentence is not None
    assert len(sentence[0]) < 260


def test_a_file_that_is_given_up_is_erased_and_changes_nothing(organiser, client, home):
    upload(client, register_file([entry(1)]))
    made = RegisterImport.objects.get()
    client.post(reverse("register:discard", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == "discarded"
    assert not list((home / "imports").iterdir())
    assert not Elector.objects.exists()


@pytest.mark.parametrize(
    ("content", "more", "sentence"),
    [
        (b"PK\x03\x04", {}, "The file is an Excel workbook or a zip archive"),
        (register_file([entry("x")]), {}, "Line 2: number &#x27;x&#x27; is no elector number"),
        (b"Some,Columns,Nobody,Knows\n1,2,3,4\n", {}, "Say once which column is which"),
        (register_file([entry(1)]), {"published_on": "2099-01-01"}, "more than a month ahead"),
        (register_file([entry(1)]), {"borough": "E09000007"}, "Select a valid choice"),
    ],
    ids=["no text", "a bad line", "an unknown layout", "a day far ahead", "a borough of somebody else"],
)
def test_a_bad_upload_says_why_beside_the_form(organiser, client, content, more, sentence):
    page = upload(client, content, **more)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not RegisterImport.objects.exists()


def test_an_organiser_sees_the_imports_of_their_own_boroughs_alone(load, organiser, client):
    load(JUNE, content=register_file([entry(1, postcode="NW1 0AA")]), borough="E09000007", file_name="camden.csv")
    load(JUNE, entry(1), file_name="ours.csv")
    text = client.get(reverse("register:imports")).content.decode()
    assert "ours.csv" in text
    assert "camden.csv" not in text
