"""Fixing an electorate: who is in, why somebody is not, and that nothing changes it afterwards."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.people.models import Affiliation, Member, Organisation
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Credential, Entry, Freeze, Section, Selection

pytestmark = pytest.mark.django_db

FREEZE = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
RULES = {"joined": {"days": 183}, "paid_up": {"grace_days": 0}, "not_suspended": {}}


def _day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def nominated(party) -> Selection:
    """A selection of members that is ready to be frozen."""
    selection = party.selection(party.officer(), freeze_at=FREEZE, appeals_until=timezone.now() + dt.timedelta(days=3))
    party.section(selection, eligibility=RULES)
    party.post(selection, "Ash", "Beech")
    party.move(selection, "open-nominations")
    return selection


def _good(party, **facts) -> Member:
    return party.member(**{"joined_on": _day("2020-01-01"), "paid_until": _day("2026-12-31"), **facts})


def _standings(selection):
    return {entry.member.name: entry.standing for entry in selection.entries.select_related("member")}


def test_the_freeze_fixes_who_may_vote_and_says_why_others_may_not(party, nominated):
    _good(party, name="In")
    _good(party, name="Late", joined_on=_day("2026-01-01"))
    _good(party, name="Both", joined_on=_day("2026-01-01"), paid_until=None)
    _good(party, name="Supporter", kind=Member.Kind.SUPPORTER)
    party.move(nominated, "freeze")
    assert _standings(nominated) == {"In": "included", "Late": "excluded", "Both": "excluded"}
    both = nominated.entries.get(member__name="Both")
    assert both.sentences == [
        "Joined on 1 January 2026; members had to join on or before 30 November 2025.",
        "No subscription payment is recorded; it had to be paid up to 1 June 2026 or later.",
    ]
    assert both.decided_by == nominated.created_by
    (freeze,) = nominated.freezes.all()
    assert freeze.freeze_date == _day("2026-06-01")
    assert freeze.changed == 3
    assert freeze.rules[0]["rules"][1] == "Joined on or before 30 November 2025, 183 days before the freeze date."
    assert AuditEntry.objects.filter(action="electorate.fix", by=nominated.created_by).count() == 1


def test_what_changes_with_a_member_later_changes_nothing(party, nominated):
    member = _good(party, name="Late", joined_on=_day("2026-01-01"))
    party.move(nominated, "freeze")
    Member.objects.filter(pk=member.pk).update(joined_on=_day("2000-01-01"), name="Renamed", ward="")
    entry = nominated.entries.get()
    assert entry.standing == "excluded"
    assert entry.facts["joined_on"] == "2026-01-01"
    assert entry.ward == member.ward


def test_fixing_anew_changes_what_changed_and_touches_nothing_else(party, nominated):
    same, corrected, gone = (_good(party, name=name) for name in ("Same", "Corrected", "Gone"))
    party.move(nominated, "freeze")
    versions = _versions(nominated)
    Member.objects.filter(pk=corrected.pk).update(paid_until=_day("2026-05-31"))
    Member.objects.filter(pk=gone.pk).update(kind=Member.Kind.SUPPORTER)
    new = _good(party, name="New")
    freeze = actions.fix_anew(selection=nominated, by=nominated.created_by)
    assert _standings(nominated) == {"Same": "included", "Corrected": "excluded", "New": "included"}
    assert freeze.changed == 3
    after = _versions(nominated)
    assert after[same.pk] == versions[same.pk]
    assert after[corrected.pk][0] == versions[corrected.pk][0], "a corrected entry is the same entry"
    assert new.pk in after
    assert actions.fix_anew(selection=nominated, by=nominated.created_by).changed == 0
    assert _versions(nominated) == after


def test_a_code_given_out_goes_with_the_place_that_fixing_anew_takes_away(party, nominated):
    stays, gone = _good(party, name="Stays"), _good(party, name="Gone")
    party.move(nominated, "freeze")
    officer = nominated.created_by
    entries = list(nominated.entries.order_by("pk"))
    list(actions.issue(selection=nominated, entries=entries, how="letter", by=officer))
    Member.objects.filter(pk=gone.pk).update(kind=Member.Kind.SUPPORTER)
    assert actions.fix_anew(selection=nominated, by=officer).changed == 1
    connection.check_constraints()  # as a commit does
    assert [code.entry.member for code in Credential.objects.select_related("entry__member")] == [stays]


def _versions(selection):
    """Return each member's entry with the database's own mark of when its row was last written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT member_id, id, ctid::text FROM selections_entry WHERE selection_id = %s", [selection.pk])
        return {member: (pk, row) for member, pk, row in cursor.fetchall()}


