"""What the contact log holds of an elector, and how it forgets what they said.

That a contact was tried stays, with its outcome: it shows that nobody was rung after they objected. What was said goes
(docs/decisions/0008-what-an-append-only-log-may-forget.md).
"""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from groundgame.campaign.canvass.actions.leases import lock_targets
from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState, HeldOut, Lease, NewestAnswer, Target
from groundgame.campaign.canvass.models.wordings import FIRST, SECOND
from groundgame.campaign.canvass.told import CHANNELS, Words
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.person.deeds import Details
from groundgame.campaign.register.person.holdings import Holding, Row

OPENINGS = {FIRST: "the first", SECOND: "the second"}


def _contacts(elector: Elector) -> Sequence[Row]:
    answered = Prefetch("answers", Answer.objects.order_by("question_key"))
    contacts = ContactEvent.objects.filter(elector=elector).select_related("user", "session")
    events = list(contacts.prefetch_related(answered).order_by("happened_at"))
    words = Words((answer.question_key, answer.value) for event in events for answer in event.answers.all())
    return [
        {
            "when": event.happened_at,
            "how": CHANNELS.get(event.channel, event.channel),
            "who": str(event.user),
            "session": str(event.session or ""),
            "outcome": event.get_outcome_display(),
            "answers": [": ".join(words.of(each.question_key, each.value)) for each in event.answers.all()],
            "note": event.note,
            "which of two openings": OPENINGS.get(event.wording, ""),
            "ring again at": event.call_back_at,
        }
        for event in events
    ]


def _said(elector: Elector) -> int:
    """Return how many contacts hold anything that the elector said."""
    events = ContactEvent.objects.filter(elector=elector)
    worded = Q(answers__isnull=False) | Q(call_back_at__isnull=False) | ~Q(note="") | ~Q(digest="")
    return events.filter(worded).distinct().count()


def forget_said(elector: Elector) -> None:
    """Blank what an elector said, in the caller's transaction; the database lets it go only with leave."""
    Answer.objects.filter(event__elector=elector).delete()
    ContactEvent.objects.filter(elector=elector).update(note="", digest="", call_back_at=None)


def _forget_contacts(elector: Elector) -> None:
    """Take the elector off every screen first, so that nothing new is said meanwhile."""
    lock_targets([elector.pk])
    Lease.objects.filter(elector=elector, closed_at=None).update(
        closed_at=timezone.now(), closed_by=Lease.Closing.ENDED
    )
    NewestAnswer.objects.filter(elector=elector).delete()
    forget_said(elector)


def _forget_state(elector: Elector) -> None:
    ElectorState.objects.filter(elector=elector).delete()


def _known(elector: Elector) -> Sequence[Row]:
    state = ElectorState.objects.filter(elector=elector).first()
    if state is None:
        return []
    words = Words([("voting_intention", state.voting_intention), ("promise", state.promise)])
    return [
        {
            "attempts": state.attempts,
            "conversations": state.conversations,
            "last attempt": state.last_attempt_at,
            "last conversation": state.last_contact_at,
            "voting intention": words.of("voting_intention", state.voting_intention)[1],
            "promise": words.of("promise", state.promise)[1],
            "told to be gone": state.gone_at,
        }
    ]


def _given_out(elector: Elector) -> Sequence[Row]:
    """Return the elector's leases, and the household's: whoever is given one of it sees the names of the others."""
    there = Q(elector__isnull=True) | Q(channel=Lease.Channel.PHONE)
    at_home = there & Q(household=elector.address_id, leased_at__date__gte=elector.joined_at)
    if elector.left_at is not None:
        at_home &= Q(leased_at__date__lte=elector.left_at)
    shown = Lease.objects.filter(Q(elector=elector) | (at_home if elector.address_id else Q(pk=None)))
    return [
        {
            "from": lease.leased_at,
            "until": lease.closed_at or lease.expires_at,
            "to": str(lease.user),
            "session": str(lease.session),
            "whom it was for": "you" if lease.elector_id == elector.pk else "your household",
            "line": lease.dialled if lease.elector_id == elector.pk else "",
        }
        for lease in shown.select_related("user", "session").order_by("leased_at")
    ]


def _dialled(elector: Elector) -> QuerySet[Lease]:
    return Lease.objects.filter(elector=elector).exclude(dialled="")


