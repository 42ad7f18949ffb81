"""An electorate in figures: who is in and who is not, by section, reason and area; and one member found in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections.eligibility import KINDS
from groundgame.campaign.selections.models import Entry, Section, Selection
from groundgame.electoral.places import AreaKind, atlas

MOST_FOUND = 50
TITLES = {kind: rule.title for kind, rule in KINDS.items()} | {
    "joined_as": "Belongs to the party",
    "affiliate": "Belongs to an affiliated organisation",
    "representative": "Holds an office",
    "delegate": "Is a delegate",
    "card_votes": "Has card votes",
    "by_hand": "Shut out by hand",
    "not_recorded": "In the records",
}


@dataclass(frozen=True, slots=True)
class Row:
    """How many of a section or an area may vote, may provisionally, and may not."""

    name: str
    included: int = 0
    provisional: int = 0
    excluded: int = 0

    @property
    def total(self) -> int:
        """Return how many there are together."""
        return self.included + self.provisional + self.excluded


@dataclass(frozen=True, slots=True)
class Summary:
    """An electorate in figures. A member who fails two rules is counted under each of `reasons`, and once elsewhere."""

    everybody: Row
    sections: tuple[Row, ...]
    areas: tuple[Row, ...]
    reasons: tuple[tuple[str, int], ...]


def summary(selection: Selection) -> Summary:
    """Return the figures of a selection's electorate as it stands."""
    counted = Entry.objects.filter(selection=selection).values_list("section", "ward", "standing").annotate(Count("pk"))
    counts = [(section, ward, standing, number) for section, ward, standing, number in counted]
    everybody = _rows((("Everybody", standing, number) for _, _, standing, number in counts), ["Everybody"])
    sections = {section.pk: section.name for section in selection.sections.all()}
    by_section = ((sections[section], standing, number) for section, _, standing, number in counts)
    names = _area_names(selection, {ward for _, ward, _, _ in counts})
    by_area = ((names[ward], standing, number) for _, ward, standing, number in counts)
    return Summary(
        everybody[0],
        _rows(by_section, sections.values()),
        _rows(by_area, sorted(set(names.values()))),
        _reasons(selection),
    )


def _rows(counts: Iterable[tuple[str, str, int]], order: Iterable[str]) -> tuple[Row, ...]:
    found: Counter[tuple[str, str]] = Counter()
    for name, standing, number in counts:
        found[name, standing] += number
    return tuple(Row(name, **{each.value: found[name, each.value] for each in Entry.Standing}) for name in order)


def _area_names(selection: Selection, wards: set[str]) -> dict[str, str]:
    """Return what each ward is counted under: its borough in a selection of the city, else itself."""
    kind = AreaKind.BOROUGH if atlas().area(selection.area).kind == AreaKind.CITY else None
    return {ward: _area_name(ward, kind) for ward in wards}


def _area_name(ward: str, kind: AreaKind | None) -> str:
    try:
        return atlas().area(atlas().containing(ward)[kind] if kind else ward).name
    except LookupError:
        return "Address not known" if not ward else "Elsewhere"


def _reasons(selection: Selection) -> tuple[tuple[str, int], ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reason->>'kind', count(*) FROM selections_entry, jsonb_array_elements(reasons) AS reason "
            "WHERE selection_id = %s AND standing <> 'included' GROUP BY 1 ORDER BY 2 DESC, 1",
            [selection.pk],
        )
        return tuple((TITLES.get(kind, kind), number) for kind, number in cursor.fetchall())


def find_entries(selection: Selection, text: str) -> "QuerySet[Entry]":
    """Return the entries of those whom a number, an e-mail address or a part of a name names."""
    entries = Entry.objects.filter(selection=selection, member__in=_named(text).values("pk"))
    return entries.select_related("member", "section").order_by("member__name", "member__number", "section")[
        :MOST_FOUND
    ]


def find_outside(selection: Selection, text: str) -> list[tuple[Member, list[Section]]]:
    """Return those whom the text names exactly, by number or e-mail, with the sections that they stand in none of."""
    sections = list(selection.sections.all())
    named = Member.objects.filter(Q(number__iexact=text) | Q(email__iexact=text)).exclude(number="")[:MOST_FOUND]
    missing = [(member, [each for each in sections if not _stands(each, member)]) for member in named]
    return [(member, left) for member, left in missing if left]


def _stands(section: Section, member: Member) -> bool:
    return Entry.objects.filter(section=section, member=member).exists()


def _named(text: str) -> "QuerySet[Member]":
    return Member.objects.filter(Q(number__iexact=text) | Q(email__iexact=text) | Q(name__icontains=text))
