"""A ballot in a real browser: scrutineers make keys, voters seal and cast, two of three open, a receipt is found."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import (
    BoxPaper,
    Candidate,
    Entry,
    InboxPaper,
    OpenedPaper,
    Post,
    Section,
    Selection,
)
from groundgame.campaign.selections.sealing import (
    make_private_key,
    open_paper,
    open_share,
    point_of,
    read_key_file,
    to_text,
)
from groundgame.campaign.selections.states import move_named
from tests.journeys.weighing import weighed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

PASSWORD = "correct horse battery staple"
TREES = "Ash Beech Cedar Damson Elder Fir Gean Hazel Ivy Juniper Kapok Larch Maple Nutmeg Oak Pine Quince Rowan Sallow"
MANY = TREES.split() + [f"{tree} the Younger" for tree in TREES.split()[:11]]


@dataclass
class House:
    """A selection in which voting is about to open, for a leader and a board of many candidates."""

    officer: User
    selection: Selection
    section: Section
    scrutineers: list[User]

    def move(self, *keys: str) -> None:
        for key in keys:
            step = move_named(key)
            assert step is not None
            actions.move(selection=self.selection, step=step, by=self.officer)

    def give_keys(self) -> None:
        """Give the scrutineers keys that their browsers need not make."""
        for user in self.scrutineers:
            point = point_of(make_private_key().public_key())
            actions.keep_public_key(selection=self.selection, by=user, key=to_text(point))

    def voter(self, number: int) -> Entry:
        member = Member.objects.create(number=f"M{number}", name=f"Voter {number}", joined_on=dt.date(2020, 1, 1))
        known = {"selection": self.selection, "section": self.section, "member": member, "decided_by": self.officer}
        return Entry.objects.create(**known, standing=Entry.Standing.INCLUDED, facts={})

    def code(self, entry: Entry) -> str:
        (issued,) = actions.issue(selection=self.selection, entries=[entry], how="letter", by=self.officer)
        return issued.code


@pytest.fixture
def house(settings: Any) -> House:
    cache.clear()
    officer = User.objects.create_user("officer@example.org", PASSWORD, name="The Officer")
    grant_role(by=None, user=officer, role=Role.RETURNING_OFFICER, area="E12000007")
    now = timezone.now()
    dates = {"freeze_at": now - dt.timedelta(days=1), "voting_closes_at": now + dt.timedelta(hours=1)}
    selection = actions.make_selection(by=officer, name="Leader and board", area="E12000007", **dates)
    section = actions.save_section(section=Section(selection=selection, name="Members"), by=officer)
    for name, rule, seats, names in [("Leader", "av", 1, ["Ash", "Beech", "Cedar"]), ("Board", "meek", 12, MANY)]:
        post = Post(selection=selection, name=name, rule=rule, seats=seats)
        actions.save_post(post=post, by=officer, guaranteed={}, sections=())
        for candidate in names:
            actions.save_candidate(candidate=Candidate(post=post, name=candidate), by=officer)
    scrutineers = [
        User.objects.create_user(f"s{number}@example.org", PASSWORD, name=f"S {number}") for number in (1, 2, 3)
    ]
    for user in scrutineers:
        actions.name_scrutineer(selection=selection, user=user, by=officer)
    made = House(officer, selection, section, scrutineers)
    made.move("open-nominations", "freeze", "open-appeals")
    return made


def _sign_in(page: Page, user: User, then: str) -> None:
    page.goto(f"/accounts/login/?next={then}")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def _make_key(page: Page, house: House, user: User, folder: Path) -> Path:
    _sign_in(page, user, reverse("selections:scrutineer", args=[house.selection.pk]))
    with page.expect_download() as download:
        page.get_by_role("button", name="Make my key").click()
    expect(page.locator("[data-status]")).to_contain_text("Your key is made")
    file = folder / f"{user.pk}.json"
    download.value.save_as(file)
    return file


def _vote(page: Page, code: str, leader: list[str], board: list[str]) -> list[str]:
    """Vote by the link of a letter, and return the receipts."""
    page.goto(f"{reverse('selections:vote')}#{code}")
    expect(page.get_by_label("Your code")).to_have_value(code)
    page.get_by_role("button", name="Go to your paper").click()
    for legend, names in [("Leader", leader), ("Board", board)]:
        paper = page.get_by_role("group", name=legend)
        for name in names:
            paper.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Check your papers").click()
    page.get_by_role("button", name="Seal and cast").click()
    expect(page.get_by_role("heading", name="Your vote is taken")).to_be_visible()
    return page.locator(".whole-receipt").all_text_contents()


def test_a_ballot_in_the_browser(house, open_window, tmp_path):
    windows = [open_window() for _ in house.scrutineers]
    files = [
        _make_key(window.page, house, user, tmp_path) for window, user in zip(windows, house.scrutineers, strict=True)
    ]
    voters = [house.voter(number) for number in range(3)]
    house.move("open-voting")
    phone = open_window(width=390, height=844)
    receipts = _vote(phone.page, house.code(voters[0]), ["Cedar", "Ash"], ["Oak", "Ash the Younger", "Fir"])
    assert sorted(receipts) == sorted(InboxPaper.objects.values_list("pk", flat=True))

    # What the browser sealed opens in Python, with the browser's own keys.
    keys = [read_key_file(file.read_text()) for file in files]
    for paper in InboxPaper.objects.select_related("form__post"):
        layout, content = paper.form.paper_form, bytes(paper.envelope)
        shares = {
            layout.keys.index(point_of(key.public_key())) + 1: open_share(content, layout, key) for key in keys[1:]
        }
        named = [layout.candidates[place] for place in open_paper(content, layout, shares)]
        assert named == {"Leader": ["Cedar", "Ash"], "Board": ["Oak", "Ash the Younger", "Fir"]}[paper.form.post.name]

    _vote(open_window().page, house.code(voters[1]), [], [])
    Selection.objects.update(voting_closes_at=timezone.now())
    house.selection.refresh_from_db()
    house.move("close-voting")
    assert BoxPaper.objects.count() == 4

    for window, file in zip(windows[:2], files[:2], strict=True):
        window.page.goto(reverse("selections:scrutineer", args=[house.selection.pk]))
        window.page.get_by_label("Your key file").set_input_files(file)
        window.page.get_by_role("button", name="Open my shares").click()
        expect(window.page.locator("[data-status]")).to_contain_text("All your shares are open")
    said = {(paper.form.post.name, tuple(paper.ranking)) for paper in OpenedPaper.objects.select_related("form__post")}
    assert said == {("Leader", (2, 0)), ("Leader", ()), ("Board", (14, 19, 5)), ("Board", ())}

    phone.page.goto(reverse("selections:published", args=[house.selection.pk]))
    phone.page.get_by_role("textbox", name="Your receipt").fill(receipts[0][:16])
    phone.page.get_by_role("button", name="Look for it").click()
    expect(phone.page.get_by_role("status")).to_contain_text("Your paper is in the box")
    for window in [*windows, phone]:
        assert window.complaints == []


def test_a_vote_whose_answer_was_lost_is_sent_again_and_counts_once(house, open_window):
    house.give_keys()
    voter = house.voter(1)
    house.move("open-voting")
    page = open_window(width=390, height=844).page
    lost = []

    def lose_the_first_answer(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)  # it reaches the server, and the answer does not reach the page
            route.abort()

    page.route("**/vote/cast/", lose_the_first_answer)
    receipts = _vote(page, house.code(voter), ["Ash"], ["Oak"])
    assert lost == [200]
    assert sorted(receipts) == sorted(InboxPaper.objects.values_list("pk", flat=True))


def _ready_to_cast(page: Page, code: str) -> list[str]:
    """Bring a page to its last button, and return the list of all that it sends from then on."""
    page.goto(f"{reverse('selections:vote')}#{code}")
    page.get_by_role("button", name="Go to your paper").click()
    page.get_by_role("button", name="Check your papers").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    return sent


def test_a_page_whose_cookies_were_cleared_fetches_a_token_and_casts_once_more(house, open_window):
    house.give_keys()
    voter = house.voter(1)
    house.move("open-voting")
    page = open_window().page
    sent = _ready_to_cast(page, house.code(voter))
    page.context.clear_cookies()
    page.get_by_role("button", name="Seal and cast").click()
    expect(page.get_by_role("heading", name="Your vote is taken")).to_be_visible()
    assert [url.endswith("/cast/") for url in sent] == [True, False, True]
    assert InboxPaper.objects.count() == 2


def test_a_page_that_is_always_refused_says_so_and_stops(house, open_window):
    house.give_keys()
    voter = house.voter(1)
    house.move("open-voting")
    page = open_window().page
    sent = _ready_to_cast(page, house.code(voter))

    def keep_no_cookie(route: Any) -> None:
        headers = {name: value for name, value in route.request.headers.items() if name != "cookie"}
        route.fulfill(response=route.fetch(headers={**headers, "cookie": ""}))

    page.route("**/vote/cast/", keep_no_cookie)
    page.get_by_role("button", name="Seal and cast").click()
    expect(page.locator("[data-status]")).to_contain_text("this browser keeps no cookies for this site")
    assert page.evaluate("sessionStorage.length") == 0
    page.goto(reverse("selections:vote"))
    page.wait_for_timeout(1500)
    assert sum(url.endswith("/cast/") for url in sent) == 2
    assert not InboxPaper.objects.exists()


def test_the_order_is_made_and_changed_by_keyboard_alone(house, open_window):
    house.give_keys()
    voter = house.voter(1)
    house.move("open-voting")
    window = open_window()
    page = window.page
    page.goto(f"{reverse('selections:vote')}#{house.code(voter)}")
    page.keyboard.press("Enter")  # the code is in, and the button has the focus
    paper = page.get_by_role("group", name="Leader")
    paper.get_by_role("button", name="Ash", exact=True).focus()
    for _ in range(3):  # each choice leaves the focus on the next
        page.keyboard.press("Enter")
    paper.get_by_role("button", name="Move Cedar up").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert paper.locator(".order .name").all_text_contents() == ["Cedar", "Ash", "Beech"]
    paper.get_by_role("button", name="Take Ash out").focus()
    page.keyboard.press("Enter")
    assert paper.locator("ol .name").all_text_contents() == ["Cedar", "Beech"]
    assert window.complaints == []


def test_a_long_paper_weighs_less_than_100_kb(house, open_window):
    house.give_keys()
    voter = house.voter(1)
    house.move("open-voting")
    page = open_window(width=390, height=844).page
    with weighed(page) as weights:
        page.goto(f"{reverse('selections:vote')}#{house.code(voter)}")
        page.get_by_role("button", name="Go to your paper").click()
        expect(page.get_by_role("group", name="Board")).to_be_visible()
    assert 20_000 < sum(weights.values()) < 100_000
