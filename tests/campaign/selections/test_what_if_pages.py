"""The page of what would have to move: from the papers counted, and from papers supposed."""

import random
import re
from fractions import Fraction

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import BallotForm, BoxAccount, OpenedPaper, Result, Selection
from groundgame.campaign.selections.sealing import PaperForm
from groundgame.campaign.selections.views import what_if
from groundgame.campaign.selections.what_if import delegations_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def officer(client, party):
    user = party.officer()
    client.force_login(user)
    return user


@pytest.fixture
def opened(party, officer):
    """Return what makes a post whose papers are open: by section, what each says, how many times, with card votes."""

    def make(candidates, papers, **fields):
        selection = party.selection(officer)
        sections = {name: party.section(selection, name) for name in papers}
        post = party.post(selection, *candidates, **fields)
        Selection.objects.filter(pk=selection.pk).update(state="counting")
        for name, said in papers.items():
            _open(post, sections[name] if len(papers) > 1 else None, candidates, said)
        post.refresh_from_db()
        return post

    return make


def _open(post, section, candidates, papers):
    form = BallotForm.objects.create(
        post=post,
        section=section,
        text=_text(post, section, candidates),
        digest=f"{post.pk}-{section}",
        candidates=[candidate.pk for candidate in post.candidates.all()],
    )
    OpenedPaper.objects.bulk_create(
        OpenedPaper(form=form, ranking=list(ranking), card_votes=votes)
        for ranking, number, votes in papers
        for _ in range(number)
    )
    number = sum(number for _, number, _ in papers)
    counted = {"marked": number, "marked_on_paper": 0, "sealed": number, "admitted": 0, "refused": 0}
    BoxAccount.objects.create(form=form, opened=number, typed=0, spoilt=0, **counted)


def _text(post, section, candidates) -> str:
    form = PaperForm(
        selection=post.selection.name,
        post=post.name,
        section=str(section or ""),
        candidates=tuple(candidates),
        keys=(),
        threshold=0,
        most=len(candidates),
    )
    return form.text


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def at(post, query=""):
    return reverse("selections:what_if_post", args=[post.selection_id, post.pk]) + query


def test_how_close_a_count_was_is_worked_out_from_its_own_papers(client, officer, opened):
    post = opened(["Ash", "Beech", "Cedar"], {"Members": [((0,), 50, 1), ((1,), 30, 1), ((2, 1), 13, 1)]})
    assert "Work it out from the papers counted" not in words(client.get(at(post)))
    actions.count_post(post=post, by=officer)
    assert "Work it out from the papers counted" in words(client.get(at(post)))
    page = words(client.get(at(post, "?work=1")))
    assert "Elected: Ash." in page
    assert "Beech would win a seat if 4 papers voted otherwise, and no fewer would do." in page


def test_the_second_look_needs_no_count(client, officer, opened, django_assert_max_num_queries):
    post = opened(["Ash", "Beech"], {"Members": [((0,), 50, 1), ((1,), 30, 1)]})
    actions.count_post(post=post, by=officer)
    first = words(client.get(at(post, "?work=1")))
    OpenedPaper.objects.all().delete()
    assert words(client.get(at(post, "?work=1"))) == first
    assert Result.objects.count() == 1


def test_whole_delegations_are_told_by_what_they_say(client, officer, opened):
    papers = {
        "Members": [((0,), 60, 1), ((1,), 40, 1)],
        "Unions": [((1, 0), 1, 400), ((1,), 1, 200), ((1,), 1, 100), ((0,), 1, 300)],
    }
    post = opened(["Ash", "Beech"], papers, rule="college")
    post.selection.sections.filter(name="Unions").update(card_votes=True)
    assert [each.votes for each in delegations_of(post)] == [400, 300, 200, 100]
    actions.count_post(post=post, by=officer)
    page = words(client.get(at(post, "?work=1")))
    assert (
        "Ash (Unions): 1 delegation with 200 card votes would have to go over, and no smaller group does it: "
        "the one of 200 that says Beech."
    ) in page
    assert "Ash would win a seat if 11 papers of Members voted otherwise" in page
    assert "Ash would win a seat if 101 card votes of Unions voted otherwise; 100 could leave it to a lot" in page


