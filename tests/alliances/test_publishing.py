"""From the draft to what everybody sees; the yearly confirmation, by button and by mail link."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.alliances import actions, public, queries, tasks
from drehscheibe.ground.alliances.access import CONFIRM_PURPOSE
from drehscheibe.ground.alliances.models import ContactPoint, Profile, Publication
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Alliance, Link
from tests.conftest import Cast
from tests.rooms import FROM_OUR_PAGE, text_of

from .conftest import ROOM

PUBLISH = f"{ROOM}profil/veroeffentlichen/"


def test_publishing_freezes_the_draft_and_names_who_did_it(coordinator: Client, cast: Cast) -> None:
    page = text_of(coordinator.get(PUBLISH))
    assert "Ihr Profil ist noch ein Entwurf." in page
    coordinator.post(PUBLISH)
    with scope.published():
        found = public.alliance("perle")
    assert found is not None
    assert found.document.summary == "Wir sind für Familien da."
    after = text_of(coordinator.get(PUBLISH))
    assert "Alles ist veröffentlicht." in after
    assert "Jetzt auf Ihrer Seite · Koordination" in after


def test_changes_are_shown_side_by_side_until_they_are_published(
    coordinator: Client, cast: Cast, profile: Profile
) -> None:
    coordinator.post(PUBLISH)
    with scope.alliance(cast.perle.pk):
        now = queries.profile()
        actions.save_profile(now, {"summary": "Ein neuer Satz."}, version=now.version, by=cast.deputy)
    page = text_of(coordinator.get(PUBLISH))
    assert "Eine Angabe hat sich geändert" in page
    assert "Ein Satz über das Bündnis Bisher Wir sind für Familien da. Künftig Ein neuer Satz." in page
    with scope.published():
        assert public.alliance("perle").document.summary == "Wir sind für Familien da."  # type: ignore[union-attr]  # just published


def test_preview_shows_the_draft_with_the_public_template(coordinator: Client, cast: Cast) -> None:
    coordinator.post(PUBLISH)
    with scope.alliance(cast.perle.pk):
        now = queries.profile()
        actions.save_profile(now, {"slogan": "Hand in Hand"}, version=now.version, by=cast.deputy)
    html = coordinator.get(f"{ROOM}profil/vorschau/").content.decode()
    assert "„Hand in Hand“" in html
    assert "Im Netz steht noch der vorige Stand." in html
    assert "Jetzt veröffentlichen" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Hand in Hand" not in Client().get("/buendnisse/perle/").content.decode()


def test_confirming_by_button_dates_the_public_page(coordinator: Client, cast: Cast) -> None:
    coordinator.post(PUBLISH)
    coordinator.post(f"{ROOM}profil/bestaetigen/")
    with scope.published():
        assert public.alliance("perle").document.confirmed == timezone.localdate().isoformat()  # type: ignore[union-attr]  # just published


# By mail


@pytest.fixture
def token(cast: Cast, profile: Profile) -> str:
    with scope.alliance(cast.perle.pk):
        actions.publish(cast.perle, by=cast.coordinator)
        return _issue(profile, days=60)


def _issue(profile: Profile, *, days: int) -> str:
    lifetime = timedelta(days=days)
    return links.issue(
        purpose=CONFIRM_PURPOSE, subject_id=profile.pk, recipient="rolle@example.org", lifetime=lifetime
    )[1]


def confirmed(cast: Cast) -> bool:
    with scope.alliance(cast.perle.pk):
        return queries.profile().confirmed_at is not None


def mails(cast: Cast) -> list[Mail]:
    with scope.alliance(cast.perle.pk):
        return list(Mail.objects.all())


def test_opening_the_link_changes_nothing(cast: Cast, token: str) -> None:
    page = text_of(Client().get(f"/link/profil/{token}/"))
    assert "Stimmt das noch?" in page
    assert "Sie antworten für die Koordination." in page
    assert not confirmed(cast)


def test_link_confirms_once_and_then_shows_its_state(cast: Cast, token: str) -> None:
    url = f"/link/profil/{token}/"
    first = Client().post(url, headers=FROM_OUR_PAGE)
    assert (first.status_code, first.headers["Location"], confirmed(cast)) == (302, url, True)
    with scope.alliance(cast.perle.pk):
        before = queries.profile().confirmed_at
    Client().post(url, headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        assert queries.profile().confirmed_at == before
    assert "Das Profil ist bestätigt" in text_of(Client().get(url))


def test_expired_link_is_renewed_to_the_same_address_only_once(cast: Cast, profile: Profile) -> None:
    with scope.alliance(cast.perle.pk):
        url = f"/link/profil/{_issue(profile, days=-1)}/"
    assert "Dieser Link ist abgelaufen" in text_of(Client().get(url))
    assert not mails(cast)
    for _twice in range(2):
        assert "Der neue Link ist unterwegs" in text_of(Client().post(url, headers=FROM_OUR_PAGE))
    assert [mail.to_email for mail in mails(cast)] == ["rolle@example.org"]
    assert not confirmed(cast)


def _ways_on(url: str) -> list[str]:
    return re.findall(r'<a class="kern-btn [^"]+" href="([^"]+)"', Client().get(url).content.decode())


def test_forwarded_link_can_be_reported_and_is_dead_then(cast: Cast, token: str) -> None:
    url = f"/link/profil/{token}/"
    page = text_of(Client().post(url, {"nicht_ich": "1"}, headers=FROM_OUR_PAGE))
    assert "Danke für den Hinweis" in page
    assert "Dieser Link gilt nicht mehr." in text_of(Client().get(url))
    assert _ways_on(url) == ["/buendnisse/perle/"]
    Alliance.objects.update(is_live=False)
    assert _ways_on(url) == ["/"]  # there may be no page yet
    with scope.alliance(cast.perle.pk):
        assert Link.objects.get().reported_at is not None


def test_foreign_page_cannot_confirm(cast: Cast, token: str) -> None:
    Client().post(f"/link/profil/{token}/", headers={"sec-fetch-site": "cross-site"})
    assert not confirmed(cast)


def test_yearly_mail_goes_to_the_contact_point_with_a_link_that_works(cast: Cast, profile: Profile) -> None:
    with scope.alliance(cast.perle.pk):
        actions.add_row(ContactPoint, {"role": "Koordination", "email": "rolle@example.org"}, by=cast.coordinator)
        actions.publish(cast.perle, by=cast.coordinator)
        Profile.objects.update(asked_at=timezone.now() - timedelta(days=400))
    assert tasks.ask_for_confirmation() == 1
    (mail,) = mails(cast)
    assert (mail.to_email, mail.subject) == ("rolle@example.org", "Stimmt das Profil von „Bündnis Perle“ noch?")
    assert "Ansehen und bestätigen" in mail.html
    link = next(word for word in mail.text.split() if "/link/profil/" in word)
    assert "Stimmt das noch?" in text_of(Client().get(link.split("//", 1)[1].partition("/")[1] + link.split("/", 3)[3]))


def test_dashboard_asks_for_confirmation_after_a_year(coordinator: Client, cast: Cast) -> None:
    coordinator.post(PUBLISH)
    with scope.alliance(cast.perle.pk):
        Publication.objects.update(published_at=timezone.now() - timedelta(days=366))
    assert "Stimmt Ihr Profil noch?" in text_of(coordinator.get(ROOM))
    coordinator.post(f"{ROOM}profil/bestaetigen/")
    assert "Stimmt Ihr Profil noch?" not in text_of(coordinator.get(ROOM))
