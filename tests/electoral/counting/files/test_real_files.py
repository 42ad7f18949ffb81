"""Every real file of papers, as its publisher wrote it."""

import json

import pytest

from groundgame.electoral.counting.files import as_blt, as_csv, as_preflib, read, read_papers

WARDS = {
    "2022_Ward-1-Linn.blt": ("Euan BLOCKLEY", "Keith WARWICK", "Ward 1 Linn", 4, 8994),
    "2022_Ward-16-Canal.blt": ("Allan GOW", "Maria WELLS", "Ward 16 Canal", 4, 5792),
    "Anderston-City-2007.blt": ("Nina Baker", "Peter Murray", "ANDERSTON-CITY", 4, 6900),
    "Jedburgh2012.blt": ("John BATHGATE,SLD", "Len WYSE,Con", "Jedburgh and District", 3, 3238),
    "aberdeen_2012_ward12.blt": ("Yvonne ALLAN", "Billy WATSON", "Ward 12 - Torry - Ferryhill", 4, 4288),
    "edinburgh_2022_ward12.blt": ("Jack CALDWELL", "Joe SMITH", "Ward 12 - Leith Walk", 4, 10996),
    "eilean_siar_2022_ward3.blt": ("Kenny BARKER", "Uisdean ROBERTSON", "Ward 3 Uibhist a Tuath", 2, 661),
    "glasgow_2012_ward5.blt": ("James ADAMS (Lab)", "Chris YOUNG (LD)", "Ward 5 Govan", 4, 6924),
    "highland_2017_ward10.blt": (
        "Campbell DICKSON (Ind)",
        "Moira Elisobeth SCOBBIE (Ind)",
        "Ward 10 - Eilean a' Cheo",
        4,
        5001,
    ),
}


@pytest.mark.parametrize("name", WARDS)
def test_a_scottish_ward_is_read_whole(shared_data, name):
    path = shared_data / "ballots" / "scottish_wards" / name
    papers = read_papers(path)
    first, last, title, seats, total = WARDS[name]
    assert (papers.candidates[0], papers.candidates[-1]) == (first, last)
    assert (papers.title, papers.seats, papers.total) == (title, seats, total)
    rows = [line.split() for line in path.read_text().splitlines() if line[:1].isdigit()]
    kinds = [row for row in rows[1:] if len(row) > 1]
    assert len(papers.prefs) == len(kinds)
    assert [number for _, number in papers] == [int(row[0]) for row in kinds]
    assert [[each + 1 for (each,) in ranking] for ranking, _ in papers] == [
        [int(word) for word in row[1:-1]] for row in kinds
    ]


def test_the_padded_lines_of_glasgow_are_read(shared_data):
    found = read(shared_data / "ballots" / "glasgow_2017_newlands_auldburn" / "ballots.txt")
    assert found.kind == "BLT"
    assert found.papers.candidates[:3] == ("Rebecca COLEMAN-BENNETT", "Stephen CURRAN", "Josephine DOCHERTY")
    assert (found.papers.total, found.papers.seats) == (7263, 3)
    assert list(found.papers)[:2] == [(((0,),), 37), (((0,), (1,)), 3)]


def test_the_trust_s_papers_begin_with_their_title_and_hold_equal_preferences(shared_data):
    papers = read_papers(shared_data / "ballots" / "jmt2002.blt")
    assert (papers.title, papers.seats, papers.total) == ("JMT Trustees election 2002", 7, 1168)
    assert (papers.candidates[0], papers.candidates[-1]) == ("Crispin Agnew", "Dick Balharry")
    rankings = dict(papers)
    assert rankings[(1, 2), (3, 6, 7, 9), (0, 8), (4, 5)] == 1
    assert rankings[(4,), (0, 5, 7), (1, 6), (8, 9), (2, 3)] == 1


def test_burlington_s_braces_are_equal_ranks(shared_data):
    path = shared_data / "ballots" / "preflib" / "00005-00000002.toi"
    found = read(path)
    report = json.loads((shared_data / "ballots" / "reports" / "us_vt_btv_2009_03_mayor.json").read_text())
    assert found.kind == "PrefLib toi"
    assert [name.lower() for name in found.papers.candidates] == [each["name"].lower() for each in report["candidates"]]
    assert found.papers.total == report["ballotCount"]
    overvoted = [ranking for ranking, _ in found.papers if any(len(mark) > 1 for mark in ranking)]
    assert ((1,), (3,), (2, 4), (0,)) in overvoted
    assert len(overvoted) == 6


def test_the_members_of_parliament_are_read(shared_data):
    papers = read_papers(shared_data / "ballots" / "preflib" / "00030-00000001.soi")
    assert papers.candidates == ("D.Abbott", "E.Balls", "A.Burnhm", "D.Milbnd", "E.Milbnd")
    assert (papers.total, len(papers.prefs)) == (266, 76)


def test_every_real_file_comes_back_from_every_form_that_can_hold_it(shared_data, tmp_path):
    folder = shared_data / "ballots"
    paths = [*(folder / "scottish_wards").iterdir(), folder / "jmt2002.blt", *(folder / "preflib").glob("*.?oi")]
    assert len(paths) == 12
    for path in paths:
        papers = read_papers(path)
        for ending, write in {"blt": as_blt, "csv": as_csv, "toi": as_preflib}.items():
            if ending == "blt" and papers.seats is None:
                continue
            (tmp_path / f"again.{ending}").write_text(write(papers), encoding="utf-8")
            again = read_papers(tmp_path / f"again.{ending}")
            assert again.candidates == papers.candidates
            assert dict(again) == dict(papers)
