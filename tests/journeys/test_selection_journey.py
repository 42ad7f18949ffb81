"""A whole selection in a real browser: a leader by an electoral college of three sections, and a board of twelve.

Made, nominated, frozen, appealed, voted in by two thousand, opened by two of three scrutineers, counted, declared. The
votes of all but a few are cast by the same action that the voter's page reaches; those few are cast by hand.
"""

import datetime as dt
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.ballot import forms_of
from groundgame.campaign.selections.demo.candidates import add_slates, back_candidates, stand
from groundgame.campaign.selections.demo.members import CITY, Party, invent_party
from groundgame.campaign.selections.demo.papers import board_papers, leader_papers
from groundgame.campaign.selections.letters import appeal_code
from groundgame.campaign.selections.models import (
    Appeal,
    BoxAccount,
    Entry,
    OpenedPaper,
    Post,
    ProvisionalPaper,
    Publication,
    Section,
    Selection,
)
from groundgame.campaign.selections.sealing import seal
from groundgame.campaign.selections.states import State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

PASSWORD = "correct horse battery staple"
VOTERS = 2000
BY_HAND = 4
SECTIONS = (("Members", "members", ""), ("Affiliates", "affiliates", ""), ("MPs", "representatives", "mp"))
LIKED = {
    "Members": (3.0, 2.2, 2.0, 0.8, 0.4),
    "Affiliates": (1.6, 3.0, 1.2, 0.6, 0.5),
    "MPs": (1.8, 2.4, 1.6, 0.5, 0.2),
}


@dataclass
class House:
    """The people of the selection, and the party that they hold it for."""

    officer: User
    panel: list[User]
    scrutineers: list[User]
    party: Party
    rng: random.Random
    codes: dict[int, str] = field(default_factory=dict)

    @property
    def selection(self) -> Selection:
        return Selection.objects.get()

    def post(self, name: str) -> Post:
        return Post.objects.get(name=name)

    def roll(self, section: str) -> list[Entry]:
        on_it = Entry.objects.filter(section__name=section, standing=Entry.Standing.INCLUDED)
        return list(on_it.select_related("section", "selection").order_by("pk"))

    def give_codes(self) -> None:
        roll = Entry.objects.exclude(standing=Entry.Standing.EXCLUDED).order_by("pk")
        issued = actions.issue(selection=self.selection, entries=roll, how="letter", by=self.officer)
        self.codes |= {each.entry.pk: each.code for each in issued}


@pytest.fixture
def house() -> House:
    cache.clear()
    people = [
        User.objects.create_user(f"p{number}@example.org", PASSWORD, name=f"Person {number}") for number in range(7)
    ]
    grant_role(by=None, user=people[0], role=Role.RETURNING_OFFICER, area=CITY)
    rng = random.Random(3)
    return House(people[0], people[1:4], people[4:7], invent_party(rng), rng)


def _sign_in(page: Page, user: User, then: str) -> None:
    page.goto(f"/accounts/login/?next={then}")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def _moment(page: Page, name: str, distance: dt.timedelta) -> None:
    moment = timezone.localtime() + distance
    page.locator(f"[name={name}_0]").fill(f"{moment:%Y-%m-%d}")
    page.locator(f"[name={name}_1]").fill(f"{moment:%H:%M}")


def _press(page: Page, house: House, button: str) -> None:
    """Take a move by its button on the selection's page."""
    page.goto(reverse("selections:selection", args=[house.selection.pk]))
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".message.success")).to_be_visible()


def _make(page: Page) -> None:
    """Make the selection with its sections and posts, by their forms."""
    page.get_by_role("link", name="New selection").click()
    page.locator("[name=name]").fill("Leadership and regional board")
    page.locator("[name=area]").select_option(CITY)
    for name, hours in [("freeze_at", -24), ("appeals_until", 24), ("voting_closes_at", 48)]:
        _moment(page, name, dt.timedelta(hours=hours))
    page.locator("[name=tie_seed]").fill("The first frost of the year")
    page.get_by_role("button", name="Save").click()
    for name, who, office in SECTIONS:
        page.get_by_role("link", name="Add a section").click()
        page.locator("[name=name]").fill(name)
        page.locator("[name=who]").select_option(who)
        page.locator("[name=office]").select_option(office)
        page.locator("[name=weight_denominator]").fill("3")
        page.get_by_role("button", name="Save").click()
    _add_post(page, "Leader", "college", 1)
    _add_post(page, "Regional board", "scottish-stv", 12, guaranteed="women: 6\nunder 27: 1", section="Members")


