"""Addresses of invitation, answers, letters and calls."""

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import INVITATION_PURPOSE
from ..views import answering, calls, invite_preview, inviting, letters, link_invitation, moving, people

_SEE, _LEAD = Capability.SEE_MEETINGS, Capability.LEAD_GROUPS
_ONE = "treffen/<int:meeting_id>"
_INVITE = f"{_ONE}/einladen"
_PREVIEW = f"{_INVITE}/vorschau/<int:invitee_id>"
_WHO = "treffen/eingeladen/<int:invitee_id>"
_BATCH = f"{_ONE}/briefe/<int:batch_id>"

urlpatterns = [
    workspace_path(f"{_ONE}/leute/", people.people, needs=_SEE, name="workspace_meeting_people"),
    workspace_path(f"{_INVITE}/", inviting.invite, needs=_LEAD, name="workspace_meeting_invite"),
    workspace_path(f"{_INVITE}/anhalten/", inviting.stop, needs=_LEAD, name="workspace_meeting_stop"),
    workspace_path(f"{_PREVIEW}/", invite_preview.preview, needs=_LEAD, name="workspace_meeting_preview"),
    workspace_path(
        f"{_PREVIEW}/mail/", invite_preview.preview_mail, needs=_LEAD, name="workspace_meeting_preview_mail"
    ),
    workspace_path(
        f"{_PREVIEW}/brief/", invite_preview.preview_letter, needs=_LEAD, name="workspace_meeting_preview_letter"
    ),
    workspace_path(
        f"{_PREVIEW}/seite/", invite_preview.preview_page, needs=_LEAD, name="workspace_meeting_preview_page"
    ),
    workspace_path(f"{_ONE}/erinnern/", inviting.remind, needs=_LEAD, name="workspace_meeting_remind"),
    workspace_path(f"{_ONE}/anrufe/", calls.calls, needs=_LEAD, name="workspace_meeting_calls"),
    workspace_path(f"{_WHO}/anruf/", calls.call, needs=_LEAD, name="workspace_invitee_call"),
    workspace_path(f"{_WHO}/antwort/", answering.answer, needs=_LEAD, name="workspace_invitee_answer"),
    workspace_path(f"{_WHO}/nochmal/", inviting.again, needs=_LEAD, name="workspace_invitee_again"),
    workspace_path(f"{_ONE}/antwortzettel/", answering.slips, needs=_LEAD, name="workspace_meeting_slips"),
    workspace_path(f"{_ONE}/briefe/", letters.letters, needs=_LEAD, name="workspace_meeting_letters"),
    workspace_path(f"{_BATCH}/", letters.letters_file, needs=_LEAD, name="workspace_meeting_letters_file"),
    workspace_path(f"{_BATCH}/post/", letters.posted, needs=_LEAD, name="workspace_meeting_letters_posted"),
    workspace_path(f"{_ONE}/verlegen/", moving.move, needs=_LEAD, name="workspace_meeting_move"),
    workspace_path(f"{_ONE}/absagen/", moving.cancel, needs=_LEAD, name="workspace_meeting_cancel"),
    workspace_path(f"{_ONE}/zweites-treffen/", moving.second_call, needs=_LEAD, name="workspace_meeting_second_call"),
    link_path(
        "link/treffen/<str:token>/",
        link_invitation.invitation,
        purpose=INVITATION_PURPOSE,
        renew=link_invitation.renew,
        name="link_invitation",
    ),
    link_path(
        "link/meine-seite/<str:token>/einladung/<int:invitee_id>/",
        link_invitation.on_own_page,
        purpose=PAGE_PURPOSE,
        name="link_page_invitation",
    ),
]
