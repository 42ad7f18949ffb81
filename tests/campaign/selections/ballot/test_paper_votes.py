"""Paper votes: typed in twice by two people, compared, settled, and counted among all others."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.paper_entry import differences, drop_batch, make_batch, settle, type_batch
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import Batch, BoxAccount, Entry, OpenedPaper, Section, TypedPaper
from groundgame.campaign.selections.rules.balloting import has_voted
from groundgame.campaign.selections.sealing import SealError

pytestmark = pytest.mark.django_db

GOOD = {1: ((0, 1), ""), 2: ((), ""), 3: ((), "two crosses and a face")}


@pytest.fixture
def batch(poll, members):
    """Return a bundle of three papers, beside one vote online; voting is closed."""
    voters = poll.entries(members, 4)
    poll.open()
    for voter in voters[:3]:
        actions.mark_paper_vote(entry=voter, by=poll.officer)
    poll.vote(voters[3], leader=[2])
    poll.close()
    return make_batch(form=poll.forms()["Leader"], name="A", papers=3, by=poll.officer)


def test_papers_typed_alike_twice_are_settled_and_counted_with_the_others(poll, batch):
    first, second = poll.scrutineers[:2]
    assert type_batch(batch=batch, papers=GOOD, by=first) == 1
    poll.open_by(first, second)
    assert not OpenedPaper.objects.exists()  # the box waits for the paper votes, so that all lie in one order
    assert type_batch(batch=batch, papers=GOOD, by=second) == 2
    rankings = sorted((paper.ranking, paper.spoilt) for paper in OpenedPaper.objects.all())
    assert rankings == [([], ""), ([], "two crosses and a face"), ([0, 1], ""), ([2], "")]
    account = BoxAccount.objects.get()
    assert (account.marked, account.marked_on_paper, account.opened, account.typed, account.spoilt) == (1, 3, 1, 3, 1)


def test_one_person_does_not_type_twice(poll, batch):
    type_batch(batch=batch, papers=GOOD, by=poll.officer)
    with pytest.raises(BallotError, match="Somebody else types it the second time"):
        type_batch(batch=batch, papers=GOOD, by=poll.officer)


def test_what_was_read_differently_is_shown_and_settled(poll, batch):
    first, second, third = poll.scrutineers
    type_batch(batch=batch, papers=GOOD, by=first)
    type_batch(batch=batch, papers=GOOD | {1: ((0, 2), "")}, by=second)
    (difference,) = differences(batch)
    assert (difference.number, difference.first.ranking, difference.second.ranking) == (1, [0, 1], [0, 2])
    with pytest.raises(BallotError, match="for each paper that was read differently"):
        settle(batch=batch, chosen={}, by=third)
    for typist in (first, second):
        with pytest.raises(BallotError, match="Somebody who did not settles"):
            settle(batch=batch, chosen={1: ((0, 2), "")}, by=typist)
    settle(batch=batch, chosen={1: ((0, 2), "")}, by=third)
    poll.open_by(first, second)
    assert [0, 2] in OpenedPaper.objects.values_list("ranking", flat=True)
    assert TypedPaper.objects.count() == 7  # what each read is kept


def test_more_papers_than_voters_are_refused(poll, batch):
    with pytest.raises(BallotError, match="4 papers would be typed in, and 3 voters are marked"):
        make_batch(form=batch.form, name="B", papers=1, by=poll.officer)


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        ({1: ((0,), "")}, "holds 3 papers: type every one"),
        (GOOD | {2: ((7,), "")}, "Paper 2: The paper names candidate"),
    ],
)
def test_what_cannot_be_is_refused_whole(poll, batch, papers, said):
    with pytest.raises((BallotError, SealError), match=said):
        type_batch(batch=batch, papers=papers, by=poll.officer)
    assert not TypedPaper.objects.exists()


def test_the_box_waits_for_the_last_bundle_of_paper_votes(poll, batch):
    smaller = {1: ((1,), "")}
    batch.papers = 1
    batch.save()
    poll.open_by(*poll.scrutineers[:2])
    for who in poll.scrutineers[:2]:
        type_batch(batch=batch, papers=smaller, by=who)
    assert not OpenedPaper.objects.exists()
    with pytest.raises(PermissionDenied, match="2 paper votes must be typed in twice"):
        poll.move("declare")
    rest = make_batch(form=batch.form, name="B", papers=2, by=poll.officer)
    for who in poll.scrutineers[:2]:
        type_batch(batch=rest, papers={1: ((0,), ""), 2: ((), "no paper in the envelope")}, by=who)
    assert OpenedPaper.objects.count() == 4


def test_a_ballot_on_paper_alone_refuses_every_sealed_paper_and_is_counted(poll, members):
    actions.hold_ballot(selection=poll.selection, by=poll.officer, paper_only=True)
    poll.selection.scrutineers.all().delete()
    voter = poll.entry(members)
    poll.open()
    form = poll.forms()["Leader"]
    with pytest.raises(BallotError, match="This ballot is on paper alone"):
        actions.cast(code=poll.codes[voter.pk], envelopes={form.pk: b"GGB1" + bytes(200)})
    actions.mark_paper_vote(entry=voter, by=poll.officer)
    poll.close()
    bundle = make_batch(form=form, name="A", papers=1, by=poll.officer)
    for who in (poll.officer, poll.party.officer()):
        type_batch(batch=bundle, papers={1: ((2,), "")}, by=who)
    assert OpenedPaper.objects.get().ranking == [2]


def test_a_delegates_card_votes_are_not_taken_on_paper(poll, members):
    members.card_votes = True
    members.save()
    voter = poll.entry(members, card_votes=900)
    poll.open()
    with pytest.raises(BallotError, match="is taken online alone"):
        actions.mark_paper_vote(entry=voter, by=poll.officer)


def test_a_stranger_types_nothing(party, batch):
    with pytest.raises(PermissionDenied, match="typed in by the returning officer and the scrutineers"):
        type_batch(batch=batch, papers=GOOD, by=party.person())


def test_the_pages_from_the_first_reading_to_the_settled_bundle(client, poll, batch):
    page = reverse("selections:batch", args=[poll.selection.pk, batch.pk])
    lines = {"paper-1": "1 2", "paper-2": "0", "paper-3": "x two crosses"}
    client.force_login(poll.scrutineers[0])
    assert client.post(page, lines | {"paper-2": "9"}).status_code == 422
    assert client.post(page, lines).status_code == 302
    client.force_login(poll.scrutineers[1])
    assert client.post(page, lines | {"paper-1": "2 1"}).status_code == 302
    assert "Somebody who did not settles" in client.get(page).content.decode()
    client.force_login(poll.scrutineers[2])
    shown = client.get(page).content.decode()
    assert "first read <code>1 2</code>, then <code>2 1</code>" in shown
    assert client.post(page, {"paper-1": "1 2"}).status_code == 302
    batch.refresh_from_db()
    assert batch.settled_by == poll.scrutineers[2]
    overview = client.get(reverse("selections:paper_votes", args=[poll.selection.pk])).content.decode()
    assert "settled" in overview


def test_a_bundle_that_was_counted_wrongly_is_taken_away_until_somebody_types_it(client, poll, batch):
    page = reverse("selections:drop_batch", args=[poll.selection.pk, batch.pk])
    client.force_login(poll.scrutineers[0])
    assert client.post(page).status_code == 403
    client.force_login(poll.officer)
    assert client.post(page).status_code == 302
    assert not Batch.objects.exists()
    anew = make_batch(form=poll.forms()["Leader"], name="A", papers=3, by=poll.officer)
    type_batch(batch=anew, papers=GOOD, by=poll.scrutineers[0])
    with pytest.raises(BallotError, match="is typed already, and stays"):
        drop_batch(batch=anew, by=poll.officer)


def test_one_section_of_a_member_of_two_is_marked_and_a_wrong_mark_taken_back(client, poll, members):
    other = Section.objects.create(selection=poll.selection, name="Unions", position=9)
    voter = poll.entry(members)
    second = Entry.objects.create(
        selection=poll.selection,
        section=other,
        member=voter.member,
        standing="included",
        facts={},
        reasons=[],
        decided_by=poll.officer,
    )
    poll.selection.posts.update(rule="college")  # which weighs sections: a vote in each is meant
    poll.open()
    client.force_login(poll.officer)
    mark, unmark = (reverse(f"selections:{name}_paper", args=[poll.selection.pk]) for name in ("mark", "unmark"))
    number = {"member": voter.member.number}
    answer = client.post(mark, number, follow=True)
    assert "is on the roll in Members, Unions: choose the section" in answer.content.decode()
    assert (has_voted(voter), has_voted(second)) == ("", "")
    client.post(mark, number | {"section": other.pk})
    assert (has_voted(voter), has_voted(second)) == ("", "paper")
    client.post(unmark, number | {"section": other.pk})
    assert has_voted(second) == ""
    assert AuditEntry.objects.filter(action="selection.unmark_paper_vote").count() == 1
    poll.vote(second)
    answer = client.post(unmark, number | {"section": other.pk}, follow=True)
    assert "not marked as having voted on paper" in answer.content.decode()
    assert has_voted(second) == "online"
