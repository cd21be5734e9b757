"""Example objects for routes that take any, so that the matrix can open every page.

A new route with parts to fill in needs one line in EXAMPLES, under its name:

    "workspace_project": Example(lambda: {"project_id": Project.objects.create(title="Lesepaten").pk}),

The function runs in the scope of an alliance, once for the own and once for a foreign one; it makes what it
names and returns the parts of the address. Leave out `slug` of rooms, `/arbeit/<slug>/…`: the matrix fills it
in. On a public page the object must be published; `furnish` has published the profile. `ok` are the answers
that somebody with the right may get to a get; the matrix knows that a route for posts only answers 405.
"""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from drehscheibe.frames.portal.rules import colour_digest
from drehscheibe.ground.accounts.actions import INVITATION
from drehscheibe.ground.accounts.models import Absence, Invitation
from drehscheibe.ground.alliances.access import CLAIM_PURPOSE, CONFIRM_PURPOSE
from drehscheibe.ground.alliances.actions import publish
from drehscheibe.ground.alliances.models import Claim, Goal, Inquiry, Profile
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.territories.models import Territory
from drehscheibe.work.partners import access as partners
from drehscheibe.work.partners.models import (
    Application,
    Contact,
    DeclarationText,
    Greeting,
    GreetingMail,
    GreetingRun,
    ImportBatch,
    ImportRow,
    LetterBatch,
    Objection,
    Organisation,
    Person,
    Pledge,
)
from drehscheibe.work.partners.vocabulary import ApplicationState, State

from . import (
    examples_5c,
    examples_5f,
    examples_5m,
    examples_5n,
    examples_5p,
    examples_5r,
    examples_5s,
    examples_5w,
    examples_b,
    examples_d,
    examples_e,
    examples_i,
    examples_k,
    examples_m,
    examples_p,
)
from .example import NO_FACTOR, NOT_HERE, Example
from .example import token as _token

_ACCENT = "#0b5a62"


def furnish(alliance: Alliance) -> None:
    """Give an alliance a published profile."""
    with scope.alliance(alliance.pk):
        Profile.objects.create(name=alliance.name, summary="Wir stärken Familien.", accent=_ACCENT)
        publish(alliance, by=Machine("matrix"))


def _slug() -> dict[str, Any]:
    return {"slug": Alliance.objects.get(pk=scope.required().alliance_id).slug}


def _invitation() -> Invitation:
    return Invitation.objects.create(email="neu@example.org", name="Neu", roles=["reader"])


def _row() -> dict[str, Any]:
    return {"key": "ziele", "row_id": Goal.objects.create(text="Zeit für Familie").pk}


def _picture() -> StoredFile:
    content = BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    content.seek(0)
    return store_picture(content, name="bild.png")


def _public_picture() -> dict[str, Any]:
    file = _picture()
    StoredFile.objects.filter(pk=file.pk).update(is_public=True)
    return {**_slug(), "file_id": file.pk, "digest": file.digest[:16]}


def _inquiry() -> dict[str, Any]:
    return {"inquiry_id": Inquiry.objects.create(kind=InquiryKind.CITIZEN, text="Hallo").pk}


def _claim() -> Claim:
    alliance_id = scope.required().alliance_id
    return Claim.objects.create(alliance_id=alliance_id, name="Neu", email="neu@example.org", state=Claim.State.WAITING)


def _territory(ags: str, kind: Territory.Kind) -> dict[str, Any]:
    land = {"land": ags[:2], "kreis": ags if len(ags) > 2 else ""}
    Territory.objects.create(
        ags=ags, kind=kind, name="Musterland", official_name="Musterland", slug="musterland", **land
    )
    return {"slug": "musterland"}


def _member() -> dict[str, Any]:
    return {"member_id": Member.objects.order_by("pk")[0].pk}


