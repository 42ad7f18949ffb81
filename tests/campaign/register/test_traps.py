"""What real registers are known to do, each in every layout where it can happen."""

import datetime as dt

import pytest

from groundgame.campaign.register.importing import RegisterFileError
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.rows import attaining, sift
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode

from .registers import HERE
from .softwares import FULL, UPDATES, Entry
from .test_softwares import EVERY, EVERY_UPDATE, read


def refused(content: bytes) -> list[tuple]:
    text = decode(content)
    layout, header = recognise(text)
    sheet = read_sheet(text, header)
    return sift(sheet, layout.read(sheet.frame)).refused.rows()


def one(content: bytes) -> dict:
    (row,) = read(content).to_dicts()
    return row


@pytest.mark.parametrize("software", [*EVERY, *EVERY_UPDATE])
class TestInEveryLayout:
    @pytest.mark.parametrize(
        ("district", "number", "suffix"), [("KD-2/2", 289, 1), ("KD-2/2", 289, 0), ("A/1", 1, 0), ("AB1-2", 124, 12)]
    )
    def test_district_letters_hold_signs(self, software, district, number, suffix):
        row = one(software.file([Entry(number, district=district, suffix=suffix, change="change")]))
        assert (row["polling_district"], row["number"], row["suffix"]) == (district, number, suffix)

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
    def test_accents_survive_every_encoding(self, software, encoding):
        content = software.file([Entry(1, "Nuñez–O’Hara", "Zoë", change="add")]).decode("cp1252").encode(encoding)
        row = one(content)
        assert (row["surname"], row["forename"]) == ("Nuñez–O’Hara", "Zoë")

    def test_banners_and_trailers_are_passed_over(self, software):
        before = "Register of Electors\r\nLondon Borough of Barnet, 2026\r\n\r\n" if software.header else ""
        content = software.file([Entry(1, change="add")], before=before, after="\r\nTotal: 1\r\n\r\n")
        assert one(content)["number"] == 1

    def test_a_postcode_inside_the_address(self, software):
        row = one(software.file([Entry(1, postcode="", lines=("5 High Road", f"London {HERE[0]}"), change="add")]))
        assert row["lines"] == f"5 High Road, London {HERE[0]}"

    def test_an_overseas_elector_has_no_address(self, software):
        row = one(software.file([Entry(1, markers="F", postcode="", lines=(), change="add")]))
        assert (row["markers"], row["postcode"]) == ("F", "")

    def test_an_anonymous_entry_keeps_nothing_else(self, software):
        row = one(software.file([Entry(1, "Hidden", "Person", markers="N", lines=("5 Hidden Lane",), change="add")]))
        assert row["markers"] == "N"
        assert {row[name] for name in ("surname", "forename", "postcode", "lines")} == {""}
        assert row["uprn"] is None

    def test_no_separator_is_told_from_another(self, software):
        entries = [Entry(1, change="change"), Entry(2, "Delta", change="change")]
        for separator in ",\t;|":
            content = type(software)(software.layout, software.cells, separator, software.header).file(entries)
            assert read(content)["surname"].to_list() == ["Alpha", "Delta"]

    def test_what_is_wrong_is_said_with_its_line_and_all_of_it(self, software):
        entries = [
            Entry("x7"),
            *map(Entry, range(10, 60)),
            Entry(2),
            Entry(3, surname="", forename=""),
            Entry(4, markers="?"),
            Entry(5),
        ]
        found = refused(software.file([each.but(change="change") for each in entries]))
        first = 2 if software.header else 1
        assert [line for line, *_ in found] == [first, first + 52, first + 53]

    def test_a_cut_file_is_refused_or_read_but_never_misread(self, software):
        content = software.file([Entry(at, change="add") for at in range(1, 9)])
        for end in range(len(content) - 1, len(content) - 60, -7):
            try:
                rows = read(content[:end])
            except RegisterFileError:
                continue
            assert set(rows["number"]) <= set(range(1, 9))


