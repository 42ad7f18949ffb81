"""The pages of an electorate and its appeals, as the returning officer, the panel and the member see them."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.letters import appeal_code
from groundgame.campaign.selections.models import Section, Selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(party) -> SimpleNamespace:
    """A selection whose appeals are open: two shut out, a panel of three, and each person's own browser."""
    officer = party.officer()
    selection = party.selection(officer, appeals_until=timezone.now() + dt.timedelta(days=3))
    section = party.section(selection, eligibility={"paid_up": {"grace_days": 0}})
    party.post(selection, "Ash", "Beech")
    party.move(selection, "open-nominations")
    party.member(name="Included Person")
    first, second = (party.member(name=name, paid_until=None) for name in ("First Person", "Second <b>Person</b>"))
    outside = party.member(name="Outside Person", kind="supporter")
    party.move(selection, "freeze")
    panel = [party.person() for _ in range(3)]
    for user in panel:
        actions.name_to_panel(selection=selection, user=user, by=officer)
    party.move(selection, "open-appeals")
    entries = {entry.member_id: entry for entry in selection.entries.all()}
    return SimpleNamespace(
        selection=selection,
        section=section,
        first=entries[first.pk],
        second=entries[second.pk],
        outside=outside,
        officer=_browser(officer),
        panel=[_browser(user) for user in panel],
        member=Client(),
    )


