"""The count of a selection: from opened papers to a kept result, its lots, its recount, and who may see it."""

import datetime as dt
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.models import (
    BallotForm,
    Batch,
    DrawnLot,
    Entry,
    How,
    NewMark,
    Publication,
    Result,
    Selection,
    TypedPaper,
)
from groundgame.campaign.selections.sheets import particulars, recount_command
from groundgame.electoral.counting import TieError
from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.scottish_stv import scottish_stv

pytestmark = pytest.mark.django_db


def _vote_on_paper(form: BallotForm, rankings: list[tuple[int, ...]]) -> None:
    """Have as many members send in papers, marked and typed in."""
    selection, officer = form.post.selection, form.post.selection.created_by
    _mark_voters(selection, len(rankings))
    settled = {"made_by": officer, "settled_by": officer, "settled_at": timezone.now()}
    batch = Batch.objects.create(form=form, name="A", papers=len(rankings), **settled)
    TypedPaper.objects.bulk_create(
        TypedPaper(batch=batch, number=number, round=1, ranking=list(ranking), typed_by=officer)
        for number, ranking in enumerate(rankings, start=1)
    )


def _mark_voters(selection: Selection, number: int) -> None:
    section, joined = selection.sections.get(), dt.date(2020, 1, 1)
    members = Member.objects.bulk_create(
        Member(number=f"V{selection.pk}-{each}", name=f"Voter {each}", joined_on=joined) for each in range(number)
    )
    known = {"selection": selection, "section": section, "facts": {}, "decided_by": selection.created_by}
    entries = Entry.objects.bulk_create(
        Entry(member=member, standing=Entry.Standing.INCLUDED, **known) for member in members
    )
    NewMark.objects.bulk_create(NewMark(entry=entry, how=How.PAPER, group=section.pk) for entry in entries)


@pytest.fixture
def counting(party):
    """Return what takes a selection of one post to the count, with these papers (places on the form from 0)."""

    def make(candidates, rankings, **fields):
        selection = party.selection(party.officer(), tie_seed=fields.pop("tie_seed", ""))
        if not selection.sections.exists():
            party.section(selection)
        post = party.post(selection, *candidates, **fields)
        party.move(selection, "open-nominations", "freeze", "open-appeals")
        actions.hold_ballot(selection=selection, by=selection.created_by, paper_only=True)
        party.move(selection, "open-voting")
        _vote_on_paper(post.forms.get(), rankings)
        Selection.objects.filter(pk=selection.pk).update(voting_closes_at=timezone.now() - dt.timedelta(minutes=1))
        party.move(selection, "close-voting")
        assert actions.open_if_enough(selection, by=selection.created_by)
        return post

    return make


def _ward(shared_data):
    papers = read_papers(shared_data / "ballots" / "scottish_wards" / "aberdeen_2012_ward12.blt")
    rankings = [tuple(place for (place,) in ranking) for ranking, number in papers for _ in range(number)]
    return papers, rankings


def test_a_real_wards_papers_give_the_count_of_the_rule_itself(counting, shared_data):
    papers, rankings = _ward(shared_data)
    random.Random(3).shuffle(rankings)
    post = counting(papers.candidates, rankings, rule="scottish-stv", seats=papers.seats)
    result = actions.count_post(post=post, by=post.selection.created_by)
    kept = Result.objects.get(pk=result.pk).count
    assert kept == scottish_stv(papers, seats=papers.seats)
    assert all(tuple(each.votes) == papers.candidates for each in kept.rounds)  # on the sheet, the order of the paper
    assert actions.counted_alike(result)


def test_guaranteed_places_are_held_and_shown(counting, party, client):
    names = ["Ash", "Beech", "Cedar", "Elm"]
    rankings = [(0, 1)] * 6 + [(1, 0)] * 5 + [(2,)] * 2 + [(3,)]
    post = counting(names, rankings, rule="scottish-stv", seats=2)
    free = actions.count_post(post=post, by=post.selection.created_by)
    assert set(free.count.elected) == {"Ash", "Beech"}
    post.candidates.filter(name__in=["Cedar", "Elm"]).update(groups=["women"])
    post.guaranteed.create(group="women", at_least=1)
    held = actions.count_post(post=post, by=post.selection.created_by)
    assert set(held.count.elected) == {"Ash", "Cedar"}
    assert held.number == 2
    party.move(post.selection, "declare")
    assert ("Guaranteed places", "1 of women (Cedar; Elm)") in particulars(held).settings
    page = client.get(reverse("selections:results", args=[post.selection_id])).content.decode()
    assert "At least 1 for women: <strong>1</strong> elected." in page