def test_fixing_anew_is_refused_before_the_freeze_and_once_people_are_told(party, nominated):
    _good(party)
    officer = nominated.created_by
    with pytest.raises(PermissionDenied, match="not frozen yet"):
        actions.fix_anew(selection=nominated, by=officer)
    party.move(nominated, "freeze", "open-appeals")
    with pytest.raises(PermissionDenied, match=r"have been told\. An appeal"):
        actions.fix_anew(selection=nominated, by=officer)
    Selection.objects.filter(pk=nominated.pk).update(state="voting")
    with pytest.raises(PermissionDenied, match="and voting has opened"):
        actions.fix_anew(selection=nominated, by=officer)
    with pytest.raises(PermissionDenied, match="Only a returning officer"):
        actions.fix_anew(selection=nominated, by=party.person())
    assert Freeze.objects.filter(selection=nominated).count() == 1


def test_a_freeze_that_fails_leaves_nothing(party, nominated, monkeypatch):
    """The state, the entries and the audit trail stand or fall together."""
    _good(party)

    def fails(*_given, **_named):
        raise OSError("the disk is full")

    monkeypatch.setattr("groundgame.campaign.selections.actions.moving.record", fails)
    with pytest.raises(OSError, match="full"):
        party.move(nominated, "freeze")
    nominated.refresh_from_db()
    assert nominated.state == "nominations"
    assert not nominated.entries.exists()
    assert not nominated.freezes.exists()


def test_each_section_has_its_own_electorate_and_one_member_may_stand_in_several(party):
    officer = party.officer()
    selection = party.selection(officer, freeze_at=FREEZE)
    union = Organisation.objects.create(name="Ash union", kind="union", affiliated_since=_day("2000-01-01"))
    left = Organisation.objects.create(name="Elm", kind="union", affiliated_until=_day("2026-03-01"))
    group = Organisation.objects.create(name="House group", kind="group")
    for name, who, more in (
        ("Members", "members", {}),
        ("Affiliates", "affiliates", {}),
        ("MPs", "representatives", {"office": "mp"}),
        ("Delegates", "delegates", {"card_votes": True}),
    ):
        party.section(selection, name, who=who, **more)
    party.post(selection, "Ash")
    everything, elm, silent = (_good(party, name=name) for name in ("Everything", "Elm", "Silent"))
    since = _day("2024-01-01")
    Affiliation.objects.create(member=everything, organisation=union, since=since)
    Affiliation.objects.create(member=everything, organisation=group, role="representative", office="mp", since=since)
    Affiliation.objects.create(member=everything, organisation=union, role="delegate", card_votes=1200, since=since)
    Affiliation.objects.create(member=elm, organisation=left, since=since)
    Affiliation.objects.create(member=silent, organisation=union, role="delegate", since=since)
    party.move(selection, "open-nominations", "freeze")
    found = {
        (entry.section.name, entry.member.name): (entry.standing, entry.card_votes)
        for entry in selection.entries.select_related("section", "member")
    }
    assert found == {
        ("Members", "Everything"): ("included", 1),
        ("Members", "Elm"): ("included", 1),
        ("Members", "Silent"): ("included", 1),
        ("Affiliates", "Everything"): ("included", 1),
        ("Affiliates", "Elm"): ("excluded", 1),
        ("MPs", "Everything"): ("included", 1),
        ("Delegates", "Everything"): ("included", 1200),
        ("Delegates", "Silent"): ("excluded", 1),
    }
    assert selection.entries.get(section__name="Affiliates", member=elm).sentences == [
        "Ceased to be a member of an affiliated organisation (Elm) on 1 March 2026, by the freeze date."
    ]
    assert selection.entries.get(section__name="Delegates", member=silent).sentences == [
        "No card votes were recorded for the delegation on the freeze date."
    ]