def _absence() -> dict[str, Any]:
    day = timezone.localdate()
    member = Member.objects.order_by("pk")[0]
    return {"absence_id": Absence.objects.create(member=member, first_day=day, last_day=day).pk}


def _partner() -> dict[str, Any]:
    return {"organisation_id": Organisation.objects.create(name="Kita Sonnenschein", sort_name="kita sonnenschein").pk}


def _import() -> dict[str, Any]:
    return {"batch_id": ImportBatch.objects.create(source="Verteiler.xlsx", header=["Name"], columns=["name"]).pk}


def _import_row() -> dict[str, Any]:
    parts = _import()
    row = ImportRow.objects.create(batch_id=parts["batch_id"], number=1, position=1, cells=["Kita Sonnenschein"])
    return {**parts, "row_id": row.pk}


def _contact() -> dict[str, Any]:
    organisation_id = _partner()["organisation_id"]
    person = Person.objects.create(name="Anna Beispiel")
    return {
        "organisation_id": organisation_id,
        "contact_id": Contact.objects.create(organisation_id=organisation_id, person=person).pk,
    }


def _pledge() -> dict[str, Any]:
    organisation_id = _partner()["organisation_id"]
    return {
        "organisation_id": organisation_id,
        "pledge_id": Pledge.objects.create(organisation_id=organisation_id, kind="people", text="Vorlesen").pk,
    }


def _application(state: ApplicationState = ApplicationState.NEW) -> Application:
    return Application.objects.create(name="Verein", person_name="Nele Neu", email="neu@example.org", state=state)


def _objection() -> Objection:
    return Objection.objects.create(application=_application(), organisation_id=_partner()["organisation_id"])


def _to_sign() -> dict[str, Any]:
    DeclarationText.objects.create(number=1, text="Wir machen mit.", valid_from=timezone.localdate(), in_force=True)
    return _token(partners.DECLARATION_PURPOSE, _partner()["organisation_id"])


def _own_former_partner() -> dict[str, Any]:
    contact = _contact()
    Organisation.objects.filter(pk=contact["organisation_id"]).update(state=State.LEFT, left_on=timezone.localdate())
    person_id = Contact.objects.get(pk=contact["contact_id"]).person_id
    return {**_token(partners.PAGE_PURPOSE, person_id), "organisation_id": contact["organisation_id"]}


def _greeting() -> Greeting:
    run = GreetingRun.objects.create(text="Guten Tag")
    return Greeting.objects.create(
        run=run, organisation_id=_partner()["organisation_id"], channel="mail", greeted_at=timezone.now()
    )


def _greeting_link() -> dict[str, Any]:
    greeting = _greeting()
    link, token = links.issue(
        purpose=partners.GREETING_PURPOSE,
        subject_id=greeting.pk,
        recipient="neu@example.org",
        lifetime=timedelta(days=1),
    )
    GreetingMail.objects.create(greeting=greeting, link=link)
    return {"token": token}


def _letters() -> dict[str, Any]:
    return {"batch_id": LetterBatch.objects.create(run=GreetingRun.objects.create(), state="ready", pdf=b"%PDF").pk}


def _person() -> dict[str, Any]:
    return {"person_id": Contact.objects.get(pk=_contact()["contact_id"]).person_id}


def _mail() -> dict[str, Any]:
    attached = [{"name": "plan.txt", "type": "text/plain", "base64": "UGxhbg=="}]
    mail = Mail.objects.create(
        to_email="neu@example.org", message_id=f"<{uuid4().hex}@example.org>", attachments=attached
    )
    return {"mail_id": mail.pk}


def _sending() -> dict[str, Any]:
    return {"sending_id": Sending.objects.create(kind="greeting", title="Begrüßung", goes_out_at=timezone.now()).pk}


def _named_partner() -> dict[str, Any]:
    Organisation.objects.create(name="Kita Sonnenschein", sort_name="kita sonnenschein", is_named=True)
    return _slug()


_SITE = Example(_slug)
_NO_ADDRESS_GIVEN = Example(ok=NOT_HERE)

