"""Every address of the site, walked by everybody: strangers get none but those listed, the rest by this one table.

A new address fails here until it has its row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass.actions.audiences import save_audience
from groundgame.campaign.canvass.actions.codes import load_codes
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.models import Caller, ContactEvent, SavedAudience, Session, Trial
from groundgame.campaign.doorstep.actions import cut_round, give_walk, make_round, print_walks
from groundgame.campaign.doorstep.actions.devices import add_device
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.doorstep.models import Outing, Sheet
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.people.models import Member
from groundgame.campaign.register.models import Elector, HeldList, LoadedList, RegisterImport
from groundgame.campaign.register.person.report import ask
from groundgame.campaign.selections.actions import (
    Named,
    appeal,
    back,
    keep_public_key,
    make_selection,
    move,
    name_scrutineer,
    name_to_panel,
    save_candidate,
    save_post,
    save_section,
    save_slate,
)
from groundgame.campaign.selections.models import (
    Backing,
    BallotForm,
    Batch,
    Candidate,
    Post,
    Section,
    Selection,
    Slate,
)
from groundgame.campaign.selections.sealing import make_private_key, point_of, to_text
from groundgame.campaign.selections.states import move_named
from groundgame.campaign.strategy.models import DayOut, KeptPlan, PlannedWork
from groundgame.electoral.places import atlas

pytestmark = pytest.mark.django_db

CITY, BARNET, BRENT = "E12000007", "E09000003", "E09000005"
SECRET = "Marker77777"  # the surname of Barnet's elector, which nobody of Brent may ever be shown

# Reached without signing in: signing in itself, the demo's log-ins (absent outside the demo), a phone bank's link.
PUBLIC = {
    "account_login",
    "account_signup",  # closed: it says so
    "account_inactive",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_reauthenticate",
    "account_logout",
    "mfa_authenticate",
    "demo:choose",
    "demo:as",
    "phonebank:join",
    # A walk's link; the app, which has nobody in it; what a telephone asks by its own secret, and by nothing else.
    "doorstep:join",
    "doorstep:app",
    "doorstep:worker",
    "doorstep:manifest",
    "doorstep:api:keys",
    "doorstep:api:walk",
    "doorstep:api:changes",
    "doorstep:api:contacts",
    "doorstep:api:letters",
    "doorstep:api:end",
    "phonebank:again",
    "phonebank:dialled",  # the dialler's own reports, each signed (tests/campaign/phonebank/test_dialling.py)
    # A selection's result, which says until the declaration only how far the count is (tests/.../test_counting.py).
    "selections:results",
    "selections:stages",
    "selections:sheet",
    # An appeal by the code in one's letter.
    "selections:appeal",
    # Voting by the code in one's letter, and what is published of a ballot.
    "selections:vote",
    "selections:cast",
    "selections:published",
    "selections:listing",
}
# allauth's pages about one's own account: for anybody signed in, about nobody else.
OWN_ACCOUNT = ("account_", "mfa_")

ROLES = {
    "director": (Role.DIRECTOR, CITY),
    "organiser": (Role.ORGANISER, BARNET),
    "neighbour": (Role.ORGANISER, BRENT),
    "agent": (Role.AGENT, BARNET),
    "data_officer": (Role.DATA_OFFICER, BARNET),
    "volunteer": (Role.VOLUNTEER, BARNET),
    "officer": (Role.RETURNING_OFFICER, CITY),
    "brents_officer": (Role.RETURNING_OFFICER, BRENT),
    "caller": None,
    "canvasser": None,  # on a walk in Barnet
    "outsider": None,  # a caller of Brent's phone bank
    "hearer": None,  # of the panel that hears an appeal
    "scrutineer": None,  # of a ballot
    "nobody": None,
}
EVERYBODY = frozenset(ROLES)
WITH_A_ROLE = EVERYBODY - {"caller", "canvasser", "outsider", "hearer", "scrutineer", "nobody"}
MANAGERS = frozenset({"director", "organiser", "neighbour"})
FIELD_STAFF = MANAGERS | {"agent"}
BARNETS_MANAGERS = frozenset({"director", "organiser"})
BARNETS_STAFF = BARNETS_MANAGERS | {"agent"}
DIRECTOR = frozenset({"director"})  # of every ward there is
READERS = FIELD_STAFF | {"data_officer"}
BARNETS_READERS = BARNETS_STAFF | {"data_officer"}
OVERSEERS = frozenset({"director", "data_officer"})
OFFICER = frozenset({"officer"})  # of the city, and so of Barnet's selection
OFFICERS = OFFICER | {"brents_officer"}
HEARS = frozenset({"hearer"})
CANVASSES = frozenset({"canvasser"})
SCRUTINISES = frozenset({"scrutineer"})


@dataclass
class World:
    """Barnet: one elector, one phone bank, and everybody there is."""

    people: dict[str, User]
    elector: Elector  # whom the caller rang, just now
    session: Session
    place: Caller  # of the caller, in the phone bank
    selection: Selection  # of Barnet, in draft, with a section and a post for which somebody stands
    backed: Selection  # another there, whose candidate somebody backs, and who stands on a slate
    contested: Selection  # a third, whose appeals are open, with somebody shut out who has appealed
    sheet: Sheet  # of the one walk of Barnet's round of doors, which is out on paper
    balloted: Selection  # a fourth, whose papers wait to be opened, with a bundle of paper votes
    job: Job  # of the organiser, for Barnet
    brought: RegisterImport  # a register of Barnet, applied
    outing: Outing  # a walk of Barnet that is out on the canvasser's telephone
    audience: SavedAudience  # the session's, kept under a name


@dataclass(frozen=True)
class Row:
    """Who may use an address, how it is asked for, and with which parts of the world in its path."""

    allowed: frozenset[str]
    methods: str = "get"
    parts: Callable[[World], dict[str, Any]] = lambda world: {}
    query: str = ""


def _session(world: World) -> dict[str, Any]:
    return {"pk": world.session.pk}


def _trial(world: World) -> dict[str, Any]:
    kept = {"part": 0.05, "key": bytes(32), "polling_day": timezone.localdate()}
    return {"pk": Trial.objects.get_or_create(session=world.session, defaults=kept)[0].pk}


def _caller(world: World) -> dict[str, Any]:
    return {"pk": world.session.pk, "caller": world.place.pk}


def _round(world: World) -> dict[str, Any]:
    return {"pk": world.sheet.outing.walk.session_id}


def _walk(world: World) -> dict[str, Any]:
    return {"pk": world.sheet.outing.walk_id}


def _outing(world: World) -> dict[str, Any]:
    return {"pk": world.outing.pk}


def _walked_door(world: World) -> dict[str, Any]:
    return _outing(world) | {"door": world.outing.walk.doors.get().pk}


def _device(world: World) -> dict[str, Any]:
    return {"pk": world.outing.devices.get().pk}


def _sheet(world: World) -> dict[str, Any]:
    return {"code": world.sheet.code}


def _elector(world: World) -> dict[str, Any]:
    return {"pk": world.elector.pk}


def _import(world: World) -> dict[str, Any]:
    return {"pk": world.brought.pk}


def _held_list(world: World) -> dict[str, Any]:
    asked = {"what": "postal", "election_date": timezone.localdate(), "content": b"Elector Number\nAA-1\n"}
    return {"pk": HeldList.objects.get_or_create(borough=BARNET, by=world.people["director"], defaults=asked)[0].pk}


def _list(world: World) -> dict[str, Any]:
    return {"pk": LoadedList.objects.get_or_create(borough=BARNET, what="marked")[0].pk}


def _selection(world: World) -> dict[str, Any]:
    return {"pk": world.selection.pk}


def _post(world: World) -> dict[str, Any]:
    return {"pk": world.selection.pk, "post": world.selection.posts.get().pk}


def _candidate(world: World) -> dict[str, Any]:
    return _post(world) | {"candidate": world.selection.posts.get().candidates.get().pk}


def _section(world: World) -> dict[str, Any]:
    return {"pk": world.selection.pk, "section": world.selection.sections.get().pk}


def _backed(world: World) -> dict[str, Any]:
    return {"pk": world.backed.pk}


def _backing(world: World) -> dict[str, Any]:
    return _backed(world) | {"backing": Backing.objects.get(candidate__post__selection=world.backed).pk}


def _slate(world: World) -> dict[str, Any]:
    return _backed(world) | {"slate": world.backed.slates.get().pk}


def _scrutineer(world: World) -> dict[str, Any]:
    return _selection(world) | {"scrutineer": world.selection.scrutineers.get().pk}


def _balloted(world: World) -> dict[str, Any]:
    return {"pk": world.balloted.pk}


def _batch(world: World) -> dict[str, Any]:
    return _balloted(world) | {"batch": Batch.objects.get(form__post__selection=world.balloted).pk}


def _contested(world: World) -> dict[str, Any]:
    return {"pk": world.contested.pk}


def _entry(world: World) -> dict[str, Any]:
    return _contested(world) | {"entry": world.contested.entries.get().pk}


def _case(world: World) -> dict[str, Any]:
    return _contested(world) | {"appeal": world.contested.entries.get().appeal.pk}


def _plan(world: World) -> dict[str, Any]:
    asked: dict[str, Any] = {"weights": {"boroughs": 1.0}, "hours": 10.0, "volunteers": []}
    figures = {"told": "", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    made = {"party": "labour", "as_of": timezone.localdate(), "asked": asked, "figures": figures, "hours": 10.0}
    made["in_force"] = True
    return {"pk": KeptPlan.objects.get_or_create(begins=timezone.localdate(), defaults=made)[0].pk}


def _planned(world: World) -> dict[str, Any]:
    """Return work of Brent's volunteers in the ward of Barnet's elector."""
    where = {"branch": BRENT, "borough": BARNET, "ward": world.elector.ward, "week": timezone.localdate()}
    what = {"channel": "door", "audience": "supporter", "before": "boroughs"}
    how = {"hours": 10.0, "evenings": 1, "volunteers": 4}
    work, _ = PlannedWork.objects.get_or_create(plan_id=_plan(world)["pk"], **where, **what, defaults=how)
    return {"pk": work.pk}


def _day_out(world: World) -> dict[str, Any]:
    """Return days out of Barnet's volunteers that are accepted, of today."""
    day = timezone.localdate()
    week = day - timedelta(days=day.weekday())
    where = {"branch": BARNET, "seat": "E14001568", "seat_name": "Watford", "week": week}
    how = {"days": 4, "day_hours": 8.0, "minutes": 30}
    days, _ = DayOut.objects.get_or_create(plan_id=_plan(world)["pk"], **where, defaults=how)
    taken = {"sent_by": BARNET, "day": day, "places": 4, "accepted_at": timezone.now()}
    DayOut.objects.filter(pk=days.pk).update(**taken, accepted_by=User.objects.first())
    return {"pk": days.pk}


