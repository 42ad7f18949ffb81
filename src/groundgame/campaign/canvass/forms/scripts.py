"""Write a script."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions.scripts import Asked, Wording
from groundgame.campaign.canvass.areas import areas_of
from groundgame.campaign.canvass.codes import VOTING_INTENTION
from groundgame.campaign.canvass.forms.openings import named_opening
from groundgame.campaign.canvass.models import IntentionCode, Script
from groundgame.electoral.places import atlas

MOST_ANSWERS, MOST_LETTERS = 12, 40


def scripts_for(user: User) -> QuerySet[Script]:
    """Return the scripts of the person's areas and of the areas that hold them, the newest first."""
    codes = {area.code for area in areas_of(user)} | {area.code for area in atlas().areas("city")}
    return Script.objects.filter(area__in=codes).order_by("-id")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class ScriptForm(forms.Form):
    """A script's words. Each answer stands on a line of its own; a known answer keeps the value that the log has.

    The answers to the promise have fields of their own: whatever they are called, it is their values that are counted.
    """

    name = forms.CharField(max_length=100)
    area = forms.ChoiceField(help_text="Organisers of this area may use and change it.")
    opening = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="{caller} and {elector} stand for the names. Say who rings and for whom, before anything else.",
    )
    closing = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)

    ASKED = (
        ("voting_intention", "Voting intention"),
        ("promise", "Promise"),
        ("issue", "One more question (leave empty for none)"),
    )

    PROMISES = (
        ("yes", "Answer of those who promise us their vote"),
        ("maybe", "Answer of those who may yet (leave empty for none)"),
        ("no", "Answer of those who do not"),
    )

    def __init__(self, user: User, wording: Wording, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["area"].choices = [(one.code, one.name) for one in areas_of(user)]  # type: ignore[attr-defined]  # a choice has some
        self._values = {asked.key: {label: value for value, label in asked.options} for asked in wording.questions}
        # A party's code keeps its value in every script that uses its words.
        coded = {label: value for value, label in IntentionCode.objects.values_list("value", "label")}
        self._values[VOTING_INTENTION] = coded | self._values.get(VOTING_INTENTION, {})
        asked = {question.key: question for question in wording.questions}
        for key, title in self.ASKED:
            self._add_question(key, title, asked.get(key, Asked(key, "", ())))
        for name in ("name", "opening", "closing"):
            self.fields[name].initial = getattr(wording, name)

    def _add_question(self, key: str, title: str, asked: Asked) -> None:
        needed = key != "issue"
        self.fields[f"{key}_text"] = forms.CharField(
            max_length=300, label=title, initial=asked.text, required=needed, widget=forms.TextInput
        )
        if key == "promise":
            self._add_promises(dict(asked.options))
            return
        self.fields[f"{key}_answers"] = forms.CharField(
            label=f"Answers to that, one a line ({key.replace('_', ' ')})",
            initial="\n".join(label for _, label in asked.options),
            required=needed,
            widget=forms.Textarea(attrs={"rows": 6}),
        )

    def _add_promises(self, labels: dict[str, str]) -> None:
        for value, title in self.PROMISES:
            self.fields[f"promise_{value}"] = forms.CharField(
                max_length=MOST_LETTERS, label=title, initial=labels.get(value, ""), required=value != "maybe"
            )

    def clean_opening(self) -> str:
        """Refuse an opening that does not name the caller."""
        return named_opening(self.cleaned_data["opening"])

    def clean(self) -> dict[str, Any]:
        """Refuse answers that are too long, too many, the same twice, or that no value can be made of."""
        data = super().clean() or {}
        for key, _ in self.ASKED:
            options = self._options(key, data)
            wrong = self._wrong(options)
            if wrong:
                self.add_error("promise_yes" if key == "promise" else f"{key}_answers", wrong)
        return data

    @staticmethod
    def _wrong(options: list[tuple[str, str]]) -> str:
        """Return the sentence that says what is wrong with a question's answers, or "" where nothing is."""
        nameless = [label for value, label in options if not value]
        if any(len(label) > MOST_LETTERS for _, label in options) or len(options) > MOST_ANSWERS:
            return f"At most {MOST_ANSWERS} answers, each of at most {MOST_LETTERS} letters."
        if nameless:
            return f"\u201c{nameless[0]}\u201d has no letter from A to Z and no figure to count it by. Add one."
        if any(len(set(each)) < len(options) for each in zip(*options, strict=True)):
            return "Two of these answers are the same. Leave one out."
        return ""

    def _options(self, key: str, data: dict[str, Any]) -> list[tuple[str, str]]:
        """Return the answers to a question as (value, label)."""
        if key == "promise":
            said = [(value, data.get(f"promise_{value}") or "") for value, _ in self.PROMISES]
            return [(value, label) for value, label in said if label]
        known = self._values.get(key, {})
        labels = _lines(data.get(f"{key}_answers") or "")
        return [(known.get(label) or slugify(label), label) for label in labels]

    def wording(self) -> Wording:
        """Return the script that was written."""
        data = self.cleaned_data
        asked = [Asked(key, data[f"{key}_text"], self._options(key, data)) for key, _ in self.ASKED]
        kept = [one for one in asked if one.text and one.options]
        return Wording(data["name"], data["opening"], data["closing"], kept)
