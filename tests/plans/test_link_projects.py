"""Projects on somebody's own page behind a link: telling how one stands, offering something. Opening changes nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact, Person
from drehscheibe.work.plans.models import Contribution, IndicatorReading, Project
from drehscheibe.work.plans.queries.personal_projects import open_projects
from tests.conftest import Cast
from tests.meetings import making
from tests.plans import projecting as made
from tests.rooms import FROM_OUR_PAGE, furnish, hidden, text_of


@pytest.fixture
def page(cast: Cast) -> tuple[Person, str]:
    """Somebody of Kita Sonnenschein, and the address of her own page."""
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        who = making.partner("Kita Sonnenschein", email="kita@example.org", person="Kim Beispiel").contacts.get().person
        token = links.issue(purpose=PAGE_PURPOSE, subject_id=who.pk, recipient=who.email, lifetime=timedelta(days=2))[1]
    return who, f"/link/meine-seite/{token}/"


def test_who_runs_a_project_says_how_it_stands(cast: Cast, page: tuple[Person, str], client: Client) -> None:
    who, start = page
    with scope.alliance(cast.perle.pk):
        project = made.project("Vorlesen", owner=who.contacts.get().organisation)
        row = made.indicator(project, before=Decimal(12), target=Decimal(40))
    address = f"{start}projekt/{project.pk}/"
    opened = client.get(address)
    assert "/buendnisse/perle/impressum/" in opened.content.decode()
    with scope.alliance(cast.perle.pk):
        assert (Project.objects.get().version, IndicatorReading.objects.count()) == (1, 0)
    posted = {
        "state": "finished",
        "results": "Alle lasen mit.",
        f"zahl_{row.pk}": "41",
        "version": hidden(opened, "version"),
    }
    elsewhere = client.post(address, posted, headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.status_code == 403
    answer = client.post(address, posted, headers=FROM_OUR_PAGE)
    shown = text_of(client.get(answer.headers["Location"]))
    assert "Gespeichert. Danke!" in shown
    assert "Plätze: Von 12 auf 41 Plätze. Das Ziel von 40 ist erreicht." in shown
    with scope.alliance(cast.perle.pk):
        found = Project.objects.get()
        assert (found.state, found.results) == ("finished", "Alle lasen mit.")
    stale = client.post(address, {**posted, "results": "Doch anders."}, headers=FROM_OUR_PAGE)
    assert "Inzwischen hat jemand anderes geschrieben: „Alle lasen mit.“" in text_of(stale)


def test_strangers_and_confidential_projects_stay_apart(cast: Cast, page: tuple[Person, str], client: Client) -> None:
    who, start = page
    with scope.alliance(cast.perle.pk):
        own = who.contacts.get().organisation
        other = made.project("Von anderen", owner=making.partner("Turnverein"))
        secret = made.project("Geheim", owner=own, audience="team")
    told = client.post(f"{start}projekt/{other.pk}/", {"state": "finished", "version": "1"}, headers=FROM_OUR_PAGE)
    codes = [told.status_code, client.get(f"{start}projekt/{secret.pk}/").status_code]
    codes.append(client.get(f"{start}projekt/{secret.pk}/beitrag/").status_code)
    assert codes == [403, 404, 404]
    assert "Geheim" not in text_of(client.get(f"{start}projekte/")) + text_of(client.get(start))
    with scope.alliance(cast.perle.pk):
        assert set(Project.objects.values_list("state", flat=True)) == {"running"}


def test_partner_offers_something_and_the_team_accepts_it(cast: Cast, page: tuple[Person, str], client: Client) -> None:
    who, start = page
    with scope.alliance(cast.perle.pk):
        project = made.project("Familientag", state="planned")
        over = made.project("Vorbei", state="finished")
    listed = text_of(client.get(f"{start}projekte/"))
    assert "Hier können Sie etwas beitragen Familientag geplant" in listed
    assert "Vorbei" not in listed
    address = f"{start}projekt/{project.pk}/beitrag/"
    for _twice in range(2):
        client.post(address, {"kind": "stand", "text": "Glücksrad"}, headers=FROM_OUR_PAGE)
    assert "Stand oder Mitmachangebot: Glücksrad – angeboten" in text_of(client.get(address))
    refused = client.post(
        f"{start}projekt/{over.pk}/beitrag/", {"kind": "stand", "text": "Zu spät"}, headers=FROM_OUR_PAGE
    )
    assert refused.status_code == 403
    with scope.alliance(cast.perle.pk):
        row = Contribution.objects.get()
        assert (row.organisation, row.is_settled) == (who.contacts.get().organisation, False)
    assert "Glücksrad" not in text_of(client.get(f"/buendnisse/perle/projekte/{project.pk}/"))


def test_page_tells_which_projects_wait_for_a_word(cast: Cast, page: tuple[Person, str], client: Client) -> None:
    who, start = page
    today = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        own = {"owner": who.contacts.get().organisation}
        made.project("Begonnen", state="planned", starts_on=today - timedelta(days=1), **own)
        made.project("Vorbei", ends_on=today - timedelta(days=1), **own)
        made.indicator(made.project("Ungezählt", **own), now=Decimal(3), measured_on=today - timedelta(days=91))
        made.indicator(made.project("Frisch gezählt", **own), now=Decimal(3))
        made.project("Noch weit weg", state="planned", starts_on=today + timedelta(days=9), **own)
        made.project("Fertig", state="finished", ends_on=today - timedelta(days=9), **own)
        found = {one.title: one.text for one in open_projects(who, page_token="x")}
    assert found == {
        "Wie steht es um „Begonnen“?": "Hat es begonnen?",
        "Wie steht es um „Vorbei“?": "Ist es geschafft? Was kam dabei heraus?",
        "Wie steht es um „Ungezählt“?": "Uns fehlt eine Zahl von heute.",
    }
    shown = text_of(client.get(start))
    assert "Wie steht es um „Vorbei“?" in shown
    assert "Projekte: etwas beitragen" in shown


def test_whoever_stands_for_two_partners_says_for_whom(cast: Cast, page: tuple[Person, str], client: Client) -> None:
    who, start = page
    with scope.alliance(cast.perle.pk):
        club = making.partner("Turnverein")
        Contact.objects.create(organisation=club, person=who)
        project = made.project("Familientag")
        stranger = making.partner("Fremder Verein")
    address = f"{start}projekt/{project.pk}/beitrag/"
    assert "Für wen? Kita Sonnenschein Turnverein" in text_of(client.get(address))
    for partner in (club, stranger):
        client.post(
            address, {"kind": "people", "text": f"für {partner.pk}", "partner": partner.pk}, headers=FROM_OUR_PAGE
        )
    with scope.alliance(cast.perle.pk):
        assert stranger not in {row.organisation for row in Contribution.objects.select_related("organisation")}
        assert Contribution.objects.get(text=f"für {club.pk}").organisation == club