ADDRESSES = {
    "home": Row(EVERYBODY),
    "accounts:own_address": Row(frozenset()),  # says to everybody that it stays
    "accounts:first_password": Row(EVERYBODY, "get post"),
    "accounts:team": Row(MANAGERS),
    "accounts:seeing": Row(EVERYBODY),
    "accounts:grant": Row(MANAGERS, "post"),
    "accounts:revoke": Row(BARNETS_MANAGERS, "post", lambda world: {"pk": world.people["volunteer"].grants.get().pk}),
    "strategy:now": Row(WITH_A_ROLE),
    "strategy:wards": Row(WITH_A_ROLE),
    "strategy:coverage": Row(BARNETS_STAFF, query=f"?place={BARNET}"),
    "strategy:coverage_streets": Row(BARNETS_STAFF, query=f"?place={BARNET}"),
    "strategy:doughnut": Row(WITH_A_ROLE),
    "strategy:coming": Row(WITH_A_ROLE),
    "strategy:winning": Row(WITH_A_ROLE),
    "strategy:firm": Row(WITH_A_ROLE),
    "strategy:why": Row(WITH_A_ROLE),
    "strategy:plans": Row(FIELD_STAFF),
    "strategy:keep_plan": Row(DIRECTOR, "post"),
    "strategy:plan": Row(FIELD_STAFF, parts=_plan),
    "strategy:redo_plan": Row(DIRECTOR, "post", _plan),
    "strategy:put_in_force": Row(DIRECTOR, "post", _plan),
    "strategy:withdraw_plan": Row(DIRECTOR, "post", _plan),
    "strategy:twinning": Row(FIELD_STAFF, parts=_plan),
    "strategy:take_up": Row(BARNETS_MANAGERS, "get post", _planned),
    "strategy:give_back": Row(MANAGERS, "post", _planned),  # Brent's volunteers would come: either side may
    "strategy:accept_days": Row(BARNETS_MANAGERS, "post", _day_out),
    "strategy:give_days_back": Row(BARNETS_MANAGERS, "post", _day_out),
    "strategy:days_done": Row(BARNETS_MANAGERS, "post", _day_out),
    "strategy:branch_hours": Row(MANAGERS, "get post"),
    "strategy:load_branch_hours": Row(MANAGERS, "post"),
    "strategy:branch_hours_csv": Row(MANAGERS),
    "strategy:fortnight": Row(MANAGERS),
    "strategy:happened": Row(WITH_A_ROLE),
    "strategy:learning": Row(MANAGERS),
    "strategy:work_out_trial": Row(BARNETS_MANAGERS, "post", _trial),
    "strategy:search": Row(WITH_A_ROLE, query="?q=Barnet"),
    "strategy:place": Row(WITH_A_ROLE, parts=lambda world: {"code": world.elector.ward}),
    "register:electors": Row(READERS, query=f"?q={SECRET}"),
    "register:elector": Row(BARNETS_READERS, parts=_elector),
    "register:suppress": Row(BARNETS_READERS, "post", _elector),
    "register:lift": Row(BARNETS_READERS, "post", _elector),
    "register:consents": Row(BARNETS_READERS, parts=_elector),
    "register:give_consent": Row(BARNETS_READERS, "post", _elector),
    "register:withdraw_consent": Row(BARNETS_READERS, "post", _elector),
    "register:person": Row(OVERSEERS, parts=_elector),
    "register:ask": Row(OVERSEERS, "post", _elector),
    "register:answer": Row(
        OVERSEERS, "post", lambda world: _elector(world) | {"asked": world.elector.subject_requests.get().pk}
    ),
    "register:report": Row(OVERSEERS, parts=lambda world: _elector(world) | {"form": "json"}),
    "register:forget": Row(OVERSEERS, "post", _elector),
    "register:officer": Row(OVERSEERS),
    "register:wording": Row(OVERSEERS, "post"),
    "register:looks": Row(OVERSEERS, query="?elector=1"),
    "register:screening": Row(MANAGERS, "get post"),
    "register:marked": Row(FIELD_STAFF, "get post"),
    "register:lists": Row(MANAGERS, "get post"),
    "register:look_at_list": Row(BARNETS_MANAGERS, parts=_held_list),
    "register:load_list": Row(BARNETS_MANAGERS, "post", _held_list),
    "register:give_up_list": Row(BARNETS_MANAGERS, "post", _held_list),
    "register:take_list_back": Row(BARNETS_MANAGERS, "post", _list),
    "register:mapping": Row(MANAGERS, "get post"),
    "register:forget_mapping": Row(MANAGERS, "post", lambda world: {"pk": 1}),
    "jobs:jobs": Row(MANAGERS),
    "jobs:job": Row(BARNETS_MANAGERS, parts=lambda world: {"job": world.job.pk}),
    "register:imports": Row(MANAGERS, "get post"),
    "register:import": Row(BARNETS_MANAGERS, parts=_import),
    "register:import_changes": Row(BARNETS_MANAGERS, parts=_import),
    "register:decide": Row(BARNETS_MANAGERS, "post", _import),
    "register:look_again": Row(BARNETS_MANAGERS, "post", _import),
    "register:apply": Row(BARNETS_MANAGERS, "post", _import),
    "register:undo": Row(BARNETS_MANAGERS, "post", _import),
    "register:discard": Row(BARNETS_MANAGERS, "post", _import),
    "canvass:sessions": Row(MANAGERS),
    "canvass:new": Row(MANAGERS, "get post"),
    "canvass:count": Row(MANAGERS),
    "canvass:save_audience": Row(MANAGERS, "post"),
    "canvass:drop_audience": Row(BARNETS_MANAGERS, "post", lambda world: {"pk": world.audience.pk}),
    "canvass:session": Row(BARNETS_MANAGERS, parts=_session),
    "canvass:poster": Row(BARNETS_MANAGERS, parts=_session),
    "canvass:refresh": Row(BARNETS_MANAGERS, "post", _session),
    "canvass:close": Row(BARNETS_MANAGERS, "post", _session),
    "canvass:end_trial": Row(BARNETS_MANAGERS, "post", _session),
    "canvass:quality": Row(BARNETS_MANAGERS, parts=_session),
    "canvass:recycling": Row(BARNETS_MANAGERS, "get post", _session),
    "canvass:callers": Row(BARNETS_MANAGERS, parts=_session),
    "canvass:allow_callers": Row(BARNETS_MANAGERS, "post", _session),
    "canvass:admit_all": Row(BARNETS_MANAGERS, "post", _session),
    "canvass:admit": Row(BARNETS_MANAGERS, "post", _caller),
    "canvass:remove": Row(BARNETS_MANAGERS, "post", _caller),
    "canvass:codes": Row(MANAGERS),  # the director alone adds to them: tests/campaign/canvass/test_codes.py
    "canvass:change_code": Row(DIRECTOR, "post", lambda world: {"value": "undecided"}),
    "canvass:scripts": Row(MANAGERS),
    "canvass:new_script": Row(MANAGERS, "get post"),
    "canvass:script": Row(BARNETS_MANAGERS, "get post", parts=lambda world: {"pk": world.session.script_id}),
    "canvass:contacts": Row(BARNETS_READERS, parts=_elector),
    "canvass:correct": Row(
        BARNETS_MANAGERS | {"caller"}, "get post", lambda world: {"pk": world.elector.contacts.get().pk}
    ),  # the caller for a day: tests/campaign/canvass/test_correcting.py
    "doorstep:rounds": Row(MANAGERS),
    "doorstep:round": Row(BARNETS_MANAGERS, parts=_round),
    "doorstep:settings": Row(BARNETS_MANAGERS, "post", _round),
    "doorstep:cut": Row(BARNETS_MANAGERS, "post", _round),
    "doorstep:close": Row(BARNETS_MANAGERS, "post", _round),
    "doorstep:print": Row(BARNETS_MANAGERS, "post", _round),
    "doorstep:walk": Row(BARNETS_MANAGERS, parts=_walk),
    "doorstep:give": Row(BARNETS_MANAGERS, "post", _walk),
    "doorstep:take_back": Row(BARNETS_MANAGERS, "post", _walk),
    "doorstep:move": Row(BARNETS_MANAGERS, "post", _walk),
    "doorstep:split": Row(BARNETS_MANAGERS, "post", _walk),
    "doorstep:merge": Row(BARNETS_MANAGERS, "post", _walk),
    "doorstep:code": Row(EVERYBODY, query="?code=QQQQQQ"),  # says that there is no such walk
    "doorstep:phone": Row(CANVASSES, parts=_outing),
    "doorstep:plain": Row(CANVASSES, parts=_outing),
    "doorstep:plain_door": Row(CANVASSES, "get post", _walked_door),
    "doorstep:plain_finish": Row(CANVASSES, "post", parts=_outing),
    "doorstep:devices": Row(EVERYBODY),  # one's own, and those of rounds that one runs
    "doorstep:revoke": Row(BARNETS_MANAGERS | CANVASSES, "post", _device),
    "doorstep:api:add_device": Row(EVERYBODY, "post"),  # of nothing; of a walk: tests/campaign/doorstep/test_devices.py
    "doorstep:api:openapi-json": Row(EVERYBODY),
    "doorstep:api:api-root": Row(frozenset()),
    "doorstep:find_sheet": Row(EVERYBODY, query="?code=QQQQQQ"),  # says that there is none of theirs
    "doorstep:sheet": Row(BARNETS_MANAGERS, parts=_sheet),
    "doorstep:reprint": Row(BARNETS_MANAGERS, parts=_sheet),
    "doorstep:lines": Row(BARNETS_MANAGERS, "post", _sheet),
    "doorstep:undo": Row(BARNETS_MANAGERS, "post", _sheet),
    "doorstep:finish_sheet": Row(BARNETS_MANAGERS, "post", _sheet),
    "phonebank:home": Row(EVERYBODY),
    "phonebank:walls": Row(MANAGERS),
    "phonebank:wall": Row(BARNETS_MANAGERS | {"caller"}, parts=_session),
    "phonebank:call": Row(frozenset({"caller"}), parts=_session),
    "phonebank:next": Row(frozenset({"caller"}), "post", _session),
    "phonebank:mine": Row(frozenset({"caller"}), parts=_session),
    "phonebank:ahead": Row(frozenset({"caller"}), "post", _session),
    "phonebank:dial": Row(frozenset(), "post", _session),  # there is none, unless the settings name one
    "phonebank:going": Row(frozenset(), "post", _session),
    "phonebank:shown": Row(MANAGERS),
    "phonebank:floor": Row(BARNETS_MANAGERS, parts=_session),
    "phonebank:floor_session": Row(BARNETS_MANAGERS, "post", _session),
    "phonebank:floor_caller": Row(BARNETS_MANAGERS, "post", _caller),
    "phonebank:save": Row(frozenset({"caller"}), "post", _session),
    "phonebank:skip": Row(frozenset({"caller"}), "post", _session),
    "phonebank:switch": Row(frozenset({"caller"}), "post", _session),
    "phonebank:renew": Row(frozenset({"caller"}), "post", _session),
    "phonebank:stop": Row(frozenset({"caller"}), "post", _session),
    "phonebank:sign_in_link": Row(BARNETS_MANAGERS, "post", _caller),
    "phonebank:lookup": Row(frozenset({"caller"}), parts=_session),
    "selections:selections": Row(OFFICERS),
    "selections:new": Row(OFFICERS, "get post"),
    "selections:selection": Row(OFFICER, parts=_selection),
    "selections:timetable": Row(OFFICER, "get post", _selection),
    "selections:move": Row(OFFICER, "post", lambda world: _selection(world) | {"move": "open-nominations"}),
    "selections:new_post": Row(OFFICER, "get post", _selection),
    "selections:post": Row(OFFICER, "get post", _post),
    "selections:remove_post": Row(OFFICER, "post", _post),
    "selections:new_candidate": Row(OFFICER, "get post", _post),
    "selections:candidate": Row(OFFICER, "get post", _candidate),
    "selections:withdraw": Row(OFFICER, "post", _candidate),
    "selections:new_section": Row(OFFICER, "get post", _selection),
    "selections:section": Row(OFFICER, "get post", _section),
    "selections:remove_section": Row(OFFICER, "post", _section),
    "selections:backing": Row(OFFICER, parts=_backed),
    "selections:add_backing": Row(OFFICER, "get post", _backed),
    "selections:backing_sheet": Row(OFFICER, "get post", _backed),
    "selections:backing_download": Row(OFFICER, parts=_backed),
    "selections:withdraw_backing": Row(OFFICER, "get post", _backing),
    "selections:support": Row(OFFICER, parts=_backed),
    "selections:slates": Row(OFFICER, parts=_backed),
    "selections:new_slate": Row(OFFICER, "get post", _backed),
    "selections:slate": Row(OFFICER, parts=_slate),
    "selections:change_slate": Row(OFFICER, "get post", _slate),
    "selections:remove_slate": Row(OFFICER, "post", _slate),
    "selections:what_if": Row(OFFICER, parts=_backed),
    "selections:what_if_post": Row(OFFICER, "get post", _post),
    "selections:hearings": Row(EVERYBODY),
    "selections:electorate": Row(OFFICER, parts=_contested, query="?q=M1"),
    "selections:eligibility": Row(OFFICER, "get post", _section),
    "selections:fix_anew": Row(OFFICER, "post", _contested),
    "selections:entry": Row(OFFICER, parts=_entry),
    "selections:shut_out": Row(OFFICER, "post", _entry),
    "selections:appeal_for": Row(OFFICER, "post", _entry),
    "selections:enter_outsider": Row(
        OFFICER,
        "post",
        lambda world: _section(world) | {"member": world.contested.entries.get().member_id},
    ),
    "selections:printed_letters": Row(OFFICER, parts=_contested),
    "selections:send_letters": Row(OFFICER, "post", _contested),
    "selections:posted_letters": Row(OFFICER, "post", _contested),
    "selections:letter": Row(
        OFFICER, parts=lambda world: _contested(world) | {"letter": world.contested.letters.get().pk}
    ),
    "selections:appeals": Row(OFFICER | HEARS, parts=_contested),
    "selections:name_to_panel": Row(OFFICER, "post", _contested),
    "selections:hear_so": Row(OFFICER, "post", _contested),
    "selections:take_off_panel": Row(
        OFFICER,
        "post",
        lambda world: _contested(world) | {"place": world.contested.panel_members.get(user=world.people["hearer"]).pk},
    ),
    "selections:case": Row(OFFICER | HEARS, parts=_case),
    "selections:find": Row(HEARS, "post", _case),
    "selections:interest": Row(HEARS, "post", _case),
    "selections:scrutinies": Row(EVERYBODY),
    "selections:ballot": Row(OFFICER, parts=_balloted),
    "selections:hold_ballot": Row(OFFICER, "post", _selection),
    "selections:open_without": Row(OFFICER, "post", _balloted),
    "selections:name_scrutineer": Row(OFFICER, "post", _selection),
    "selections:drop_scrutineer": Row(OFFICER, "post", _scrutineer),
    "selections:send_codes": Row(OFFICER, "post", _balloted),
    "selections:print_codes": Row(OFFICER, "post", _balloted),
    "selections:code_again": Row(OFFICER, "post", _balloted),
    "selections:paper_votes": Row(OFFICER | SCRUTINISES, parts=_balloted),
    "selections:mark_paper": Row(OFFICER, "post", _balloted),
    "selections:unmark_paper": Row(OFFICER, "post", _balloted),
    "selections:new_batch": Row(OFFICER, "post", _balloted),
    "selections:batch": Row(OFFICER | SCRUTINISES, "get post", _batch),
    "selections:drop_batch": Row(OFFICER, "post", _batch),
    "selections:scrutineer": Row(SCRUTINISES, parts=_balloted),
    "selections:keep_key": Row(SCRUTINISES, "post", _selection),
    "selections:sealed_shares": Row(SCRUTINISES, parts=_balloted),
    "selections:opened_shares": Row(SCRUTINISES, "post", _balloted),
    "selections:own_shares": Row(SCRUTINISES, "post", _balloted),
    "selections:count": Row(OFFICER | SCRUTINISES, parts=_selection),
    "selections:count_post": Row(OFFICER, "post", _post),
    "selections:lot": Row(OFFICER, "post", _post),
    "selections:count_again": Row(OFFICER | SCRUTINISES, "post", _post),
}


