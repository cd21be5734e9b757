"""Addresses of the greeting run, its letters and answers, and of the pages behind partners' links."""

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..access import GREETING_PURPOSE
from ..views import answers, calls, greeting, letters, link_greeting, preview

_EDIT, _SEND = Capability.EDIT_PARTNERS, Capability.SEND_MAIL
_GREET = "partner/begruessen"
_PREVIEW = f"{_GREET}/vorschau/<int:organisation_id>"
_RUN = "partner/begruessung"
_ONE = f"{_RUN}/<int:greeting_id>"
_BATCH = f"{_RUN}/briefe/<int:batch_id>"

urlpatterns = [
    workspace_path(f"{_GREET}/", greeting.greet, needs=_SEND, name="workspace_greet"),
    workspace_path(f"{_PREVIEW}/", preview.preview, needs=_SEND, name="workspace_greeting_preview"),
    workspace_path(f"{_PREVIEW}/mail/", preview.preview_mail, needs=_SEND, name="workspace_greeting_preview_mail"),
    workspace_path(f"{_PREVIEW}/brief/", preview.preview_letter, needs=_SEND, name="workspace_greeting_preview_letter"),
    workspace_path(f"{_PREVIEW}/seite/", preview.preview_page, needs=_SEND, name="workspace_greeting_preview_page"),
    workspace_path(f"{_RUN}/", calls.progress, needs=_EDIT, name="workspace_greeting"),
    workspace_path(f"{_RUN}/abschliessen/", greeting.close, needs=_SEND, name="workspace_greeting_close"),
    workspace_path(f"{_RUN}/antworten/", answers.slips, needs=_EDIT, name="workspace_slips"),
    workspace_path(f"{_RUN}/briefe/", letters.letters, needs=_SEND, name="workspace_letters"),
    workspace_path(f"{_BATCH}/", letters.letters_file, needs=_SEND, name="workspace_letters_file"),
    workspace_path(f"{_BATCH}/post/", letters.posted, needs=_SEND, name="workspace_letters_posted"),
    workspace_path(f"{_ONE}/anruf/", calls.call, needs=_EDIT, name="workspace_greeting_call"),
    workspace_path(f"{_ONE}/antwort/", answers.answer, needs=_EDIT, name="workspace_greeting_answer"),
    workspace_path(f"{_ONE}/nochmal/", calls.again, needs=_SEND, name="workspace_greeting_again"),
    workspace_path("partner/<int:organisation_id>/zustimmung/", answers.consent, needs=_EDIT, name="workspace_consent"),
    link_path(
        "link/begruessung/<str:token>/",
        link_greeting.greeting,
        purpose=GREETING_PURPOSE,
        renew=link_greeting.renew,
        name="link_greeting",
    ),
]
