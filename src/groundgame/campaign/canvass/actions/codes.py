"""Write the party's own voting-intention codes: a superset to start from, then as the party wants them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.models import IntentionCode

Stance, Strength = IntentionCode.Stance, IntentionCode.Strength
# What is said of no party: value, label, letter, whether new scripts ask it.
OF_NO_PARTY = (
    ("against", "Against us", "A", Stance.AGAINST, False),
    ("undecided", "Undecided", "U", Stance.UNDECIDED, True),
    ("will-not-say", "Would rather not say", "W", Stance.WILL_NOT_SAY, True),
    ("will-not-vote", "Will not vote", "X", Stance.WILL_NOT_VOTE, True),
    ("ineligible", "May not vote", "Z", Stance.INELIGIBLE, False),
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is to stand. `party` is the record's id, "" where no party is considered."""

    value: str
    label: str
    stance: str
    short: str = ""
    party: str = ""
    strength: str = ""
    asked: bool = True


@transaction.atomic
def load_codes(*, by: User | None, parties: Sequence[tuple[str, str]]) -> int:
    """Add the superset for these parties (id, name), ours first: each by strength, and what is said of none.

    Codes that are there stay as they are. New scripts ask how firmly people are for us, and of others which party.
    Returns how many were added. `by` is None only where the machine sets itself up.

    Raises:
        PermissionDenied: if the person does not manage every ward.
    """
    if by is not None:
        rules.check_may_edit_codes(by)
    wanted = [code for index, (party, name) in enumerate(parties) for code in _of_party(party, name, ours=index == 0)]
    wanted += [Code(value, label, stance, short, asked=asked) for value, label, short, stance, asked in OF_NO_PARTY]
    known = set(IntentionCode.objects.values_list("value", flat=True))
    taken = set(IntentionCode.objects.filter(retired_at=None).values_list("short", flat=True))
    start = _last_position()
    new = [code for code in wanted if code.value not in known]
    rows = enumerate(new, start + 1)
    IntentionCode.objects.bulk_create(
        _row(code, position, short="" if code.short in taken else code.short) for position, code in rows
    )
    audit.record(by=by, action="canvass.load_codes", subject="codes", codes=len(new))
    return len(new)


def _of_party(party: str, name: str, *, ours: bool) -> list[Code]:
    """Return a party's codes: considered, and how firmly."""
    plain = Code(party, name, Stance.PARTY, party=party, asked=not ours)
    firm = [
        Code(f"{party}-{strength}"[:40], f"{name}, {strength.label.lower()}", Stance.PARTY, "", party, strength, ours)
        for strength in Strength
    ]
    return [*firm, plain]


@transaction.atomic
def save_code(*, by: User, code: Code) -> IntentionCode:
    """Add a code, or change how a known one is read and whether it is asked; its value and meaning stay for good.

    Raises:
        PermissionDenied: if the person does not manage every ward.
    """
    rules.check_may_edit_codes(by)
    known = IntentionCode.objects.filter(pk=code.value).first()
    held = known or _row(code, _last_position() + 1, short=code.short)
    held.label, held.short, held.asked = code.label, code.short, code.asked
    held.save()
    audit.record(by=by, action="canvass.save_code", subject=held, value=code.value, label=code.label)
    return held


@transaction.atomic
def retire_code(*, by: User, code: IntentionCode, retired: bool) -> None:
    """Offer a code no more, or again. What was said in it stays readable.

    Raises:
        PermissionDenied: if the person does not manage every ward.
    """
    rules.check_may_edit_codes(by)
    code.retired_at = timezone.now() if retired else None
    if retired:
        code.short = ""
    code.save(update_fields=["retired_at", "short"])
    audit.record(by=by, action="canvass.retire_code", subject=code, value=code.value, retired=retired)


def _last_position() -> int:
    return IntentionCode.objects.aggregate(last=Max("position"))["last"] or 0


def _row(code: Code, position: int, *, short: str) -> IntentionCode:
    return IntentionCode(
        value=code.value,
        label=code.label,
        short=short,
        party=code.party,
        strength=code.strength,
        stance=code.stance,
        asked=code.asked,
        position=position,
    )
