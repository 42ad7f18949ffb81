"""A marked register is typed by number and range: marked once, said at once where doubtful, taken back at will."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.audit.retention import retain
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.marked.actions import mark_line, undo_line
from groundgame.campaign.register.marked.entries import Page
from groundgame.campaign.register.marked.lines import Span, parse_line
from groundgame.campaign.register.models import AbsentVoter, Elector, MarkedEntry, MarkedLine
from groundgame.campaign.register.person.erasing import erase

from .registers import AUGUST, BARNET, JUNE, OTHER_WARD, THERE, WARD, entry

MAY = dt.date(2026, 7, 2)  # a day of voting between the registers of June and August
PAGE = Page(BARNET, "AA", MAY)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("12", [((12, 0), (12, 0), False)]),
        ("12p", [((12, 0), (12, 0), True)]),
        ("12 P", [((12, 0), (12, 0), True)]),
        ("33/1", [((33, 1), (33, 1), False)]),
        ("33/0", [((33, 0), (33, 0), False)]),
        ("15-19", [((15, 0), (19, 0), False)]),
        ("15 – 19p", [((15, 0), (19, 0), True)]),
        ("33/1-3", [((33, 1), (33, 3), False)]),
        ("33/1-40", [((33, 1), (40, 0), False)]),
        ("12,13; 14", [((12, 0), (12, 0), False), ((13, 0), (13, 0), False), ((14, 0), (14, 0), False)]),
        ("0012", [((12, 0), (12, 0), False)]),
    ],
)
def test_a_line_is_read_as_people_type_it(text, spans):
    assert parse_line(text) == ([Span(*each) for each in spans], [])


@pytest.mark.parametrize("text", ["x", "12q", "19-15", "0", "1-900", "12/", "1234567", "12pp", "AB-12"])
def test_what_is_no_number_is_given_back(text):
    assert parse_line(f"7 {text}") == ([Span((7, 0), (7, 0), by_post=False)], [text])


@pytest.fixture
def typist(load, field_work):
    load(
        JUNE,
        *(entry(number, f"Name{'abcdefghi'[number]}") for number in (1, 2, 3, 5)),
        entry(2, "Second", suffix=1),
        entry(8, "Child", born="01/01/2030"),
        entry(1, "There", district="BA", postcode=THERE[0]),
    )
    return field_work.person(Role.AGENT, WARD)


def mark(typist, text, page=PAGE, line_id=None):
    return mark_line(by=typist, page=page, text=text, line_id=line_id or uuid.uuid4())


def marked() -> dict[str, bool]:
    entries = MarkedEntry.objects.select_related("elector").filter(election_date=MAY)
    return {entry.elector.elector_number: entry.by_post for entry in entries}


@pytest.mark.database
@pytest.mark.django_db
class TestMarking:
    def test_numbers_ranges_and_suffixes_are_marked(self, typist):
        line = mark(typist, "1 2-3p 5")
        assert marked() == {"1": False, "2": True, "2/1": True, "3": True, "5": False}
        assert (line.answer["marked"], line.answer["by_post"]) == (5, 3)
        entry = AuditEntry.objects.get(action="register.mark")
        assert (entry.by, entry.details["electors"], entry.area) == (typist, 5, BARNET)

    def test_unknown_and_unreadable_numbers_are_said_and_the_rest_is_marked(self, typist):
        line = mark(typist, "1 3-5 77 x")
        assert marked() == {"1": False, "3": False, "5": False}
        assert line.answer["unknown"] == [["4", "is not on this register"], ["77", "is not on this register"]]
        assert line.answer["unread"] == ["x"]

    def test_numbers_that_follow_one_another_are_said_as_a_run(self, typist):
        line = mark(typist, "9-500")
        assert line.answer["unknown"] == [["9-500", "are not on this register"]]

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("40-20", "runs backwards: write 20-40"),
            ("1-900", "is a run of 900 numbers: 500 are the most at once"),
            ("0", "is no elector number: they begin with 1"),
        ],
    )
    def test_a_run_that_cannot_be_says_why(self, typist, text, why):
        line = mark(typist, text)
        assert (line.answer["unknown"], line.answer["unread"]) == ([[text, why]], [])

    def test_a_child_is_nobody(self, typist):
        assert mark(typist, "8").answer["unknown"] == [["8", "is not on this register"]]
        assert marked() == {}

    def test_who_came_of_age_after_the_day_is_not_marked(self, load, typist):
        Elector.objects.filter(elector_number="5").update(date_of_attainment=MAY + dt.timedelta(days=1))
        assert mark(typist, "5").answer["unknown"] == [["5", "was too young to vote on that day"]]
        assert marked() == {}

    def test_a_number_typed_twice_is_said_and_counted_once(self, typist):
        mark(typist, "1")
        line = mark(typist, "1 1 2")
        assert (line.answer["marked"], line.answer["again"]) == (1, ["1"])
        assert MarkedEntry.objects.count() == 2

    def test_a_number_marked_in_another_way_is_doubtful_and_holds_as_typed_last(self, typist):
        mark(typist, "1p")
        line = mark(typist, "1")
        assert [each[:2] for each in line.answer["doubtful"]] == [["1", "was marked before as voting by post"]]
        assert marked() == {"1": False}

    def test_who_is_on_the_postal_list_and_in_person_is_doubtful(self, typist):
        first = Elector.objects.get(elector_number="1", polling_district="AA")
        AbsentVoter.objects.create(elector=first, borough=BARNET, election_date=MAY, kind=AbsentVoter.Kind.POSTAL)
        doubts = {number: why for number, why, _ in mark(typist, "1 2p 3").answer["doubtful"]}
        assert doubts == {
            "1": "is on the postal voters' list of that day, and was typed as voting in person",
            "2": "is not on the postal voters' list of that day, and was typed as voting by post",
        }

    def test_a_line_sent_twice_counts_once(self, typist):
        line_id = uuid.uuid4()
        assert mark(typist, "1", line_id=line_id) == mark(typist, "1", line_id=line_id)
        assert MarkedLine.objects.count() == MarkedEntry.objects.count() == 1

    def test_the_last_line_is_taken_back_and_what_stood_before_stands_again(self, typist):
        mark(typist, "1p 2")
        mark(typist, "1 3")
        undone = undo_line(by=typist, page=PAGE)
        assert marked() == {"1": True, "2": False}
        assert undone.undone_at is not None
        undo_line(by=typist, page=PAGE)
        assert marked() == {}
        assert undo_line(by=typist, page=PAGE) is None

    def test_taking_back_leaves_what_somebody_else_said_since(self, typist, field_work):
        mark(typist, "1 2")
        mark(field_work.organiser(), "1p")
        undo_line(by=typist, page=PAGE)
        assert marked() == {"1": True}

    def test_the_numbers_are_those_of_the_register_of_the_day(self, load, typist):
        load(AUGUST, entry(1, "Nameb"), entry(2, "Namea"), accept_leavers=True)
        mark(typist, "1")
        assert MarkedEntry.objects.get().elector.surname == "Nameb"
        mark(typist, "2", Page(BARNET, "AA", AUGUST))
        assert MarkedEntry.objects.get(election_date=AUGUST).elector.surname == "Namea"

    def test_only_staff_of_the_districts_ward_type_it(self, typist, field_work):
        with pytest.raises(PermissionDenied, match="'BA' is not in the wards you work in"):
            mark(typist, "1", Page(BARNET, "BA", MAY))
        with pytest.raises(PermissionDenied):
            mark(field_work.person(Role.VOLUNTEER), "1")
        assert mark(field_work.person(Role.AGENT, OTHER_WARD), "1", Page(BARNET, "BA", MAY)).answer["marked"] == 1

    def test_a_line_too_long_is_refused(self, typist):
        with pytest.raises(RegisterFileError, match="has 1,200 characters"):
            mark(typist, "12 " * 400)


@pytest.mark.database
@pytest.mark.django_db
class TestThePage:
    URL = "register:marked"
    QUERY = {"borough": BARNET, "district": "aa", "day": MAY.isoformat()}

    def address(self, **other):
        return reverse(self.URL, query=self.QUERY | other)

    def test_lines_are_typed_one_after_the_other(self, typist, client):
        client.force_login(typist)
        page = client.post(self.address(), {"numbers": "1 2-3p 77", "line": str(uuid.uuid4())}, follow=True)
        text = " ".join(page.content.decode().split())
        assert "4 marked, 3 by post" in text
        assert "77 is not on this register." in text
        assert (page.context["marked_count"], page.context["post_count"]) == (4, 3)
        page = client.post(self.address(), {"numbers": "u"}, follow=True)
        assert page.context["marked_count"] == 0

    def test_script_gets_the_answer_alone(self, typist, client):
        client.force_login(typist)
        page = client.post(self.address(), {"numbers": "1"}, headers={"X-Requested-With": "fetch"})
        assert page.status_code == 200
        assert "1 marked" in page.content.decode()
        assert "<form" not in page.content.decode()

    def test_the_district_is_chosen_from_those_of_ones_wards(self, typist, client):
        client.force_login(typist)
        assert client.get(reverse(self.URL)).context["districts"] == ["AA"]
        assert client.get(self.address(district="BA")).status_code == 403

    @pytest.mark.parametrize(
        ("other", "sentence"),
        [
            ({"day": "2099-01-01"}, "1 January 2099 is still to come"),
            ({"borough": "E09000007"}, "Select a valid choice"),
        ],
    )
    def test_a_page_that_cannot_be_is_refused_with_a_sentence(self, typist, client, other, sentence):
        client.force_login(typist)
        page = client.get(self.address(**other))
        assert page.status_code == 422
        assert sentence in page.content.decode()

    def test_without_a_register_it_says_so(self, field_work, client):
        client.force_login(field_work.organiser())
        page = client.get(self.address())
        assert page.status_code == 422
        assert "Barnet has no register yet" in page.content.decode()

    def test_somebody_erased_is_not_marked_again(self, typist, field_work):
        elector = Elector.objects.get(surname="Nameb")
        erase(by=field_work.person(Role.DATA_OFFICER), elector=elector, asked_on=JUNE, source="letter")
        mark_line(by=typist, page=PAGE, text="1 2", line_id=uuid.uuid4())
        assert set(MarkedEntry.objects.values_list("elector__surname", flat=True)) == {"Namec"}


def test_lines_go_after_a_year_and_the_votes_stay(typist):
    line = mark_line(by=typist, page=PAGE, text="1 2", line_id=uuid.uuid4())
    day = timezone.localdate()
    retain(today=day + dt.timedelta(days=300))
    assert MarkedLine.objects.filter(pk=line.pk).exists()
    retain(today=day + dt.timedelta(days=400))
    assert not MarkedLine.objects.exists()
    assert MarkedEntry.objects.count() == 2
