"""Write scripts. A question or answer that is taken out is retired, so that a page opened before can still be saved."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import MANAGERS, check_may_work_in
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.models import AnswerOption, Question, Script
from groundgame.electoral.places import atlas


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is to stand: its key, its words, and its answers as (value, label)."""

    key: str
    text: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """All the words of a script."""

    name: str
    opening: str
    closing: str
    questions: Sequence[Asked]


@transaction.atomic
def make_script(*, by: User | None, area: str, wording: Wording) -> Script:
    """Make a script for an area. `by` is None only where the machine sets itself up.

    Raises:
        PermissionDenied: if the person does not manage the whole area.
    """
    if by is not None:
        check_may_work_in(by, atlas().wards_within(area), MANAGERS)
    script = Script.objects.create(area=area, name=wording.name, opening=wording.opening, closing=wording.closing)
    _write_questions(script, wording.questions)
    audit.record(by=by, action="canvass.make_script", subject=script, area=area)
    return script


@transaction.atomic
def rewrite_script(*, by: User, script: Script, wording: Wording) -> Script:
    """Change a script's words, questions and answers.

    Raises:
        PermissionDenied: if the person does not manage the whole area of the script.
    """
    rules.check_may_edit_script(by, script)
    script = Script.objects.select_for_update(no_key=True).get(pk=script.pk)
    script.name, script.opening, script.closing = wording.name, wording.opening, wording.closing
    script.save()
    _write_questions(script, wording.questions)
    audit.record(by=by, action="canvass.rewrite_script", subject=script, area=script.area)
    return script


def copy_script(*, by: User, script: Script, area: str, wording: Wording | None = None) -> Script:
    """Make a script of one's own area from another's, with the words given or the same.

    Raises:
        PermissionDenied: if the person does not manage the whole area.
    """
    return make_script(by=by, area=area, wording=wording or wording_of(script))


def wording_of(script: Script) -> Wording:
    """Return the words of a script as they stand."""
    asked = [
        Asked(question.key, question.text, [(option.value, option.label) for option in question.shown_options])
        for question in script.shown_questions
    ]
    return Wording(script.name, script.opening, script.closing, asked)


def _write_questions(script: Script, questions: Sequence[Asked]) -> None:
    script.questions.exclude(key__in=[asked.key for asked in questions]).update(retired=True)
    for position, asked in enumerate(questions):
        kept = {"position": position, "text": asked.text, "retired": False}
        question, _ = Question.objects.update_or_create(script=script, key=asked.key, defaults=kept)
        _write_options(question, asked.options)


def _write_options(question: Question, options: Sequence[tuple[str, str]]) -> None:
    question.options.exclude(value__in=[value for value, _ in options]).update(retired=True)
    for position, (value, label) in enumerate(options):
        kept = {"position": position, "label": label, "retired": False}
        AnswerOption.objects.update_or_create(question=question, value=value, defaults=kept)
