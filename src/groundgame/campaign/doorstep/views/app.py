"""The app's own files: a shell with nobody in it, the worker that keeps it for times without signal, the manifest."""

import hashlib
import json
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

FOLDER = Path(__file__).resolve().parents[1] / "static" / "doorstep" / "app"
NOT_KEPT = {"worker.js", "phone-page.js", "leave.js"}  # the worker's own text, and what runs outside the app


def _files() -> list[Path]:
    """Return the files that the app consists of beside its shell."""
    return sorted(path for path in FOLDER.iterdir() if path.is_file() and path.name not in NOT_KEPT)


def _shell() -> str:
    return render_to_string("doorstep/app.html")


@login_not_required
@never_cache
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Show the empty app; what it shows then is on the telephone, and nobody else's."""
    return HttpResponse(_shell())


@login_not_required
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Hand out the service worker with the exact list of what it keeps; any change of a file makes another worker."""
    files = _files()
    content = hashlib.sha256(_shell().encode())
    for path in files:
        content.update(path.read_bytes())
    kept = [
        reverse("doorstep:app"),
        reverse("doorstep:manifest"),
        *(static(f"doorstep/app/{path.name}") for path in files),
    ]
    head = f"const VERSION = {json.dumps(content.hexdigest()[:16])};\nconst KEPT = {json.dumps(kept)};\n"
    text = head + (FOLDER / "worker.js").read_text(encoding="utf-8")
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the app stands on a telephone's home screen."""
    icons = [
        {"src": static("doorstep/app/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("doorstep/app/icon-192.png"), "sizes": "192x192", "type": "image/png"},
    ]
    return JsonResponse(
        {
            "name": "Doors · groundgame",
            "short_name": "Doors",
            "start_url": reverse("doorstep:app"),
            "scope": reverse("doorstep:app"),
            "display": "standalone",
            "background_color": "#f6f1e7",
            "theme_color": "#1f2a30",
            "lang": "en-GB",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )
