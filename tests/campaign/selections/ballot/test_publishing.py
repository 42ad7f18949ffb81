"""What is published can be checked by anybody: the receipts, the papers, the numbers, and a count of one's own."""

import json
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from groundgame.campaign.selections.models import BoxPaper, Publication, Section
from groundgame.campaign.selections.sealing import merkle, receipt_of

pytestmark = pytest.mark.django_db

SAID = [[0, 1], [0], [1, 0], [2, 1], [2, 1, 0], []]


@pytest.fixture
def declared(poll, members):
    """Return a ballot whose result is out, and the receipts that its voters hold."""
    voters = poll.entries(members, len(SAID))
    poll.open()
    held = [poll.vote(voter, leader=said).receipts[0][1] for voter, said in zip(voters, SAID, strict=True)]
    poll.close()
    poll.open_by(*poll.scrutineers[:2])
    from groundgame.campaign.selections.actions.publishing import publish_papers

    publish_papers(poll.forms()["Leader"])
    return held


def _listing(client, poll, kind):
    form = poll.forms()["Leader"]
    return client.get(reverse("selections:listing", args=[poll.selection.pk, form.pk, kind])).content.decode()


def test_the_published_papers_are_counted_again_by_the_command(client, poll, declared, tmp_path):
    file = tmp_path / "papers.blt"
    file.write_text(_listing(client, poll, "papers"), encoding="utf-8")
    command = [sys.executable, "-m", "groundgame", "count", str(file), "--rule", "av", "--json"]
    counted = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert counted["rounds"][0]["votes"] == {"Ash": "2", "Beech": "1", "Cedar": "2"}


def test_the_root_is_worked_out_again_from_the_file(client, poll, declared):
    lines = _listing(client, poll, "papers").splitlines()
    papers = lines[1 : lines.index("0")]
    assert len(papers) == len(SAID)
    assert Publication.objects.get(kind="papers").root == merkle.root([line.encode() for line in papers]).hex()


def test_every_voter_finds_the_receipt_with_its_proof_and_nobody_else_does(client, poll, declared):
    page = reverse("selections:published", args=[poll.selection.pk])
    root = bytes.fromhex(Publication.objects.get(kind="receipts").root)
    for receipt in declared:
        found = client.post(page, {"receipt": "-".join([receipt[:4], receipt[4:8], receipt[8:12], receipt[12:16]])})
        proof = found.context["found"]
        steps = [(side, bytes.fromhex(other)) for side, other in proof["steps"]]
        assert merkle.proves(receipt.encode(), steps, root)
    missing = client.post(page, {"receipt": receipt_of(b"none")})
    assert "It is not in the lists" in missing.content.decode()
    assert "✓ The numbers agree" in missing.content.decode()


def test_withdrawn_candidates_are_struck_out_of_the_file(client, poll, declared):
    from groundgame.campaign.selections.actions.publishing import blt_text

    form = poll.forms()["Leader"]
    poll.selection.posts.get().candidates.filter(name="Beech").update(withdrawn_at=poll.selection.created_at)
    assert blt_text(form, ["1 2 1 0"]).splitlines()[:3] == ["3 1", "-2", "1 2 1 0"]


def test_a_delegates_paper_counts_for_the_delegation(poll, members):
    members.card_votes = True
    members.save()
    voter = poll.entry(members, card_votes=4200)
    poll.open()
    poll.vote(voter, leader=[1])
    poll.close()
    assert BoxPaper.objects.get().card_votes == 4200
    assert Publication.objects.get(kind="receipts").text.strip().endswith(" 4200")
    poll.open_by(*poll.scrutineers[:2])
    from groundgame.campaign.selections.actions.publishing import publish_papers

    assert "\n4200 2 0\n" in publish_papers(poll.forms()["Leader"]).text


def test_a_weighed_section_has_a_box_of_its_own_and_any_other_none(poll, members):
    Section.objects.create(selection=poll.selection, name="Unions", position=9)
    poll.selection.posts.update(rule="college")
    poll.open()
    assert sorted(poll.forms()) == ["Leader, Members", "Leader, Unions"]


@pytest.mark.parametrize("table", ["publication", "ballotform"])
@pytest.mark.parametrize("statement", ["UPDATE selections_{} SET text = ''", "DELETE FROM selections_{}"])
def test_the_database_keeps_what_was_published_and_what_was_on_the_paper(declared, table, statement):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
