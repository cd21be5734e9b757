"""Partners to greet, and what a test wants to know of a run."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.jobs import worker
from drehscheibe.kit.jobs.models import Job
from drehscheibe.work.partners import actions, models
from drehscheibe.work.partners.queries import greeting as queries
from tests.conftest import Cast
from tests.rooms import FROM_OUR_PAGE, furnish

_TOKEN = re.compile(r"/link/(begruessung|meine-seite)/([^/\s\"]+)/")


def prepared(cast: Cast) -> None:
    """Give the alliance a profile and somebody to write to."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(
            role="Koordination", street="Großer Markt 1", postcode="19348", place="Perleberg",
            phone="030 23125 100", hours="Mo. bis Do. 9 bis 12 Uhr", email="buendnis@example.org",
        )  # fmt: skip


def partner(
    cast: Cast, name: str, *, person: str = "", email: str = "", phone: str = "", **values: Any
) -> models.Organisation:
    with scope.alliance(cast.perle.pk):
        return actions.add_partner(
            {"name": name, **values}, person={"name": person, "email": email, "phone": phone}, by=cast.coordinator
        )


def kita(cast: Cast, **more: Any) -> models.Organisation:
    values = {"person": "Anna Beispiel", "email": "anna@example.org", "street": "Hauptstr. 5", "postcode": "19348",
              "place": "Perleberg", "website": "https://kita.example.org"}  # fmt: skip
    return partner(cast, "Kita Sonnenschein", **{**values, **more})


def seniors(cast: Cast, **more: Any) -> models.Organisation:
    """Return somebody without mail."""
    values = {"person": "Erna Muster", "phone": "030 23125 7", "street": "Am Park 2", "postcode": "19348",
              "place": "Perleberg", "channel": "letter"}  # fmt: skip
    return partner(cast, "Seniorenbeirat", **{**values, **more})


def greet(cast: Cast) -> models.GreetingRun:
    with scope.alliance(cast.perle.pk):
        run = actions.open_run(by=cast.coordinator)
        actions.greet(run, by=cast.coordinator)
        return run


def greeting(cast: Cast, name: str = "Kita Sonnenschein") -> models.Greeting:
    with scope.alliance(cast.perle.pk):
        return models.Greeting.objects.select_related("organisation", "person", "run").get(organisation__name=name)


def progress(cast: Cast) -> queries.Progress:
    with scope.alliance(cast.perle.pk):
        return queries.greeting_progress()


def mails(cast: Cast) -> list[Mail]:
    with scope.alliance(cast.perle.pk):
        return list(Mail.objects.order_by("pk"))


def link_in(mail: Mail, kind: str = "begruessung") -> str:
    """Return the path of the link of one kind in a mail."""
    return next(f"/link/{found}/{token}/" for found, token in _TOKEN.findall(mail.text) if found == kind)


def post(path: str, **values: str) -> Any:
    return Client().post(path, values, headers=FROM_OUR_PAGE)


@contextmanager
def unchanged(alliance: Alliance) -> Iterator[None]:
    """Fail where what happens inside changes a single row of any table of the partners, of links or of mails."""
    with scope.alliance(alliance.pk):
        before = _all_rows()
    yield
    with scope.alliance(alliance.pk):
        assert _all_rows() == before


def _all_rows() -> dict[str, list[dict[str, Any]]]:
    from drehscheibe.ground.audit.models import Entry
    from drehscheibe.ground.tenancy.models import Link

    tables: list[type[Model]] = [getattr(models, name) for name in models.__all__]
    watched = [*tables, Link, Mail, Entry, Job]
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in watched}


def work() -> None:
    worker.run_until_empty(WORK)


def picture(name: str = "bogen.png") -> SimpleUploadedFile:
    from io import BytesIO

    from PIL import Image

    content = BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def day(value: date | datetime) -> str:
    return f"{value:%Y-%m-%d}"
