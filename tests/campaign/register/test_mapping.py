"""A register of an unknown shape is described once, on a page, and known from then on."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.register.importing import RegisterFileError, UnknownLayoutError
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.rows import check_rows
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.mapping.actions import keep_mapping
from groundgame.campaign.register.mapping.shapes import guess, shape_of
from groundgame.campaign.register.models import ColumnMapping

from .registers import HERE, JUNE

TODAY = dt.date(2026, 11, 1)
NAMES = ("Elector", "Letters", "Full name", "House", "Road", "Code", "Seen")
HEADER = ";".join(NAMES)
ROWS = [
    f"AA-1/2;AA;Alpha Beta;5;High Road;{HERE[0]};2026-01-02",
    f"AA-2;AA;Gamma, Delta Epsilon;Flat 1;7 High Road;{HERE[1]};2026-01-03",
]
COLUMNS = {"number": [0], "polling_district": [1], "name": [2], "lines": [3, 4], "postcode": [5]}
ENTRIES = [("AA", 1, 2, "Alpha", "Beta", "5, High Road"), ("AA", 2, 0, "Gamma", "Delta Epsilon", "Flat 1, 7 High Road")]

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def file(*rows: str, header: str | None = HEADER, encoding: str = "cp1252") -> bytes:
    return "\r\n".join([*([header] if header else []), *rows, ""]).encode(encoding)


def entries(content: bytes) -> list[tuple]:
    text = decode(content)
    layout, header = recognise(text)
    sheet = read_sheet(text, header)
    rows = check_rows(sheet, layout.read(sheet.frame))
    return rows.select("polling_district", "number", "suffix", "surname", "forename", "lines").rows()


@pytest.fixture
def organiser(field_work):
    return field_work.organiser()


def test_an_unknown_shape_is_refused_until_it_is_described(organiser):
    content = file(*ROWS)
    with pytest.raises(UnknownLayoutError):
        entries(content)
    shape = shape_of(content, written=True, today=TODAY)
    keep_mapping(by=organiser, title="Ours", shape=shape, columns=COLUMNS)
    assert entries(content) == ENTRIES
    assert recognise(decode(content))[0].title == "Ours"
    other = file("BA-9;BA;Zeta Eta;1;Low Road;EN5 1AA;", header=HEADER.upper(), encoding="utf-16")
    assert entries(other) == [("BA", 9, 0, "Zeta", "Eta", "1, Low Road")]
    assert AuditEntry.objects.get(action="register.map_columns").by == organiser


def test_a_file_that_names_no_columns_is_known_by_how_many_it_has(organiser):
    content = file(*ROWS, header=None)
    shape = shape_of(content, written=False, today=TODAY)
    assert shape.names[:2] == ("Column 1", "Column 2")
    keep_mapping(by=organiser, title="Headless", shape=shape, columns=COLUMNS)
    assert entries(content) == ENTRIES
    with pytest.raises(UnknownLayoutError):
        entries(file("a;b;c;d;e;f;g", "h;i;j;k;l;m;n", header=None))


def test_a_column_that_says_what_became_of_the_entry_makes_it_an_update(organiser):
    content = file(
        *(f"{row};{code}" for row, code in zip(ROWS, ("Added", "deleted"), strict=True)), header=f"{HEADER};What"
    )
    shape = shape_of(content, written=True, today=TODAY)
    kept = keep_mapping(by=organiser, title="Ours, monthly", shape=shape, columns=COLUMNS | {"change": [7]})
    assert kept.update
    layout, header = recognise(decode(content))
    assert layout.update
    assert layout.read(read_sheet(decode(content), header).frame)["change"].to_list() == ["add", "delete"]


def test_said_again_it_holds_anew(organiser):
    shape = shape_of(file(*ROWS), written=True, today=TODAY)
    for title in ("First", "Second"):
        keep_mapping(by=organiser, title=title, shape=shape, columns=COLUMNS)
    assert ColumnMapping.objects.get().title == "Second"


def test_only_who_loads_registers_says_how_they_are_read(field_work):
    shape = shape_of(file(*ROWS), written=True, today=TODAY)
    with pytest.raises(PermissionDenied):
        keep_mapping(by=field_work.person(Role.AGENT), title="x", shape=shape, columns=COLUMNS)


def test_the_separator_and_a_banner_are_seen_through():
    for separator in ",\t;|":
        content = file(
            *(row.replace(", ", " ").replace(";", separator) for row in ROWS), header=HEADER.replace(";", separator)
        )
        assert shape_of(b"Register of electors\r\n\r\n" + content, written=True, today=TODAY).names == NAMES


@pytest.mark.parametrize("content", [b"x\r\ny\r\n", b"PK\x03\x04", b"", b",".join([b"x"] * 200) + b"\n"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(RegisterFileError):
        shape_of(content, written=True, today=TODAY)


@pytest.mark.parametrize(
    "private",
    ["AA-3;AA;Child Beta;5;High Road;N1 1AA;02/03/2012", "AA-4;AA;Anon;1;x;y;N", "AA-5;AA;Child;1;x;y;2029-05-06"],
)
def test_a_child_and_an_anonymous_entry_are_not_among_the_rows_shown(private):
    shape = shape_of(file(private, *ROWS), written=True, today=TODAY)
    assert [row[0] for row in shape.rows] == ["AA-1/2", "AA-2"]


def test_what_is_guessed_of_headers_people_write():
    names = [
        "Elector Number Prefix",
        "Elector Number",
        "Number Suffix",
        "Marker",
        "Date of birth",
        "Surname",
        "First Name",
    ]
    assert guess(names) == ["polling_district", "number", "suffix", "markers", "attainment", "surname", "forename"]
    assert guess(["Address 1", "Address2", "Post Code", "UPRN", "Ward"]) == ["lines", "lines", "postcode", "uprn", ""]


def test_what_no_name_tells_is_guessed_by_what_stands_in_the_column():
    rows = [("AK/2-26", "38 Hartland Close", "G", "2011-02-03", "x"), ("AK/2-27/1", "Flat 2, 7 High Road", "", "", "")]
    names = ["Ref", "Home", "Sign", "Since", "Note"]
    assert guess(names, rows) == ["number", "lines", "markers", "", ""]
    named = [("9", "1 Low Road", *row[:2]) for row in rows]
    assert guess(["Elector Number", "Address", "Ref", "Home"], named) == ["number", "lines", "", ""]


class TestThePage:
    URL = "register:mapping"

    def bring(self, client, content):
        return client.post(reverse(self.URL), {"file": SimpleUploadedFile("register.csv", content)})

    def said(self, page, columns, title="Ours"):
        fields = {f"column{at}": "" for at in range(len(NAMES))}
        fields |= {f"column{at}": field for field, places in columns.items() for at in places}
        return fields | {"shape": page.context["shape"], "title": title}

    def test_a_file_is_described_and_then_read(self, organiser, client):
        client.force_login(organiser)
        page = self.bring(client, file(*ROWS))
        assert "Alpha Beta" in page.content.decode()
        done = client.post(reverse(self.URL), self.said(page, COLUMNS), follow=True)
        assert "Files like this one are now read as “Ours”" in done.content.decode()
        assert entries(file(*ROWS)) == ENTRIES
        assert "Ours" in client.get(reverse(self.URL)).content.decode()

    @pytest.mark.parametrize(
        ("columns", "sentence"),
        [
            ({"name": [2], "lines": [3]}, "No column is the elector number."),
            ({"number": [0], "lines": [3]}, "No column is the surname."),
            ({"number": [0], "name": [2]}, "No column is the address."),
            (COLUMNS | {"markers": [3, 6]}, "“House” is the franchise markers too"),
        ],
    )
    def test_what_cannot_be_read_is_refused_beside_its_column(self, organiser, client, columns, sentence):
        client.force_login(organiser)
        page = self.bring(client, file(*ROWS))
        answer = client.post(reverse(self.URL), self.said(page, columns))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert "Alpha Beta" in answer.content.decode()  # what stands in the columns is still there to look at
        assert not ColumnMapping.objects.exists()

    def test_an_import_of_it_bears_the_name_that_was_given(self, organiser, client, load):
        shape = shape_of(file(*ROWS), written=True, today=TODAY)
        kept = keep_mapping(by=organiser, title="Little software, full", shape=shape, columns=COLUMNS)
        made = load(JUNE, content=file(*ROWS))
        client.force_login(organiser)
        page = reverse("register:import", args=[made.pk])
        assert "(Little software, full)" in client.get(page).content.decode()
        kept.delete()
        assert "(columns as somebody said)" in client.get(page).content.decode()

    def test_a_shape_that_the_page_did_not_give_is_refused(self, organiser, client):
        client.force_login(organiser)
        page = self.bring(client, file(*ROWS))
        answer = client.post(reverse(self.URL), self.said(page, COLUMNS) | {"shape": "forged"})
        assert answer.status_code == 422
        assert "Choose the file again" in answer.content.decode()

    def test_a_known_file_says_so(self, organiser, client):
        from .softwares import FULL, Entry

        client.force_login(organiser)
        page = self.bring(client, FULL["Halarose"].file([Entry(1)]))
        assert "read already, as “Halarose EROS, full register”" in page.content.decode()

    def test_what_was_said_is_forgotten(self, organiser, client):
        client.force_login(organiser)
        shape = shape_of(file(*ROWS), written=True, today=TODAY)
        kept = keep_mapping(by=organiser, title="Ours", shape=shape, columns=COLUMNS)
        client.post(reverse("register:forget_mapping", args=[kept.pk]))
        assert not ColumnMapping.objects.exists()
        with pytest.raises(UnknownLayoutError):
            entries(file(*ROWS))