def test_a_lot_is_asked_for_entered_and_kept(counting, client):
    post = counting(["Ash", "Beech"], [(0,), (1,)], rule="scottish-stv", seats=1)
    officer = post.selection.created_by
    with pytest.raises(TieError):
        actions.count_post(post=post, by=officer)
    client.force_login(officer)
    asked = client.post(reverse("selections:count_post", args=[post.selection_id, post.pk]))
    assert asked.status_code == 409
    assert "A lot must be drawn" in asked.content.decode()
    sent = {"tied": ["Ash", "Beech"], "lucky": ["Beech"], "places": "1"}
    client.post(reverse("selections:lot", args=[post.selection_id, post.pk]), sent)
    result = post.results.get()
    assert result.count.elected == ("Beech",)
    assert result.lots == [{"tied": ["Ash", "Beech"], "lucky": ["Beech"]}]
    assert AuditEntry.objects.filter(action="selection.lot").count() == 1


def test_a_lot_is_drawn_once_and_no_second_reverses_the_result(counting, client):
    post = counting(["Ash", "Beech"], [(0,), (1,)], rule="scottish-stv", seats=1)
    officer = post.selection.created_by
    actions.enter_lot(post=post, tied=("Ash", "Beech"), lucky=("Beech",), by=officer)
    actions.count_post(post=post, by=officer)
    with pytest.raises(PermissionDenied, match="A lot is drawn once"):
        actions.enter_lot(post=post, tied=("Ash", "Beech"), lucky=("Ash",), by=officer)
    client.force_login(officer)
    sent = {"tied": ["Ash", "Beech"], "lucky": ["Ash"], "places": "1"}
    answer = client.post(reverse("selections:lot", args=[post.selection_id, post.pk]), sent, follow=True)
    assert "A lot is drawn once" in answer.content.decode()
    assert post.results.get().count.elected == ("Beech",)
    with pytest.raises(DatabaseError, match="lot_drawn_once_for_a_tie"):
        DrawnLot.objects.create(post=post, tied=["Ash", "Beech"], lucky=["Ash"], entered_by=officer, at=timezone.now())


def test_a_lot_that_the_count_does_not_ask_for_is_refused(counting):
    post = counting(["Ash", "Beech", "Cedar"], [(0,), (0,), (1,), (1,), (2,)], rule="scottish-stv", seats=1)
    with pytest.raises(PermissionDenied, match="asks for no lot among Ash, Cedar"):
        actions.enter_lot(post=post, tied=("Ash", "Cedar"), lucky=("Cedar",), by=post.selection.created_by)
    assert not DrawnLot.objects.exists()


@pytest.mark.parametrize("lucky", [[], ["Ash", "Beech"], ["Cedar"]])
def test_a_lot_that_cannot_be_is_refused(counting, client, lucky):
    post = counting(["Ash", "Beech"], [(0,), (1,)], rule="scottish-stv", seats=1)
    client.force_login(post.selection.created_by)
    sent = {"tied": ["Ash", "Beech"], "lucky": lucky, "places": "1"}
    client.post(reverse("selections:lot", args=[post.selection_id, post.pk]), sent)
    assert not DrawnLot.objects.exists()
    assert not Result.objects.exists()


def test_the_announced_seed_decides_and_always_alike(counting):
    fallen = set()
    for seed in ("rain", "sun", "snow", "hail", "fog", "dew"):
        post = counting(["Ash", "Beech"], [(0,), (1,)], rule="scottish-stv", seats=1, tie_seed=seed)
        result = actions.count_post(post=post, by=post.selection.created_by)
        assert result.seed == seed
        assert actions.counted_alike(result)
        fallen |= set(result.count.elected)
    assert fallen == {"Ash", "Beech"}


def test_a_paper_changed_after_the_count_is_found_by_the_recount(counting, client):
    post = counting(["Ash", "Beech"], [(0,)] * 3 + [(1,)] * 2, rule="scottish-stv", seats=1)
    result = actions.count_post(post=post, by=post.selection.created_by)
    one = post.forms.get().papers.filter(ranking=[0]).first()
    one.ranking = [1]
    one.save()
    assert not actions.counted_alike(result)
    client.force_login(post.selection.created_by)
    page = client.post(reverse("selections:count_again", args=[post.selection_id, post.pk]), follow=True)
    assert "it differs" in page.content.decode()


