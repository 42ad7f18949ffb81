"""Appeals: in time and once, heard by people whose case it is not, decided once by the greater part, with reasons."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Appeal, Selection

pytestmark = pytest.mark.django_db


def _appeal(world) -> Appeal:
    return actions.appeal(entry=world.entry, grounds="I paid on 3 May.", by=None)


def _standing(world):
    world.entry.refresh_from_db()
    return world.entry.standing


def test_an_appeal_makes_the_vote_provisional_and_the_greater_part_decides(world):
    appeal = _appeal(world)
    assert _standing(world) == "provisional"
    for user, uphold, reasons in zip(world.panel, (True, False, True), ("Paid.", "Too late.", "Seen."), strict=False):
        decision = actions.find(appeal=appeal, uphold=uphold, reasons=reasons, by=user)
    assert decision.upheld
    assert decision.reasons == "Paid.\nSeen."
    assert _standing(world) == "included"
    assert world.entry.sentences, "why they were shut out at first is kept"
    letter = world.entry.letters.get(kind="outcome")
    assert letter.words[0].endswith("your appeal is upheld")
    assert ["Paid.", "Seen."] in letter.words
    deeds = AuditEntry.objects.filter(action__startswith="appeal.").order_by("id").values_list("action", "by")
    named, (made, *found, decided) = list(deeds[:5]), list(deeds[5:])
    assert [action for action, _ in named] == ["appeal.name_to_panel"] * 5
    assert made == ("appeal.make", None)
    assert found == [("appeal.find", user.pk) for user in world.panel[:3]]
    assert decided == ("appeal.decide", world.panel[2].pk)


def test_a_dismissed_appeal_leaves_the_member_without_a_vote(world):
    appeal = _appeal(world)
    for user in world.panel[:3]:
        decision = actions.find(appeal=appeal, uphold=False, reasons="No receipt.", by=user)
    assert not decision.upheld
    assert _standing(world) == "excluded"
    assert "that paper is destroyed unopened" in world.entry.letters.get(kind="outcome").words[-1]


def test_there_is_one_appeal_and_one_decision(world):
    appeal = _appeal(world)
    with pytest.raises(PermissionDenied, match="You have appealed already"):
        _appeal(world)
    for user in world.panel[:3]:
        actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=user)
    with pytest.raises(PermissionDenied, match=r"decided\. A decision is made once"):
        actions.find(appeal=appeal, uphold=False, reasons="No.", by=world.panel[3])
    with pytest.raises(PermissionDenied, match="You have appealed already"):
        _appeal(world)
    assert Appeal.objects.count() == 1
    assert appeal.findings.count() == 3


def test_nobody_finds_twice_or_without_reasons(world):
    appeal = _appeal(world)
    with pytest.raises(ValidationError, match="Give your reasons"):
        actions.find(appeal=appeal, uphold=True, reasons=" \n ", by=world.panel[0])
    actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=world.panel[0])
    with pytest.raises(PermissionDenied, match="given once"):
        actions.find(appeal=appeal, uphold=False, reasons="On second thoughts.", by=world.panel[0])
    with pytest.raises(PermissionDenied, match="given once"):
        actions.declare_interest(appeal=appeal, why="A friend.", by=world.panel[0])


@pytest.mark.parametrize(
    ("state", "minutes", "sentence"),
    [
        ("frozen", 10, "not open yet"),
        ("appeals", 10, None),
        ("appeals", 0, "had to be made by"),
        ("voting", 10, None),
        ("voting", 0, "had to be made by"),
        ("counting", 10, "The count has started"),
        ("declared", 10, "The count has started"),
    ],
)
def test_an_appeal_is_in_time_or_refused_in_a_sentence(world, unguarded, state, minutes, sentence):
    until = timezone.now() + dt.timedelta(minutes=minutes)
    with unguarded():
        world.entry.letters.update(appeal_by=until)
    Selection.objects.filter(pk=world.selection.pk).update(state=state, appeals_until=until)
    if sentence is None:
        _appeal(world)
        return
    with pytest.raises(PermissionDenied, match=sentence):
        _appeal(world)
    assert _standing(world) == "excluded"


def test_a_deadline_that_a_letter_told_holds_when_the_selections_own_is_moved_forward(world):
    Selection.objects.filter(pk=world.selection.pk).update(appeals_until=timezone.now() - dt.timedelta(hours=1))
    _appeal(world)
    assert _standing(world) == "provisional"


def test_whoever_has_a_vote_has_nothing_to_appeal_against(world):
    with pytest.raises(PermissionDenied, match="You have a vote"):
        actions.appeal(entry=world.selection.entries.get(standing="included"), grounds="More!", by=None)


def test_an_appeal_says_why_and_is_entered_for_a_member_by_the_returning_officer_alone(world):
    with pytest.raises(ValidationError, match="Say why you should have a vote"):
        actions.appeal(entry=world.entry, grounds="  ", by=None)
    with pytest.raises(PermissionDenied, match="Only a returning officer"):
        actions.appeal(entry=world.entry, grounds="By telephone", by=world.panel[0])
    made = actions.appeal(entry=world.entry, grounds="By telephone", by=world.officer)
    assert made.entered_by == world.officer


def test_how_many_decide_can_be_set_until_somebody_has_found(world):
    with pytest.raises(ValidationError):
        actions.set_quorum(selection=world.selection, quorum=2, apart_from_local_party=True, by=world.officer)
    actions.set_quorum(selection=world.selection, quorum=5, apart_from_local_party=True, by=world.officer)
    appeal = _appeal(world)
    outcomes = [actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=user) for user in world.panel[:4]]
    assert outcomes == [None] * 4
    with pytest.raises(PermissionDenied, match="has begun to decide"):
        actions.set_quorum(selection=world.selection, quorum=3, apart_from_local_party=True, by=world.officer)
    assert actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=world.panel[4]).upheld


def test_nothing_is_decided_once_the_count_has_started(world):
    appeal = _appeal(world)
    Selection.objects.filter(pk=world.selection.pk).update(state="counting")
    with pytest.raises(PermissionDenied, match="The count has started"):
        actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=world.panel[0])
    with pytest.raises(PermissionDenied, match="The count has started"):
        actions.name_to_panel(selection=world.selection, user=world.panel[0], by=world.officer)


@pytest.mark.parametrize("table", ["appeal", "finding", "interest", "decision"])
@pytest.mark.parametrize("statement", ["UPDATE selections_{} SET id = id", "DELETE FROM selections_{}"])
def test_the_database_itself_keeps_what_was_written_once(world, table, statement):
    appeal = _appeal(world)
    actions.declare_interest(appeal=appeal, why="A friend.", by=world.panel[4])
    for user in world.panel[:3]:
        actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=user)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_moves_wait_for_a_panel_the_letters_and_the_decisions(party):
    officer = party.officer()
    selection = party.selection(officer)
    party.section(selection, eligibility={"paid_up": {"grace_days": 0}})
    party.post(selection, "Ash", "Beech")
    party.move(selection, "open-nominations")
    party.member(paid_until=None)
    party.move(selection, "freeze")
    later = timezone.now() + dt.timedelta(days=1)
    for dates, sentence in (({}, "Say until when"), ({"appeals_until": timezone.now()}, "over already")):
        actions.change_selection(selection=selection, by=officer, **dates)
        with pytest.raises(PermissionDenied, match=sentence):
            party.move(selection, "open-appeals")
    actions.change_selection(selection=selection, by=officer, appeals_until=later)
    with pytest.raises(PermissionDenied, match="3 people hear an appeal, and 0 are named"):
        party.move(selection, "open-appeals")
    panel = [party.person() for _ in range(3)]
    for user in panel:
        actions.name_to_panel(selection=selection, user=user, by=officer)
    party.move(selection, "open-appeals")
    with pytest.raises(PermissionDenied, match="1 letter to those shut out still to go"):
        party.move(selection, "open-voting")
    appeal = actions.appeal(entry=selection.entries.get(), grounds="Paid.", by=None)
    Selection.objects.filter(pk=selection.pk).update(state="voting", voting_closes_at=timezone.now())
    with pytest.raises(PermissionDenied, match="1 appeal still to be decided"):
        party.move(selection, "close-voting")
    for user in panel:
        actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=user)
    party.move(selection, "close-voting")
    assert Selection.objects.get(pk=selection.pk).state == "counting"


def test_a_long_list_of_appeals_asks_no_more_of_the_database_than_a_short_one(world, party, client):
    """Each of the panel is looked up once, whatever the number of appeals."""
    client.force_login(world.panel[0])
    address = reverse("selections:appeals", args=[world.selection.pk])
    _appeal(world)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _ in range(20):
        entry = actions.enter_outsider(
            section=world.entry.section, member=party.member(kind="supporter"), by=world.officer
        )
        actions.appeal(entry=entry, grounds="Me too.", by=None)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address).content.decode()
    assert page.count("Waits for you") == 21
    assert len(many) <= len(one) + 2
