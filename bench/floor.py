"""What Django itself costs: a one-file site whose figures ours are divided by.

    python -m bench.floor FLOOR.sqlite3                    # makes 100,000 invented rows
    FLOOR_DB=FLOOR.sqlite3 gunicorn bench.floor:application

/str/ 20,000 bytes ready-made · /list/ one query, 50 rows, one template with a base, texts cut at 160 characters
/detail/ one query, one small template · /json/ the same 50 rows · /ical/ 500 events written as text, or ?count=
FULL=1 adds the usual middleware.
"""

import json
import os
import random
import sqlite3
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse

TABLE = "create table thing (id integer primary key, name text, body text, town text, code text, lat real, lon real)"
INSERT = "insert into thing (name, body, town, code, lat, lon) values (?, ?, ?, ?, ?, ?)"
VOCABULARY = [
    "Garten", "Treff", "Sprache", "Kurs", "Eltern", "Kinder", "Familie", "Hilfe", "offen", "gemeinsam", "Beratung",
    "Betreuung", "Spiel", "Musik", "kostenlos", "Anmeldung", "Nachmittag", "Großeltern", "Bewegung", "Frühstück",
]  # fmt: skip
TEMPLATES = {
    "frame.html": (
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title></head><body>'
        '<header><a href="/">Bündnis</a><nav><a href="/eins">Angebote</a><a href="/zwei">Termine</a><a href="/drei">Über uns</a>'
        "</nav></header><main>{% block main %}{% endblock %}</main><footer>Impressum Datenschutz</footer></body></html>"
    ),
    "list.html": (
        '{% extends "frame.html" %}{% block title %}Liste{% endblock %}{% block main %}<h1>Liste</h1><ul>{% for thing in things %}'
        '<li><a href="/ding/{{ thing.id }}/"><h2>{{ thing.name }}</h2></a><p>{{ thing.code }} {{ thing.town }}</p>'
        "<p>{{ thing.body|truncatechars:160 }}</p></li>{% endfor %}</ul>{% endblock %}"
    ),
    "detail.html": (
        '{% extends "frame.html" %}{% block title %}{{ thing.name }}{% endblock %}{% block main %}<h1>{{ thing.name }}</h1>'
        "<p>{{ thing.code }} {{ thing.town }}</p><p>{{ thing.body }}</p><p>{{ thing.lat }} {{ thing.lon }}</p>{% endblock %}"
    ),
}
USUAL_MIDDLEWARE = [
    f"django.{name}"
    for name in (
        "middleware.security.SecurityMiddleware",
        "contrib.sessions.middleware.SessionMiddleware",
        "middleware.locale.LocaleMiddleware",
        "middleware.common.CommonMiddleware",
        "middleware.csrf.CsrfViewMiddleware",
        "middleware.clickjacking.XFrameOptionsMiddleware",
    )
]


def make(file: str, count: int = 100_000) -> None:
    """Write `count` invented rows, the same ones every time."""
    chance = random.Random(42)

    def row() -> tuple[object, ...]:
        words = chance.choices(VOCABULARY, k=63)
        town, code = f"Ort {chance.randrange(9999)}", f"{chance.randrange(1000, 99999):05}"
        return " ".join(words[:3]), " ".join(words[3:]), town, code, chance.uniform(47.3, 55), chance.uniform(5.9, 15)

    with sqlite3.connect(file) as database:
        database.execute(TABLE)
        database.executemany(INSERT, (row() for _ in range(count)))


if __name__ == "__main__":
    make(sys.argv[1])
    raise SystemExit

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["FLOOR_DB"],
            "CONN_MAX_AGE": None,
        }
    },
    LANGUAGE_CODE="de",
    MIDDLEWARE=USUAL_MIDDLEWARE if os.environ.get("FULL") == "1" else [],
    ROOT_URLCONF=__name__,
    SECRET_KEY="floor",
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", TEMPLATES)])
                ]
            },
        }
    ],
    USE_TZ=True,
)

import django  # noqa: E402  settings stand first

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  needs the settings
from django.db import models  # noqa: E402  needs the settings
from django.shortcuts import render  # noqa: E402  needs the settings
from django.urls import path  # noqa: E402  needs the settings


class Thing(models.Model):
    name = models.TextField()
    body = models.TextField()
    town = models.TextField()
    code = models.TextField()
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        app_label = "floor"
        db_table = "thing"
        managed = False

    def __str__(self) -> str:
        return self.name


PARAGRAPH = "<p>Angebote für Familien mit Rat und Begegnung</p>"
READY = ("<!doctype html><title>fertig</title>" + PARAGRAPH * 500).encode()[:20_000]


def ready(request: HttpRequest) -> HttpResponse:
    return HttpResponse(READY)


def listing(request: HttpRequest) -> HttpResponse:
    things = Thing.objects.order_by("id").only("id", "name", "town", "code", "body")[1000:1050]
    return render(request, "list.html", {"things": things})


def detail(request: HttpRequest) -> HttpResponse:
    return render(request, "detail.html", {"thing": Thing.objects.get(pk=777)})


def as_json(request: HttpRequest) -> HttpResponse:
    things = Thing.objects.order_by("id").values("id", "name", "town", "code", "lat", "lon", "body")[1000:1050]
    return HttpResponse(json.dumps(list(things)), content_type="application/json")


def ical(request: HttpRequest) -> HttpResponse:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//floor//DE"]
    count = int(request.GET.get("count", 500))
    for key, name, town in Thing.objects.order_by("id").values_list("id", "name", "town")[1000 : 1000 + count]:
        lines += ["BEGIN:VEVENT", f"UID:{key}@floor", "DTSTAMP:20260101T000000Z", "DTSTART:20260101T100000Z"]
        lines += ["DTEND:20260101T120000Z", f"SUMMARY:{name}", f"LOCATION:{town}", "END:VEVENT"]
    return HttpResponse("\r\n".join([*lines, "END:VCALENDAR", ""]), content_type="text/calendar")


urlpatterns = [
    path("str/", ready),
    path("list/", listing),
    path("detail/", detail),
    path("json/", as_json),
    path("ical/", ical),
]
application = get_wsgi_application()
