"""A voter's pages as a browser without script sends them, and what they weigh."""

import logging

import pytest
from django.urls import reverse

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.credentials import without_code
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import Candidate, InboxPaper, NewMark, OpenedPaper, Section
from groundgame.campaign.selections.sealing import seal, to_text

pytestmark = pytest.mark.django_db


def _paper(client, code):
    return client.post(reverse("selections:vote"), {"code": code})


def _marked(page, **marks):
    """Return what the page's form sends without script."""
    form = page.context["papers"][0]["form"]
    sent = {"code": page.context["code"], "seed": page.context["seed"]}
    return sent | {f"rank-{form.pk}-{name.removeprefix('place')}": number for name, number in marks.items()}


@pytest.fixture
def code(poll, members):
    voter = poll.entry(members)
    poll.open()
    return poll.codes[voter.pk]


def test_a_vote_without_script_is_sealed_on_arrival_and_a_second_tap_gets_the_same_receipt(client, poll, code):
    page = _paper(client, code)
    assert page.status_code == 200
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    sent = _marked(page, place0="2", place2="1")
    first = client.post(reverse("selections:cast"), sent)
    again = client.post(reverse("selections:cast"), sent)
    assert first.status_code == again.status_code == 200
    (receipt,) = {row["receipt"] for answer in (first, again) for row in answer.context["rows"]}
    assert InboxPaper.objects.get().pk == receipt
    poll.close()
    poll.open_by(*poll.scrutineers[1:])
    assert OpenedPaper.objects.get().ranking == [2, 0]


@pytest.mark.parametrize(
    "marks",
    [{"place0": "1", "place1": "1"}, {"place0": "2"}, {"place1": "1", "place2": "3"}, {"place0": "first"}],
)
def test_marks_that_are_no_order_are_refused_with_a_sentence(client, code, marks):
    answer = client.post(reverse("selections:cast"), _marked(_paper(client, code), **marks))
    assert answer.status_code == 422
    assert "each number once and none left out" in answer.content.decode()
    assert not NewMark.objects.exists()


def test_a_second_tab_is_told_that_the_first_paper_counts(client, poll, code):
    tabs = [_paper(client, code), _paper(client, code)]
    answers = [client.post(reverse("selections:cast"), _marked(tab, place0="1")) for tab in tabs]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert "You have voted already. Your first paper counts" in answers[1].content.decode()
    assert InboxPaper.objects.count() == 1
    assert _paper(client, code).status_code == 409


@pytest.mark.parametrize("sent", [{}, {"sealed": "1"}, {"sealed": "1", "paper": "x"}, {"seed": "!"}, {"seed": "AAAA"}])
def test_a_form_with_something_missing_takes_nothing(client, code, sent):
    answer = client.post(reverse("selections:cast"), {"code": code, **sent})
    assert answer.status_code == 422
    assert not NewMark.objects.exists()


def test_an_unknown_code_is_refused_on_both_pages(client, code):
    for name in ("vote", "cast"):
        answer = client.post(reverse(f"selections:{name}"), {"code": "00000"})
        assert answer.status_code == 409
        assert "This code is not known" in answer.content.decode()


def test_a_sealed_paper_is_taken_as_it_is(client, poll, code):
    form = poll.forms()["Leader"]
    sent = {"code": code, "sealed": "1", f"paper-{form.pk}": to_text(seal(form.paper_form, [1]))}
    assert client.post(reverse("selections:cast"), sent).status_code == 200


def test_neither_session_nor_cookie_is_made_for_a_voter(client, code):
    page = _paper(client, code)
    client.post(reverse("selections:cast"), _marked(page, place0="1"))
    assert "sessionid" not in client.cookies


def test_a_vote_writes_no_line_to_any_log(client, poll, code, caplog):
    caplog.set_level(logging.INFO)
    page = _paper(client, code)
    client.post(reverse("selections:cast"), _marked(page, place0="1"))
    assert NewMark.objects.count() == 1
    assert caplog.records == []


def test_a_section_that_votes_for_no_post_gets_no_codes_and_takes_no_vote(client, poll, members):
    idle = Section.objects.create(selection=poll.selection, name="Friends", position=9)
    poll.selection.posts.get().sections.add(members)
    voter, friend = poll.entry(members), poll.entry(idle)
    poll.open()
    assert set(without_code(poll.selection, "email")) == {voter}
    with pytest.raises(BallotError, match="No post is elected by Friends"):
        actions.reissue(entry=friend, how="letter", by=poll.officer)
    for name in ("vote", "cast"):
        answer = client.post(reverse(f"selections:{name}"), {"code": poll.codes[friend.pk], "sealed": "1"})
        assert answer.status_code == 409
        assert "there is nothing for you to vote on" in answer.content.decode()
    assert not NewMark.objects.exists()


def test_a_paper_of_a_hundred_candidates_weighs_little_and_can_be_numbered_without_script(client, poll, members):
    post = poll.selection.posts.get()
    Candidate.objects.bulk_create(
        Candidate(post=post, name=f"A candidate with a rather long name {number}") for number in range(97)
    )
    voter = poll.entry(members)
    poll.open()
    page = _paper(client, poll.codes[voter.pk])
    assert len(page.context["papers"][0]["layout"].candidates) == 100
    assert len(page.content) < 60_000  # the scripts and sheets of the page are some 40 kB
    assert client.post(reverse("selections:cast"), _marked(page, place99="1", place0=" 2 ")).status_code == 200
