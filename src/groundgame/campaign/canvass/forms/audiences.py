"""Build an audience from plain conditions."""

from typing import Any

from django import forms
from django.http import QueryDict

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.areas import areas_of, wards_in
from groundgame.campaign.canvass.audience import NOT_KNOWN, Attained, Audience, Dwelling, history_of
from groundgame.campaign.canvass.audience_told import AGES, CONTEST_NAMES, PROMISES
from groundgame.campaign.canvass.codes import intention_choices, issue_choices, told_ages
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.register.models import Address

ANYBODY, BEFORE, NEVER = "anybody", "before", "never"
CONTACTED = (
    (ANYBODY, "Anybody"),
    (BEFORE, "Those we have not reached since a date, or never"),
    (NEVER, "Only those we have never reached"),
)
ANY_OR_NOT = (("", "Either"), ("yes", "Yes"), ("no", "No"))
ATTAINED = (
    (Attained.ANY, "Any age"),
    *AGES.items(),
)
MANY_LINES = ("district", "street")
# The groups of the page: its title, its fields.
ISSUES = "Issues raised"
GROUPS = (
    ("Streets and polling districts", ("district", "street")),
    ("Voting intention and promise", ("intention", "promise")),
    (ISSUES, ("issue",)),
    ("Turnout and postal vote", ("voted_least", "voted_most", "voted_of", "by_post")),
    ("Age", ("attained", "age")),
    ("Dwelling, telephone and right to vote", ("dwelling", "numbered", "contest", "contest_on")),
)


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        required=False, label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


def _times(label: str) -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=20, label=label)


