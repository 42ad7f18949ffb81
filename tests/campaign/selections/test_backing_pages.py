"""The pages of who backs whom: what is typed there, what they show, and to whom."""

import csv
import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions import Named
from groundgame.campaign.selections.models import Backing, Candidate, Slate

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
PAGES = ("backing", "add_backing", "backing_sheet", "backing_download", "support", "slates", "new_slate")


@pytest.fixture
def officer(client, party):
    user = party.officer()
    client.force_login(user)
    return user


@pytest.fixture
def selection(party, officer):
    selection = party.selection(officer)
    party.section(selection)
    party.post(selection, "Ash", "Beech", nominations_needed=3)
    party.post(selection, "Elm", "Fir", name="Mayor")
    party.move(selection, "open-nominations")
    return selection


def candidate(selection, name) -> Candidate:
    return Candidate.objects.select_related("post__selection").get(post__selection=selection, name=name)


def endorse(officer, selection, cells):
    """Record backers who each endorse one name for each post."""
    people = [names for names, number in cells.items() for _ in range(number)]
    for at, names in enumerate(people):
        for name in names:
            backer = Named("councillor", f"Councillor {at}")
            how = {"what": "endorsement", "given_on": DAY, "source": "A letter"}
            actions.back(by=officer, candidate=candidate(selection, name), backer=backer, **how)


def words(response) -> str:
    text = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(text.replace("&#x27;", "'").split())


def at(name, selection, *parts):
    return reverse(f"selections:{name}", args=[selection.pk, *parts])


def test_one_is_recorded_and_shown(client, selection):
    typed = {
        "what": "nomination", "candidate": candidate(selection, "Ash").pk, "kind": "union", "backer": "Invented Trades",
        "member_number": "", "given_on": "2026-03-02", "source": "https://example.org/a", "another": "1",
    }  # fmt: skip
    answer = client.post(at("add_backing", selection), typed)
    assert answer.url == at("add_backing", selection)
    page = client.get(at("backing", selection))
    assert "Ash 1 2 short 0" in words(page)
    assert '<a href="https://example.org/a" rel="noopener' in page.content.decode()


def test_what_may_not_be_recorded_comes_back_with_the_reason(client, officer, selection):
    typed = {"what": "nomination", "candidate": candidate(selection, "Ash").pk, "kind": "mp", "backer": "An MP"}
    typed |= {"given_on": "2026-03-02", "source": "Said so"}
    client.post(at("add_backing", selection), typed)
    answer = client.post(at("add_backing", selection), typed | {"candidate": candidate(selection, "Beech").pk})
    assert answer.status_code == 422
    assert "An MP already nominates Ash for Leader, and may nominate 1. Withdraw one first." in words(answer)
    answer = client.post(at("add_backing", selection), typed | {"given_on": "2126-03-02"})
    assert "2 March 2126 has not come yet" in words(answer)


def test_a_script_is_no_source_to_follow(client, officer, selection):
    typed = {"what": "endorsement", "candidate": candidate(selection, "Ash").pk, "kind": "mp", "backer": "<b>MP</b>"}
    client.post(at("add_backing", selection), typed | {"given_on": "2026-03-02", "source": "javascript:alert(1)"})
    body = client.get(at("backing", selection)).content.decode()
    assert "&lt;b&gt;MP" in body
    assert 'href="javascript' not in body


def test_a_withdrawal_stays_on_the_page(client, officer, selection):
    endorse(officer, selection, {("Ash",): 1})
    backing = Backing.objects.get()
    client.post(at("withdraw_backing", selection, backing.pk), {"withdrawn_on": "2026-03-09", "source": "By word"})
    page = words(client.get(at("backing", selection)))
    assert "9 Mar 2026 By word" in page
    assert "Ash 0 3 short 0" in page
    again = client.post(at("withdraw_backing", selection, backing.pk), {"withdrawn_on": "2026-03-10"})
    assert again.status_code == 422
    assert "withdrew that on 9 March 2026 already" in words(again)


def test_the_list_can_be_narrowed(client, officer, selection):
    endorse(officer, selection, {("Ash",): 1, ("Beech", "Elm"): 1})
    page = words(
        client.get(at("backing", selection), {"candidate": candidate(selection, "Elm").pk, "kind": "councillor"})
    )
    assert "Councillor 1 Councillor Elm" in page
    assert "Councillor 0" not in page
    assert client.get(at("backing", selection), {"candidate": "x", "kind": "<", "what": "?"}).status_code == 200


def test_a_long_list_comes_in_pages_and_keeps_what_was_asked(client, officer, selection):
    endorse(officer, selection, {("Ash",): 51, ("Beech",): 1})
    query = {"candidate": candidate(selection, "Ash").pk, "page": 2}
    page = client.get(at("backing", selection), query)
    assert "Page 2 of 2" in words(page)
    assert words(page).count("Endorsement 2 Mar 2026") == 1
    assert f"?candidate={query['candidate']}&amp;page=1#list" in page.content.decode()
    assert client.get(at("backing", selection), {"page": "none"}).status_code == 200


