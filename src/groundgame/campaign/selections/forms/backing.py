"""Who backs whom: one by one, by a sheet, withdrawn, and put together as slates."""

from typing import Any

from django import forms
from django.utils import timezone

from groundgame.campaign.selections.actions import Named
from groundgame.campaign.selections.models import Backer, Backing, Candidate, Selection, Slate
from groundgame.campaign.selections.rules import takes_nominations
from groundgame.campaign.selections.support.sheets import MOST_BYTES


def day_field(label: str) -> forms.DateField:
    """Return a field for a day, today unless another is typed."""
    return forms.DateField(
        label=label, initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def by_post(selection: Selection, *, standing: bool) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the selection's candidates as choices under the names of their posts."""
    posts = selection.posts.prefetch_related("candidates")
    return [
        (post.name, [(each.pk, each.name) for each in (post.standing if standing else post.candidates.all())])
        for post in posts
    ]


class BackingForm(forms.Form):
    """One nomination or endorsement."""

    what = forms.ChoiceField(choices=Backing.What.choices, widget=forms.RadioSelect, label="What it is")
    candidate = forms.TypedChoiceField(coerce=int, label="Whom")
    kind = forms.ChoiceField(choices=Backer.Kind.choices, label="What sort of backer")
    backer = forms.CharField(
        max_length=120,
        label="Backer's name",
        help_text="The name by which they are known; write it the same way each time.",
        widget=forms.TextInput(attrs={"list": "backers", "autocomplete": "off"}),
    )
    member_number = forms.CharField(
        max_length=20, required=False, help_text="For a member; tells two of one name apart. May stay empty."
    )
    given_on = day_field("On which day")
    source = forms.CharField(max_length=500, help_text="Where it is said: an address on the web, a letter, a meeting.")

    def __init__(self, selection: Selection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.selection = selection
        self.fields["candidate"].choices = by_post(selection, standing=True)  # type: ignore[attr-defined]  # a choice has some
        nominating = takes_nominations(selection)
        self.fields["what"].initial = Backing.What.NOMINATION if nominating else Backing.What.ENDORSEMENT

    def clean_candidate(self) -> Candidate:
        """Return the candidate that was chosen."""
        return Candidate.objects.select_related("post__selection").get(pk=self.cleaned_data["candidate"])

    def named(self) -> Named:
        """Return the backer as typed."""
        data = self.cleaned_data
        return Named(data["kind"], data["backer"], data["member_number"])


class WithdrawalForm(forms.Form):
    """A backing is withdrawn."""

    withdrawn_on = day_field("Withdrawn on")
    source = forms.CharField(max_length=500, required=False, label="Where that is said")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class BackingSheetForm(forms.Form):
    """A sheet of many."""

    sheet = forms.FileField(
        label="CSV file", max_length=200, widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_sheet(self) -> bytes:
        """Return what the file holds, no more than is looked at."""
        content: bytes = self.cleaned_data["sheet"].read(MOST_BYTES + 1)
        return content


class SupposedForm(forms.Form):
    """Papers that somebody supposes."""

    papers = forms.FileField(
        label="File of papers", max_length=200, help_text="BLT, PrefLib, or a CSV of papers, as groundgame count reads."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_papers(self) -> tuple[bytes, str]:
        """Return what the file holds, and its name."""
        file = self.cleaned_data["papers"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"The file is {file.size:,} bytes, and the most here is {MOST_BYTES:,}.")
        return file.read(), file.name


class SlateForm(forms.ModelForm):  # type: ignore[type-arg]  # Django gives it none at run time
    """A slate: its public name, what it says, and who stands on it."""

    candidates = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple, label="Who stands on it"
    )

    class Meta:
        model = Slate
        fields = ["name", "statement"]
        labels = {"name": "Public name", "statement": "What it says of itself"}
        widgets = {"statement": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["candidates"].choices = by_post(  # type: ignore[attr-defined]  # a choice has some
            self.instance.selection, standing=False
        )
        if self.instance.pk:
            self.fields["candidates"].initial = list(self.instance.candidates.values_list("pk", flat=True))

    def chosen(self) -> list[Candidate]:
        """Return the candidates ticked."""
        return list(Candidate.objects.filter(pk__in=self.cleaned_data["candidates"]).select_related("post"))

    def clean_name(self) -> str:
        """Refuse a name that another slate of the selection has."""
        name: str = self.cleaned_data["name"].strip()
        if self.instance.selection.slates.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"Another slate is called {name} already. Choose another name.")
        return name


class CompareForm(forms.Form):
    """Which two posts are laid across one another, and which backing counts."""

    first = forms.TypedChoiceField(coerce=int, label="Those who back somebody for")
    second = forms.TypedChoiceField(coerce=int, label="whom do they back for")
    what = forms.ChoiceField(
        choices=[("", "Nominations and endorsements"), *Backing.What.choices], required=False, label="What counts"
    )
    kind = forms.ChoiceField(choices=[("", "Everybody"), *Backer.Kind.choices], required=False, label="Who counts")

    def __init__(self, choices: list[tuple[str, list[tuple[int, str]]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name in ("first", "second"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice has some

    def clean(self) -> dict[str, Any]:
        """Refuse to compare a post with itself."""
        data = super().clean() or {}
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", "Choose another post: this one would be compared with itself.")
        return data
