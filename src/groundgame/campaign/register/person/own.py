"""What the register itself holds of an elector."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry, Look
from groundgame.campaign.register.importing.journal import forget_in_journals
from groundgame.campaign.register.models import (
    Consent,
    Elector,
    MatchDecision,
    Register,
    RegisterEntry,
)
from groundgame.campaign.register.person.deeds import in_words
from groundgame.campaign.register.person.holdings import Holding, Row
from groundgame.electoral.places import atlas

REGISTER_LAW = "Representation of the People (England and Wales) Regulations 2001, regs 102 to 108"


def subject_of(elector: Elector) -> str:
    """Return how the audit trail names an elector."""
    return f"{elector._meta.label}:{elector.pk}"  # noqa: SLF001 (Django's public _meta)


def _entry(elector: Elector) -> Sequence[Row]:
    return [
        {
            "name": str(elector),
            "address": str(elector.address or "none given"),
            "ward": atlas().area(elector.ward).name,
            "elector number": f"{elector.polling_district}-{elector.elector_number}",
            "franchise markers": elector.franchise_markers,
            "turns eighteen": elector.date_of_attainment,
            "first seen on a register": elector.joined_at,
            "no longer on the register since": elector.left_at,
        }
    ]


def _entries(elector: Elector) -> Sequence[Row]:
    found = elector.entries.select_related("register").order_by("-register__published_on")
    return [
        {
            "register published on": entry.register.published_on,
            "number": f"{entry.polling_district}-{entry.number}" + (f"/{entry.suffix}" if entry.suffix else ""),
            "markers": entry.markers,
        }
        for entry in found
    ]


def _older_entries(elector: Elector) -> QuerySet[RegisterEntry]:
    """Return the numbers on older registers: the newest stands, or its marked copy could not be read any more."""
    newest = Register.objects.filter(borough=elector.borough).order_by("-published_on").first()
    older = RegisterEntry.objects.filter(elector=elector)
    return older.exclude(register__in={newest.pk, newest.numbering_id}) if newest else older


def _forget_entries(elector: Elector) -> None:
    _older_entries(elector).delete()
    forget_in_journals(elector.borough, elector.pk)  # or an undo would bring it all back
    MatchDecision.objects.filter(elector=elector).delete()


def _telephones(elector: Elector) -> Sequence[Row]:
    return [
        {
            "number": number.national,
            "source": number.source,
            "added": number.added_at,
            "on the Telephone Preference Service since": number.tps_since,
            "agreed to be rung": number.consented_at,
            "found to be wrong": number.wrong_at,
        }
        for number in elector.telephone_numbers.order_by("pk")
    ]


def _objections(elector: Elector) -> Sequence[Row]:
    return [
        {
            "objection": held.get_kind_display(),
            "since": held.since,
            "source": held.source,
            "noted by": str(held.by or "a file"),
            "lifted": held.lifted_at,
            "lines barred": ", ".join(line.e164 for line in held.lines.all()),
        }
        for held in elector.suppressions.select_related("by").prefetch_related("lines").order_by("since")
    ]


def _consents(elector: Elector) -> Sequence[Row]:
    return [
        {
            "when": entry.at,
            "what": ("agreed to " if entry.given else "withdrew ") + entry.get_channel_display().lower(),
            "purpose": entry.get_purpose_display(),
            "number or address": entry.line,
            "how": entry.how,
            "words shown": entry.wording.text if entry.wording else "",
            "noted by": str(entry.by or ""),
        }
        for entry in elector.consents.select_related("wording", "by")
    ]


def _worded_consents(elector: Elector) -> QuerySet[Consent]:
    return Consent.objects.filter(elector=elector).exclude(line="", how="")


def _blank_consents(elector: Elector) -> None:
    _worded_consents(elector).update(line="", how="")


def _votes(elector: Elector) -> Sequence[Row]:
    voted = [
        {"election": vote.election_date, "what": "was given a ballot paper" + (" by post" if vote.by_post else "")}
        for vote in elector.votes_cast.order_by("election_date")
    ]
    listed = [
        {"election": vote.election_date, "what": f"on the absent voters' list: {vote.get_kind_display().lower()}"}
        for vote in elector.absent_votes.order_by("election_date")
    ]
    return [*voted, *listed]


def _forget_votes(elector: Elector) -> None:
    elector.votes_cast.all().delete()
    elector.absent_votes.all().delete()


def _looks(elector: Elector) -> Sequence[Row]:
    looks = Look.objects.filter(electors__contains=[elector.pk]).select_related("by").order_by("at")
    return [{"when": look.at, "who": str(look.by), "where": look.get_page_display()} for look in looks]


def _trail(elector: Elector) -> Sequence[Row]:
    entries = AuditEntry.objects.filter(subject=subject_of(elector)).select_related("by").order_by("at")
    return [
        {"when": entry.at, "who": str(entry.by or "the program"), "what": in_words(entry.action, entry.details)}
        for entry in entries
    ]


def _requests(elector: Elector) -> Sequence[Row]:
    return [
        {"asked on": asked.received_on, "how": asked.source, "answered": asked.answered_at}
        for asked in elector.subject_requests.all()
    ]


def forget_numbers(elector: Elector) -> None:
    """Delete an elector's telephone numbers; a line on which they objected stays barred."""
    elector.telephone_numbers.all().delete()