def test_what_was_downloaded_can_be_taken_in(client, party, officer, selection):
    endorse(officer, selection, {("Ash", "Elm"): 2})
    actions.withdraw_backing(by=officer, backing=Backing.objects.first(), withdrawn_on=dt.date(2026, 3, 9))
    content = client.get(at("backing_download", selection)).content
    assert len(list(csv.DictReader(io.StringIO(content.decode())))) == 4
    sent = {"sheet": SimpleUploadedFile("backing.csv", content)}
    page = client.post(at("backing_sheet", selection), sent, follow=True)
    assert "0 added, 0 withdrawn, 4 were there already." in words(page)


def test_a_bad_sheet_is_told_and_adds_nothing(client, officer, selection):
    content = b"post,candidate,backer,kind,what,date,source\nLeader,Oak,A,mp,endorsement,2026-03-02,Letter\n"
    answer = client.post(at("backing_sheet", selection), {"sheet": SimpleUploadedFile("b.csv", content)})
    assert answer.status_code == 422
    assert "Nothing was added" in words(answer)
    assert "Line 2: nobody called 'Oak' stands for Leader: write one of Ash, Beech." in words(answer)


def test_support_is_laid_across_two_posts(client, officer, selection):
    endorse(officer, selection, {("Ash", "Elm"): 9, ("Ash", "Fir"): 2, ("Beech", "Elm"): 4, ("Beech", "Fir"): 16})
    page = client.get(at("support", selection))
    assert (
        "Those who back Ash for Leader back Elm for Mayor more often than chance would give: "
        "9 of 11 against 4 of 20 of the others (p = 0.002)."
    ) in words(page)
    assert "Ash 9 (4.6) 2 (6.4) 11 0" in words(page)
    body = page.content.decode()
    assert "Of 11 who back Ash, 9 back Elm; chance would give 4.6." in body
    assert body.count("<rect") == 4


def test_posts_of_two_selections_are_compared_where_one_runs_both(client, party, officer, selection):
    other = party.selection(officer)
    party.section(other)
    mayor = party.post(other, "Oak", "Yew", name="Mayor of somewhere")
    endorse(officer, selection, {("Ash",): 3})
    query = {"first": selection.posts.first().pk, "second": mayor.pk}
    assert "Nobody backs somebody both" in words(client.get(at("support", selection), query))
    stranger = party.selection(party.officer("E09000003"), area="E09000003")
    theirs = party.post(stranger, "Rowan")
    client.force_login(party.officer("E09000005"))
    assert client.get(at("support", selection), query).status_code == 403
    client.force_login(stranger.created_by)
    query = {"first": theirs.pk, "second": mayor.pk}
    assert client.get(at("support", stranger), query).status_code == 422


def test_slates_side_by_side(client, officer, selection):
    for name, on in (("Red", ["Ash", "Elm"]), ("Blue", ["Beech", "Elm"])):
        picked = [candidate(selection, each).pk for each in on]
        answer = client.post(at("new_slate", selection), {"name": name, "statement": "", "candidates": picked})
        assert answer.status_code == 302
    endorse(officer, selection, {("Ash", "Beech"): 1, ("Ash", "Elm"): 1})
    page = words(client.get(at("slates", selection)))
    assert "Elm (Mayor) stands on Blue and Red." in page
    assert "Councillor 0 (councillor) Beech (Leader) Ash (Leader)" in page
    assert "Councillor 1 (councillor)" not in page
    red = words(client.get(at("slate", selection, Slate.objects.get(name="Red").pk)))
    assert "Councillor 1 (councillor) all 2 everybody on it 0" in red
    assert "Councillor 0 (councillor) 1 Ash (Leader) 1" in red


def test_two_slates_do_not_share_a_name(client, selection):
    for status in (302, 422):
        assert client.post(at("new_slate", selection), {"name": "Red", "statement": ""}).status_code == status
    one = Slate.objects.get()
    client.post(at("remove_slate", selection, one.pk))
    assert not Slate.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_the_returning_officers_alone(client, party, selection, name):
    assert client.get(at(name, selection)).status_code == 200
    for role, area in ((Role.DIRECTOR, "E12000007"), (Role.RETURNING_OFFICER, "E09000003"), (None, "")):
        client.force_login(party.person(role, area))
        assert client.get(at(name, selection)).status_code == 403


def test_a_backing_of_another_selection_is_not_reached(client, party, officer, selection):
    endorse(officer, selection, {("Ash",): 1})
    other = party.selection(officer)
    answer = client.post(at("withdraw_backing", other, Backing.objects.get().pk), {"withdrawn_on": "2026-03-09"})
    assert answer.status_code == 404