def _ticks(label: str, choices: Any = (), help_text: str = "") -> forms.MultipleChoiceField:  # noqa: ANN401 (as Django's)
    return forms.MultipleChoiceField(
        required=False, label=label, choices=choices, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def _lines(label: str, help_text: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(required=False, label=label, help_text=help_text, max_length=4000, widget=widget)


class AudienceForm(forms.Form):
    """Whom to reach. `area` is one of the person's own; no ward ticked means all of them there."""

    area = forms.ChoiceField()
    wards = _ticks("Wards", help_text="Tick none for all of them.")
    contacted = forms.ChoiceField(
        choices=CONTACTED, initial=ANYBODY, required=False, label="Whom among them", widget=forms.RadioSelect
    )
    last_contact_before = _day("Not reached since", "Those reached on this day or later are left out.")
    attempted_before = _day("Nobody tried since", "Those whom anybody rang or knocked for since are left out.")
    district = _lines("Polling districts, one a line", "As on the register: AA, KD-2.")
    street = _lines("Streets, one a line", "As on the register: High Street. Whoever is of one or the other is in.")
    intention = _ticks("Voting intention, by the newest answer")
    promise = _ticks("Promise, by the newest answer", PROMISES.items())
    issue = _ticks("Any of these issues", help_text="Asked for or raised, on the telephone or at the door.")
    voted_least = _times("Voted at least so many times")
    voted_most = _times("And at most")
    voted_of = forms.TypedChoiceField(required=False, coerce=int, empty_value="3", label="Of the last")
    by_post = forms.ChoiceField(required=False, choices=ANY_OR_NOT, label="Has a postal vote, on the newest list")
    attained = forms.ChoiceField(required=False, choices=ATTAINED, label="Age, as far as the register knows")
    age = _ticks("Age, as people told us")
    dwelling = forms.ChoiceField(
        required=False,
        choices=((Dwelling.ANY, "Either"), (Dwelling.HOUSE, "House"), (Dwelling.FLAT, "Flat")),
        help_text="A flat is an address with something before the house number.",
    )
    numbered = forms.ChoiceField(required=False, choices=ANY_OR_NOT, label="Has a telephone that may be rung")
    contest = forms.ChoiceField(
        required=False, choices=[("", "Any"), *CONTEST_NAMES.items()], label="May vote for, by franchise marker and age"
    )
    contest_on = _day("On", "Polling day; empty: today.")

    def __init__(
        self, user: User, area: str, channel: str = Session.Channel.PHONE, data: QueryDict | None = None, **kwargs: Any
    ) -> None:
        super().__init__(_joined(data), **kwargs)
        self.label_suffix = ""
        self.area_code, self.channel = area, channel
        self._wards = wards_in(user, area)
        codes = [ward.code for ward in self._wards]
        self.history = history_of(codes)
        self.fields["area"].initial = area
        boroughs = sorted({ward.borough or "" for ward in self._wards})
        days = range(1, len(self.history.marked) + 1)
        for name, choices in {
            "area": [(one.code, one.name) for one in areas_of(user)],
            "wards": [(ward.code, ward.name) for ward in self._wards],
            "intention": [*intention_choices(), (NOT_KNOWN, "Not known yet")],
            "issue": issue_choices(boroughs),
            "age": told_ages(),
            "voted_of": [(count, f"{count} polling day{'s' if count > 1 else ''}") for count in days],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice has some
        self.fields["voted_of"].initial = min(3, len(days))
        if channel == Session.Channel.PHONE:
            del self.fields["numbered"]

    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Return the groups of conditions: the title, the fields, and whether any of them is set.

        Issues stand there before any was raised, so that nobody looks for them in vain.
        """
        shown = []
        for title, names in GROUPS:
            fields = [self[name] for name in names if name in self.fields and self._offers(name)]
            if fields or title == ISSUES:
                shown.append((title, fields, any(bound.value() for bound in fields if bound.name != "voted_of")))
        return shown

    def _offers(self, name: str) -> bool:
        """Tell whether there is anything to choose from."""
        field = self.fields[name]
        return not isinstance(field, forms.ChoiceField) or bool(list(field.choices))  # type: ignore[arg-type]  # ours are lists

    def clean(self) -> dict[str, Any]:
        """Ask for the date where the choice needs one; refuse streets that none of the wards has."""
        data = super().clean() or {}
        if data.get("contacted") == BEFORE and not data.get("last_contact_before"):
            self.add_error("last_contact_before", "Give the date, or choose another of the three.")
        least, most = data.get("voted_least"), data.get("voted_most")
        if least is not None and most is not None and least > most:
            self.add_error("voted_most", f"At least {least} and at most {most} times is nobody. Change one of them.")
        days = int(data.get("voted_of") or 0)
        if least is not None and least > days:
            self.add_error("voted_least", f"At least {least} of the last {days} times is nobody. Change one of them.")
        streets = _split(data.get("street", ""))
        unknown = [street for street in streets if not self._has_street(street)]
        if unknown:
            named = f"No address of these wards is in \u201c{unknown[0]}\u201d. Write it as on the register."
            self.add_error("street", named)
        return data

    def _has_street(self, street: str) -> bool:
        wards = [ward.code for ward in self._wards]
        return Address.objects.filter(street__iexact=street, ward__in=wards).exists()

    def audience(self) -> Audience:
        """Return the audience that was asked for."""
        data = self.cleaned_data
        contacted = data["contacted"] or ANYBODY
        return Audience(
            wards=tuple(sorted(data["wards"] or [ward.code for ward in self._wards])),
            last_contact_before=data["last_contact_before"] if contacted == BEFORE else None,
            never_contacted=contacted == NEVER,
            attempted_before=data["attempted_before"],
            polling_districts=tuple(_split(data["district"].upper())),
            streets=tuple(_split(data["street"])),
            intentions=tuple(data["intention"]),
            promises=tuple(data["promise"]),
            issues=tuple(data["issue"]),
            voted_least=data["voted_least"],
            voted_most=data["voted_most"],
            voted_of=int(data["voted_of"]),
            by_post=_either(data["by_post"]),
            ages=tuple(data["age"]),
            dwelling=Dwelling(data["dwelling"]),
            numbered=_either(data.get("numbered", "")),
            contest=data["contest"],
            contest_on=data["contest_on"],
            attained=Attained(data["attained"]),
        )


def asked_of(audience: Audience) -> dict[str, Any]:
    """Return what the form shows for an audience that was kept."""
    contacted = NEVER if audience.never_contacted else BEFORE if audience.last_contact_before else ANYBODY
    return {
        "wards": audience.wards,
        "contacted": contacted,
        "last_contact_before": audience.last_contact_before,
        "attempted_before": audience.attempted_before,
        "district": "\n".join(audience.polling_districts),
        "street": "\n".join(audience.streets),
        "intention": audience.intentions,
        "promise": audience.promises,
        "issue": audience.issues,
        "voted_least": audience.voted_least,
        "voted_most": audience.voted_most,
        "voted_of": audience.voted_of,
        "by_post": {None: "", True: "yes", False: "no"}[audience.by_post],
        "attained": audience.attained,
        "age": audience.ages,
        "dwelling": audience.dwelling,
        "numbered": {None: "", True: "yes", False: "no"}[audience.numbered],
        "contest": audience.contest,
        "contest_on": audience.contest_on,
    }


def _either(choice: str) -> bool | None:
    return {"yes": True, "no": False}.get(choice)


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]


def _joined(data: QueryDict | None) -> QueryDict | None:
    """Return what was sent, with a name that came several times (a link may name each street) as its lines."""
    if data is None:
        return None
    joined = data.copy()
    for name in MANY_LINES:
        joined[name] = "\n".join(data.getlist(name))
    return joined
