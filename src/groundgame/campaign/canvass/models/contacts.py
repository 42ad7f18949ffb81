"""The contact log, and what it tells us of each elector."""

from django.conf import settings
from django.db import models
from django.db.models import Func
from django.db.models.functions import Cast

from groundgame.campaign.canvass.models.leases import Lease
from groundgame.campaign.canvass.models.sessions import Session
from groundgame.campaign.register.models import Elector

# PostgreSQL's 64-bit transaction id, which neither wraps round nor comes back.
CURRENT_TRANSACTION = Cast(Cast(Func(function="pg_current_xact_id"), models.TextField()), models.BigIntegerField())


class ContactEvent(models.Model):
    """One attempt to reach an elector. Append-only; the id was made on the device, so that a retry changes nothing.

    `happened_at` is the device's clock, `received_at` the server's. `late` tells that the lease had run out, or that
    something newer was known by then. One lease has one event at most. `digest` is that of what was sent, so that a
    retry is told from a second thought. `device` is the phone that made it, where it was one that works without signal.
    `corrects` is the event that this one puts right: always the first, however often it is put right. All of them stay,
    and the one received last says what holds. `wording` is which of a session's two openings the household hears
    (`Wordings`), "" where there is one. `transaction` is that of the database which wrote the row: whoever reads on
    from a cursor goes by it, as a row with a lower key may be committed later.
    """

    class Outcome(models.TextChoices):
        """What came of the attempt."""

        CONVERSATION = "conversation", "Spoke"
        NO_ANSWER = "no_answer", "No answer"
        NOT_IN = "not_in", "Not in"
        BUSY = "busy", "Engaged"
        VOICEMAIL = "voicemail", "Voicemail"
        CALL_BACK = "call_back", "Asked to ring later"
        REFUSED = "refused", "Would not speak"
        LANGUAGE = "language", "Language barrier"
        WRONG_NUMBER = "wrong_number", "Wrong number"
        DISCONNECTED = "disconnected", "Number no longer in use"
        MOVED = "moved", "Moved away"
        DECEASED = "deceased", "Has died"
        DO_NOT_CALL = "do_not_call", "Do not call again"
        DO_NOT_KNOCK = "do_not_knock", "Do not knock again"
        DO_NOT_CONTACT = "do_not_contact", "No contact of any kind"
        WITHDRAWN = "withdrawn", "Taken back: it did not happen"

    id = models.UUIDField(primary_key=True)
    borough = models.CharField(max_length=9)
    ward = models.CharField(max_length=9)
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="events", db_index=False)
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="contacts", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lease = models.OneToOneField(Lease, models.PROTECT, null=True, related_name="event")
    channel = models.CharField(max_length=10, default="phone")
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    note = models.CharField(max_length=500, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    call_back_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)
    wording = models.CharField(max_length=1, default="", blank=True)
    device = models.UUIDField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    transaction = models.BigIntegerField(db_default=CURRENT_TRANSACTION, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["elector", "-happened_at"], name="contact_elector"),
            models.Index(fields=["session", "received_at"], name="contact_session"),
            models.Index(fields=["ward", "happened_at"], name="contact_ward"),
            models.Index(fields=["session", "transaction"], name="contact_written"),
        ]


class Answer(models.Model):
    """What an elector answered to one question in one contact. Append-only, like the event."""

    event = models.ForeignKey(ContactEvent, models.PROTECT, related_name="answers")
    question_key = models.CharField(max_length=40)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "question_key"], name="answer_once_a_question")]


class NewestAnswer(models.Model):
    """An elector's newest answer to one question, by when it was given; the event tells who asked, and how.

    Of two answers of one moment the one received last stands. What an event that was put right had said is not here.
    """

    pk = models.CompositePrimaryKey("elector_id", "question_key")
    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="newest_answers", db_index=False)
    question_key = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    event = models.ForeignKey(ContactEvent, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elector", "question_key", "borough"], name="answer_newest_in_borough")
        ]
        indexes = [models.Index(fields=["borough", "question_key", "value"], name="answer_newest")]


class ElectorState(models.Model):
    """What the contact log says of an elector, derived per question by when it happened, and kept beside it for speed.

    An older answer that arrives late never overrides a newer one. `gone_at` is when we were told that the elector moved
    away or died.
    """

    elector = models.OneToOneField(Elector, models.CASCADE, primary_key=True, related_name="state")
    borough = models.CharField(max_length=9)
    ward = models.CharField(max_length=9)
    attempts = models.PositiveIntegerField(default=0)
    conversations = models.PositiveIntegerField(default=0)
    last_attempt_at = models.DateTimeField(null=True)
    last_contact_at = models.DateTimeField(null=True)
    voting_intention = models.CharField(max_length=40, blank=True)
    voting_intention_at = models.DateTimeField(null=True)
    promise = models.CharField(max_length=40, blank=True)
    promise_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["elector", "borough"], name="state_in_borough")]
        indexes = [models.Index(fields=["ward", "last_contact_at"], name="state_ward")]
