"""The organisers' pages: make a phone bank, share it, let people in, write its script, read what was learnt."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.actions import wording_of
from groundgame.campaign.canvass.forms.sessions import HOURS
from groundgame.campaign.canvass.models import NewestAnswer, SavedAudience, Script, Session
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.register.models import Elector

pytestmark = pytest.mark.django_db

BARNET, BRENT, WARD, OTHER = "E09000003", "E09000005", "E05013628", "E05013629"


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def organiser(client, field_work):
    user = field_work.organiser()
    client.force_login(user)
    return user


def _asked(field_work, **changes):
    return {
        "name": "Evening", "area": BARNET, "wards": [WARD], "contacted": "anybody", "script": field_work.script().pk,
        "admission": "open", "lease_minutes": 10, "max_attempts": 2, "rest_days": 7,
        "opens_at": "", "opens_on_sunday_at": "", "closes_at": "",
    } | changes  # fmt: skip


def test_where_numbers_were_never_held_against_a_tps_file_the_page_of_a_new_phone_bank_warns(
    client, organiser, field_work
):
    field_work.elector()
    warning = "The numbers of Barnet have never been held against"
    assert warning in client.get(reverse("canvass:new")).content.decode()
    assert warning not in client.get(reverse("canvass:new"), {"channel": "door"}).content.decode()


def test_a_phone_bank_is_made_as_it_was_counted(client, organiser, field_work):
    for ward in (WARD, WARD, OTHER):
        field_work.elector(ward=ward)
    asked = _asked(field_work)
    counted = client.get(reverse("canvass:count"), asked).content.decode()
    assert re.sub(r"<[^>]+>|\s+", " ", counted).split()[:5] == ["2", "electors", "in", "2", "households"]
    assert "Barnet Vale" in counted
    answer = client.post(reverse("canvass:new"), asked)
    session = Session.objects.get()
    assert answer.url == reverse("canvass:session", args=[session.pk])
    assert (session.targets.count(), session.lease_minutes, session.max_attempts) == (2, 10, 2)
    assert (session.admission, session.created_by) == (Session.Admission.OPEN, organiser)
    assert AuditEntry.objects.filter(action="canvass.make_session", by=organiser).exists()


def test_a_large_audience_is_put_in_beside_the_page(client, organiser, field_work, monkeypatch):
    monkeypatch.setattr("groundgame.campaign.canvass.audience.filling.AT_ONCE", 2)
    for ward in (WARD, WARD, OTHER):
        field_work.elector(ward=ward)
    answer = client.post(reverse("canvass:new"), _asked(field_work, wards=[WARD, OTHER]))
    session, job = Session.objects.get(), Job.objects.get()
    assert answer.url == reverse("jobs:job", args=[job.pk])
    assert session.targets.count() == 0
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.outcome) == ("done", "3 electors were added to Evening.")
    assert job.leads_to == reverse("canvass:session", args=[session.pk])
    electors = session.targets.order_by("position").values_list("elector__ward", "position")
    assert list(electors) == [(WARD, 1), (WARD, 2), (OTHER, 3)]
    field_work.elector(ward=OTHER)
    client.post(reverse("canvass:refresh", args=[session.pk]))
    run_waiting()
    assert session.targets.count() == 4
    assert AuditEntry.objects.filter(action="canvass.refresh_audience", by=organiser).count() == 2


def test_a_new_phone_bank_keeps_usual_hours_unless_they_are_changed(client, organiser):
    page = client.get(reverse("canvass:new")).content.decode()
    shown = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in HOURS}
    assert shown == {"opens_at": "09:00", "opens_on_sunday_at": "10:30", "closes_at": "20:00"}


def test_no_ward_ticked_means_all_of_ones_own_in_the_area(client, organiser, field_work):
    for ward in (WARD, OTHER):
        field_work.elector(ward=ward)
    client.post(reverse("canvass:new"), _asked(field_work, wards=[]))
    assert Session.objects.get().targets.count() == 2


def test_an_organiser_of_one_ward_makes_a_phone_bank_of_that_ward(client, field_work):
    for ward in (WARD, OTHER):
        field_work.elector(ward=ward)
    client.force_login(field_work.person(Role.ORGANISER, WARD))
    page = client.get(reverse("canvass:new")).content.decode()
    assert "Barnet Vale" in page
    assert "Brunswick Park" not in page
    client.post(reverse("canvass:new"), _asked(field_work, wards=[]))
    assert Session.objects.get().audience["wards"] == [WARD]


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"wards": ["E05009373"]},  # of another borough
        {"contacted": "before"},  # without the date
        {"contacted": "before", "last_contact_before": "soon"},
        {"script": "0"},
        {"lease_minutes": "0"},
        {"voted_least": "9", "voted_of": "3"},
        {"max_attempts": "100"},
        {"opens_at": "25:00"},
    ],
)
def test_bad_input_is_refused_and_makes_nothing(client, organiser, field_work, bad):
    answer = client.post(reverse("canvass:new"), _asked(field_work, **bad))
    assert answer.status_code == 422
    assert b"errorlist" in answer.content
    assert not Session.objects.exists()


def test_a_name_typed_for_the_audience_is_kept_whichever_button_is_pressed(client, organiser, field_work):
    field_work.elector()
    client.post(reverse("canvass:new"), _asked(field_work, contacted="never", audience_name="Strangers"))
    assert SavedAudience.objects.get(name="Strangers").conditions["never_contacted"] is True
    asked = _asked(field_work, name="Tuesday", lease_minutes=22, audience_name="All")
    page = client.post(reverse("canvass:save_audience"), asked, follow=True).content.decode()
    assert SavedAudience.objects.filter(name="All").exists()
    assert 'name="name" value="Tuesday"' in page
    assert 'name="lease_minutes" value="22"' in page
    assert Session.objects.get().name == "Evening"


def test_the_pages_say_in_words_whom_a_phone_bank_is_for(client, organiser, field_work):
    field_work.elector()
    asked = _asked(field_work, contacted="never", promise=["maybe", "no"], dwelling="house", district="AA\nAB")
    said = "Barnet Vale; polling district AA or polling district AB; never reached before; "
    said += "promise: Perhaps or No; in a house."
    assert said in client.get(reverse("canvass:count"), asked).content.decode()
    assert said in client.post(reverse("canvass:new"), asked, follow=True).content.decode()
    assert "Barnet Vale; everybody there." in client.get(reverse("canvass:count"), _asked(field_work)).content.decode()


def test_without_script_the_page_counts_and_keeps_what_was_chosen(client, organiser, field_work):
    field_work.elector()
    page = client.get(reverse("canvass:new"), _asked(field_work, name="Kept")).content.decode()
    assert 'value="Kept"' in page
    assert re.search(rf'value="{WARD}"[^>]*checked', page)
    assert '<strong class="stat">1</strong>' in page


def test_the_link_is_shown_as_text_and_as_a_code_until_the_session_closes(client, organiser, field_work):
    session = field_work.session(organiser)
    for name in ("session", "poster"):
        page = client.get(reverse(f"canvass:{name}", args=[session.pk])).content.decode()
        assert session.join_token in page
        assert 'aria-label="QR code of the link"' in page
    client.post(reverse("canvass:close", args=[session.pk]))
    assert session.join_token not in client.get(reverse("canvass:session", args=[session.pk])).content.decode()


def test_letting_in_refusing_and_refreshing_by_the_page(client, organiser, field_work):
    session = field_work.session(organiser, admission=Session.Admission.APPROVE)
    first, second, third = (actions.ask_to_join(by=field_work.person(), session=session) for _ in range(3))
    assert "3 waiting to be let in" in client.get(reverse("canvass:callers", args=[session.pk])).content.decode()
    client.post(reverse("canvass:admit", args=[session.pk, first.pk]))
    client.post(reverse("canvass:remove", args=[session.pk, second.pk]))
    client.post(reverse("canvass:admit_all", args=[session.pk]))
    states = [(bool(one.admitted_at), bool(one.removed_at)) for one in session.callers.order_by("pk")]
    assert states == [(True, False), (False, True), (True, False)]
    field_work.elector()
    client.post(reverse("canvass:refresh", args=[session.pk]))
    assert session.targets.count() == 1
    elsewhere = field_work.session(organiser)
    assert client.post(reverse("canvass:admit", args=[elsewhere.pk, third.pk])).status_code == 404


def test_the_list_shows_ones_own_sessions_alone(client, field_work):
    session = field_work.session(field_work.organiser())
    for role, area, seen in ((Role.ORGANISER, BARNET, True), (Role.ORGANISER, BRENT, False)):
        client.force_login(field_work.person(role, area))
        page = client.get(reverse("canvass:sessions")).content.decode()
        assert (reverse("canvass:session", args=[session.pk]) in page) is seen


def _written(**changes):
    return {
        "name": "Mine", "area": BARNET, "opening": "Hello {elector}, I am {caller}", "closing": "",
        "voting_intention_text": "Whom?", "voting_intention_answers": "Us\nThem\n",
        "promise_text": "Will you?", "promise_yes": "Yes", "promise_maybe": "", "promise_no": "No",
        "issue_text": "", "issue_answers": "",
    } | changes  # fmt: skip


def test_a_script_is_written_and_changed_and_known_answers_keep_their_values(client, organiser, field_work):
    assert client.get(reverse("canvass:new_script")).status_code == 200
    client.post(reverse("canvass:new_script"), _written())
    script = Script.objects.get()
    assert [asked.options for asked in wording_of(script).questions] == [
        [("us", "Us"), ("them", "Them")],
        [("yes", "Yes"), ("no", "No")],
    ]
    script.questions.get(key="voting_intention").options.filter(label="Us").update(value="labour")
    changed = _written(voting_intention_answers="Us\nNobody", issue_text="What matters?", issue_answers="Buses\nBins")
    client.post(reverse("canvass:script", args=[script.pk]), changed)
    asked = {one.key: one.options for one in wording_of(script).questions}
    assert asked["voting_intention"] == [("labour", "Us"), ("nobody", "Nobody")]
    assert asked["issue"] == [("buses", "Buses"), ("bins", "Bins")]


@pytest.mark.parametrize(
    "bad",
    [
        {"voting_intention_answers": ""},
        {"voting_intention_answers": "Us\nus"},
        {"voting_intention_answers": "x" * 41},
        {"voting_intention_answers": "\n".join("abcdefghijklm")},
        {"promise_yes": ""},
        {"promise_no": "Yes"},
        {"promise_no": "x" * 41},
        {"opening": ""},
        {"opening": "Hello {elector}, it is me"},
        {"area": BRENT},
    ],
)
def test_a_bad_script_is_refused(client, organiser, bad):
    assert client.post(reverse("canvass:new_script"), _written(**bad)).status_code == 422
    assert not Script.objects.exists()


def test_a_promise_is_counted_whatever_its_answer_is_called(client, organiser, field_work):
    script = field_work.script()
    changed = _written(promise_yes="Беззаперечно", promise_maybe="Perhaps", promise_no="Never")
    client.post(reverse("canvass:script", args=[script.pk]), changed)
    said = {one.key: one.options for one in wording_of(script).questions}["promise"]
    assert said == [("yes", "Беззаперечно"), ("maybe", "Perhaps"), ("no", "Never")]
    page = client.get(reverse("canvass:script", args=[script.pk])).content.decode()
    assert re.search(r'name="promise_yes" value="Беззаперечно"', page)


def test_an_answer_that_no_value_can_be_made_of_is_refused_with_its_own_sentence(client, organiser):
    answer = client.post(reverse("canvass:new_script"), _written(voting_intention_answers="Us\nЗа вас"))
    assert answer.status_code == 422
    assert "“За вас” has no letter from A to Z" in answer.content.decode()
    assert not Script.objects.exists()


def test_the_session_page_links_the_script_only_to_those_who_may_change_it(client, field_work):
    citys = actions.make_script(by=None, area="E12000007", wording=wording_of(field_work.script()))
    for user, linked in ((field_work.organiser(), False), (field_work.person(Role.DIRECTOR, "E12000007"), True)):
        client.force_login(user)
        session = field_work.session(user, script=citys)
        page = client.get(reverse("canvass:session", args=[session.pk])).content.decode()
        link = reverse("canvass:script", args=[citys.pk])
        assert (link in page, citys.name in page) == (linked, True)
        assert (client.get(link).status_code == 200) is linked


def test_counting_an_audience_again_asks_nobody_for_a_few_seconds(client, organiser, field_work, settings):
    field_work.elector()
    asked = _asked(field_work)
    counted = client.get(reverse("canvass:count"), asked).content
    field_work.elector()
    assert client.get(reverse("canvass:count"), asked).content == counted
    other = client.get(reverse("canvass:count"), asked | {"wards": [OTHER]}).content.decode()
    assert '<strong class="stat">0</strong>' in other
    cache.clear()
    assert '<strong class="stat">2</strong>' in client.get(reverse("canvass:count"), asked).content.decode()


def test_the_pages_of_sessions_count_their_targets_once_in_a_while(client, organiser, field_work):
    for _ in range(2):
        field_work.elector()
    session = field_work.session(organiser)
    for name, arguments in (("sessions", []), ("session", [session.pk])):
        page = reverse(f"canvass:{name}", args=arguments)
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        assert not [one for one in asked if "canvass_target" in one["sql"] and "count(" in one["sql"].lower()]
    cache.clear()
    assert "of 2 electors done" in re.sub(r"<[^>]+>", "", client.get(reverse("canvass:sessions")).content.decode())


def test_only_managers_of_its_area_change_a_script(client, field_work):
    script = field_work.script()
    client.force_login(field_work.person(Role.ORGANISER, BRENT))
    assert client.post(reverse("canvass:script", args=[script.pk]), _written()).status_code == 403
    assert client.get(reverse("canvass:new_script"), {"from": "x"}).status_code == 200


def test_an_electors_contacts_are_read_by_those_who_work_in_the_ward(client, organiser, field_work):
    elector = field_work.elector()
    session = field_work.session(organiser)
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    report = Report(uuid4(), lease.token, "conversation", {"voting_intention": "us"}, note="Buses")
    actions.save_contact(by=caller, session=session, report=report)
    page = reverse("canvass:contacts", args=[elector.pk])
    text = client.get(page).content.decode()
    assert "Buses" in text
    assert "<strong>Us</strong>" in text
    assert "Voting intention: Us" in text
    for user in (field_work.person(Role.ORGANISER, BRENT), field_work.person(Role.VOLUNTEER), caller):
        client.force_login(user)
        assert client.get(page).status_code == 403


def test_the_condition_of_issues_says_that_none_was_raised_yet(client, organiser, field_work):
    field_work.elector()
    said = "No issue was raised here yet"
    page = client.get(reverse("canvass:new")).content.decode()
    assert "<summary>Issues raised</summary>" in page
    assert said in page
    session = field_work.session(organiser)
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(
        by=caller, session=session, report=Report(event=lease.token, token=lease.token, outcome="conversation")
    )
    NewestAnswer.objects.create(
        borough=BARNET,
        elector=Elector.objects.get(),
        question_key="issue-housing",
        value="raised",
        event_id=lease.token,
        happened_at=timezone.now(),
        received_at=timezone.now(),
    )
    cache.clear()
    page = client.get(reverse("canvass:new")).content.decode()
    assert said not in page
    assert "Housing" in page


@pytest.mark.parametrize(
    ("admission", "said"), [(Session.Admission.OPEN, "joins at once"), (Session.Admission.APPROVE, "can ask to join")]
)
def test_the_page_says_whether_the_link_lets_in_or_lets_ask(client, organiser, field_work, admission, said):
    session = field_work.session(organiser, admission=admission)
    page = client.get(reverse("canvass:session", args=[session.pk])).content.decode()
    assert f"Whoever has this link {said}" in page


def test_the_menu_says_where_one_is(client, organiser, field_work):
    elector, session = field_work.elector(), field_work.session(organiser)
    for address, name in {
        reverse("phonebank:floor", args=[session.pk]): "Phone banks",
        reverse("canvass:session", args=[session.pk]): "Phone banks",
        reverse("canvass:contacts", args=[elector.pk]): "Electors",
        reverse("phonebank:home"): "Calling",
    }.items():
        page = client.get(address).content.decode()
        assert re.findall(r'aria-current="page">([^<]+)</a>', page) == [name], address