@pytest.mark.parametrize(("written", "suffix"), [("124", 0), ("124/", 0), ("124/0", 0), ("124/1", 1), ("AA-124/1", 1)])
def test_a_suffix_in_the_number_of_halarose_and_idox(written, suffix):
    for software in (FULL["Halarose"], FULL["Idox"]):
        row = one(software.file([Entry(written)]))
        assert (row["polling_district"], row["number"], row["suffix"]) == ("AA", 124, suffix)


class TestPdcode:
    def roll(self, written: str) -> bytes:
        return FULL["PDCode"].file([Entry(1, more={"RollNo": written})])

    @pytest.mark.parametrize(
        ("written", "number", "suffix"),
        [
            ("5.000", 5, 0),
            ("5", 5, 0),
            ("5.0", 5, 0),
            ("5.", 5, 0),
            ("5.001", 5, 1),
            ("5.012", 5, 12),
            ("50.100", 50, 100),
        ],
    )
    def test_the_suffix_is_in_thousandths(self, written, number, suffix):
        row = one(self.roll(written))
        assert (row["number"], row["suffix"]) == (number, suffix)

    @pytest.mark.parametrize("written", ["5.1", "5.01", "5.0001", ".5", "5,000"])
    def test_a_number_that_a_spreadsheet_shortened_is_not_guessed_at(self, written):
        ((_, column, value, reason),) = refused(self.roll(written))
        assert (column, value) == ("number", written)
        assert "is no elector number" in reason
        assert ("a suffix needs three figures (5.001 is 5/1)" in reason) == (written in {"5.1", "5.01"})


class TestHalarose:
    def test_initials_are_added_unless_they_are_the_forenames_own(self):
        def forename(first: str, initials: str) -> str:
            more = {"First Names": first, "Initials": initials}
            return one(FULL["Halarose"].file([Entry(1, more=more)]))["forename"]

        assert forename("Ann", "M") == "Ann M"
        assert forename("Ann Mary", "AM") == "Ann Mary"
        assert forename("Ann Mary", "A. M.") == "Ann Mary"
        assert forename("Anne-Marie", "") == "Anne-Marie"
        assert forename("", "A") == "A"

    def test_what_follows_the_surname_tells_father_from_son(self):
        entries = [Entry(1), Entry(2, more={"Suffix": "Jnr"})]
        assert read(FULL["Halarose"].file(entries))["surname"].to_list() == ["Alpha", "Alpha Jnr"]

    def test_a_figure_under_suffix_is_the_numbers_and_no_name(self):
        entries = [
            Entry(1, more={"Suffix": "0"}),
            Entry(1, more={"Suffix": "2"}),
            Entry(3, suffix=1, more={"Suffix": "1"}),
        ]
        rows = read(FULL["Halarose"].file(entries))
        assert set(rows["surname"]) == {"Alpha"}
        assert rows.sort("number", "suffix").select("number", "suffix").rows() == [(1, 0), (1, 2), (3, 1)]

    def test_a_uprn_is_kept_and_an_opt_out_is_none(self):
        software = FULL["Halarose, no Status, UPRN"]
        assert one(software.file([Entry(1)]))["uprn"] == 100023336956
        assert one(software.file([Entry(1, more={"UPRN": "Y"})]))["uprn"] is None

    def test_status_alone_makes_an_update_but_a_year_of_additions_does_not(self):
        by_status = UPDATES["Halarose, by Status"]
        assert recognise(decode(by_status.file([Entry(1, change="add"), Entry(2, change="delete")])))[0].update
        assert not recognise(decode(by_status.file([Entry(1, change="add")])))[0].update
        mixed = by_status.file([Entry(1, change="delete"), Entry(2, change="add", more={"Status": ""})])
        assert not recognise(decode(mixed))[0].update

    def test_banners_inside_an_update(self):
        content = UPDATES["Halarose"].file([Entry(1, change="add"), Entry(2, change="delete")])
        head, first, second, _ = content.split(b"\r\n")
        lines = [
            b"Ref: 12/2026",
            head,
            b'"Monthly Additions for March 2026"',
            first,
            b"Monthly Deletions",
            head,
            second,
        ]
        assert read(b"\r\n".join([*lines, b"\x1a"]))["change"].to_list() == ["add", "delete"]


