"""Send what an OpenAPI description allows, and what it does not, and hold the site to an answer that is no failure.

The suite sends the same few each time; `make fuzz` (FUZZ_EXAMPLES of each, drawn anew) sends many.
"""

import json
import os
from typing import Any
from urllib.parse import urlencode, urlsplit

import schemathesis
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

LONG = "FUZZ_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "5"))
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
HOW = settings(
    max_examples=EXAMPLES,
    derandomize=not LONG,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # What failed is short enough to read: nothing is spent on making it shorter.
    phases=(Phase.explicit, Phase.generate),
)


def fuzz(
    description: dict[str, Any], path: str, method: str, client: Client, headers: dict[str, str] | None = None
) -> set[int]:
    """Ask an address of the description in every way it can be asked; return the statuses that came back.

    An exception in a view ends the test with its own traceback; nothing of what was sent stays in the database.
    """
    operation = schemathesis.openapi.from_dict(json.loads(json.dumps(description, default=str)))[path][method]
    statuses: set[int] = set()
    for mode in MODES:

        @HOW
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            with transaction.atomic():
                answer = _send(client, case.as_transport_kwargs(base_url="http://testserver"), headers or {})
                transaction.set_rollback(True)
            statuses.add(answer.status_code)
            assert answer.status_code < 500, answer.content[:500]

        ask()
    return statuses


def described_json(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI description of one address that is sent JSON by a page's script."""
    content = {"content": {"application/json": {"schema": body}}}
    parts = {"requestBody": content, "responses": {"200": {"description": "An answer."}}}
    return {"openapi": "3.1.0", "info": {"title": "Pages", "version": "1"}, "paths": {path: {"post": parts}}}


def _send(client: Client, sent: dict[str, Any], headers: dict[str, str]) -> Any:
    """Send what schemathesis made, as the test client sends; the pace of a telephone is no matter here."""
    cache.clear()
    address = urlsplit(sent["url"])
    query = urlencode(sent.get("params") or {}, doseq=True) or address.query
    kind, body = _body(sent)
    own = {name: value for name, value in (sent.get("headers") or {}).items() if name.isascii()}
    return client.generic(
        sent["method"], address.path, body, content_type=kind, query_string=query, headers=_plain(own) | headers
    )


def _body(sent: dict[str, Any]) -> tuple[str, bytes]:
    if "json" in sent:
        return "application/json", json.dumps(sent["json"]).encode(errors="surrogatepass")
    data = sent.get("data") or b""
    if isinstance(data, (dict, list)):
        return "application/x-www-form-urlencoded", urlencode(data, doseq=True, errors="surrogatepass").encode()
    return "application/json", data.encode(errors="surrogatepass") if isinstance(data, str) else data


def _plain(headers: dict[str, Any]) -> dict[str, str]:
    """Leave out what only a server that reads a socket can be sent."""
    return {name: str(value) for name, value in headers.items() if name.lower() not in ("content-type", "host")}