def _patterns() -> dict[str, URLPattern]:
    """Return every address of the site by its full name."""

    def walk(resolver: URLResolver, prefix: str) -> dict[str, URLPattern]:
        found: dict[str, URLPattern] = {}
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                found |= walk(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
            else:
                assert each.name, f"{each.pattern} has no name"
                found[f"{prefix}{each.name}"] = each
        return found

    return walk(get_resolver(), "")


PATTERNS = _patterns()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, field_kind) -> Iterator[World]:
    """Make the world once, around every test's own transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _make_world(field_kind())
        transaction.set_rollback(True)


def _make_world(field_work: Any) -> World:
    people = {name: field_work.person(*(held or ())) for name, held in ROLES.items()}
    elector = field_work.elector()
    Elector.objects.filter(pk=elector.pk).update(surname=SECRET, name_key=f"ELECTOR|{SECRET.upper()}")
    session = field_work.session(people["organiser"])
    place = Caller.objects.create(session=session, user=people["caller"], admitted_at=session.created_at)
    elsewhere = field_work.session(people["director"], wards=tuple(sorted(atlas().wards_within(BRENT))))
    Caller.objects.create(session=elsewhere, user=people["outsider"], admitted_at=elsewhere.created_at)
    elector.refresh_from_db()
    _make_contact(people["caller"], session, elector)
    load_codes(by=None, parties=())
    ask(by=people["data_officer"], elector=elector, received_on=timezone.localdate(), source="letter")
    officer = people["officer"]
    selections = (_make_selection(officer), _make_backed(officer), _make_contested(people, field_work))
    name_scrutineer(selection=selections[0], user=people["scrutineer"], by=officer)
    job = Job.objects.create(work="tests.none", title="Loading", by=people["organiser"], area=BARNET)
    brought = RegisterImport.objects.create(borough=BARNET, file_name=f"{SECRET}.csv", sha256="0" * 64)
    return World(
        people,
        elector,
        session,
        place,
        *selections,
        _make_sheet(people, session),
        _make_balloted(people, field_work),
        job,
        brought,
        _make_outing(people, session, field_work),
        save_audience(
            by=people["organiser"], name="Evening", area=BARNET, audience=Audience.from_json(session.audience)
        ),
    )


def _make_contact(caller: User, session: Session, elector: Elector) -> None:
    """A call of the phone bank that nobody answered."""
    now = timezone.now()
    ContactEvent.objects.create(
        id=uuid4(),
        borough=elector.borough,
        ward=elector.ward,
        session=session,
        elector=elector,
        user=caller,
        outcome=ContactEvent.Outcome.NO_ANSWER,
        happened_at=now,
        received_at=now,
    )


def _make_sheet(people: dict[str, User], session: Session) -> Sheet:
    """A round of doors of Barnet's one ward, cut and printed."""
    organiser = people["organiser"]
    how = {"name": "Saturday", "area": BARNET, "script": session.script}
    held = make_round(by=organiser, audience=Audience.from_json(session.audience), **how)
    (sheet,) = print_walks(by=organiser, walks=cut_round(by=organiser, session=held))
    return sheet


def _make_outing(people: dict[str, User], session: Session, field_work: Any) -> Outing:
    """A walk of one door in Barnet, on the canvasser's telephone."""
    organiser, elector = people["organiser"], field_work.elector()
    Elector.objects.filter(pk=elector.pk).update(surname=SECRET)
    how = {"name": "Sunday", "area": BARNET, "script": session.script}
    held = make_round(by=organiser, audience=Audience.from_json(session.audience), **how)
    (walk,) = cut_round(by=organiser, session=held)
    outing = give_walk(by=organiser, walk=walk)
    join_walk(by=people["canvasser"], outing=outing)
    add_device(by=people["canvasser"], outing=outing, name="Telephone")
    return outing


def _make_selection(officer: User) -> Selection:
    made = make_selection(by=officer, area=BARNET, name="Spring", freeze_at=timezone.now())
    save_section(section=Section(selection=made, name="Members"), by=officer)
    post = save_post(post=Post(selection=made, name="Leader", rule="av"), by=officer, guaranteed={})
    save_candidate(candidate=Candidate(post=post, name="Ash"), by=officer)
    return made


def _make_backed(officer: User) -> Selection:
    made = _make_selection(officer)
    ash = made.posts.get().candidates.get()
    how = {"backer": Named("union", "Invented Trades"), "what": "endorsement", "given_on": timezone.localdate()}
    back(by=officer, candidate=ash, source="A letter", **how)
    save_slate(by=officer, slate=Slate(selection=made, name="Red"), candidates=[ash])
    return made


