"""A file that is not taken: the sentence names the line, the value and what to do, and nothing has changed."""

import datetime as dt

import pytest

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.register.actions import import_marked_register, import_telephones
from groundgame.campaign.register.importing import (
    DuplicateImportError,
    OlderRegisterError,
    PartialRegisterError,
    RegisterFileError,
)
from groundgame.campaign.register.importing.checks import check_published
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.models import Address, Elector, Register, RegisterEntry, TelephoneNumber

from .registers import APART, BARNET, JULY, JUNE, entry, register_file

pytestmark = [pytest.mark.database, pytest.mark.django_db]

GOOD = [entry(1), entry(2, "Delta")]
TABLES = (Address, Elector, Register, RegisterEntry, TelephoneNumber, AuditEntry)


def snapshot() -> list[list[dict]]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


BAD = {
    "nothing": (b"", "The file is empty (0 bytes)"),
    "blanks": (b" \r\n \r\n", "The file is empty"),
    "an Excel workbook": (b"PK\x03\x04\x14\x00", "an Excel workbook or a zip archive, not a text file"),
    "a PDF": (b"%PDF-1.7\n", "a PDF document"),
    "zero bytes": (b"Elector\n\x00\x01\n", "Line 2 holds a zero byte"),
    "no known encoding": (register_file(GOOD) + b"\x81", "Line 4 holds the byte 0x81, which is no letter"),
    "another table": (b"a,b,c\n1,2,3\n", "No header of a known layout stands in the first lines; line 1 is 'a,b,c'"),
    "prose": (b"Dear Sir\nplease find attached\n", "No header of a known layout"),
    "a column lacks": (
        register_file(GOOD, header=APART.replace("PostCode", "Zip")),
        "The header on line 1 looks like Xpress, full register but lacks the column PostCode",
    ),
    "two columns lack": (
        register_file(GOOD, header=APART.replace("PostCode", "Zip").replace("Elector DOB", "Birth")),
        "lacks the columns Elector DOB, PostCode",
    ),
    "no rows": (register_file([]), "has a header but no entries"),
    "a trailer alone": (register_file([], after="End of register\r\n"), "has a header but no entries"),
    "a word for a number": (
        register_file([*GOOD, entry("abc")], before="Banner\r\n"),
        "Line 5: number 'abc' is no elector number: a whole number from 1 is wanted",
    ),
    "nought for a number": (register_file([entry(0)]), "Line 2: number '0' is no elector number"),
    "a huge number": (register_file([entry(10**12)]), "is no elector number"),
    "no number": (register_file([entry("")]), "Line 2: Elector Number is empty"),
    "no district": (register_file([entry(1, district="")]), "Line 2: Elector Number Prefix is empty"),
    "a long district": (register_file([entry(1, district="ABCDEFGHI")]), "is longer than 8 characters"),
    "a word for a suffix": (register_file([entry(1, suffix="x")]), "Line 2: suffix 'x' is no suffix"),
    "a figure for a marker": (register_file([entry(1, markers="7")]), "Line 2: markers '7' are no franchise markers"),
    "no date": (register_file([entry(1, born="31/02/2027")]), "'31/02/2027' is no date of attainment"),
    "no name": (register_file([entry(1, "", "")]), "has no name, and not the marker N"),
    "a number twice": (
        register_file([entry(1), entry(2), entry(1, "Delta")]),
        "Line 2: elector number AA-1 stands on line 4 too. A register gives a number once",
    ),
    "a comma too many": (
        register_file(GOOD, after="AA,3,0,,,Alpha,Beta,EN5 1AA,1 High Road,a,b,c,d,e,surplus\r\n"),
        "Line 4 has 15 columns where the header has 14; the first too many is 'surplus'",
    ),
    "an open quotation mark": (
        register_file(GOOD, after='AA,3,0,,,"Alpha,Beta\r\n' + "x\r\n" * 9),
        "A quotation mark that opens on line 4 is never closed",
    ),
    "another borough": (
        register_file([entry(1, postcode="NW1 0AA"), entry(2, postcode="NW1 0AB")]),
        "Of 2 electors with a postcode 0 live in Barnet. Most live in Camden: choose the file's borough.",
    ),
    "postcodes of no place in London": (
        register_file([entry(1, postcode="ZZ1 1ZZ"), entry(2, postcode="ZZ1 1ZY")]),
        "None of the postcodes is a live one of London (the first is ZZ1 1ZY)",
    ),
    "no postcodes": (register_file([entry(1, postcode="")]), "No row has a postcode"),
    "an unplaced district": (
        register_file([*GOOD, entry(1, district="ZZ", postcode="")]),
        "Polling district 'ZZ' has no elector at a live postcode of the borough",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_register_is_refused_with_a_sentence_and_changes_nothing(load, content, sentence):
    load(JUNE, *GOOD)
    before = snapshot()
    with pytest.raises(RegisterFileError, match=r"[.?)]$") as refused:
        load(JULY, content=content)
    assert sentence in str(refused.value)
    assert snapshot() == before


def test_the_same_file_is_refused_even_as_another_register(load):
    load(JUNE, *GOOD)
    before = snapshot()
    with pytest.raises(DuplicateImportError, match="This very file was imported for Barnet"):
        load(JULY, *GOOD)
    assert snapshot() == before


@pytest.mark.parametrize("day", [JUNE, JUNE - dt.timedelta(days=30)])
def test_a_register_no_newer_than_the_newest_is_refused(load, day):
    load(JUNE, *GOOD)
    before = snapshot()
    with pytest.raises(OlderRegisterError, match="already has the register published on 1 June 2026"):
        load(day, entry(1, "Other"))
    assert snapshot() == before


def test_a_register_that_lacks_most_electors_is_refused_unless_they_are_said_to_have_left(load):
    load(JUNE, *(entry(number, f"Name{'abcdefghij'[number]}") for number in range(1, 10)))
    before = snapshot()
    with pytest.raises(PartialRegisterError, match="lacks 8 of the 9 electors of Barnet"):
        load(JULY, entry(1, "Nameb"), accept_leavers=False)
    assert snapshot() == before
    assert load(JULY, entry(1, "Nameb"), accept_leavers=True).left_count == 8


def test_a_day_far_ahead_is_refused():
    with pytest.raises(RegisterImportError, match="1 June 2099 is more than a month ahead"):
        check_published(dt.date(2099, 6, 1))


NUMBERS = "polling_district,number,suffix,telephone,tps_since\n"
BAD_TELEPHONES = {
    "unknown elector": (
        "AA,77,,020 7946 0001,\n",
        "Line 2: the register published on 1 June 2026 has no elector number AA-77",
    ),
    "no number": ("AA,1,,12,\n", "Line 2: '12' is no British telephone number"),
    "no date": ("AA,1,,020 7946 0001,yesterday\n", "Line 2: tps_since 'yesterday' is no date"),
}


@pytest.mark.parametrize(("line", "sentence"), BAD_TELEPHONES.values(), ids=BAD_TELEPHONES.keys())
def test_bad_telephones_are_refused_and_take_their_register_with_them(load, line, sentence):
    load(JUNE, *GOOD)
    before = snapshot()
    with pytest.raises(RegisterFileError) as refused:
        import_telephones(by=None, borough=BARNET, content=(NUMBERS + line).encode(), source="test")
    assert sentence in str(refused.value)
    with pytest.raises(RegisterFileError):
        load(JULY, *GOOD, entry(3, "Third"), telephones=(NUMBERS + line).encode())
    assert snapshot() == before


def test_telephones_need_a_register_first():
    with pytest.raises(RegisterFileError, match="Barnet has no register yet"):
        import_telephones(by=None, borough=BARNET, content=NUMBERS.encode() + b"AA,1,,020 7946 0001,\n", source="test")


def test_a_marked_register_without_its_columns_says_which_it_needs(load):
    load(JUNE, *GOOD)
    with pytest.raises(RegisterFileError, match="needs a header with the columns polling_district, number"):
        import_marked_register(by=None, borough=BARNET, content=b"pd,no\nAA,1\n")
