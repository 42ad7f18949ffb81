"""The voting-intention codes are the party's own, and what was said in one stays readable."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.codes import asked_codes, intention_choices, intention_labels
from groundgame.campaign.canvass.models import IntentionCode, Script, Session
from groundgame.campaign.canvass.reports import DoorReport

pytestmark = pytest.mark.django_db

PARTIES = [("ours", "Our Party"), ("theirs", "Their Party")]
CITY = "E12000007"


@pytest.fixture
def director(field_work):
    return field_work.person(Role.DIRECTOR, CITY)


def test_the_superset_has_each_party_by_strength_and_what_is_said_of_none():
    assert actions.load_codes(by=None, parties=PARTIES) == 13
    assert actions.load_codes(by=None, parties=PARTIES) == 0
    code = IntentionCode.objects.get(pk="theirs-soft")
    assert (code.party, code.strength, code.stance, code.label) == ("theirs", "soft", "party", "Their Party, soft")
    stances = set(IntentionCode.objects.filter(party="").values_list("stance", flat=True))
    assert stances == {"against", "undecided", "will_not_say", "will_not_vote", "ineligible"}
    asked = [value for value, _ in asked_codes()]
    assert asked[:4] == ["ours-definite", "ours-probable", "ours-soft", "theirs"]
    assert len(asked) <= 12


def test_a_new_script_starts_from_the_codes_and_keeps_their_values(client, field_work):
    actions.load_codes(by=None, parties=PARTIES)
    client.force_login(field_work.organiser())
    page = client.get(reverse("canvass:new_script")).content.decode()
    assert "Our Party, probable" in page
    sent = {
        "name": "Mine", "area": "E09000003", "opening": "I am {caller}", "voting_intention_text": "Whom?",
        "voting_intention_answers": "Our Party, probable\nMonster Raving Party", "promise_text": "Will you?",
        "promise_yes": "Yes", "promise_no": "No",
    }  # fmt: skip
    client.post(reverse("canvass:new_script"), sent)
    options = Script.objects.get().questions.get(key="voting_intention").options
    assert list(options.values_list("value", flat=True)) == ["ours-probable", "monster-raving-party"]


def test_what_was_said_in_a_code_offered_no_more_is_still_read(field_work, director):
    actions.load_codes(by=None, parties=PARTIES)
    organiser, elector = field_work.organiser(), field_work.elector()
    session = field_work.session(organiser, channel=Session.Channel.DOOR)
    report = DoorReport(uuid4(), elector.pk, "conversation", {"voting_intention": "theirs-soft"})
    assert not actions.record_contacts(by=organiser, session=session, reports=[report]).refused
    code = IntentionCode.objects.get(pk="theirs-soft")
    actions.retire_code(by=director, code=code, retired=True)
    assert "theirs-soft" not in dict(intention_choices())
    assert intention_labels(["theirs-soft", "us", "never-heard-of"]) == {"theirs-soft": "Their Party, soft", "us": "Us"}


def test_the_director_changes_codes_on_the_page_and_nobody_else(client, field_work, director):
    actions.load_codes(by=None, parties=PARTIES)
    page, change = reverse("canvass:codes"), reverse("canvass:change_code", args=["undecided"])
    new = {"new-label": "Green, twice", "new-short": "g2", "new-stance": "party", "new-party": "green"}
    client.force_login(field_work.organiser())
    assert client.get(page).status_code == 200
    assert client.post(page, new).status_code == client.post(change, {}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.load_codes(by=field_work.organiser(), parties=PARTIES)
    client.force_login(director)
    assert client.post(page, new).status_code == 302
    made = IntentionCode.objects.get(pk="green-twice")
    assert (made.short, made.party, made.asked) == ("G2", "green", False)
    assert client.post(change, {"undecided-label": "Not sure", "undecided-short": "N"}).status_code == 302
    code = IntentionCode.objects.get(pk="undecided")
    assert (code.label, code.short, code.stance) == ("Not sure", "N", "undecided")


@pytest.mark.parametrize(
    "bad",
    [
        {"new-label": ""},
        {"new-label": "Undecided"},
        {"new-party": ""},
        {"new-stance": "undecided"},
        {"new-short": "u"},
        {"new-label": "…"},
    ],
)
def test_a_code_that_does_not_fit_is_refused(client, director, bad):
    actions.load_codes(by=None, parties=PARTIES)
    known = IntentionCode.objects.count()
    client.force_login(director)
    sent = {"new-label": "Green", "new-short": "G", "new-stance": "party", "new-party": "green"} | bad
    assert client.post(reverse("canvass:codes"), sent).status_code == 422
    assert IntentionCode.objects.count() == known
