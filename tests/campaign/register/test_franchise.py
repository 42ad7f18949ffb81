"""Who may vote in what: one table of markers and ages, by the rule, by Django and by SQL.

Sources: RPA 1983 ss. 1 and 2 (franchise and age); GLA Act 1999 s. 17 (Mayor and Assembly: local government electors);
SI 2001/341 reg. 42 and the Electoral Commission's guidance for registration officers (letters; G became B in 2024);
RPA 1985 s. 1 (abroad).
"""

import datetime as dt

import pytest
from django.db import connection

from groundgame.campaign.register.franchise import VotingAgeError, attained_by, franchises_of, may_vote_in, may_vote_sql
from groundgame.campaign.register.models import Elector

ELECTION = dt.date(2028, 5, 4)

# marker, for Westminster, for the Mayor, the Assembly and boroughs
MARKERS = [
    ("", True, True),
    ("F", True, False),
    ("L", False, True),
    ("G", False, True),
    ("B", False, True),
    ("K", False, True),
    ("M", False, True),
    ("E", False, False),
    ("N", True, True),
    ("NF", True, False),
    ("GN", False, True),
    ("FL", False, False),
    ("X", True, True),
]
LOCAL = ("mayor", "assembly", "assembly-list", "borough")

# The eighteenth birthday, whether its elector votes on 4 May 2028 at 18, and at 16.
AGES = [
    (None, True, True),
    (dt.date(2028, 5, 3), True, True),
    (ELECTION, True, True),
    (dt.date(2028, 5, 5), False, True),
    (dt.date(2030, 5, 4), False, True),
    (dt.date(2030, 5, 5), False, False),
]


@pytest.mark.parametrize(("markers", "parliament", "local"), MARKERS)
def test_what_a_marker_leaves(markers, parliament, local):
    assert ("parliament" in franchises_of(markers), "local" in franchises_of(markers)) == (parliament, local)


def _may_vote(contest: str) -> set[int]:
    by_django = set(Elector.objects.filter(may_vote_in(contest, ELECTION)).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT e.id FROM register_elector e WHERE {may_vote_sql(contest, ELECTION)}")
        assert {row[0] for row in cursor.fetchall()} == by_django
    return by_django


@pytest.mark.django_db
@pytest.mark.parametrize("contest", ["parliament", *LOCAL])
@pytest.mark.parametrize("sixteen", [False, True])
def test_markers_and_ages_together(field_work, settings, tmp_path, contest, sixteen):
    settings.GROUNDGAME_HOME = tmp_path
    if sixteen:
        own = "franchise,from,years,source\nparliament,2027-09-01,16,s. 1\nlocal,2027-09-01,16,s. 1\n"
        (tmp_path / "voting_ages.csv").write_text(own)
    expected = set()
    for markers, parliament, local in MARKERS:
        for attains, at_18, at_16 in AGES:
            elector = field_work.elector(telephone=False)
            Elector.objects.filter(pk=elector.pk).update(franchise_markers=markers, date_of_attainment=attains)
            if (parliament if contest == "parliament" else local) and (at_16 if sixteen else at_18):
                expected.add(elector.pk)
    gone = field_work.elector(telephone=False)
    Elector.objects.filter(pk=gone.pk).update(left_at=dt.date(2026, 1, 1))
    assert _may_vote(contest) == expected


def test_an_age_holds_from_its_day_on_and_no_sooner(settings, tmp_path):
    settings.GROUNDGAME_HOME = tmp_path
    (tmp_path / "voting_ages.csv").write_text("franchise,from,years,source\nlocal,2028-05-04,16,Act\n")
    assert attained_by("mayor", dt.date(2028, 5, 3)) == dt.date(2028, 5, 3)
    assert attained_by("mayor", ELECTION) == dt.date(2030, 5, 4)
    assert attained_by("parliament", ELECTION) == ELECTION
    assert attained_by("mayor", dt.date(2032, 2, 29)) == dt.date(2034, 2, 28)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("day,age\n", "its header is"),
        ("franchise,from,years,source\ncity,2027-01-01,16,Act\n", "line 2: franchise 'city'"),
        ("franchise,from,years,source\nlocal,soon,16,Act\n", "line 2: give `from`"),
        ("franchise,from,years,source\nlocal,2027-01-01,six,Act\n", "line 2: give `from`"),
        ("franchise,from,years,source\nlocal,2027-01-01,12,Act\n", "12 years is no voting age"),
        ("franchise,from,years,source\nlocal,2027-01-01,16,\n", "name the law"),
    ],
)
def test_a_bad_file_is_refused_in_words(settings, tmp_path, text, what):
    settings.GROUNDGAME_HOME = tmp_path
    (tmp_path / "voting_ages.csv").write_text(text)
    with pytest.raises(VotingAgeError, match=what):
        attained_by("mayor", ELECTION)


def test_an_unknown_contest_is_refused():
    with pytest.raises(VotingAgeError, match="'pope' is no kind of contest"):
        may_vote_in("pope", ELECTION)
