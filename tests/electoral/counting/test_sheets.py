"""The HTML, CSV and PDF sheets of a count, read back."""

import csv
import datetime as dt
import io
import re
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from groundgame.electoral.counting import Papers, dhondt, fptp
from groundgame.electoral.counting.college import college
from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.lots import by_lot_named
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.sheets import (
    Particulars,
    csv_sheet,
    html_sheet,
    papers_digest,
    papers_text,
    pdf_sheet,
    sheet_table,
    sheet_tables,
)

from .pdf_text import page_texts

ASH, BEECH, CEDAR, ELM, FIR = NAMES = ("Ash", "Beech & Söhne", "<b>Cedar</b>", "=Elm Łódź", "Fir")
PAPERS = Papers.of(
    NAMES,
    {
        (ASH, BEECH): 30,
        (ASH, CEDAR, BEECH): 25,
        (BEECH,): 12,
        (CEDAR, BEECH): 9,
        (ELM, CEDAR): 3,
        (FIR, BEECH): 3,
        (): 4,
    },
)
ABOUT = Particulars(
    "Branch secretary & treasurer",
    "Single transferable vote",
    "SSI 2011/399",
    {"": papers_digest(PAPERS)},
    "groundgame count papers.blt --rule scottish-stv",
    "groundgame 1",
    dt.date(2026, 11, 22),
)


@pytest.fixture(scope="module")
def count():
    return scottish_stv(PAPERS, seats=2, tie=by_lot_named("a seed"))


class Page(HTMLParser):
    """The words of a page by the element that they stand in, and whatever it would load."""

    def __init__(self, text):
        super().__init__()
        self.open, self.rows, self.words, self.loads = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.loads += [value for name, value in attrs if name in {"src", "href"}]
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += f" {data}"
        self.words.append(data)


def figures_of(count):
    return {cell for row in sheet_table(count).rows for pair in row.cells for cell in pair if cell}


def test_totals_add_up_at_every_stage(count):
    (total,) = [row for row in sheet_table(count).rows if row.label == "Total"]
    assert [cell for _, cell in total.cells] == ["82.00000"] * len(count.rounds)
    assert len(count.rounds) > 3


def test_what_a_stage_gives_is_what_its_names_receive(count):
    """The column of what was received adds up to nothing: a paper moves, and none is lost."""
    table = sheet_table(count)
    for stage in range(1, len(table.stages)):
        moved = [Fraction(row.cells[stage][0].replace(",", "") or 0) for row in table.rows]
        assert sum(moved) == 0
        assert any(moved) or not count.rounds[stage].transferred_from


def test_the_page_shows_every_figure_and_loads_nothing(count):
    page = Page(html_sheet(count, ABOUT))
    cells = {word for row in page.rows for cell in row for word in cell.split()}
    assert figures_of(count) <= cells
    assert not page.loads
    assert all(
        word in " ".join(page.words) for word in (ABOUT.source, ABOUT.digests[""], ABOUT.recount, "22 November 2026")
    )


def test_a_figure_can_be_read_by_people_and_by_programs():
    assert '<data value="1200">1,200</data>' in html_sheet(fptp({"Ash": 1200, "Beech": 900}), ABOUT)


def test_a_name_stays_a_name_in_html(count):
    text = html_sheet(count, ABOUT)
    assert "<b>Cedar" not in text
    assert [row[0].strip() for row in Page(text).rows if row[0].strip() in NAMES] == [*NAMES]


def test_the_tie_s_decision_is_on_every_sheet(count):
    notes = [each.note for each in count.rounds if each.note]
    assert len(notes) == 1
    assert "a seed" in notes[0]
    assert notes[0] in " ".join(Page(html_sheet(count, ABOUT)).words)
    assert notes[0] in csv_sheet(count, ABOUT).replace('""', '"')
    assert notes[0].split()[0] in "\n".join(page_texts(pdf_sheet(count, ABOUT)))


def test_the_csv_holds_the_count_and_no_formula(count):
    rows = list(csv.reader(io.StringIO(csv_sheet(count, ABOUT))))
    known = {row[0]: row[1] for row in rows[: rows.index([])]}
    assert (known["Seats"], known["Valid"], known["Invalid"], known["Quota"]) == ("2", "82", "4", "28.00000")
    table = {row[0]: row[1:] for row in rows[rows.index([]) + 2 :]}
    first = [str(count.rounds[0].votes[name]) for name in NAMES]
    assert [table[name.replace("=Elm", "'=Elm")][0] for name in NAMES] == [f"{figure}.00000" for figure in first]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_the_pdf_says_what_the_table_says(count):
    pdf = pdf_sheet(count, ABOUT)
    text = "\n".join(page_texts(pdf))
    assert figures_of(count) <= set(text.split("\n"))
    assert all(name in text for name in NAMES)
    assert pdf == pdf_sheet(count, ABOUT)


def test_a_long_pdf_counts_its_pages_and_names_the_columns_on_each():
    names = [f"Candidate {number:02}" for number in range(30)]
    papers = Papers.of(names, {(name, names[0]): 100 + number for number, name in enumerate(names)})
    pages = page_texts(pdf_sheet(scottish_stv(papers, seats=3), ABOUT))
    assert len(pages) > 4
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Name" in text.split("\n")