def test_several_seats_say_what_is_found_and_what_is_proven(client, officer, opened):
    said = [((0, 1), 60, 1), ((1,), 20, 1), ((2,), 25, 1), ((3, 2), 10, 1)]
    post = opened(["Ash", "Beech", "Cedar", "Dogwood"], {"Members": said}, rule="scottish-stv", seats=2)
    actions.count_post(post=post, by=officer)
    page = words(client.get(at(post, "?work=1")))
    assert "Ash would lose the seat if" in page
    assert "certainly not" in page


def test_papers_supposed_are_counted_and_not_kept(client, party, officer):
    selection = party.selection(officer)
    party.section(selection)
    post = party.post(selection, "Ash", "Beech")
    blt = b'2 1\n6 1 0\n3 2 0\n0\n"Ash"\n"Beech"\n"Supposed"\n'
    page = client.post(at(post), {"papers": SimpleUploadedFile("supposed.blt", blt)})
    assert "Beech would win a seat if 2 papers voted otherwise" in words(page)
    assert not OpenedPaper.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.blt", b'2 1\n6 7 0\n0\n"Ash"\n"Beech"\n', "line 2"),
        ("a.csv", b"name,votes\nAsh,3\n", "give papers"),
        ("../../a.blt", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_in_a_sentence(client, party, officer, name, content, says):
    selection = party.selection(officer)
    party.section(selection)
    post = party.post(selection, "Ash", "Beech")
    answer = client.post(at(post), {"papers": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert says in words(answer)


def test_supposed_papers_of_a_college_name_its_sections(client, party, officer):
    selection = party.selection(officer)
    for name in ("Members", "MPs"):
        party.section(selection, name)
    post = party.post(selection, "Ash", "Beech", rule="college")
    lines = ["section,papers,1,2", "Members,60,Ash,", "Members,50,Beech,", "MPs,3,Beech,Ash", "MPs,4,Ash,"]
    answer = client.post(at(post), {"papers": SimpleUploadedFile("a.csv", "\n".join(lines).encode())})
    assert "Beech would win a seat if 1 paper of MPs voted otherwise" in words(answer)
    answer = client.post(at(post), {"papers": SimpleUploadedFile("a.csv", b"section,papers,1\nLords,1,Ash\n")})
    assert "name them" in words(answer)
    assert [section.weight for section in post.voting_sections] == [Fraction(1), Fraction(1)]


def test_it_is_the_returning_officers_alone(client, party, officer):
    selection = party.selection(officer)
    page = reverse("selections:what_if", args=[selection.pk])
    assert client.get(page).status_code == 200
    for role, area in ((Role.DIRECTOR, "E12000007"), (Role.RETURNING_OFFICER, "E09000003"), (None, "")):
        client.force_login(party.person(role, area))
        assert client.get(page).status_code == 403


def test_a_lot_that_fell_once_falls_no_other_way_on_this_page(client, officer, opened):
    for lucky in ("Ash", "Beech"):
        post = opened(["Ash", "Beech"], {"Members": [((0,), 5, 1), ((1,), 5, 1)]})
        actions.enter_lot(post=post, tied=("Ash", "Beech"), lucky=(lucky,), by=officer)
        actions.count_post(post=post, by=officer)
        page = words(client.get(at(post, "?work=1")))
        other = {"Ash": "Beech", "Beech": "Ash"}[lucky]
        assert f"Elected: {lucky}." in page
        assert f"{other} would win a seat if" in page
        assert f"{lucky} would win a seat if" not in page


def test_many_candidates_keep_nobody_waiting_and_the_page_says_what_was_left(
    client, officer, opened, rng_papers, monkeypatch
):
    monkeypatch.setattr(what_if, "PATIENCE_SECONDS", 2)  # too few for the fastest machine
    names = [f"Candidate {letter}" for letter in "ABCDEFGHIJKL"]
    post = opened(names, {"Members": [(ranking, 1, 1) for ranking in rng_papers(12, 2000)]})
    result = actions.count_post(post=post, by=officer)
    page = words(client.get(at(post, "?work=1")))
    assert "Not every way could be tried in 2 seconds." in page
    assert all(f"{name} would win a seat" in page for name in names if name not in result.count.elected)


@pytest.fixture
def rng_papers():
    """Return what makes papers that rank some candidates at random."""
    rng = random.Random(12)
    return lambda candidates, number: [
        tuple(rng.sample(range(candidates), rng.randint(1, candidates))) for _ in range(number)
    ]
