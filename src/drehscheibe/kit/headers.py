"""The same security headers on every answer, so that cached pages carry a constant policy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_CONSTANT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    constant = dict(_CONSTANT)
    if settings.HTTPS and not settings.SITE_PATH:  # it would bind the whole host, which is somebody else's then
        constant["Strict-Transport-Security"] = "max-age=31536000"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in constant.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return middleware
