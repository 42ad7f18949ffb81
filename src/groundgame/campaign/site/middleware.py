"""What holds for every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]
SERVER_ERROR = 500

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)


def content_security_policy(get_response: View) -> View:
    """Let a page load nothing but the site's own files, so that nothing typed into a field can run or phone home."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def same_page_again(get_response: View) -> View:
    """Leave the browser's pages as they are where the site failed, so that they can be sent again.

    To sign somebody in gives the browser a new secret against forged requests, with which the pages that it has are
    refused. Where the database goes away in the middle of that, nobody is signed in, and they must send that page again.
    Django keeps no session of such a request either.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= SERVER_ERROR and settings.CSRF_COOKIE_NAME in request.COOKIES:
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        return response

    return middleware
