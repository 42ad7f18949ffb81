"""Make a session, and write a script."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions.scripts import Asked, Wording
from groundgame.campaign.canvass.areas import areas_of, wards_in
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.models import Script, Session
from groundgame.electoral.places import atlas

MOST_ANSWERS, MOST_LETTERS = 12, 40
ANYBODY, BEFORE, NEVER = "anybody", "before", "never"
CONTACTED = (
    (ANYBODY, "Anybody"),
    (BEFORE, "Those we have not reached since a date, or never"),
    (NEVER, "Only those we have never reached"),
)


def scripts_for(user: User) -> QuerySet[Script]:
    """Return the scripts of the person's areas and of the areas that hold them, the newest first."""
    codes = {area.code for area in areas_of(user)} | {area.code for area in atlas().areas("city")}
    return Script.objects.filter(area__in=codes).order_by("-id")


class AudienceForm(forms.Form):
    """Whom to ring. `area` is one of the person's own; no ward ticked means all of them there."""

    area = forms.ChoiceField()
    wards = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, help_text="Tick none to ring in all of them."
    )
    contacted = forms.ChoiceField(
        choices=CONTACTED, initial=ANYBODY, required=False, label="Whom among them", widget=forms.RadioSelect
    )
    last_contact_before = forms.DateField(
        required=False,
        label="Not reached since",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Those reached on this day or later are left out.",
    )

    def __init__(self, user: User, area: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.area_code = area
        self._wards = wards_in(user, area)
        self.fields["area"].choices = [(one.code, one.name) for one in areas_of(user)]  # type: ignore[attr-defined]  # a choice has some
        self.fields["area"].initial = area
        self.fields["wards"].choices = [(ward.code, ward.name) for ward in self._wards]  # type: ignore[attr-defined]  # a choice has some

    def clean(self) -> dict[str, Any]:
        """Ask for the date where the choice needs one."""
        data = super().clean() or {}
        if data.get("contacted") == BEFORE and not data.get("last_contact_before"):
            self.add_error("last_contact_before", "Give the date, or choose another of the three.")
        return data

    def audience(self) -> Audience:
        """Return the audience that was asked for."""
        data = self.cleaned_data
        wards = data["wards"] or [ward.code for ward in self._wards]
        contacted = data["contacted"] or ANYBODY
        before = data["last_contact_before"] if contacted == BEFORE else None
        return Audience.of(wards, before, never=contacted == NEVER)


class SessionForm(AudienceForm):
    """A session: whom it rings, what is said, who may ring and when."""

    name = forms.CharField(
        max_length=100, help_text="Volunteers see it, as in \u201cTuesday evening, Barnet Vale\u201d."
    )
    script = forms.ModelChoiceField(Script.objects.none(), empty_label=None)
    admission = forms.ChoiceField(
        choices=Session.Admission.choices,
        initial=Session.Admission.APPROVE,
        label="Who lets volunteers in",
        widget=forms.RadioSelect,
    )
    lease_minutes = forms.IntegerField(
        min_value=2,
        max_value=60,
        initial=15,
        label="Minutes a caller keeps an elector",
        help_text="After that, somebody else may be given the elector. A call that takes longer is still saved.",
    )
    max_attempts = forms.IntegerField(
        min_value=1, max_value=10, initial=3, label="Times to try a number that does not answer"
    )
    opens_at = forms.TimeField(required=False, label="Not before", widget=forms.TimeInput(attrs={"type": "time"}))
    closes_at = forms.TimeField(
        required=False,
        label="Not after",
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="Few people like to be rung before 9:00 or after 21:00. Empty: at any time.",
    )
    field_order = ["name", "area", "wards", "contacted", "last_contact_before", "script", "admission"]

    def __init__(self, user: User, area: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, area, *args, **kwargs)
        scripts = scripts_for(user)
        self.fields["script"].queryset = scripts  # type: ignore[attr-defined]  # a choice of models has one
        self.fields["script"].initial = scripts.first()


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
        """Refuse an opening that does not name the caller, whom the elector has a right to know (PECR reg. 24)."""
        opening: str = self.cleaned_data["opening"]
        if "{caller}" not in opening:
            raise forms.ValidationError("The opening does not name who rings. Write {caller} where their name belongs.")
        return opening

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