def _browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(browser: Client, name: str, *args, **query) -> str:
    response = browser.get(reverse(f"selections:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _post(browser: Client, name: str, *args, **data):
    return browser.post(reverse(f"selections:{name}", args=args), data, follow=True)


def _case(told, code):
    response = _post(told.member, "appeal", code=code)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_electorate_is_shown_in_words_and_figures(told):
    page = _page(told.officer, "electorate", told.selection.pk)
    assert "Subscription paid up to" in page
    assert "<dt>may vote</dt><dd>1</dd>" in page
    assert "<dt>may not vote</dt><dd>2</dd>" in page
    assert '<th scope="row">Paid up</th><td class="num">2</td>' in page
    assert "Barnet" in page


def test_a_member_is_found_by_name_and_number_and_somebody_outside_by_number(told):
    page = _page(told.officer, "electorate", told.selection.pk, q="second")
    assert "Second &lt;b&gt;Person" in page
    assert "No subscription payment is recorded" in page
    assert "First Person" not in page
    assert "Outside Person" not in _page(told.officer, "electorate", told.selection.pk, q="Outside")
    page = _page(told.officer, "electorate", told.selection.pk, q=told.outside.number.lower())
    assert "Outside Person" in page
    answer = _post(told.officer, "enter_outsider", told.selection.pk, told.section.pk, told.outside.pk)
    assert "The records did not show this: A member of the party on" in answer.content.decode()
    assert "Nobody of the electorate is found" in _page(told.officer, "electorate", told.selection.pk, q="nobody there")


def test_the_rules_are_changed_in_a_form_until_the_freeze(party):
    officer = party.officer()
    selection = party.selection(officer, area="E09000003")
    section = party.section(selection)
    browser = _browser(officer)
    offered = _page(browser, "eligibility", selection.pk, section.pk)
    assert 'name="joined" value="183"' in offered, "the usual rules are offered to begin with"
    answer = _post(
        browser, "eligibility", selection.pk, section.pk, joined="0", not_suspended="on", lives_in="E05013628"
    )
    assert "Lives in Barnet Vale" in answer.content.decode()
    assert Section.objects.get(pk=section.pk).eligibility == {
        "joined": {"days": 0},
        "not_suspended": {},
        "lives_in": {"area": "E05013628"},
    }
    for wrong in ({"joined": "-1"}, {"paid_up": "400"}, {"lives_in": "E09000007"}):
        assert _post(browser, "eligibility", selection.pk, section.pk, **wrong).status_code == 422
    Selection.objects.filter(pk=selection.pk).update(state="frozen")
    assert _post(browser, "eligibility", selection.pk, section.pk).status_code == 403


def test_letters_are_sent_with_the_way_to_appeal_of_this_very_site(told):
    answer = _post(told.officer, "send_letters", told.selection.pk)
    assert "2 letters are sent" in answer.content.decode()
    links = sorted(line for message in mail.outbox for line in message.body.splitlines() if line.startswith("http"))
    page = f"http://testserver{reverse('selections:appeal')}"
    assert links == sorted(f"{page}#{appeal_code(entry.pk)}" for entry in (told.first, told.second))
    (letter,) = told.first.letters.all()
    given = told.officer.get(reverse("selections:letter", args=[told.selection.pk, letter.pk]))
    assert given.headers["Content-Type"] == "application/pdf"
    assert given.content.startswith(b"%PDF-")


def test_a_member_appeals_by_their_code_and_follows_it(told):
    code = appeal_code(told.first.pk)
    page = _case(told, code)
    assert "You do not have a vote" in page
    assert "No subscription payment is recorded" in page
    assert _post(told.member, "appeal", code=code, grounds=" ").status_code == 422
    answer = _post(told.member, "appeal", code=code, grounds="I paid <i>cash</i>.").content.decode()
    assert "Your appeal was taken" in answer
    assert "I paid &lt;i&gt;cash&lt;/i&gt;." in answer
    again = _post(told.member, "appeal", code=code, grounds="And again.")
    assert again.status_code == 422
    assert "You have appealed already" in again.content.decode()
    for browser in told.panel:
        _post(browser, "find", told.selection.pk, told.first.appeal.pk, uphold="yes", reasons="A receipt was shown.")
    page = _case(told, code)
    assert "Your appeal is upheld: you have a vote" in page
    assert "A receipt was shown." in page


def test_a_late_appeal_is_refused_in_a_sentence(told, unguarded):
    past = timezone.now() - dt.timedelta(minutes=1)
    with unguarded():
        told.first.letters.update(appeal_by=past)
    Selection.objects.filter(pk=told.selection.pk).update(appeals_until=past)
    code = appeal_code(told.first.pk)
    assert "This one is too late" in _case(told, code)
    answer = _post(told.member, "appeal", code=code, grounds="Please.")
    assert "This one is too late" in answer.content.decode()
    assert not hasattr(type(told.first).objects.get(pk=told.first.pk), "appeal")


def test_a_code_shows_its_own_case_and_a_wrong_one_shows_none(told):
    page = _case(told, appeal_code(told.first.pk))
    assert "Second" not in page
    wrong = appeal_code(told.first.pk)[:-4] + "AAAA"
    answer = _post(told.member, "appeal", code=wrong)
    assert answer.status_code == 422
    assert "This code is not known" in answer.content.decode()
    assert "First Person" not in answer.content.decode()
    typed = _post(told.member, "appeal", code=appeal_code(told.first.pk).lower())
    assert "First Person" in typed.content.decode()
    assert "no-store" in typed.headers["Cache-Control"]


def test_a_code_in_the_address_is_not_read():
    """It would stand in every log on its way."""
    with pytest.raises(NoReverseMatch):
        reverse("selections:appeal", args=["1-ABCD-EFGH-IJKL-MNOP"])


def test_a_code_ends_with_its_selection(told):
    Selection.objects.filter(pk=told.selection.pk).update(state="closed")
    answer = _post(told.member, "appeal", code=appeal_code(told.first.pk))
    assert answer.status_code == 410
    assert "its codes have ended" in answer.content.decode()
    assert "First Person" not in answer.content.decode()


def test_the_officer_enters_an_appeal_that_came_by_post(told):
    answer = _post(told.officer, "appeal_for", told.selection.pk, told.second.pk, grounds="By letter of 3 May.")
    assert "They may vote provisionally" in answer.content.decode()
    assert "entered for them by" in _page(told.officer, "case", told.selection.pk, told.second.appeal.pk)


def test_one_of_the_panel_judges_alone_and_sees_only_what_they_may_hear(told):
    cases = [actions.appeal(entry=entry, grounds="Why?", by=None) for entry in (told.first, told.second)]
    pk = told.selection.pk
    _post(told.panel[0], "find", pk, cases[0].pk, uphold="no", reasons="Nothing was shown.")
    assert "Nothing was shown." not in _page(told.panel[1], "case", pk, cases[0].pk)
    assert "Nothing was shown." in _page(told.panel[0], "case", pk, cases[0].pk)
    _post(told.panel[1], "interest", pk, cases[1].pk, why="We are neighbours.")
    listed = _page(told.panel[1], "appeals", pk)
    assert "First Person" in listed
    assert "Second" not in listed
    assert "You declared an interest in this appeal: We are neighbours." in listed
    assert told.panel[1].get(reverse("selections:case", args=[pk, cases[1].pk])).status_code == 403
    assert "<strong>1</strong> waits for your finding" in _page(told.panel[1], "hearings")
    assert "Only 2 of the panel may hear it: name more" in _page(told.officer, "appeals", pk)


def test_the_panel_is_named_by_address_and_number(told, party):
    pk, user = told.selection.pk, party.person()
    own = party.member()
    answer = _post(told.officer, "name_to_panel", pk, email=user.email.upper(), number=own.number.lower())
    assert f"{user} is on the panel." in answer.content.decode()
    place = told.selection.panel_members.get(user=user)
    assert place.member == own
    for wrong, sentence in (
        ({"email": "nobody@example.org"}, "Nobody signs in as nobody@example.org"),
        ({"email": user.email, "number": "M0"}, "No member has the number M0"),
    ):
        answer = _post(told.officer, "name_to_panel", pk, **wrong)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert "is on the panel already" in _post(told.officer, "name_to_panel", pk, email=user.email).content.decode()
    _post(told.officer, "take_off_panel", pk, place.pk)
    assert told.selection.panel_members.filter(left_at=None).count() == 3


def test_every_page_of_it_is_small(told):
    for browser, name, args in (
        (told.officer, "electorate", [told.selection.pk]),
        (told.officer, "entry", [told.selection.pk, told.first.pk]),
        (told.officer, "appeals", [told.selection.pk]),
    ):
        assert len(_page(browser, name, *args)) < 100_000
    assert len(_case(told, appeal_code(told.first.pk))) < 100_000