def _forget_lines(elector: Elector) -> None:
    _dialled(elector).update(dialled="")


def _queued(elector: Elector) -> Sequence[Row]:
    places = Target.objects.filter(elector=elector).select_related("session").order_by("session_id")
    return [
        {
            "session": str(place.session),
            "tries": place.attempts,
            "promised at": place.promised_at,
            "done": place.done_at,
        }
        for place in places
    ]


def _lock_queues(elector: Elector) -> None:
    """Lock the elector's places and then their leases, as a save does before the database looks at the elector."""
    list(Target.objects.filter(elector=elector).order_by("pk").select_for_update().values_list("pk"))
    list(Lease.objects.filter(elector=elector, closed_at=None).select_for_update().values_list("pk"))


def _forget_queues(elector: Elector) -> None:
    Target.objects.filter(elector=elector).delete()


def _held_out(elector: Elector) -> Sequence[Row]:
    rows = HeldOut.objects.filter(elector=elector).select_related("session__trial").order_by("at")
    return [
        {
            "from": row.at,
            "until": row.session.trial.ended_at or row.session.trial.polling_day,
            "session": str(row.session),
            "what": "you were left in peace, by lot, so that we learn what calling others does",
        }
        for row in rows
    ]


def _forget_held_out(elector: Elector) -> None:
    HeldOut.objects.filter(elector=elector).delete()


OPINIONS = (
    "What you told canvassers: political opinions, kept by a party for its political activities "
    "(DPA 2018 Sch. 1 para. 22; UK GDPR art. 9(2)(g)), until you object in writing."
)


def _put_right(details: Details) -> str:
    labels = dict(ContactEvent.Outcome.choices)
    was, now = (labels.get(str(details.get(key, "")), "").lower() for key in ("was", "outcome"))
    return f"put right how a contact with you was noted, from “{was}” to “{now}”"


DEEDS = {"canvass.correct_contact": _put_right}

HOLDINGS = (
    Holding(
        key="canvass.contacts",
        title="Contacts, and what you said",
        purpose=OPINIONS,
        kept="Notes two years, answers ten years, unless the party sets other terms.",
        terms=("notes", "answers"),
        tell=_contacts,
        forget=_forget_contacts,
        goes=_said,
        stays="That we tried to reach you, when, how and with what outcome, without what you said: to show that we "
        "left you alone afterwards (UK GDPR arts 5(2) and 17(3)(e)). And which of two openings you heard, where a "
        "session had two: to tell from figures alone which does more (arts 17(3)(d) and 89).",
    ),
    Holding(
        key="canvass.state",
        title="What we make of it",
        purpose=OPINIONS,
        kept="As long as the contacts that it is made of.",
        tell=_known,
        forget=_forget_state,
    ),
    Holding(
        key="canvass.leases",
        title="To whom you were given to be contacted",
        purpose="So that nobody is rung or knocked for twice, and as the record of who was shown your entry.",
        kept="Two years unless the party sets another term; where a contact came of it, as long as that is kept.",
        terms=("leases",),
        tell=_given_out,
        forget=_forget_lines,
        goes=lambda elector: _dialled(elector).count(),
        stays="Who was shown your entry and when; the line goes (UK GDPR arts 5(2) and 32(1)).",
    ),
    Holding(
        key="canvass.queues",
        title="Sessions that you are in",
        purpose="To contact you once: legitimate interests (UK GDPR art. 6(1)(f)).",
        kept="As long as the session, and a year after it unless the party sets another term; in a trial "
        "or with two openings, until eighteen months after its polling day where that is later.",
        terms=("queues",),
        tell=_queued,
        forget=_forget_queues,
        lock=_lock_queues,
        in_report_alone=True,  # whoever is in none of a session that is for all of a ward is held back
    ),
    Holding(
        key="canvass.trials",
        title="Trials in which you were left in peace",
        purpose="To learn what our work does, from figures alone: research in the public interest or our legitimate "
        "interests (UK GDPR arts 6(1)(e) or (f) and 89). By lot, and not by anything that we know of you.",
        kept="Three years from the polling day unless the party sets another term.",
        terms=("trials",),
        tell=_held_out,
        forget=_forget_held_out,
        in_report_alone=True,
    ),
)
