"""A vote is taken once, in time, by who may cast it; and the very same papers again get the very same answer."""

import datetime as dt

import pytest
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import (
    BoxAccount,
    BoxPaper,
    Entry,
    InboxPaper,
    Mark,
    NewMark,
    OpenedPaper,
    OpenedShare,
    ProvisionalPaper,
    Publication,
    Selection,
)
from groundgame.campaign.selections.sealing import SealError, merkle, receipt_of

pytestmark = pytest.mark.django_db


def test_a_ballot_from_the_first_code_to_the_papers(poll, members):
    voters = poll.entries(members, 30)
    poll.open()
    said = [[0, 1], [2], [], [1, 2, 0]]
    receipts = [
        receipt
        for number, voter in enumerate(voters[:25])
        for _, receipt in poll.vote(voter, leader=said[number % 4]).receipts
    ]
    assert Mark.objects.count() == BoxPaper.objects.count() == 20  # a handful is swept, the rest waits
    assert NewMark.objects.count() == InboxPaper.objects.count() == 5
    poll.close()
    form = poll.forms()["Leader"]
    published = Publication.objects.get(form=form, kind="receipts")
    assert published.text.split() == sorted(receipts)
    assert published.root == merkle.root([receipt.encode() for receipt in sorted(receipts)]).hex()
    first, _, third = poll.scrutineers
    poll.open_by(first)
    assert not OpenedPaper.objects.exists()
    poll.open_by(third)
    papers = [tuple(paper.ranking) for paper in OpenedPaper.objects.all()]
    assert sorted(papers) == sorted(tuple(said[number % 4]) for number in range(25))
    account = BoxAccount.objects.get(form=form)
    assert (account.marked, account.sealed, account.opened, account.spoilt) == (25, 25, 25, 0)
    assert not OpenedShare.objects.exists()


def test_the_same_papers_again_get_the_same_receipts_and_count_once(poll, members):
    voter = poll.entry(members)
    poll.open()
    papers = poll.sealed(voter, leader=[1])
    first = actions.cast(code=poll.codes[voter.pk], envelopes=papers)
    assert actions.cast(code=poll.codes[voter.pk], envelopes=papers) == first
    poll.close()
    assert actions.cast(code=poll.codes[voter.pk], envelopes=papers) == first  # the answer was lost until now
    assert BoxPaper.objects.count() == Mark.objects.count() == 1


def test_other_papers_after_voting_are_refused_as_from_a_second_tab(poll, members):
    voter = poll.entry(members)
    poll.open()
    ((_, receipt),) = poll.vote(voter, leader=[1]).receipts
    with pytest.raises(BallotError, match="Your first paper counts; another one is not taken"):
        poll.vote(voter, leader=[2])
    assert InboxPaper.objects.get().pk == receipt


def test_somebody_elses_sealed_paper_is_not_taken_again(poll, members):
    voter, copier = poll.entries(members, 2)
    poll.open()
    papers = poll.sealed(voter, leader=[1])
    actions.cast(code=poll.codes[voter.pk], envelopes=papers)
    with pytest.raises(BallotError, match="lies in the box already"):
        actions.cast(code=poll.codes[copier.pk], envelopes=papers)
    assert InboxPaper.objects.count() == NewMark.objects.count() == 1


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [(-2, -1, "Voting closed on"), (1, 2, "Voting opens on")],
)
def test_too_late_and_too_early_are_refused_by_the_databases_clock(poll, members, opens, closes, said):
    voter = poll.entry(members)
    poll.open()
    now = timezone.now()
    times = {"voting_opens_at": now + dt.timedelta(hours=opens), "voting_closes_at": now + dt.timedelta(hours=closes)}
    Selection.objects.filter(pk=poll.selection.pk).update(**times)
    with pytest.raises(BallotError, match=said):
        poll.vote(voter)
    assert not NewMark.objects.exists()
    assert not InboxPaper.objects.exists()


def test_voting_before_it_opens_is_refused(poll, members):
    voter = poll.entry(members)
    poll.give_codes()
    with pytest.raises(SealError, match="one paper for each post"):
        actions.cast(code=poll.codes[voter.pk], envelopes={1: b"x"})


def test_a_code_that_was_replaced_is_refused_and_the_new_one_taken(poll, members):
    voter = poll.entry(members)
    poll.open()
    old = poll.codes[voter.pk]
    poll.codes[voter.pk] = actions.reissue(entry=voter, how="email", by=poll.officer).code
    with pytest.raises(BallotError, match="A newer code was sent to you"):
        actions.cast(code=old, envelopes=poll.sealed(voter))
    poll.vote(voter)
    with pytest.raises(BallotError, match="They have voted"):
        actions.reissue(entry=voter, how="email", by=poll.officer)


