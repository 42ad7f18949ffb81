"""Sheets and lists as PDF: the app's own order, numbered lines, codes, the page that they are typed on."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from groundgame.campaign.canvass.models import IntentionCode
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.asked import Person
from groundgame.campaign.doorstep.doors import stretches_of
from groundgame.campaign.doorstep.models import Sheet
from groundgame.campaign.doorstep.paper.codes import codebook
from groundgame.campaign.doorstep.paper.layout import Layout
from groundgame.campaign.doorstep.paper.lines import Head, Line, lines_of, rows_of
from groundgame.campaign.doorstep.paper.lists import ListedDoor
from groundgame.campaign.doorstep.paper.pages import pages_of
from groundgame.campaign.doorstep.paper.typed import TypedError, read_typed
from groundgame.campaign.doorstep.printing import sheets_pdf
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import AbsentVoter, Elector, Suppression
from groundgame.printing import REGULAR, register_fonts
from tests.electoral.counting.pdf_text import page_texts as pages_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(field_work):
    return codebook(field_work.script())


def _pdf(sheets, **how):
    return sheets_pdf(sheets, sheets[0].outing.walk.session, lambda sheet: f"https://x.example/{sheet.code}/", **how)


def test_a_sheet_has_a_numbered_line_for_everybody_in_the_order_of_the_walk(streets, field_work):
    organiser = field_work.organiser()
    doors = [*streets.road(4), *streets.block(12)]
    (walk,) = streets.walks(organiser)
    (sheet,) = actions.print_walks(by=organiser, walks=[walk])
    order = list(walk.doors.order_by("position").values_list("address", flat=True))
    assert sheet.doors == order
    assert len(sheet.electors) == len(doors)
    text = "\n".join(pages_text(_pdf([sheet])))
    names = [str(Elector.objects.get(pk=pk)) for pk in sheet.electors]
    places = [text.index(name + "\n") for name in names]
    assert places == sorted(places)
    for shown in (
        f"Sheet {sheet.code}",
        "Alder Court, 40 Abbotts Road, 12 flats",
        "Abbotts Road, even numbers",
        "Evening",
    ):
        assert shown in text


def test_a_list_and_large_print_hold_the_same_doors(streets, field_work):
    organiser = field_work.organiser()
    streets.road(40)
    (walk,) = streets.walks(organiser)
    (sheet,) = actions.print_walks(by=organiser, walks=[walk])
    names = {str(elector) for elector in Elector.objects.all()}
    usual, large, listed = _pdf([sheet]), _pdf([sheet], large=True), _pdf([sheet], lists=True)
    for pdf in (usual, large, listed):
        text = "\n".join(pages_text(pdf))
        assert all(name in text for name in names)
    assert len(pages_text(large)) > len(pages_text(usual)) > len(pages_text(listed))


def test_printing_again_gives_the_same_sheet_without_those_who_object_by_now(streets, field_work):
    organiser = field_work.organiser()
    streets.road(3)
    (walk,) = streets.walks(organiser)
    (sheet,) = actions.print_walks(by=organiser, walks=[walk])
    gone = Elector.objects.get(pk=sheet.electors[1])
    suppress(by=organiser, elector=gone, kind=Suppression.Kind.DO_NOT_KNOCK, source="by letter")
    (again,) = actions.print_walks(by=organiser, walks=[walk])
    assert again.pk == sheet.pk
    text = pages_text(_pdf([again]))[0].split("\n")
    assert str(gone) not in text
    assert {"1", "3"} <= set(text)
    assert "2" not in [line for line in text if line.isdigit() and text[text.index(line) + 1] == "5"]
    assert Sheet.objects.get().electors[1] == gone.pk, "the numbers of the others stay"


def test_postal_voters_and_what_was_said_last_are_on_the_sheet_but_no_objector_s_opinion(streets, field_work):
    organiser = field_work.organiser()
    one, two = streets.road(2)
    (walk,) = streets.walks(organiser)
    first, second = (Elector.objects.get(address=door) for door in (one, two))
    AbsentVoter.objects.create(borough=first.borough, elector=first, election_date="2026-05-07", kind="postal")
    for elector in (first, second):
        report = _answered(elector, "us")
        from groundgame.campaign.canvass.actions import record_contacts

        record_contacts(by=organiser, session=walk.session, reports=[report])
    suppress(by=organiser, elector=second, kind=Suppression.Kind.NO_PROFILING, source="by letter")
    people = {person.elector: person for each in stretches_of(walk) for door in each.doors for person in door.people}
    assert people[first.pk].postal
    assert people[first.pk].voting_intention == "us"
    assert not people[second.pk].postal
    assert people[second.pk].no_opinions
    assert people[second.pk].voting_intention == ""


def _answered(elector, value):
    from uuid import uuid4

    from groundgame.campaign.canvass.reports import DoorReport

    return DoorReport(uuid4(), elector.pk, "conversation", {"voting_intention": value})


def test_people_of_a_door_are_never_on_two_pages_and_no_street_stands_alone_at_the_foot(streets, field_work, codes):
    organiser = field_work.organiser()
    for number in range(1, 40):
        streets.door("Abbotts Road" if number < 20 else "Elm Close", number, people=1 + number % 3)
    (walk,) = streets.walks(organiser)
    rows = rows_of(stretches_of(walk))
    pages = pages_of(rows, Layout.of(codes, large=False))
    assert len(pages) > 2
    assert [line.number for page in pages for line in lines_of(page)] == list(range(1, len(list(lines_of(rows))) + 1))
    for page in pages:
        assert isinstance(page[-1], Line)
        assert isinstance(page[0], Head)
        assert next(lines_of(page)).door, "the first line of a page begins a door"


def test_the_party_s_own_letters_are_used_and_no_code_is_there_twice(field_work):
    IntentionCode.objects.filter(short="Z").delete()
    how = {"stance": "undecided", "position": 99, "label": "Them"}
    IntentionCode.objects.update_or_create(value="them", defaults={"short": "Z", **how})
    book = codebook(field_work.script())
    typed = [code.typed for code in book]
    assert len(typed) == len(set(typed))
    assert book.by_typed["Z"].answer == ("voting_intention", "them")
    assert book.by_typed["1"].answer == ("promise", "yes")
    assert book.by_typed["0"].outcome == "not_in"


@pytest.mark.parametrize(
    ("text", "lines", "outcome", "answers", "note"),
    [
        ("12 u 1", (12,), "conversation", {"voting_intention": "us", "promise": "yes"}, ""),
        ("12-15 0", (12, 13, 14, 15), "not_in", {}, ""),
        ("3,5, 7-8 0", (3, 5, 7, 8), "not_in", {}, ""),
        ("7 MV", (7,), "moved", {}, ""),
        ("7 rf 'slammed it", (7,), "refused", {}, "slammed it"),
        ("7 'wants a poster", (7,), "conversation", {}, "wants a poster"),
        ("  7   U  ", (7,), "conversation", {"voting_intention": "us"}, ""),
    ],
)
def test_what_is_typed_is_read(codes, text, lines, outcome, answers, note):
    letters = {code.answer: code.typed for code in codes if code.answer}
    text = text.replace("u ", f"{letters['voting_intention', 'us']} ").replace(
        "U ", f"{letters['voting_intention', 'us']} "
    )
    typed = read_typed(text, codes, 20)
    assert (typed.lines, typed.outcome, dict(typed.answers), typed.note) == (lines, outcome, answers, note)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Type the number of a line first"),
        ("L 12", "is no line"),
        ("12", "has no code yet"),
        ("21 0", "has no line 21: it has lines 1 to 20"),
        ("0 0", "has no line 0"),
        ("15-12 0", "goes backwards"),
        ("12 QQ", "\u201cQQ\u201d is no code of this sheet"),
        ("12 1 2", "second answer to one question"),
        ("12 RF MV", "second thing"),
        ("12 0 1", "Nobody was in, and yet there is an answer"),
        ("1 " + "x" * 400, "letters, and 300 fit"),
        ("99999999 0", "is no line"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_do(codes, text, why):
    with pytest.raises(TypedError, match=why.replace("(", "\\(")):
        read_typed(text, codes, 20)


@pytest.mark.parametrize(
    ("surname", "fits"),
    [
        ("Smith", ["Ann Marie Smith, Bob Lee Smith (post)"]),
        ("Smith", ["Ann Smith, Bob Smith (post)"]),
        ("Smith", ["Ann & Bob (post) Smith"]),
        ("Jones", ["Ann Smith", "Bob Jones (post)"]),
    ],
)
def test_a_walk_list_shortens_names_before_it_cuts_any_off(surname, fits):
    register_fonts()
    people = (Person(1, "Ann Marie Smith", "AA-1"), Person(2, f"Bob Lee {surname}", "AA-2", postal=True))
    width = max(stringWidth(line, REGULAR, 9) for line in fits) + 1
    assert ListedDoor(1, "12", people).lines(width, 9) == fits


def test_a_walk_list_names_everybody_of_a_shared_house_below_each_other(streets, field_work):
    organiser = field_work.organiser()
    names = ["Bartholomew Featherstonehaugh", "Wilhelmina Cholmondeley", "Maximilian Abernathy", "Ann Marjoribanks"]
    for number in range(1, 31, 2):
        door = streets.door("Abbotts Road", number, people=4)
        for elector, name in zip(door.electors.all(), names, strict=True):
            elector.forename, elector.surname = name.split()
            elector.save()
    (walk,) = streets.walks(organiser)
    (sheet,) = actions.print_walks(by=organiser, walks=[walk])
    text = pages_text(_pdf([sheet], lists=True, large=True))
    assert [sum(page.count(name) for page in text) for name in names] == [15] * 4
    assert len(text) > 1  # fifteen doors of one line each would stand on one page
