"""Make a selection, and set its posts, sections and candidates up."""

from itertools import pairwise
from typing import Any

from django import forms

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import wards_of
from groundgame.campaign.people.models import Member, Organisation
from groundgame.campaign.selections.counting.offered import GUARANTEEING, OFFERED, ONE_SEAT
from groundgame.campaign.selections.forms.fields import GroupsField, GuaranteedField, MemberField, MomentField
from groundgame.campaign.selections.models import Candidate, Post, Section, Selection
from groundgame.campaign.selections.rules.running import RUNNERS
from groundgame.electoral.places import Area, atlas


def areas_of(user: User) -> list[Area]:
    """Return the cities and the boroughs that the person is returning officer of the whole of."""
    mine = wards_of(user, RUNNERS)
    kinds = [*atlas().areas("city"), *sorted(atlas().areas("borough"), key=lambda area: area.name)]
    return [area for area in kinds if (wards := atlas().wards_within(area.code)) and wards <= mine]


class TimetableForm(forms.ModelForm):  # type: ignore[type-arg]  # Django gives it none at run time
    """The name, the dates and the seed of lots. An end comes after its beginning."""

    nominations_open_at = MomentField(required=False, label="Nominations open")
    nominations_close_at = MomentField(required=False, label="Nominations close")
    freeze_at = MomentField(label="Freeze date", help_text="Facts as they stand then decide who may vote.")
    appeals_until = MomentField(required=False, label="Appeals may be lodged until")
    voting_opens_at = MomentField(required=False, label="Voting opens")
    voting_closes_at = MomentField(required=False, label="Voting closes")
    tie_seed = forms.CharField(
        required=False,
        max_length=120,
        label="Seed of lots",
        help_text="Decides equal votes that the rule leaves to chance. Announce it before voting closes, when it is "
        "fixed: so nobody who knows the papers chooses it. Empty: you are asked for each lot as it is drawn.",
    )

    class Meta:
        model = Selection
        fields = [
            "name",
            "nominations_open_at",
            "nominations_close_at",
            "freeze_at",
            "appeals_until",
            "voting_opens_at",
            "voting_closes_at",
            "tie_seed",
        ]

    ORDER = ("nominations_open_at", "nominations_close_at", "appeals_until", "voting_closes_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        """Refuse dates that do not follow one another."""
        data = super().clean() or {}
        known = [(name, data[name]) for name in self.ORDER if data.get(name)]
        for (earlier, first), (later, second) in pairwise(known):
            if second <= first:
                self.add_error(later, f"This must come after “{self.fields[earlier].label}”.")
        opens, closes = data.get("voting_opens_at"), data.get("voting_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("voting_closes_at", "Voting must close after it opens.")
        return data


class SelectionForm(TimetableForm):
    """A new selection: the same, and its area."""

    area = forms.ChoiceField()
    field_order = ["name", "area"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(area.code, area.name) for area in areas_of(user)]  # type: ignore[attr-defined]  # a choice has some


class PostForm(forms.ModelForm):  # type: ignore[type-arg]  # Django gives it none at run time
    """A post: seats, rule, guaranteed places, and who votes for it."""

    seats = forms.IntegerField(min_value=1, max_value=200, initial=1)
    rule = forms.ChoiceField(choices=tuple(OFFERED.items()))
    votes_each = forms.IntegerField(
        min_value=1,
        max_value=199,
        required=False,
        label="Votes each",
        help_text="For the limited vote alone: how many crosses a paper has, fewer than the seats.",
    )
    guaranteed = GuaranteedField(
        required=False,
        label="Guaranteed places",
        help_text="One a line: the group, a colon, at least how many, as women: 6.",
    )
    sections = forms.ModelMultipleChoiceField(
        Section.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Who votes for it",
        help_text="Tick none for every section.",
    )

    class Meta:
        model = Post
        fields = ["name", "seats", "rule", "nominations_needed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["sections"].queryset = self.instance.selection.sections.all()  # type: ignore[attr-defined]  # it is a choice of rows
        if self.instance.pk:
            kept = self.instance.guaranteed.all()
            self.fields["guaranteed"].initial = "\n".join(f"{each.group}: {each.at_least}" for each in kept)
            self.fields["sections"].initial = self.instance.sections.all()
            self.fields["votes_each"].initial = self.instance.options.get("votes_each")

    def clean(self) -> dict[str, Any]:
        """Refuse what the rule cannot do."""
        data = super().clean() or {}
        rule, seats = data.get("rule", ""), data.get("seats") or 1
        guaranteed = data.get("guaranteed") or {}
        if rule in ONE_SEAT and seats != 1:
            self.add_error("seats", "This rule fills one seat. Choose another rule, or one seat.")
        if guaranteed and rule not in GUARANTEEING:
            self.add_error("guaranteed", "Only the single transferable vote guarantees places. Choose such a rule.")
        if max(guaranteed.values(), default=0) > seats:
            self.add_error("guaranteed", "More places are guaranteed than there are seats.")
        self._clean_votes_each(rule, seats, data.get("votes_each"))
        return data

    def _clean_votes_each(self, rule: str, seats: int, votes_each: int | None) -> None:
        """Keep the number of crosses where the rule has one."""
        limited = rule == "limited"
        if limited and not (votes_each and votes_each < seats):
            self.add_error("votes_each", f"Say how many crosses a paper has: at least 1, and fewer than {seats}.")
        self.instance.options = {"votes_each": votes_each} if limited else {}


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]  # Django gives it none at run time
    """A section: who belongs to it, and what it weighs."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.all(), required=False, help_text="None chosen: any.", label="Of which organisations"
    )

    class Meta:
        model = Section
        fields = ["name", "who", "office", "organisations", "weight_numerator", "weight_denominator", "card_votes"]
        labels = {
            "who": "Who belongs to it",
            "weight_numerator": "Weight: so many parts",
            "weight_denominator": "of so many",
            "card_votes": "A delegate's paper counts for as many as the delegation speaks for",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name in ("weight_numerator", "weight_denominator"):
            self.fields[name].widget.attrs["min"] = 1


class CandidateForm(forms.ModelForm):  # type: ignore[type-arg]  # Django gives it none at run time
    """A candidate: name, membership, groups that guaranteed places ask about, what they say of themselves."""

    member = MemberField(
        label="Membership number",
        help_text="By it the page of appeals knows who may not hear which: without it, it cannot.",
    )
    groups = GroupsField(required=False, help_text="With commas between them, as women, under 27.")

    class Meta:
        model = Candidate
        fields = ["name", "member", "groups", "statement"]
        widgets = {"statement": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_name(self) -> str:
        """Refuse a second candidate of the same name, whom papers could not tell apart."""
        name: str = self.cleaned_data["name"]
        others = Candidate.objects.filter(post=self.instance.post_id, name=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError("Somebody of that name stands already: add what tells them apart.")
        return name

    def clean_member(self) -> Member | None:
        """Refuse a member who stands for the post already."""
        member: Member | None = self.cleaned_data["member"]
        standing = Candidate.objects.filter(post=self.instance.post_id, member=member).exclude(pk=self.instance.pk)
        if member is not None and (other := standing.first()):
            raise forms.ValidationError(f"{other.name} stands with this number already: correct one of the two.")
        return member