@pytest.mark.parametrize("candidates", [9, 16, 22])
def test_a_caption_stays_with_its_table_and_a_table_that_fits_a_page_is_not_broken(candidates):
    names = [f"Candidate {number:02}" for number in range(candidates)]
    papers = Papers.of(names, {(name, names[0]): 100 + number for number, name in enumerate(names)})
    pages = [text.split("\n") for text in page_texts(pdf_sheet(scottish_stv(papers, seats=3), ABOUT))]
    captions = [(lines, line) for lines in pages for line in lines if re.fullmatch(r"Stages? \d+( to \d+)?", line)]
    tables = [(lines, at) for lines, line in captions if " to " in line for at in [lines.index(line)]]
    assert len(tables) > 1
    for lines, at in tables:
        table = lines[at : lines.index("Total", at) + 1]
        assert table[1] == "Name"
        assert set(names) <= set(table)


def test_a_table_longer_than_a_page_begins_under_its_caption():
    names = [f"Candidate {number:02}" for number in range(70)]
    papers = Papers.of(names, {(name, names[0]): 100 + number for number, name in enumerate(names)})
    pages = [text.split("\n") for text in page_texts(pdf_sheet(ers97(papers, seats=3), ABOUT))]
    begun = [
        (lines, at) for lines in pages for at, line in enumerate(lines) if re.fullmatch(r"Stages \d+ to \d+", line)
    ]
    assert begun
    assert all("Candidate 02" in lines[at:] for lines, at in begun)


def test_quotients_have_no_total_and_a_list_says_its_seats():
    count = dhondt({"Ash": 610, "Beech": 300, "Cedar": 40}, seats=4, already={"Ash": 2})
    table = sheet_table(count)
    assert [row.label for row in table.rows] == ["Ash", "Beech"]
    assert [row.outcome for row in table.rows] == ["2 seats", "2 seats"]
    assert "Ash: 2 seats" in html_sheet(count, ABOUT)


def test_the_hash_is_the_papers_and_not_their_order():
    turned = Papers.of(
        [FIR, ELM, CEDAR, BEECH, ASH],
        {
            (): 4,
            (CEDAR, BEECH): 9,
            (FIR, BEECH): 3,
            (ELM, CEDAR): 3,
            (BEECH,): 12,
            (ASH, CEDAR, BEECH): 25,
            (ASH, BEECH): 30,
        },
    )
    more = Papers.of(NAMES, {(ASH, BEECH): 82, (): 4})
    assert papers_digest(turned) == papers_digest(PAPERS) != papers_digest(more)


def test_a_name_longer_than_a_page_and_many_excluded_at_once_still_print():
    names = ["Ash " * 400, *(f"Candidate {number}" for number in range(30))]
    papers = Papers.of(names, {(names[0],): 70, (names[1],): 60, **{(name,): 1 for name in names[2:]}})
    count = ers97(papers, seats=1)
    headings = [stage.heading for stage in sheet_table(count).stages]
    assert headings[1] == "Exclusion of 29 candidates"
    assert page_texts(pdf_sheet(count, ABOUT))


def test_a_college_is_shown_in_per_cent_and_each_section_in_papers():
    sections = {
        "members": Papers.of(["Ash", "Beech"], {("Ash",): 60, ("Beech",): 40}),
        "unions": Papers.of(["Ash", "Beech"], {("Ash",): 100, ("Beech",): 300}),
    }
    count = college(sections)
    whole, *parts = sheet_tables(count)
    assert [(row.label, row.cells[0][1]) for row in whole.rows] == [
        ("Ash", "42.500"),
        ("Beech", "57.500"),
        ("Total", "100.000"),
    ]
    assert [part.name for part in parts] == ["Section members, in papers", "Section unions, in papers"]
    for text in (html_sheet(count, ABOUT), csv_sheet(count, ABOUT), "\n".join(page_texts(pdf_sheet(count, ABOUT)))):
        assert all(each in text for each in ("57.500", "Section unions, in papers", "300"))


def test_the_hash_of_papers_that_say_nothing():
    for empty in ({(): 2}, {(None, None): 2}, {(): 1, (None,): 1}):
        assert papers_text(Papers.of(["Ash"], empty)) == "candidate Ash\n: 2"
    assert papers_text(Papers.of(["Ash"], {})) == "candidate Ash"


def test_equal_preferences_are_hashed_as_sets():
    papers = Papers.of(["Beech", "Ash", "Cedar"], {(("Cedar", "Beech"), "Ash"): 1, (("Beech", "Cedar"), "Ash"): 2})
    assert papers_text(papers).splitlines()[-1] == "2=3 1: 3"


def test_newlands_auldburn_is_printed_figure_by_figure_as_the_council_did(shared_data):
    """What moved to each candidate at each stage, and what each then stood at."""
    folder = shared_data / "ballots" / "glasgow_2017_newlands_auldburn"
    official = (folder / "official_stages.txt").read_text().split("\nStage ")[1:]
    table = sheet_table(scottish_stv(read_papers(folder / "ballots.txt"), seats=3))
    assert len(official) == len(table.stages) == 7
    for number, stage in enumerate(official):
        printed = re.findall(r"(-?[\d,]+\.\d{5})\s+([\d,]+\.\d{5})", stage)
        ours = [row.cells[number] for row in table.rows if row.label != "Total"]
        assert [(moved.lstrip("+") or "0.00000", total) for moved, total in ours] == printed
        assert f"{table.rows[-1].cells[number][1]}" in stage
