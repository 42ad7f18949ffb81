"""The addresses that telephones use. Each wants the telephone's secret, and the first one a person signed in."""

from base64 import b64encode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils import timezone
from ninja import NinjaAPI, Status
from ninja.errors import AuthenticationError
from ninja.security import django_auth

from groundgame.campaign.doorstep.actions import devices as actions
from groundgame.campaign.doorstep.api import schemas
from groundgame.campaign.doorstep.api.access import DeviceToken
from groundgame.campaign.doorstep.api.letters import take_letters
from groundgame.campaign.doorstep.errors import OverError, SyncError
from groundgame.campaign.doorstep.models import Device, Outing
from groundgame.campaign.doorstep.rights import check_may_use
from groundgame.campaign.doorstep.sync.changes import changes_since
from groundgame.campaign.doorstep.sync.letterbox import slot_of
from groundgame.campaign.doorstep.sync.listed import listed_on
from groundgame.campaign.doorstep.sync.push import Taken, take_contacts
from groundgame.campaign.doorstep.sync.walk import Carried, carried_by

OFFLINE_HOURS = 8  # how long a telephone opens its walk without having asked

api = NinjaAPI(
    title="Doors without signal",
    version="1",
    description="What a telephone on a walk asks for. See docs/doorstep.md.",
    docs_url=None,
    urls_namespace="doorstep:api",
    auth=DeviceToken(),
)
REFUSALS = dict.fromkeys((401, 403, 404, 410, 413, 422, 429), schemas.Refusal)


class DeviceRequest(HttpRequest):
    """A request whose telephone is known."""

    auth: Device


@api.exception_handler(OverError)
def over(request: HttpRequest, error: OverError) -> HttpResponse:
    """Tell a telephone that it is over: it hands in what it can, and clears itself."""
    return api.create_response(request, {"detail": str(error), "over": True}, status=410)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Say that the secret is nobody's, or that nobody is signed in."""
    detail = "The site does not know who asks: open the walk's link again, or tell the organiser."
    return api.create_response(request, {"detail": detail, "over": False}, status=401)


@api.exception_handler(SyncError)
def unreadable(request: HttpRequest, error: SyncError) -> HttpResponse:
    """Say what could not be read."""
    return api.create_response(request, {"detail": str(error), "over": False}, status=422)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """Say why not."""
    return api.create_response(request, {"detail": str(error), "over": False}, status=403)


@api.post("devices", response={201: schemas.NewDeviceOut, **REFUSALS}, auth=django_auth, url_name="add_device")
def add_device(request: HttpRequest, body: schemas.NewDeviceIn) -> Status[dict[str, object]]:
    """Put a walk on this telephone, as one of those who are on it."""
    outing = get_object_or_404(Outing.objects.select_related("walk__session"), pk=body.outing)
    added = actions.add_device(
        by=request.user,  # type: ignore[arg-type]  # signed in, or it would not come here
        outing=outing,
        name=body.name,
        sign_in=request.session.session_key or "",
    )
    slot = b64encode(slot_of(bytes(added.device.letterbox or b""))).decode()
    return Status(201, {"device": added.device.pk, "token": added.token, "slot": slot, **_keys(added.device)})


@api.get("keys", response={200: schemas.KeysOut, **REFUSALS}, url_name="keys")
def keys(request: DeviceRequest) -> dict[str, object]:
    """Open what the telephone keeps, for as long as its walk is out."""
    return _keys(request.auth)


def _keys(device: Device) -> dict[str, object]:
    found = actions.keys_of(device)
    return {
        "people": b64encode(found.people).decode() if found.people else None,
        "unsent": b64encode(found.unsent).decode(),
        "expires_at": device.outing.expires_at,
        "offline_hours": OFFLINE_HOURS,
        "server_time": timezone.now(),
    }


@api.get("walk", response={200: Carried, **REFUSALS}, url_name="walk")
def walk(request: DeviceRequest) -> Carried:
    """Hand out the walk: its doors in order, and who may be asked for at each."""
    check_may_use(request.auth)
    return carried_by(request.auth)


@api.get("changes", response={200: schemas.ChangesOut, **REFUSALS}, url_name="changes")
def changes(request: DeviceRequest, cursor: str = "") -> dict[str, object]:
    """Hand out what was recorded at the walk's doors since the cursor, by whoever is on it, and who is still on it."""
    check_may_use(request.auth)
    found, listed = changes_since(request.auth.outing, cursor), listed_on(request.auth.outing)
    rows = [
        {
            "id": row.event,
            "elector": row.elector,
            "outcome": row.outcome,
            "happened_at": row.happened_at,
            "mine": row.device == request.auth.pk,
            "corrects": row.corrects,
            "by": row.by,
            "answers": row.answers,
            "call_back_at": row.call_back_at,
        }
        for row in found.rows
        if row.elector in listed.people
    ]
    return {
        "changes": rows,
        "cursor": found.cursor,
        "more": found.more,
        "people": sorted(listed.people),
        "no_opinions": sorted(listed.no_opinions),
        "server_time": timezone.now(),
    }


@api.post("contacts", response={200: schemas.TakenOut, **REFUSALS}, url_name="contacts")
def contacts(request: DeviceRequest, body: schemas.ContactsIn) -> dict[str, object]:
    """Take what the telephone recorded; the answer names every contact that is safe now."""
    taken = take_contacts(
        device=request.auth,
        contacts=[each.contact() for each in body.contacts],
        sent_at=body.sent_at,
        unsent=body.unsent,
    )
    return _told(taken)


def _told(taken: Taken) -> dict[str, object]:
    return {
        "acknowledged": sorted(taken.acknowledged),
        "refused": {str(event): why for event, why in taken.refused.items()},
        "notices": {str(event): list(said) for event, said in taken.notices.items()},
        "server_time": timezone.now(),
    }


@api.post("letters", response={200: schemas.TakenOut, **REFUSALS}, url_name="letters")
def letters(request: DeviceRequest, body: schemas.LettersIn) -> dict[str, object]:
    """Take contacts that the telephone sealed for the site and cannot open: one that was locked, and then revoked."""
    return _told(take_letters(request.auth, body))


@api.post("end", response={204: None, **REFUSALS}, url_name="end")
def end(request: DeviceRequest, body: schemas.EndIn) -> Status[None]:
    """Note that the telephone has cleared itself: its secret opens nothing more, and a walk that is done is back."""
    actions.end_device(device=request.auth, finished=body.finished)
    return Status(204, None)


BY_TOKEN = {"keys", "walk", "changes", "contacts", "letters", "end"}


def _patterns() -> list[URLPattern]:
    """Return the addresses; those that ask for a telephone's secret ask for no sign-in."""
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        if pattern.name in BY_TOKEN and pattern.callback is not None:
            pattern.callback = login_not_required(pattern.callback)
    return patterns


urls = (_patterns(), "ninja", "api")