def test_idox_marks_who_left_the_open_register_and_that_is_not_their_name():
    assert one(FULL["Idox"].file([Entry(1, "(z) Alpha")]))["surname"] == "Alpha"


def test_idox_with_a_header_of_unknown_words():
    content = FULL["Idox"].file([Entry(at) for at in range(1, 12)])
    names = "\t".join("Col" for _ in range(22)).encode() + b"\r\n"
    rows = read(b"Barnet\r\n" + names + content)
    assert rows.height == 11
    assert refused(b"Barnet\r\n" + names + content.replace(b"AA\t3\t", b"AA\tx\t"))[0][0] == 5


class TestXpressUpdate:
    def months(self, created: int, changed: int, deleted: int) -> list[str]:
        more = dict(
            zip(
                ("ElectorCreatedMonth", "ElectorChangedMonth", "ElectorDeletedMonth"),
                (str(created), str(changed), str(deleted)),
                strict=True,
            )
        )
        content = UPDATES["Xpress"].file([Entry(1, change="add", more=more), Entry(2, change="add")])
        return read(content).filter(number=1)["change"].to_list()

    @pytest.mark.parametrize(
        ("months", "changes"),
        [
            ((3, 0, 0), ["add"]),
            ((3, 3, 0), ["add"]),
            ((2, 3, 0), ["change"]),
            ((0, 3, 0), ["change"]),
            ((0, 0, 3), ["delete"]),
            ((0, 2, 3), ["delete"]),
            ((1, 0, 3), ["delete"]),
            ((3, 0, 3), []),
            ((0, 0, 0), ["change"]),
        ],
    )
    def test_the_months_say_what_became_of_an_entry(self, months, changes):
        assert self.months(*months) == changes

    def numbered(self, total: int, *counts: int) -> bytes:
        entries = [Entry(at, change="add", more={"RecordCount": str(at), "RecordTotal": str(total)}) for at in counts]
        return UPDATES["Xpress"].file(entries)

    def test_a_file_with_fewer_records_than_it_says_was_cut_short(self):
        with pytest.raises(
            RegisterFileError, match="RecordTotal that it has 9 records, and 3 are there: it was cut short"
        ):
            read(self.numbered(9, 1, 2, 3))
        assert read(self.numbered(3, 1, 2, 3)).height == 3

    def test_a_record_that_lacks_in_the_middle(self):
        with pytest.raises(RegisterFileError, match="has 4 records, and 3 are there"):
            read(self.numbered(4, 1, 2, 4))

    def test_the_number_wins_over_the_district_beside_it(self):
        content = UPDATES["Xpress"].file([Entry(7, district="KD-2/2", change="add", more={"DistrictRef": "KD"})])
        assert one(content)["polling_district"] == "KD-2/2"

    def test_an_address_in_its_parts_alone(self):
        more = {"PropertyAddressPrefix": "Flat 2", "PropertyAddressNumber": "5", "StreetName": "High Road"}
        row = one(UPDATES["Xpress"].file([Entry(1, lines=(), change="add", more=more)]))
        assert row["lines"] == "Flat 2, 5, High Road"