def test_a_code_is_read_as_people_type_it_and_a_wrong_one_refused(poll, members):
    voter = poll.entry(members)
    poll.open()
    typed = " " + poll.codes[voter.pk].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    actions.cast(code=typed, envelopes=poll.sealed(voter))
    with pytest.raises(BallotError, match="This code is not known"):
        actions.cast(code="AAAAA-AAAAA", envelopes={})


@pytest.mark.parametrize("change", [0, 4, 6, 40, 110, 200, 300, -1])
def test_an_envelope_that_was_changed_is_refused_or_spoilt_and_says_nothing_else(poll, members, change):
    voter = poll.entry(members)
    poll.open()
    papers = poll.sealed(voter, leader=[2])
    ((form, content),) = papers.items()
    changed = bytearray(content)
    changed[change] ^= 1
    try:
        actions.cast(code=poll.codes[voter.pk], envelopes={form: bytes(changed)})
    except SealError:
        assert not NewMark.objects.exists()
        return
    poll.close()
    for user in poll.scrutineers[:2]:
        own = user.scrutinies.get()
        from groundgame.campaign.selections.actions.opening import unopened

        shares = {paper.pk: b"" for paper in unopened(own, 10)}
        actions.save_shares(selection=poll.selection, by=user, shares=shares)
    actions.open_without(selection=poll.selection, by=poll.officer)
    paper = OpenedPaper.objects.get()
    assert paper.spoilt
    assert paper.ranking == []
    assert BoxAccount.objects.get().spoilt == 1


def test_a_paper_for_each_post_or_none(poll, members):
    voter = poll.entry(members)
    poll.open()
    with pytest.raises(SealError, match="one paper for each post"):
        actions.cast(code=poll.codes[voter.pk], envelopes={})
    with pytest.raises(SealError, match="has 423 bytes here; this one has 3"):
        actions.cast(code=poll.codes[voter.pk], envelopes={poll.forms()["Leader"].pk: b"abc"})


def test_a_provisional_paper_is_held_apart_and_admitted_or_destroyed(poll, members):
    admitted, refused = poll.entries(members, 2, Entry.Standing.PROVISIONAL)
    poll.open()
    assert poll.vote(admitted, leader=[0]).provisional
    ((_, gone),) = poll.vote(refused, leader=[1]).receipts
    assert ProvisionalPaper.objects.count() == 2
    assert not InboxPaper.objects.exists()
    with pytest.raises(Exception, match="2 voted while their appeal was open"):
        poll.close()
    Entry.objects.filter(pk=admitted.pk).update(standing=Entry.Standing.INCLUDED)
    Entry.objects.filter(pk=refused.pk).update(standing=Entry.Standing.EXCLUDED)
    poll.close()
    assert not ProvisionalPaper.objects.exists()
    account = BoxAccount.objects.get()
    assert (account.marked, account.sealed, account.admitted, account.refused) == (1, 1, 1, 1)
    assert not BoxPaper.objects.filter(pk=gone).exists()
    poll.open_by(*poll.scrutineers[:2])
    assert OpenedPaper.objects.get().ranking == [0]


def test_a_paper_vote_shuts_out_the_online_one_and_the_other_way_round(poll, members):
    on_paper, online = poll.entries(members, 2)
    poll.open()
    actions.mark_paper_vote(entry=on_paper, by=poll.officer)
    with pytest.raises(BallotError, match="You have voted on paper"):
        poll.vote(on_paper)
    poll.vote(online)
    with pytest.raises(BallotError, match="They have voted online, and that vote counts"):
        actions.mark_paper_vote(entry=online, by=poll.officer)


def test_one_scrutineer_alone_cannot_open_and_a_wrong_share_is_refused(poll, members):
    voters = poll.entries(members, 3)
    poll.open()
    for voter in voters:
        poll.vote(voter, leader=[0])
    poll.close()
    first = poll.scrutineers[0]
    wrong = dict.fromkeys(poll.shares(first), bytes(32))
    with pytest.raises(BallotError, match="is not the one that was sealed"):
        actions.save_shares(selection=poll.selection, by=first, shares=wrong)
    poll.open_by(first)
    assert not OpenedPaper.objects.exists()
    assert not actions.is_open(poll.selection)
    with pytest.raises(Exception, match="The papers are still sealed"):
        poll.move("declare")


def test_no_vote_leaves_an_audit_entry(poll, members):
    voters = poll.entries(members, 3)
    poll.open()
    before = AuditEntry.objects.count()
    for voter in voters:
        poll.vote(voter)
    assert AuditEntry.objects.count() == before
    assert receipt_of(b"") not in BoxPaper.objects.values_list("pk", flat=True)
