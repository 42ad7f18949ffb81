"""Name the scrutineers, keep their public keys, and fix the forms that papers are sealed under."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions.moving import on
from groundgame.campaign.selections.counting.offered import CROSSES
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import BallotForm, Post, Scrutineer, Scrutiny, Section, Selection
from groundgame.campaign.selections.rules.balloting import check_before_voting
from groundgame.campaign.selections.rules.once import WEIGHED
from groundgame.campaign.selections.sealing import PaperForm, from_text, public_key, to_text


@transaction.atomic
def hold_ballot(*, selection: Selection, by: User, threshold: int = 2, paper_only: bool = False) -> Scrutiny:
    """Say how many scrutineers open the box together, or that the ballot is on paper alone.

    Raises:
        PermissionDenied: if the person does not run the selection, or voting has opened.
        BallotError: if one scrutineer could open it alone.
    """
    _check(selection, by)
    if threshold < 2:
        raise BallotError(f"{threshold} is too few: at least two scrutineers open the papers together.")
    held, _ = Scrutiny.objects.update_or_create(
        selection=selection, defaults={"threshold": threshold, "paper_only": paper_only}
    )
    record(by=by, action="selection.hold_ballot", subject=held, area=selection.area, threshold=threshold)
    return held


def _check(selection: Selection, by: User) -> None:
    rules.check_may_run(by, selection)
    _hold_before_voting(selection)


def _hold_before_voting(selection: Selection) -> None:
    """Keep voting from opening until the transaction ends; the page may have been loaded before it opened."""
    check_before_voting(Selection.objects.select_for_update().get(pk=selection.pk))


@transaction.atomic
def name_scrutineer(*, selection: Selection, user: User, by: User) -> Scrutineer:
    """Name a scrutineer, who then makes a key.

    Raises:
        PermissionDenied: if the person does not run the selection, or voting has opened.
    """
    _check(selection, by)
    Scrutiny.objects.get_or_create(selection=selection)
    named, made = Scrutineer.objects.get_or_create(selection=selection, user=user, defaults={"named_by": by})
    if made:
        record(by=by, action="selection.name_scrutineer", subject=named, area=selection.area, user=user.pk)
    return named


@transaction.atomic
def drop_scrutineer(*, scrutineer: Scrutineer, by: User) -> None:
    """Take a scrutineer's name off again.

    Raises:
        PermissionDenied: if the person does not run the selection, or voting has opened.
    """
    selection = scrutineer.selection
    _check(selection, by)
    record(by=by, action="selection.drop_scrutineer", subject=scrutineer, area=selection.area, user=scrutineer.user_id)
    scrutineer.delete()


@transaction.atomic
def keep_public_key(*, selection: Selection, by: User, key: str) -> Scrutineer:
    """Keep the public half of the key pair that a scrutineer has made; a new one takes the place of the one before.

    Raises:
        PermissionDenied: if the person is no scrutineer, or voting has opened.
        SealError: if it is no public key.
        BallotError: if it is another scrutineer's.
    """
    rules.check_may_scrutinise(by, selection)
    _hold_before_voting(selection)
    public_key(from_text(key))
    own = Scrutineer.objects.get(selection=selection, user=by)
    try:
        with transaction.atomic():
            Scrutineer.objects.filter(pk=own.pk).update(public_key=key, key_made_at=Now())
    except IntegrityError as error:
        raise BallotError("Another scrutineer has this very key. Make one of your own.") from error
    own.refresh_from_db()
    record(by=by, action="selection.make_key", subject=own, area=selection.area, fingerprint=own.fingerprint)
    return own


@on("open-voting")
def fix_forms(selection: Selection, *, by: User) -> None:
    """Fix what every paper looks like and whom it is sealed to."""
    keys = _number_scrutineers(selection)
    held = Scrutiny.objects.get(selection=selection)
    for post in selection.posts.all():
        for section in _sections_apart(post):
            form = _form(post, section, keys, held)
            BallotForm.objects.create(
                post=post,
                section=section,
                text=form.text,
                digest=form.digest.hex(),
                candidates=[candidate.pk for candidate in post.standing],
            )
    shown = [to_text(key) for key in keys]
    record(by=by, action="selection.fix_forms", subject=selection, area=selection.area, keys=shown)


def _number_scrutineers(selection: Selection) -> tuple[bytes, ...]:
    """Give the scrutineers with keys their numbers, and return their keys in that order."""
    keyed = list(selection.scrutineers.exclude(public_key="").order_by("pk"))
    for number, scrutineer in enumerate(keyed, start=1):
        scrutineer.number = number
        scrutineer.save(update_fields=["number"])
    return tuple(from_text(scrutineer.public_key) for scrutineer in keyed)


def _sections_apart(post: Post) -> list[Section | None]:
    """Return the sections with boxes of their own, or one box for all."""
    return list(post.voting_sections) if post.rule in WEIGHED else [None]


def _form(post: Post, section: Section | None, keys: tuple[bytes, ...], held: Scrutiny) -> PaperForm:
    if not keys and not held.paper_only:
        raise PermissionDenied("No scrutineer has a key: papers would be sealed to nobody.")
    names = tuple(candidate.name for candidate in post.standing)
    return PaperForm(
        selection=f"{post.selection_id} {post.selection.name}",
        post=f"{post.pk} {post.name}",
        section=f"{section.pk} {section.name}" if section else "",
        candidates=names,
        keys=keys,
        threshold=0 if held.paper_only else held.threshold,
        most=most_marks(post, len(names)),
        ranked=post.rule not in CROSSES,
    )


def most_marks(post: Post, standing: int) -> int:
    """Return how many candidates a paper may name under the post's rule."""
    by_rule = {"fptp": 1, "block": post.seats, "sv": 2, "limited": int(post.options.get("votes_each", 1))}
    return max(1, min(standing, by_rule.get(post.rule, standing)))