@pytest.mark.parametrize("software", EVERY_UPDATE)
class TestInEveryUpdate:
    def test_a_number_given_anew_is_deleted_from_one_and_added_to_another(self, software):
        rows = read(software.file([Entry(1, "Alpha", change="delete"), Entry(1, "Delta", change="add")]))
        assert rows.select("surname", "change").rows() == [("Alpha", "delete"), ("Delta", "add")]

    def test_what_is_added_and_deleted_again_is_not_there(self, software):
        entries = [Entry(1, change="add"), Entry(2, change="change"), Entry(1, change="delete")]
        assert read(software.file(entries))["number"].to_list() == [2]

    def test_a_deletion_may_give_the_number_alone(self, software):
        content = software.file([Entry(1, "", "", lines=(), postcode="", change="delete"), Entry(2, change="add")])
        assert read(content)["change"].to_list() == ["delete", "add"]

    def test_twice_the_same_change_is_refused_on_both_lines(self, software):
        found = refused(
            software.file([Entry(1, change="change"), Entry(2, change="add"), Entry(1, "Delta", change="change")])
        )
        first = 2 if software.header else 1
        assert [line for line, *_ in found] == [first, first + 2]
        assert found[0][3].startswith(f"elector number AA-1 stands on line {first + 2} too.")


def test_a_change_that_no_update_makes():
    content = UPDATES["PDCode"].file([Entry(1, change="add", more={"ChangeTypeID": "Q"}), Entry(2, change="add")])
    assert refused(content)[0][1:3] == ("change", "Q")


class TestText:
    def test_a_line_of_utf8_in_a_file_of_windows_1252(self):
        content = (
            FULL["Xpress"].file([Entry(1, "Zoë")]) + FULL["Xpress"].file([Entry(2, "Zoë")]).decode("cp1252").encode()
        )
        assert read(content)["surname"].to_list() == ["Zoë", "Zoë"]

    def test_signs_that_nobody_sees(self):
        content = FULL["Xpress"].file([Entry(1, "Al\u00adpha", "Be\u00a0ta")])
        row = one(content)
        assert (row["surname"], row["forename"]) == ("Alpha", "Be ta")

    def test_a_quoted_line_break_in_an_address(self):
        rows = read(FULL["Xpress"].file([Entry(1, lines=("Flat 2\r\n5 High Road",)), Entry("2"), Entry(3)]))
        assert rows["number"].to_list() == [1, 2, 3]
        assert refused(FULL["Xpress"].file([Entry(1, lines=("Flat 2\r\n5 High Road",)), Entry("x")]))[0][0] == 4

    def test_utf16_with_a_zero_letter(self):
        with pytest.raises(RegisterFileError, match="Line 1 holds a zero byte"):
            decode("Elector\0".encode("utf-16"))

    def test_marks_alone(self):
        with pytest.raises(RegisterFileError, match="holds no letter"):
            decode(b"\xff\xfe \x00")


def test_a_cell_that_swallowed_the_file_is_refused_with_its_line():
    swallowed = FULL["Xpress"].file([Entry(1), Entry(2, lines=("x" * 200_000,)), Entry(2)])
    with pytest.raises(RegisterFileError, match="quotation mark that opens on line 3 is never closed"):
        read(swallowed)


@pytest.mark.parametrize("written", ["31/12/-1", "31/12/99999", "01/01/1066", "0000-00-00"])
def test_a_year_that_nobody_is_of_age_in_is_no_date(written):
    assert "is no date of attainment" in refused(FULL["Xpress"].file([Entry(1, attains=written)]))[0][3]


class TestDates:
    PUBLISHED = dt.date(2026, 12, 1)

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("31/05/2027", dt.date(2027, 5, 31)),  # comes of age
            ("30/11/2026", None),  # has come of age
            ("01/12/2026", None),
            ("02/12/2008", dt.date(2026, 12, 2)),  # born: seventeen, and of age tomorrow
            ("05/06/2011", dt.date(2029, 6, 5)),  # born: fifteen
            ("12/03/1980", None),  # born: an adult, whose birthday is none of our business
            ("29/02/2012", dt.date(2030, 2, 28)),
            ("", None),
        ],
    )
    def test_a_birth_date_in_the_column_of_attainment_hides_no_child(self, written, kept):
        rows = read(FULL["PDCode"].file([Entry(1, attains=written)]))
        assert attaining(rows, self.PUBLISHED)["attainment"].to_list() == [kept]