def _make_balloted(people: dict[str, User], field_work: Any) -> Selection:
    """A selection whose voting is over, and whose box waits for its two scrutineers."""
    officer = people["officer"]
    made = _make_selection(officer)
    for user in (people["scrutineer"], field_work.person()):
        name_scrutineer(selection=made, user=user, by=officer)
        point = point_of(make_private_key().public_key())
        keep_public_key(selection=made, by=user, key=to_text(point))
    Selection.objects.filter(pk=made.pk).update(voting_closes_at=timezone.now() + timedelta(days=1))
    for key in ("open-nominations", "freeze", "open-appeals", "open-voting"):
        move(selection=made, step=move_named(key), by=officer)
    Selection.objects.filter(pk=made.pk).update(voting_closes_at=timezone.now())
    move(selection=made, step=move_named("close-voting"), by=officer)
    form = BallotForm.objects.get(post__selection=made)
    Batch.objects.create(form=form, name="A", papers=1, made_by=officer)
    return made


def _make_contested(people: dict[str, User], field_work: Any) -> Selection:
    """A selection that shut one member out, by a rule that only the dead meet."""
    officer = people["officer"]
    made = _make_selection(officer)
    Selection.objects.filter(pk=made.pk).update(appeals_until=timezone.now() + timedelta(days=1))
    made.sections.update(eligibility={"age": {"years": 120}})
    Member.objects.create(number="M1", name="Elm", joined_on=date(2020, 1, 1), born_on=date(2000, 1, 1))
    move(selection=made, step=move_named("open-nominations"), by=officer)
    move(selection=made, step=move_named("freeze"), by=officer)
    for user in (people["hearer"], field_work.person(), field_work.person()):
        name_to_panel(selection=made, user=user, by=officer)
    made.refresh_from_db()
    move(selection=made, step=move_named("open-appeals"), by=officer)
    appeal(entry=made.entries.get(), grounds="Because.", by=None)
    return made


