"""A page's language is told by its address alone: German without prefix, others with theirs, e.g. `/uk/`."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import get_languages

# Known to no locale database: German in easy words (BCP 47 registers the variant "simple").
EASY = "de-simple"


def language_of(path: str) -> str:
    first = path[1:].split("/", 1)[0]
    return first if first != settings.LANGUAGE_CODE and first in get_languages() else settings.LANGUAGE_CODE


def language_from_path(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            return get_response(request)

    return middleware