def test_a_kept_count_cannot_be_changed_or_deleted(counting):
    post = counting(["Ash", "Beech"], [(0,)], rule="scottish-stv", seats=1)
    result = actions.count_post(post=post, by=post.selection.created_by)
    for change in (result.delete, lambda: Result.objects.update(seed="mine")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_nothing_is_declared_before_every_post_is_counted(counting, party):
    post = counting(["Ash", "Beech"], [(0,)], rule="scottish-stv", seats=1)
    with pytest.raises(PermissionDenied, match=r"Not counted yet: Leader\."):
        party.move(post.selection, "declare")


def test_who_may_count_and_see_figures_when(counting, party, client):
    post = counting(["Ash", "Beech"], [(0,)], rule="scottish-stv", seats=1)
    selection, officer = post.selection, post.selection.created_by
    director = party.person(Role.DIRECTOR)
    with pytest.raises(PermissionDenied):
        actions.count_post(post=post, by=director)
    actions.count_post(post=post, by=officer)
    places = [reverse("selections:stages", args=[selection.pk, post.pk])]
    places += [
        reverse("selections:sheet", args=[selection.pk, post.pk, kind]) for kind in ("pdf", "html", "csv", "txt")
    ]
    watching, stranger, signed = Client(), Client(), Client()
    watching.force_login(officer)
    signed.force_login(director)
    for place in places:
        assert watching.get(place).status_code == 200
        assert stranger.get(place).status_code == 403
        assert signed.get(place).status_code == 403
    before = stranger.get(reverse("selections:results", args=[selection.pk])).content.decode()
    assert "not declared yet" in before
    assert "Ash" not in before
    party.move(selection, "declare")
    assert all(stranger.get(place).status_code == 200 for place in places)
    assert "Ash" in stranger.get(reverse("selections:results", args=[selection.pk])).content.decode()
    with pytest.raises(PermissionDenied, match="declared"):
        actions.count_post(post=post, by=officer)
    assert not rules.may_count(officer, selection)


@pytest.mark.parametrize("moves", [[], ["abandon-draft"], ["open-nominations", "abandon-nominations"]])
def test_what_never_came_to_a_vote_has_no_public_page(party, client, moves):
    selection = party.selection(party.officer())
    party.section(selection)
    party.post(selection, "Ash")
    party.move(selection, *moves)
    assert client.get(reverse("selections:results", args=[selection.pk])).status_code == 404


def test_the_published_papers_and_the_printed_command_give_the_same_count(counting, party, shared_data, tmp_path):
    papers, rankings = _ward(shared_data)
    post = counting(papers.candidates, rankings, rule="scottish-stv", seats=papers.seats, tie_seed="rain & sun")
    result = actions.count_post(post=post, by=post.selection.created_by)
    party.move(post.selection, "declare")
    published = Publication.objects.get(form__post=post, kind=Publication.Kind.PAPERS)
    (tmp_path / "Leader.blt").write_text(published.text, encoding="utf-8")
    command = recount_command(result)
    assert command.startswith("groundgame count Leader.blt --rule scottish-stv --seats 4 --tie-seed 'rain & sun'")
    answer = subprocess.run(
        f"{Path(sys.executable).parent / command}",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    for digest in result.digests.values():
        assert digest in answer.stdout
    for name in result.count.elected:
        assert name in answer.stdout


@pytest.mark.parametrize("stage", ["", "?stage=1", "?stage=2", "?stage=99", "?stage=x", "?stage=0"])
def test_every_stage_adds_up_on_its_page(counting, shared_data, client, stage):
    papers, rankings = _ward(shared_data)
    post = counting(papers.candidates, rankings, rule="scottish-stv", seats=papers.seats)
    actions.count_post(post=post, by=post.selection.created_by)
    client.force_login(post.selection.created_by)
    page = client.get(reverse("selections:stages", args=[post.selection_id, post.pk]) + stage).content.decode()
    total = f'<td class="num">{papers.total:,}.00000</td>'
    one = stage in {"?stage=1", "?stage=2", "?stage=99"}
    assert page.count(total) == (1 if one else len(post.results.get().count.rounds))
    assert page.count('<th scope="row">Total</th>') == 1