def test_rules_are_set_until_the_freeze_and_only_such_as_can_be_applied(party, nominated):
    (section,) = nominated.sections.all()
    officer = nominated.created_by
    actions.set_eligibility(section=section, kept={"joined": {"days": 0}}, by=officer)
    assert Section.objects.get(pk=section.pk).eligibility == {"joined": {"days": 0}}
    with pytest.raises(ValidationError, match="give a whole number from 0"):
        actions.set_eligibility(section=section, kept={"joined": {"days": -3}}, by=officer)
    with pytest.raises(PermissionDenied, match="Only a returning officer"):
        actions.set_eligibility(section=section, kept={}, by=party.person())
    party.move(nominated, "freeze")
    with pytest.raises(PermissionDenied, match="is fixed: its rules can no longer be changed"):
        actions.set_eligibility(section=section, kept={}, by=officer)
    assert Section.objects.get(pk=section.pk).eligibility == {"joined": {"days": 0}}


def test_the_freeze_waits_for_rules_that_can_be_applied(party, nominated):
    nominated.sections.update(eligibility={"rich": {}})
    with pytest.raises(PermissionDenied, match=r"The rules of Members cannot be applied\. There is no rule rich"):
        party.move(nominated, "freeze")


def test_one_member_is_shut_out_by_hand_with_a_reason_and_stays_so(party, nominated):
    _good(party, name="Turncoat")
    party.move(nominated, "freeze")
    entry, officer = nominated.entries.get(), nominated.created_by
    with pytest.raises(ValidationError, match="Say why"):
        actions.shut_out(entry=entry, why="  ", by=officer)
    actions.shut_out(entry=entry, why="Stood for another party on 7 May 2026", by=officer)
    with pytest.raises(PermissionDenied, match="shut out already"):
        actions.shut_out(entry=entry, why="Again", by=officer)
    actions.fix_anew(selection=nominated, by=officer)
    entry.refresh_from_db()
    assert entry.standing == Entry.Standing.EXCLUDED
    assert entry.sentences == ["Stood for another party on 7 May 2026."]


def test_nobody_is_shut_out_past_the_right_of_appeal_or_once_voting_opened(party, nominated):
    _good(party)
    party.move(nominated, "freeze")
    entry, officer = nominated.entries.get(), nominated.created_by
    Selection.objects.filter(pk=nominated.pk).update(appeals_until=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(PermissionDenied, match="could not appeal"):
        actions.shut_out(entry=entry, why="Because", by=officer)
    Selection.objects.filter(pk=nominated.pk).update(state="voting")
    with pytest.raises(PermissionDenied, match="between the freeze and the opening of the vote"):
        actions.shut_out(entry=entry, why="Because", by=officer)
    assert nominated.entries.get().standing == "included"


def test_an_outsider_can_be_entered_so_that_they_may_appeal(party, nominated):
    outsider = _good(party, name="Elsewhere", ward="E05013655")
    nominated.sections.update(eligibility={"lives_in": {"area": "E09000003"}})
    party.move(nominated, "freeze")
    (section,) = nominated.sections.all()
    assert not nominated.entries.exists()
    entry = actions.enter_outsider(section=section, member=outsider, by=nominated.created_by)
    assert entry.sentences == ["The records did not show this: Lives in Barnet on 1 June 2026."]
    with pytest.raises(PermissionDenied, match="stands in Members already"):
        actions.enter_outsider(section=section, member=outsider, by=nominated.created_by)


def test_whoever_came_into_the_records_after_the_freeze_can_be_entered_too(party, nominated):
    party.move(nominated, "freeze")
    (section,) = nominated.sections.all()
    entry = actions.enter_outsider(section=section, member=_good(party), by=nominated.created_by)
    assert entry.sentences == ["Not in the records when the electorate was fixed."]
    assert entry.standing == "excluded"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE selections_freeze SET changed = 0",
        "DELETE FROM selections_freeze",
        "INSERT INTO selections_entry SELECT * FROM selections_entry",
        "UPDATE selections_entry SET standing = 'excluded'",
    ],
)
def test_the_database_itself_refuses(party, nominated, statement):
    _good(party)
    party.move(nominated, "freeze")
    with (
        pytest.raises(Exception, match=r"append-only|duplicate key|shut_out_has_a_reason"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