EXAMPLES: dict[str, Example] = {
    # The demo's bar and mailbox; tests are no demo
    "demo_become": Example(lambda: {"key": "gast"}, ok=NOT_HERE),
    "mailbox": Example(ok=NOT_HERE),
    "mailbox_mail": Example(lambda: {"key": "x"}, ok=NOT_HERE),
    "mailbox_html": Example(lambda: {"key": "x"}, ok=NOT_HERE),
    "mailbox_attachment": Example(lambda: {"key": "x", "number": 1}, ok=NOT_HERE),
    "workspace_absence_end": Example(_absence),
    # Partners
    "alliance_partners": Example(_named_partner),
    "workspace_partner_import_list": Example(_import),
    "workspace_partner_import_row": Example(_import_row),
    "workspace_partner_import_undo": Example(_import),
    "workspace_partner_import_remove": Example(_import),
    "workspace_partner": Example(_partner),
    "workspace_partner_edit": Example(_partner),
    "workspace_partner_heard": Example(_partner),
    "workspace_partner_remove": Example(_partner),
    "workspace_contact_add": Example(_partner),
    "workspace_contact": Example(_contact),
    "workspace_contact_remove": Example(_contact),
    "workspace_pledge_add": Example(_partner),
    "workspace_pledge": Example(_pledge),
    "workspace_pledge_end": Example(_pledge),
    "workspace_application": Example(lambda: {"application_id": _application().pk}),
    "workspace_application_objections": Example(lambda: {"application_id": _application().pk}),
    "workspace_partner_certificate": Example(_partner),
    "workspace_partner_declaration": Example(_partner),
    "workspace_partner_kind": Example(_partner),
    "workspace_partner_take_in": Example(_partner),
    "workspace_partner_leave": Example(_partner),
    "workspace_partner_exclude": Example(_partner),
    "workspace_partner_stays": Example(_partner),
    "workspace_greeting_preview": Example(_partner),
    "workspace_greeting_preview_mail": Example(_partner, ok=NOT_HERE),  # it takes no mail
    "workspace_greeting_preview_letter": Example(_partner),
    "workspace_greeting_preview_page": Example(_partner),
    "workspace_greeting_close": Example(ok=NOT_HERE),  # nobody has begun one
    "workspace_greeting_call": Example(lambda: {"greeting_id": _greeting().pk}),
    "workspace_greeting_answer": Example(lambda: {"greeting_id": _greeting().pk}),
    "workspace_greeting_again": Example(lambda: {"greeting_id": _greeting().pk}),
    "workspace_letters_file": Example(_letters),
    "workspace_letters_posted": Example(_letters),
    "workspace_consent": Example(_partner),
    "workspace_person_data": Example(_person),
    "workspace_person_erase": Example(_person),
    # By mail link
    "link_greeting": Example(_greeting_link),
    "link_page": Example(lambda: _token(partners.PAGE_PURPOSE, _person()["person_id"])),
    "link_join": Example(lambda: _token(partners.APPLICATION_PURPOSE, _application(ApplicationState.UNCONFIRMED).pk)),
    "link_answer": Example(lambda: _token(partners.ANSWER_PURPOSE, _application().pk)),
    "link_objection": Example(lambda: _token(partners.OBJECTION_PURPOSE, _objection().pk)),
    "link_declaration": Example(_to_sign),
    "link_declaration_sheet": Example(
        lambda: _token(partners.DECLARATION_PURPOSE, _partner()["organisation_id"]), ok=NOT_HERE
    ),  # nothing to sign
    "link_certificate": Example(_own_former_partner, ok=NOT_HERE),  # only partners have one
    "member_invitation": Example(lambda: _token(INVITATION, _invitation().pk)),
    "link_claim": Example(lambda: _token(CLAIM_PURPOSE, _claim().pk)),
    "link_confirm_profile": Example(lambda: _token(CONFIRM_PURPOSE, Profile.objects.get().pk)),
    # Whoever runs the instance
    "setup_new_alliance": _NO_ADDRESS_GIVEN,
    "setup_take_over": _SITE,
    "operator_coordination": _SITE,
    "operator_claim": Example(lambda: {"claim_id": _claim().pk}),
    # Login services and second factors that nobody has set up
    "openid_connect_login": Example(lambda: {"provider_id": "keiner"}, ok=NOT_HERE),
    "openid_connect_callback": Example(lambda: {"provider_id": "keiner"}, ok=NOT_HERE),
    "mfa_deactivate_totp": Example(ok=NO_FACTOR),
    "mfa_view_recovery_codes": Example(ok=NO_FACTOR),
    "mfa_download_recovery_codes": Example(ok=NO_FACTOR),
    "mfa_edit_webauthn": Example(lambda: {"pk": 1}, ok=NO_FACTOR),
    "mfa_remove_webauthn": Example(lambda: {"pk": 1}, ok=NO_FACTOR),
    # The portal
    "short_address": Example(lambda: {"alliance_id": scope.required().alliance_id}, ok=frozenset({301})),
    "land": Example(lambda: _territory("12", Territory.Kind.LAND)),
    "kreis": Example(lambda: _territory("12070", Territory.Kind.KREIS)),
    "colours": Example(lambda: {**_slug(), "digest": colour_digest(_ACCENT)}),
    "public_file": Example(_public_picture),
    "alliance": _SITE,
    "alliance_join": _SITE,
    "alliance_join_done": _SITE,
    "alliance_easy": Example(_slug, ok=NOT_HERE),  # nobody has written one
    "alliance_imprint": _SITE,
    "alliance_privacy": _SITE,
    "alliance_contact": _SITE,
    "alliance_contact_done": _SITE,
    "alliance_error": _SITE,
    "alliance_error_done": _SITE,
    "alliance_claim": _SITE,
    "alliance_claim_done": _SITE,
    "alliance_accessibility": _SITE,
    "alliance_accessibility_done": _SITE,
    # Rooms
    "workspace_file": Example(lambda: {"file_id": _picture().pk}),
    "workspace_later": Example(lambda: {"key": "bestaetigen"}),
    "workspace_draft": Example(lambda: {"key": "profil/teil/name"}, ok=NOT_HERE),  # nobody has begun one
    "workspace_accent": Example(lambda: {"color": _ACCENT[1:]}),
    "workspace_roles": Example(_member),
    "workspace_member_remove": Example(_member),
    "workspace_invitation": Example(lambda: {"invitation_id": _invitation().pk}),
    "workspace_profile_part": Example(lambda: {"key": "name"}),
    "workspace_list": Example(lambda: {"key": "ziele"}),
    "workspace_row_add": Example(lambda: {"key": "ziele"}),
    "workspace_row": Example(_row),
    "workspace_row_remove": Example(_row),
    "workspace_row_move": Example(_row),
    "workspace_inquiry": Example(_inquiry),
    "workspace_mail": Example(_mail),
    "workspace_mail_html": Example(_mail),
    "workspace_mail_attachment": Example(lambda: {**_mail(), "number": 1}),
    "workspace_sending": Example(_sending),
    "workspace_sending_stop": Example(_sending),
    **examples_5c.EXAMPLES,
    **examples_5f.EXAMPLES,
    **examples_5m.EXAMPLES,
    **examples_5n.EXAMPLES,
    **examples_5p.EXAMPLES,
    **examples_5r.EXAMPLES,
    **examples_5s.EXAMPLES,
    **examples_5w.EXAMPLES,
    **examples_b.EXAMPLES,
    **examples_d.EXAMPLES,
    **examples_e.EXAMPLES,
    **examples_i.EXAMPLES,
    **examples_k.EXAMPLES,
    **examples_m.EXAMPLES,
    **examples_p.EXAMPLES,
}
