"""Put a contact right."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone

from groundgame.campaign.canvass.actions import Correction
from groundgame.campaign.canvass.models import ContactEvent, Question
from groundgame.campaign.canvass.outcomes import BY_DOOR, BY_PHONE, Outcome

NOT_ASKED = ("", "No answer")


class CorrectionForm(forms.Form):
    """What really came of a contact. `event` makes a form that is sent twice change nothing."""

    event = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label="What really came of it", widget=forms.RadioSelect)
    call_back_at = forms.DateTimeField(
        required=False,
        label="Asked to be reached later: when",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    note = forms.CharField(required=False, max_length=500, label="Note", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, contact: ContactEvent, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        known = BY_PHONE if contact.channel == "phone" else BY_DOOR
        offered = [(one.value, one.label) for one in Outcome if one in known or one == Outcome.WITHDRAWN]
        self.fields["outcome"].choices = offered  # type: ignore[attr-defined]  # a choice has some
        self.fields["outcome"].initial = contact.outcome
        self.fields["event"].initial = uuid.uuid4()
        self.fields["note"].initial = contact.note
        self.fields["call_back_at"].initial = contact.call_back_at
        said = {one.question_key: one.value for one in contact.answers.all()}
        self._keys: list[str] = []
        script = contact.session.script if contact.session else None
        for question in script.shown_questions if script else []:
            self._ask(question, said.pop(question.key, ""))
        # What no question of the script asks for (an issue raised, a poster) stays as it was said.
        self._kept = said

    def _ask(self, question: Question, said: str) -> None:
        options = [(one.value, one.label) for one in question.options.all() if not one.retired or one.value == said]
        field = forms.ChoiceField(required=False, label=question.text, choices=[NOT_ASKED, *options], initial=said)
        self.fields[f"answer_{question.key}"] = field
        self._keys.append(question.key)

    def answers(self) -> list[forms.BoundField]:
        """Return the fields of the script's questions."""
        return [self[f"answer_{key}"] for key in self._keys]

    def clean(self) -> dict[str, Any]:
        """Ask for the hour where one was promised, and refuse one that has gone."""
        data = super().clean() or {}
        promised, at = data.get("outcome") == Outcome.CALL_BACK, data.get("call_back_at")
        if promised and (at is None or at < timezone.now()):
            self.add_error("call_back_at", "Say when they asked to be reached: an hour that is still to come.")
        return data

    def correction(self) -> Correction:
        """Return what was written."""
        data = self.cleaned_data
        answers = {key: data[f"answer_{key}"] for key in self._keys if data[f"answer_{key}"]}
        promised = data["call_back_at"] if data["outcome"] == Outcome.CALL_BACK else None
        return Correction(data["event"], data["outcome"], answers | self._kept, data["note"], promised)
