"""Certificate and declaration as PDF."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions as alliances
from drehscheibe.ground.alliances import queries
from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.documents import membership as documents
from drehscheibe.work.partners.models import DeclarationText, Person
from tests.conftest import Cast
from tests.rooms import said

from ...alliances.conftest import picture
from .build import ROOM, partner

LONG = "Förderverein der Freiwilligen Feuerwehr, der Landfrauen und des Heimatvereins " * 2


def opened(content: bytes) -> tuple[int, str]:
    """Return the number of pages and the title."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages), str(pdf.docinfo["/Title"])


def test_certificate_names_partner_day_and_number(perle: Cast) -> None:
    kita = partner(perle, "Kita Sonnenschein", membership_kind="advisory")
    with scope.alliance(perle.perle.pk):
        logo = store_picture(picture(), name="logo.png")
        alliances.save_logo(queries.profile(), logo, "Sonne", by=perle.coordinator)
        paper = documents.certificate(kita)
    words = {key: paper.data[key] for key in ("partner", "sentence", "kind", "number", "signed_by", "logo_alt")}
    assert words == {
        "partner": "Kita Sonnenschein",
        "sentence": "ist Partner im Bündnis.",
        "kind": "mit beratender Stimme",
        "number": "Partner Nr. 1",
        "signed_by": "Die Bürgermeisterin",
        "logo_alt": "Sonne",
    }
    assert opened(paper.pdf()) == (1, "Beitrittsurkunde für Kita Sonnenschein")


def test_longest_name_stays_on_one_sheet(perle: Cast) -> None:
    long = partner(perle, LONG[:200])
    with scope.alliance(perle.perle.pk):
        paper = documents.certificate(long)
    assert opened(paper.pdf())[0] == 1


def test_declaration_is_printed_for_one_partner(perle: Cast) -> None:
    kita = partner(perle, "Kita")
    with scope.alliance(perle.perle.pk):
        paper = documents.declaration(DeclarationText.objects.get(), kita)
    assert (paper.data["partner"], paper.data["values"]) == ("Kita", "Wir achten alle.")
    assert opened(paper.pdf()) == (1, "Bündniserklärung")


def test_certificate_is_handed_out_in_the_rooms(perle: Cast, coordinator: Client) -> None:
    kita = partner(perle, "Kita")
    answer = coordinator.get(f"{ROOM}{kita.pk}/urkunde/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Urkunde.pdf"'
    assert opened(answer.content) == (1, "Beitrittsurkunde für Kita")


def test_name_that_cannot_be_printed_is_told(perle: Cast, coordinator: Client) -> None:
    kita = partner(perle, "Kita 家")
    answer = coordinator.get(f"{ROOM}{kita.pk}/urkunde/")
    assert said(answer) == ["Diese Zeichen lassen sich nicht drucken: 家. Bitte schreiben Sie den Namen anders."]


@pytest.mark.parametrize(("other", "status"), [(False, 200), (True, 404)])
def test_person_gets_the_certificate_of_her_own_partner_only(perle: Cast, other: bool, status: int) -> None:
    kita = partner(perle, "Kita", email="kita@example.org")
    schule = partner(perle, "Schule", email="schule@example.org")
    with scope.alliance(perle.perle.pk):
        person = Person.objects.get(email="kita@example.org")
        _link, token = links.issue(
            purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=timedelta(days=1)
        )
    wanted = schule if other else kita
    answer = Client().get(f"/link/urkunde/{token}/{wanted.pk}/")
    assert (answer.status_code, answer.content.startswith(b"%PDF")) == (status, not other)


def test_who_left_has_no_certificate(perle: Cast, coordinator: Client) -> None:
    from django.utils import timezone

    kita = partner(perle, "Kita")
    with scope.alliance(perle.perle.pk):
        actions.note_leaving(kita, on=timezone.localdate(), reason="", tell=False, by=perle.coordinator)
    assert coordinator.get(f"{ROOM}{kita.pk}/urkunde/").status_code == 404


def test_logo_of_any_kind_becomes_png(perle: Cast) -> None:
    with scope.alliance(perle.perle.pk):
        stored = store_picture(picture(), name="logo.png")
        assert documents._logo(stored)["logo.png"].startswith(b"\x89PNG")