def _add_post(page: Page, name: str, rule: str, seats: int, guaranteed: str = "", section: str = "") -> None:
    page.get_by_role("link", name="Add a post").click()
    page.locator("[name=name]").fill(name)
    page.locator("[name=rule]").select_option(rule)
    page.locator("[name=seats]").fill(str(seats))
    page.locator("[name=guaranteed]").fill(guaranteed)
    if section:
        page.get_by_label(section, exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def _nominate(page: Page, house: House) -> None:
    """Have people stand and be backed: one of each by the form, the others by its action."""
    rules = {"joined": {"days": 183}, "paid_up": {"grace_days": 60}, "not_suspended": {}}
    actions.set_eligibility(section=Section.objects.get(name="Members"), kept=rules, by=house.officer)
    leader, board = house.post("Leader"), house.post("Regional board")
    stand(leader, house.officer, house.party.representatives[:4])
    stand(board, house.officer, house.party.members[24:51])
    for post, person in ((leader, house.party.representatives[4]), (board, house.party.members[51])):
        page.goto(reverse("selections:new_candidate", args=[post.selection_id, post.pk]))
        page.locator("[name=name]").fill(person.name)
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
    _press(page, house, "Open nominations")
    add_slates(house.selection, house.officer, leader, board)
    back_candidates(house.rng, house.officer, [leader], house.party.representatives[5:])
    page.goto(reverse("selections:add_backing", args=[leader.selection_id]))
    page.locator("[name=candidate]").select_option(label=leader.standing[0].name)
    page.locator("[name=kind]").select_option("society")
    page.locator("[name=backer]").fill("Allotment Society")
    page.locator("[name=source]").fill("Letter of its secretary")
    with page.expect_navigation():
        page.get_by_role("button", name="Record it", exact=True).click()


def _appeal(page: Page, house: House) -> list[Entry]:
    """Have three of those shut out appeal, the first by the code in the letter."""
    shut_out = list(Entry.objects.filter(standing=Entry.Standing.EXCLUDED).order_by("member__number"))[-3:]
    page.goto(f"{reverse('selections:appeal')}#{appeal_code(shut_out[0].pk)}")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[name=grounds]")).to_be_visible()
    assert "#" not in page.url
    page.locator("[name=grounds]").fill("I joined in time, but the form lay in a drawer.")
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Your appeal was taken")).to_be_visible()
    for entry in shut_out[1:]:
        actions.appeal(entry=entry, grounds="Everybody ought to have a vote.", by=house.officer)
    return shut_out


def _hear(page: Page, house: House) -> None:
    """Have the panel uphold the first appeal and dismiss the others; one of its findings is given in the browser."""
    upheld, *others = Appeal.objects.order_by("pk")
    _sign_in(page, house.panel[0], reverse("selections:case", args=[house.selection.pk, upheld.pk]))
    page.locator("[name=uphold][value=yes], [name=uphold][value=True]").first.check()
    page.locator("[name=reasons]").fill("The local party confirms the date.")
    page.get_by_role("button", name="Give your finding").click()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    for user in house.panel[1:]:
        actions.find(appeal=upheld, uphold=True, reasons="Confirmed.", by=user)
    for appeal in others:
        for user in house.panel:
            actions.find(appeal=appeal, uphold=False, reasons="The rule applies to everybody alike.", by=user)


def _make_keys(windows: list[Any], house: House, folder: Path) -> list[Path]:
    files = []
    for window, user in zip(windows, house.scrutineers, strict=True):
        actions.name_scrutineer(selection=house.selection, user=user, by=house.officer)
        _sign_in(window.page, user, reverse("selections:scrutineer", args=[house.selection.pk]))
        with window.page.expect_download() as download:
            window.page.get_by_role("button", name="Make my key").click()
        expect(window.page.locator("[data-status]")).to_contain_text("Your key is made")
        files.append(folder / f"{user.pk}.json")
        download.value.save_as(files[-1])
    return files


def _vote(page: Page, code: str, choices: dict[str, list[str]]) -> list[str]:
    """Vote by the link of a letter, and return the receipts."""
    page.goto(f"{reverse('selections:vote')}#{code}")
    expect(page.get_by_label("Your code")).to_have_value(code)
    page.get_by_role("button", name="Go to your paper").click()
    for legend, names in choices.items():
        paper = page.get_by_role("group", name=legend)
        for name in names:
            paper.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Check your paper").click()
    page.get_by_role("button", name="Seal and cast").click()
    expect(page.get_by_role("heading", name="Your vote is taken")).to_be_visible()
    receipts: list[str] = page.locator(".whole-receipt").all_text_contents()
    return receipts


def _vote_by_the_thousand(house: House, wanted: dict[str, int], by_hand: set[int]) -> None:
    """Cast the sealed papers of so many of each section, leaving out those who vote by hand."""
    slates = [
        [
            place
            for place, key in enumerate(_board_keys(house))
            if key in set(slate.candidates.values_list("pk", flat=True))
        ]
        for slate in house.selection.slates.all()
    ]
    for section, number in wanted.items():
        voters = house.rng.sample([entry for entry in house.roll(section) if entry.pk not in by_hand], number)
        leaders = leader_papers(house.rng, number, LIKED[section])
        boards = board_papers(house.rng, number, len(_board_keys(house)), slates)
        forms = [(form.pk, form.post.name, form.paper_form) for form in forms_of(voters[0])]  # one section
        for entry, leader, board in zip(voters, leaders, boards, strict=True):
            said = {"Leader": leader, "Regional board": board}
            papers = {key: seal(paper_form, said[post]) for key, post, paper_form in forms}
            actions.cast(code=house.codes[entry.pk], envelopes=papers)


def _board_keys(house: House) -> list[int]:
    keys: list[int] = house.post("Regional board").forms.get().candidates
    return keys


def _open(windows: list[Any], files: list[Path], house: House) -> None:
    for window, file in zip(windows, files, strict=True):
        window.page.goto(reverse("selections:scrutineer", args=[house.selection.pk]))
        window.page.get_by_label("Your key file").set_input_files(file)
        window.page.get_by_role("button", name="Open my shares").click()
        expect(window.page.locator("[data-status]")).to_contain_text("All your shares are open", timeout=300_000)


def _count(page: Page, house: House) -> None:
    page.goto(reverse("selections:count", args=[house.selection.pk]))
    for name in ("Leader", "Regional board"):
        page.get_by_role("button", name=f"Count {name}", exact=True).click()
        expect(page.locator(".message.success")).to_contain_text(f"{name} is counted")
    page.get_by_role("button", name="Count again and compare Regional board").click()
    expect(page.locator(".message.success")).to_contain_text("the same figures at every stage")


def test_a_selection_from_draft_to_declaration(house, open_window, tmp_path):
    officer = open_window()
    page = officer.page
    _sign_in(page, house.officer, reverse("selections:selections"))
    _make(page)
    _nominate(page, house)
    for user in house.panel:
        actions.name_to_panel(selection=house.selection, user=user, by=house.officer)
    _press(page, house, "Freeze")
    _press(page, house, "Open appeals")
    actions.mark_posted(selection=house.selection, last=house.selection.letters.count(), by=house.officer)
    phone = open_window(width=390, height=844)
    appellants = _appeal(phone.page, house)

    windows = [open_window() for _ in house.scrutineers]
    files = _make_keys(windows, house, tmp_path)
    _press(page, house, "Open voting")
    house.give_codes()
    names = [candidate.name for candidate in house.post("Leader").standing]
    board = [candidate.name for candidate in house.post("Regional board").standing]
    member, mp = house.roll("Members")[-1], house.roll("MPs")[0]
    kept = _vote(phone.page, house.codes[member.pk], {"Leader": names[:2], "Regional board": board[3:6]})
    kept += _vote(open_window().page, house.codes[mp.pk], {"Leader": [names[1]]})
    provisional = [
        _vote(open_window().page, house.codes[entry.pk], {"Leader": names[2:3], "Regional board": board[:1]})
        for entry in appellants[:2]
    ]
    _vote_by_the_thousand(house, {"Members": VOTERS - 310 - BY_HAND, "Affiliates": 288, "MPs": 22}, {member.pk, mp.pk})
    _hear(open_window().page, house)
    assert ProvisionalPaper.objects.count() == 4

    Selection.objects.update(voting_closes_at=timezone.now())
    _press(page, house, "Close voting")
    _open(windows[:2], files[:2], house)
    accounts = BoxAccount.objects.all()
    assert sum(each.sealed for each in accounts.filter(form__post__name="Leader")) == VOTERS - 1  # one was refused
    assert all(each.marked == each.sealed == each.opened for each in accounts)
    assert sum(each.refused for each in accounts.filter(form__post__name="Leader")) == 1
    assert not OpenedPaper.objects.exclude(spoilt="").exists()

    everybody = reverse("selections:results", args=[house.selection.pk])
    phone.page.goto(everybody)
    expect(phone.page.get_by_text("not declared yet")).to_be_visible()
    _count(page, house)
    page.screenshot(path=tmp_path / "count-1280.png", full_page=True)
    _press(page, house, "Declare")
    assert house.selection.state == State.DECLARED

    phone.page.goto(everybody)
    for post in ("Leader", "Regional board"):
        elected = house.post(post).results.get().count.elected
        section = phone.page.get_by_role("region", name=post)
        assert section.locator(".elected li").all_text_contents() == [f"✓ {name}" for name in elected]
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.page.screenshot(path=tmp_path / "results-390.png", full_page=True)
    phone.page.get_by_role("link", name="stages of Regional board").click()
    phone.page.get_by_role("navigation", name="Stages").get_by_role("link", name="Stage 2", exact=True).click()
    phone.page.get_by_role("link", name="Stage 3 ›").click()
    expect(phone.page.get_by_role("heading", name="Stage 3")).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.page.screenshot(path=tmp_path / "stage-390.png", full_page=True)
    wide = open_window()
    wide.page.goto(reverse("selections:stages", args=[house.selection.pk, house.post("Regional board").pk]))
    expect(wide.page.locator("svg.transfers")).to_be_visible()
    wide.page.screenshot(path=tmp_path / "stages-1280.png", full_page=True)

    listed = "".join(Publication.objects.filter(kind=Publication.Kind.RECEIPTS).values_list("text", flat=True))
    assert all(receipt in listed for receipt in [*kept, *provisional[0]])
    assert not any(receipt in listed for receipt in provisional[1])
    for window in [officer, phone, wide, *windows]:
        assert window.complaints == []