def _ask(client: Client, name: str, row: Row, world: World) -> list[Any]:
    """Ask for an address by each of its methods; a form comes empty."""
    address = reverse(name, kwargs=row.parts(world)) + row.query
    return [getattr(client, method)(address) for method in row.methods.split()]


def test_every_address_has_its_row():
    own = {name for name in PATTERNS if name.startswith(OWN_ACCOUNT)}
    assert set(PATTERNS) - PUBLIC - own == set(ADDRESSES)


@pytest.mark.parametrize("name", sorted(set(PATTERNS) - PUBLIC))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in(client, name, method):
    converters = PATTERNS[name].pattern.converters
    any_one = {"IntConverter": 1, "UUIDConverter": UUID(int=1)}
    parts = {key: any_one.get(type(each).__name__, "x") for key, each in converters.items()}
    response = getattr(client, method)(reverse(name, kwargs=parts))
    assert response.status_code == 302, f"{name} answers a stranger with {response.status_code}"
    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_each_role_reaches_what_the_table_says_and_nothing_else(name, world):
    row = ADDRESSES[name]
    reached = set()
    for who, user in world.people.items():
        client = Client()
        client.force_login(user)
        with transaction.atomic():  # each in the same world
            statuses = {response.status_code for response in _ask(client, name, row, world)}
            transaction.set_rollback(True)
        assert max(statuses) < 500, f"{name} fails for the {who}"
        assert statuses <= {403, 404} or not statuses & {403, 404}, f"{name} is half open to the {who}"
        if not statuses & {403, 404}:
            reached.add(who)
    # What is asked of nothing in particular (an empty form) may be refused as unfit (422), never as forbidden.
    assert reached == row.allowed


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_nobody_of_another_borough_is_shown_barnets_elector(name, world):
    for who in ("neighbour", "volunteer", "officer", "brents_officer", "outsider", "nobody"):
        client = Client()
        client.force_login(world.people[who])
        with transaction.atomic():  # each in the same world
            answers = _ask(client, name, ADDRESSES[name], world)
            transaction.set_rollback(True)
        body = "".join(response.content.decode(errors="replace") for response in answers)  # a PDF is no text
        typed = body.count(f'value="{SECRET}"') + body.count(f"“{SECRET}”")  # the search box gives back what was typed
        assert body.count(SECRET) == typed, f"{name} shows it to the {who}"


def test_barnets_own_organiser_does_see_the_elector(world):
    client = Client()
    client.force_login(world.people["organiser"])
    page = client.get(reverse("canvass:contacts", kwargs={"pk": world.elector.pk}))
    assert SECRET in page.content.decode()


@pytest.mark.parametrize(
    "headers",
    [{"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}],
)
def test_one_click_log_ins_are_for_this_machine_alone(client, settings, headers, django_user_model):
    django_user_model.objects.create_user("director@demo.invalid", name="Demo Director")
    settings.DEMO = True
    assert client.get(reverse("demo:as", args=["director"]), **headers).status_code == 404
    assert client.get(reverse("demo:as", args=["director"])).status_code == 302
    settings.DEMO = False
    assert client.get(reverse("demo:as", args=["director"])).status_code == 404