OWN = (
    Holding(
        key="register.entry",
        title="The register's entry",
        purpose=f"Supplied to the party by the registration officer, for electoral purposes ({REGISTER_LAW}).",
        kept="As long as the register names you; the name and address alone where you asked to be left alone.",
        tell=_entry,
        stays="Name, address and number as the register has them: by them alone the next register's entry is known "
        "for that of somebody who must not be contacted (UK GDPR art. 21(3); a list for suppression).",
    ),
    Holding(
        key="register.entries",
        title="Numbers on registers",
        purpose=f"To read marked registers and absent voters' lists ({REGISTER_LAW}).",
        kept="Two years unless the party sets another term.",
        terms=("registers",),
        tell=_entries,
        forget=_forget_entries,
        goes=lambda elector: _older_entries(elector).count(),
        stays="The number on the newest register, as long as that register is in force.",
    ),
    Holding(
        key="register.telephones",
        title="Telephone numbers",
        purpose="To ring you about elections: legitimate interests (UK GDPR art. 6(1)(f)). Each with its source.",
        kept="Until you leave the register, and a year after that unless the party sets another term.",
        terms=("numbers",),
        tell=_telephones,
        forget=forget_numbers,
    ),
    Holding(
        key="register.objections",
        title="What you asked us not to do",
        purpose="To hold to it: legal obligation (UK GDPR arts 6(1)(c) and 21(3); PECR 2003 reg. 21).",
        kept="Until you lift it.",
        tell=_objections,
        stays="All of it, and the lines that must not be rung: without it we would contact you again.",
    ),
    Holding(
        key="register.consents",
        title="What you agreed to",
        purpose="To be able to show it: UK GDPR art. 7(1).",
        kept="As long as we rely on it, and six years after you take it back unless the party sets another term.",
        terms=("consents",),
        tell=_consents,
        forget=_blank_consents,
        goes=lambda elector: _worded_consents(elector).count(),
        stays="That you agreed or withdrew, to which words and when (UK GDPR arts 7(1) and 17(3)(e)).",
    ),
    Holding(
        key="register.votes",
        title="Whether you voted, and by post or proxy",
        purpose="From marked registers and absent voters' lists, for electoral purposes; never for whom.",
        kept="Six years unless the party sets another term.",
        terms=("votes",),
        tell=_votes,
        forget=_forget_votes,
    ),
    Holding(
        key="register.looks",
        title="Who was shown your entry",
        purpose="Security and accountability: UK GDPR arts 5(2) and 32(1).",
        kept="Two years unless the party sets another term.",
        terms=("looks",),
        tell=_looks,
        stays="All of it, until its term is over: it protects you (UK GDPR art. 17(3)(b)).",
    ),
    Holding(
        key="register.trail",
        title="What was done with your entry",
        purpose="Accountability: UK GDPR art. 5(2).",
        kept="Six years unless the party sets another term.",
        terms=("audit",),
        tell=_trail,
        stays="All of it, until its term is over (UK GDPR art. 17(3)(b) and (e)).",
    ),
    Holding(
        key="register.requests",
        title="What you asked of us",
        purpose="To answer you in time: UK GDPR art. 12(3).",
        kept="Six years after we answered, unless the party sets another term.",
        terms=("requests",),
        tell=_requests,
        stays="That you asked, and when we answered (UK GDPR art. 5(2)).",
    ),
)


def today_text() -> str:
    """Return today as a report writes it."""
    return f"{timezone.localdate():%-d %B %Y}"
