"""A register whose work failed, or died, waits again; and it is never begun twice."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.jobs.running import MOST_ATTEMPTS
from groundgame.campaign.register import actions
from groundgame.campaign.register.actions.starting import start_applying
from groundgame.campaign.register.importing import RegisterImportError
from groundgame.campaign.register.models import RegisterImport
from groundgame.campaign.register.retention import OWN
from tests.together import at_once

from .registers import BARNET, JUNE, entry, register_file

pytestmark = pytest.mark.database
rows = pytest.mark.django_db
BUTTONS = ("Apply it", "Look again", "Give it up")


@pytest.fixture
def home(settings, tmp_path):
    settings.GROUNDGAME_HOME = tmp_path
    return tmp_path


@pytest.fixture
def organiser(client, field_work, home):
    person = field_work.organiser()
    client.force_login(person)
    return person


@pytest.fixture
def made(organiser):
    content = register_file([entry(1), entry(2, "Gamma")])
    return actions.look_at(by=organiser, borough=BARNET, published_on=JUNE, content=content, file_name="barnet.csv")


def page(client, made) -> str:
    return client.get(reverse("register:import", args=[made.pk])).content.decode()


def press(client, name, made) -> None:
    client.post(reverse(f"register:{name}", args=[made.pk]))


def offered(text: str) -> list[str]:
    return [button for button in BUTTONS if button in text]


def out_of_memory(*_what):
    raise MemoryError


@rows
def test_a_register_whose_work_failed_unforeseen_is_offered_again(client, made, home, monkeypatch):
    with monkeypatch.context() as at:
        at.setattr("groundgame.campaign.register.actions.imports.apply_plan", out_of_memory)
        press(client, "apply", made)
        run_waiting()
    text = page(client, made)
    assert "The program failed (MemoryError)" in text
    assert "<b>Ready to be applied.</b>" in text
    assert offered(text) == list(BUTTONS)
    press(client, "apply", made)
    run_waiting()
    assert "<b>Applied.</b>" in page(client, made)
    assert not (home / "imports" / str(made.pk)).exists()


@rows
def test_a_register_whose_work_was_cut_off_too_often_is_offered_again(client, made):
    press(client, "apply", made)
    Job.objects.update(attempts=MOST_ATTEMPTS)
    run_waiting()
    text = page(client, made)
    assert "Start it anew from its page." in text
    assert offered(text) == list(BUTTONS)


@rows
def test_a_program_that_dies_before_the_job_is_kept_leaves_the_file_as_it_was(client, made, monkeypatch):
    with monkeypatch.context() as at:
        at.setattr("groundgame.campaign.jobs.actions.queue", out_of_memory)
        with pytest.raises(MemoryError):
            press(client, "apply", made)
    assert not Job.objects.exists()
    assert offered(page(client, made)) == list(BUTTONS)


@rows
def test_a_register_that_an_earlier_version_left_being_applied_waits(client, made):
    RegisterImport.objects.update(state=RegisterImport.State.APPLYING)
    text = page(client, made)
    assert "<b>Ready to be applied.</b>" in text
    assert offered(text) == list(BUTTONS)
    assert "Being applied" not in client.get(reverse("register:imports")).content.decode()


@rows
def test_a_register_is_said_to_be_applied_while_it_is(client, made):
    press(client, "apply", made)
    text = page(client, made)
    assert "<b>Being applied.</b>" in text
    assert offered(text) == []
    assert "Being applied" in client.get(reverse("register:imports")).content.decode()


@rows
def test_a_second_click_begins_nothing(client, made):
    for name in ("apply", "apply", "look_again"):
        press(client, name, made)
    assert Job.objects.count() == 1
    assert "barnet.csv is being applied already" in page(client, made)
    run_waiting()
    for name in ("undo", "undo"):
        press(client, name, made)
    assert Job.objects.count() == 2
    assert "<b>Being undone.</b>" in (text := page(client, made))
    assert "barnet.csv is being undone already" in text
    run_waiting()
    assert not Job.objects.exclude(failure="").exists()


@rows
@pytest.mark.parametrize("state", ["looked_at", "applying"])
def test_our_copy_of_what_nobody_applied_is_let_go_unless_it_is_being_applied(client, made, home, state):
    term = next(term for term in OWN if term.key == "files")
    RegisterImport.objects.update(state=state, at=timezone.now() - dt.timedelta(days=40))
    before = timezone.now() - dt.timedelta(days=31)
    press(client, "apply", made)
    assert term.count(before) == 0
    term.forget(before)
    assert (home / "imports" / str(made.pk)).exists()
    Job.objects.update(failure="It was cut off", finished_at=timezone.now())
    assert term.count(before) == 1
    term.forget(before)
    made.refresh_from_db()
    assert made.state == "discarded"
    assert not (home / "imports" / str(made.pk)).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_begins_it(made):
    def press_it():
        try:
            return start_applying(by=made.by, made=made, page="/registers/1/")
        except RegisterImportError as error:
            return str(error)

    (refused,) = [each for each in at_once(press_it, press_it) if isinstance(each, str)]
    assert "being applied already" in refused
