"""A register is read the same whatever the office's habits: columns, encodings, banners, where the number stands."""

import datetime as dt

import pytest

from groundgame.campaign.register.importing.registers import read_register

from .registers import APART, BARNET, HERE, OTHER_WARD, THERE, TOGETHER, WARD, entry, register_file


def rows(content: bytes) -> list[dict]:
    return read_register(content, BARNET).rows.to_dicts()


PLAIN = register_file([entry(1, "Alpha", "Beta Gamma")])


def joined(cells: list[str]) -> list[str]:
    return [*cells[:5], f"{cells[5]} {cells[6]}", *cells[7:]]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        register_file([joined(entry(1, "Alpha", "Beta Gamma"))], header=TOGETHER),
        register_file([joined(entry(1, "Alpha,", "Beta Gamma"))], header=TOGETHER),
        register_file([["77", *entry(1, "Alpha", "Beta Gamma")]], header=f"Elector ID,{APART}"),
        register_file([entry(1, "Alpha", "Beta Gamma")], encoding="utf-8-sig"),
        register_file([entry(1, "Alpha", "Beta Gamma")], encoding="utf-16"),
        register_file([entry(1, "Alpha", "Beta Gamma")], end="\n"),
        register_file([entry(1, "Alpha", "Beta Gamma")], end="\r"),
        register_file([entry(1, "Alpha", "Beta Gamma")], before="Register of Electors\r\nLondon, Barnet\r\n\r\n"),
        register_file([entry(1, "Alpha", "Beta Gamma")], after="\r\nEnd of register,,,\r\nTotal: 1\r\n"),
        register_file([entry(1, "Alpha", "Beta Gamma"), APART.split(",")]),
        PLAIN.replace(b'"', b"").replace(b",", b"\t"),
        PLAIN.replace(APART.encode(), APART.upper().replace(" ", "_").encode()),
    ],
    ids=[
        "names apart",
        "names together",
        "names together with a comma",
        "elector id",
        "UTF-8 with a mark",
        "UTF-16",
        "line feeds",
        "carriage returns",
        "banner",
        "trailer",
        "header again",
        "tabs",
        "header in capitals",
    ],
)
def test_every_habit_gives_the_same_entry(content):
    (row,) = rows(content)
    assert (row["polling_district"], row["number"], row["suffix"]) == ("AA", 1, 0)
    assert (row["surname"], row["forename"], row["name_key"]) == ("Alpha", "Beta Gamma", "ALPHA|BETA GAMMA")
    assert (row["postcode"], row["house"], row["street"]) == (HERE[0], 1, "High Road")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_accents_and_long_dashes_survive(encoding):
    (row,) = rows(register_file([entry(1, "Nuñez–O’Hara", "Zoë")], encoding=encoding))
    assert (row["surname"], row["forename"]) == ("Nuñez–O’Hara", "Zoë")
    assert row["name_key"] == "NUNEZ OHARA|ZOE"


@pytest.mark.parametrize("district", ["KD-2/2", "A/1", "A-1", "ABC1"])
def test_district_letters_may_hold_signs(district):
    (row,) = rows(register_file([entry(289, district=district, suffix=1)]))
    assert (row["polling_district"], row["number"], row["suffix"]) == (district, 289, 1)


@pytest.mark.parametrize("written", ["", "0", " 0 "])
def test_suffix_nought_is_none(written):
    assert rows(register_file([entry(1, suffix=written)]))[0]["suffix"] == 0


@pytest.mark.parametrize("written", ["31/12/2027", "2027-12-31", "31-12-2027", "31 Dec 2027", "31-Dec-27"])
def test_the_date_is_that_of_attainment(written):
    assert rows(register_file([entry(1, born=written)]))[0]["attainment"] == dt.date(2027, 12, 31)


def test_a_cell_that_opens_a_quotation_mark_half_way_is_read_as_it_stands():
    line = f'AA,1,0,,,Alpha,Beta "B" Gamma,{HERE[0]},1 High Road,,,,,\r\n'
    assert rows(register_file([], after=line))[0]["forename"] == 'Beta "B" Gamma'


def test_an_anonymous_entry_keeps_its_number_and_marker_alone():
    hidden = entry(2, "Secret", "Person", markers="N", address=("5 Hidden Lane",))
    row = next(row for row in rows(register_file([entry(1), hidden])) if row["number"] == 2)
    assert row["markers"] == "N"
    assert {row[name] for name in ("surname", "forename", "postcode", "address", "name_key", "address_key")} == {""}


def test_an_overseas_elector_has_no_address_and_the_ward_of_the_district():
    row = rows(register_file([entry(1), entry(2, "Far", "Away", markers="F", postcode="", address=())]))[1]
    assert (row["address_key"], row["ward"], row["name_key"]) == ("", WARD, "FAR|AWAY")


def test_a_district_lies_in_the_ward_of_most_of_its_electors():
    here = [entry(number, postcode=HERE[number % 3]) for number in (1, 2, 3)]
    stray = [entry(4, postcode=THERE[0]), entry(5, postcode="ZZ1 1ZZ")]
    other = [entry(1, district="BA", postcode=THERE[0])]
    wards = {(row["polling_district"], row["ward"]) for row in rows(register_file([*here, *stray, *other]))}
    assert wards == {("AA", WARD), ("BA", OTHER_WARD)}


def test_a_district_without_a_known_postcode_goes_by_its_letters():
    lines = [entry(1, district="AA"), entry(1, district="BA", postcode=THERE[0]), entry(1, district="AZ", postcode="")]
    wards = {row["polling_district"]: row["ward"] for row in rows(register_file(lines))}
    assert wards["AZ"] == WARD


def test_two_of_one_name_at_one_address_are_told_apart_in_elector_order():
    lines = [entry(9, "Alpha", "Beta"), entry(4, "ALPHA", "béta"), entry(5, "Alpha", "Other")]
    keys = {row["number"]: row["name_key"] for row in rows(register_file(lines))}
    assert keys == {4: "ALPHA|BETA", 9: "ALPHA|BETA#2", 5: "ALPHA|OTHER"}
