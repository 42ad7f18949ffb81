"""The panel that hears appeals: whose case is nobody's own, who is named, and who is taken off."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.models import Appeal, Backer, Backing, Candidate, PanelMember

pytestmark = pytest.mark.django_db


def _appeal(world) -> Appeal:
    return actions.appeal(entry=world.entry, grounds="I paid on 3 May.", by=None)


def _place(world, at=0) -> PanelMember:
    return PanelMember.objects.get(selection=world.selection, user=world.panel[at])


def _themselves(world):
    PanelMember.objects.filter(user=world.panel[0]).update(member=world.member)


def _same_address(world):
    Member.objects.filter(pk=world.member.pk).update(email=world.panel[0].email.upper())


def _decided(world):
    world.selection.entries.filter(pk=world.entry.pk).update(decided_by=world.panel[0])


def _candidate(world, member, name="Cedar"):
    return Candidate.objects.create(post=world.post, name=name, member=member)


def _own(world, **facts):
    number = f"P{Member.objects.count()}"
    own = Member.objects.create(number=number, name="Of the panel", joined_on=dt.date(2020, 1, 1), **facts)
    PanelMember.objects.filter(user=world.panel[0]).update(member=own)
    return own


def _stands(world):
    _candidate(world, _own(world))


def _back(world, backer, candidate, **fields):
    named = Backer.objects.create(kind="member", name=backer.name, member=backer)
    known = {"given_on": dt.date(2026, 1, 1), "source": "A letter", "entered_by": world.officer, **fields}
    Backing.objects.create(what="nomination", backer=named, candidate=candidate, **known)


def _nominated_them(world):
    _back(world, _own(world), _candidate(world, world.member))


def _nominated_them_and_withdrew(world):
    withdrawn = {"withdrawn_on": dt.date(2026, 2, 1), "withdrawn_source": "A letter"}
    _back(world, _own(world), _candidate(world, world.member), **withdrawn)


def _backed_by_them(world):
    """They stand too, which alone would keep them away; that the appellant backed them is said before."""
    _back(world, world.member, _candidate(world, _own(world)))


def _same_local_party(world):
    _own(world, local_party=world.local)


def _declared(world):
    actions.declare_interest(appeal=Appeal.objects.get(), why="We share a house.", by=world.panel[0])


def _left(world):
    PanelMember.objects.filter(pk=_place(world).pk).update(left_at=timezone.now())


OWN_CASES = [
    (_themselves, "This is your own appeal"),
    (_same_address, "This is your own appeal"),
    (_decided, "You took the decision"),
    (_stands, "You stand in this selection"),
    (_nominated_them, "You backed this member"),
    (_nominated_them_and_withdrew, "You backed this member"),
    (_backed_by_them, "This member backed you"),
    (_same_local_party, r"the same local party \(Barnet\)"),
    (_declared, "You declared an interest in this appeal: We share a house"),
    (_left, "You are not on the panel"),
]


@pytest.mark.parametrize(("makes_it_theirs", "sentence"), OWN_CASES)
def test_nobody_hears_their_own_case(world, makes_it_theirs, sentence):
    appeal = _appeal(world)
    rules.check_may_hear(world.panel[0], appeal)
    makes_it_theirs(world)
    appeal = Appeal.objects.get(pk=appeal.pk)
    with pytest.raises(PermissionDenied, match=sentence):
        rules.check_may_hear(world.panel[0], appeal)
    with pytest.raises(PermissionDenied, match=sentence):
        actions.find(appeal=appeal, uphold=True, reasons="Mine.", by=world.panel[0])
    assert not rules.may_see_appeal(world.panel[0], appeal)
    assert rules.may_hear(world.panel[1], appeal)


def test_the_local_party_may_be_allowed_and_other_things_may_not(world):
    actions.set_quorum(selection=world.selection, quorum=3, apart_from_local_party=False, by=world.officer)
    appeal = _appeal(world)
    _same_local_party(world)
    rules.check_may_hear(world.panel[0], appeal)


def test_the_panel_of_another_selection_and_other_roles_hear_nothing(world, party):
    appeal = _appeal(world)
    other = party.selection(party.officer())
    stranger = party.person()
    actions.name_to_panel(selection=other, user=stranger, by=other.created_by)
    people = [stranger, party.person(), party.person(Role.DIRECTOR), party.person(Role.ORGANISER), world.officer]
    assert [rules.may_hear(user, appeal) for user in people] == [False] * 5
    assert [rules.may_see_appeal(user, appeal) for user in people] == [False, False, False, False, True]
    assert [rules.may_see_appeals(user, world.selection) for user in people] == [False, False, False, False, True]


def test_who_fixed_the_electorate_is_not_named_to_the_panel_nor_anybody_twice(world):
    with pytest.raises(PermissionDenied, match="fixed its electorate"):
        actions.name_to_panel(selection=world.selection, user=world.officer, by=world.officer)
    with pytest.raises(PermissionDenied, match="on the panel already"):
        actions.name_to_panel(selection=world.selection, user=world.panel[0], by=world.officer)
    with pytest.raises(PermissionDenied, match="Only a returning officer"):
        actions.name_to_panel(selection=world.selection, user=world.panel[0], by=world.panel[1])


def test_nobody_is_taken_off_in_mid_case_but_who_may_not_hear_it_is(world):
    appeal = _appeal(world)
    with pytest.raises(PermissionDenied, match=r"hears 1 open appeal: nobody is taken off in mid-case"):
        actions.take_off_panel(place=_place(world), by=world.officer)
    actions.declare_interest(appeal=appeal, why="We share a house.", by=world.panel[0])
    actions.take_off_panel(place=_place(world), by=world.officer)
    for user in world.panel[1:4]:
        actions.find(appeal=appeal, uphold=True, reasons="Paid.", by=user)
    actions.take_off_panel(place=_place(world, 1), by=world.officer)
    assert world.selection.panel_members.filter(left_at=None).count() == 3
    assert appeal.findings.count() == 3


def test_a_candidate_entered_on_the_site_with_a_number_hears_nothing_of_the_selection(world, party, client):
    appeal, own = _appeal(world), _own(world)
    rules.check_may_hear(world.panel[0], appeal)
    candidate = world.post.candidates.get(name="Ash")
    other = world.post.candidates.get(name="Beech")
    type(world.selection).objects.filter(pk=world.selection.pk).update(state="nominations")
    client.force_login(world.officer)
    args = [world.selection.pk, world.post.pk]
    page = reverse("selections:candidate", args=[*args, candidate.pk])
    assert client.post(page, {"name": "Ash", "member": own.number.lower()}).status_code == 302
    assert f'value="{own.number}"' in client.get(page).content.decode()
    refused = client.post(
        reverse("selections:candidate", args=[*args, other.pk]), {"name": "Beech", "member": own.number}
    )
    assert "Ash stands with this number already" in refused.content.decode()
    refused = client.post(page, {"name": "Ash", "member": "M0"})
    assert "No member has the number M0" in refused.content.decode()
    with pytest.raises(PermissionDenied, match="You stand in this selection"):
        rules.check_may_hear(world.panel[0], appeal)


def test_the_page_says_whose_conflicts_cannot_be_checked(world, client):
    _own(world)
    Candidate.objects.filter(post=world.post, name="Ash").update(member=world.member)
    _back(world, world.member, Candidate.objects.get(name="Ash"))
    backer = Backer.objects.create(kind="councillor", name="Hornbeam")
    union = Backer.objects.create(kind="union", name="Union of Gardeners")
    for each in (backer, union):
        known = {"given_on": dt.date(2026, 1, 1), "source": "A letter", "entered_by": world.officer}
        Backing.objects.create(what="endorsement", backer=each, candidate=Candidate.objects.get(name="Ash"), **known)
    assert rules.unchecked(world.selection, rules.standpoints(world.selection)) == [
        *(f"{user}, of the panel: no membership number." for user in world.panel[1:]),
        "Beech, who stands: no membership number.",
        "Hornbeam, who backs a candidate: no membership number.",
    ]
    client.force_login(world.officer)
    page = client.get(reverse("selections:appeals", args=[world.selection.pk])).content.decode()
    assert "Whose conflicts cannot be checked: 6" in page
    client.force_login(world.panel[0])
    assert (
        "cannot be checked" not in client.get(reverse("selections:appeals", args=[world.selection.pk])).content.decode()
    )
