"""Example objects for routes that take any, so that the matrix can open every page.

A new route with parts to fill in needs one line in EXAMPLES, under its name:

    "project": Example(lambda: {"project_id": Project.objects.create(title="Lesepaten", state="running").pk}),

The function runs in the scope of an alliance, once for the own and once for a foreign one, and makes what
it names. Leave out `slug` of rooms, `/arbeit/<slug>/…`: the matrix fills it in. On a public page the
object must be published. `ok` are the answers that somebody with the right may get; the matrix itself
knows that a route for posts only answers 405 to a get.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from drehscheibe.ground.accounts.actions import INVITATION
from drehscheibe.ground.accounts.models import Invitation
from drehscheibe.ground.tenancy import links

PAGE = frozenset({200, 302})
NOT_HERE = frozenset({404})
NO_FACTOR = frozenset({302, 404})


@dataclass(frozen=True)
class Example:
    fill: Callable[[], dict[str, Any]] = dict
    ok: frozenset[int] = PAGE


def _invitation() -> dict[str, Any]:
    link, token = links.issue(purpose=INVITATION, subject_id=0, recipient="neu@example.org", lifetime=timedelta(days=1))
    asked = Invitation.objects.create(email="neu@example.org", name="Neu", roles=["reader"], link=link)
    type(link).objects.filter(pk=link.pk).update(subject_id=asked.pk)
    return {"token": token}


EXAMPLES: dict[str, Example] = {
    # The demo's bar and mailbox; tests are no demo
    "demo_become": Example(lambda: {"key": "gast"}, ok=NOT_HERE),
    "mailbox": Example(ok=NOT_HERE),
    "mailbox_mail": Example(lambda: {"key": "x"}, ok=NOT_HERE),
    "mailbox_html": Example(lambda: {"key": "x"}, ok=NOT_HERE),
    "mailbox_attachment": Example(lambda: {"key": "x", "number": 1}, ok=NOT_HERE),
    # By mail link
    "member_invitation": Example(_invitation),
    # Login services and second factors that nobody has set up
    "openid_connect_login": Example(lambda: {"provider_id": "keiner"}, ok=NOT_HERE),
    "openid_connect_callback": Example(lambda: {"provider_id": "keiner"}, ok=NOT_HERE),
    "mfa_deactivate_totp": Example(ok=NO_FACTOR),
    "mfa_view_recovery_codes": Example(ok=NO_FACTOR),
    "mfa_download_recovery_codes": Example(ok=NO_FACTOR),
    "mfa_edit_webauthn": Example(lambda: {"pk": 1}, ok=NO_FACTOR),
    "mfa_remove_webauthn": Example(lambda: {"pk": 1}, ok=NO_FACTOR),
}
