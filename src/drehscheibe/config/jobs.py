"""The worker's list: a function per kind of job, and the periodic work."""

from datetime import time, timedelta
from functools import partial

from django.conf import settings

from drehscheibe.frames.operations import tasks as operations
from drehscheibe.frames.workspace import tasks as workspace
from drehscheibe.frames.workspace.register_ways import REGISTER
from drehscheibe.ground.accounts import tasks as accounts
from drehscheibe.ground.alliances import tasks as alliances
from drehscheibe.ground.files import tasks as files
from drehscheibe.ground.outbox import line
from drehscheibe.ground.outbox import tasks as outbox
from drehscheibe.ground.outbox.actions import INSTANCE_MAIL_JOB, MAIL_JOB
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs import tasks as jobs
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.jobs.plan import Handler, Periodic, Step, WorkList
from drehscheibe.network.figures.actions.report import PDF_JOB as REPORT_PDF_JOB
from drehscheibe.network.figures.tasks import keeping as figures_keeping
from drehscheibe.network.figures.tasks import report as figures_report
from drehscheibe.work.bodies import tasks as bodies
from drehscheibe.work.meetings.actions.letters import LETTERS_JOB as MEETING_LETTERS_JOB
from drehscheibe.work.meetings.actions.minutes import PDF_JOB as MINUTES_PDF_JOB
from drehscheibe.work.meetings.tasks import after as meetings_after
from drehscheibe.work.meetings.tasks import answers as meetings_answers
from drehscheibe.work.meetings.tasks import inviting as meetings_inviting
from drehscheibe.work.meetings.tasks import keeping as meetings_keeping
from drehscheibe.work.meetings.tasks import planning as meetings_planning
from drehscheibe.work.partners.actions.applications import WELCOME_JOB
from drehscheibe.work.partners.actions.letters import LETTERS_JOB
from drehscheibe.work.partners.tasks import greeting as partners_greeting
from drehscheibe.work.partners.tasks import imports as partners_imports
from drehscheibe.work.partners.tasks import membership as partners_membership
from drehscheibe.work.plans.tasks import measures as plans_measures
from drehscheibe.work.plans.tasks import needs as plans_needs
from drehscheibe.work.resolutions.actions.secret import CLEAN_JOB
from drehscheibe.work.resolutions.tasks import by_link as resolutions_by_link
from drehscheibe.work.resolutions.tasks import register as resolutions_register


def _in_scope(step: Step) -> Step:
    """Enter the scope of the job's alliance around `step`; kit knows alliances by number only."""

    def run(job: Job) -> None:
        if job.alliance_id is None:
            step(job)
        else:
            with scope.alliance(job.alliance_id):
                step(job)

    return run


def _scoped(handler: Handler) -> Handler:
    return Handler(_in_scope(handler.run), _in_scope(handler.gave_up) if handler.gave_up else None)


HANDLERS: dict[str, Handler] = {
    kind: _scoped(handler)
    for kind, handler in {
        MAIL_JOB: Handler(outbox.send_mail, gave_up=outbox.mark_mail_failed),
        INSTANCE_MAIL_JOB: Handler(outbox.send_instance_mail, gave_up=outbox.mark_instance_mail_failed),
        WELCOME_JOB: Handler(partners_membership.send_welcome),
        MEETING_LETTERS_JOB: Handler(meetings_inviting.make_letters, gave_up=meetings_inviting.letters_gave_up),
        REPORT_PDF_JOB: Handler(figures_report.make_report_pdf, gave_up=figures_report.report_pdf_gave_up),
        MINUTES_PDF_JOB: Handler(
            partial(meetings_after.make_minutes_pdf, register=REGISTER), gave_up=meetings_after.minutes_pdf_gave_up
        ),
        CLEAN_JOB: Handler(resolutions_by_link.clean_box),
        LETTERS_JOB: Handler(partners_greeting.make_letters, gave_up=partners_greeting.letters_gave_up),
    }.items()
}

PERIODIC: list[Periodic] = [
    Periodic("jobs.clean_up", jobs.clean_up, at=time(3, 10)),
    Periodic("outbox.empty_old_mails", outbox.empty_old_mails, at=time(3, 20)),
    Periodic("outbox.delete_old_notices", outbox.delete_old_notices, at=time(3, 25)),
    Periodic("alliances.delete_old_inquiries", alliances.delete_old_inquiries, at=time(3, 30)),
    Periodic("alliances.delete_old_claims", alliances.delete_old_claims, at=time(3, 35)),
    Periodic("workspace.delete_old_drafts", workspace.delete_old_drafts, at=time(3, 40)),
    Periodic("accounts.end_old_sessions", accounts.end_old_sessions, at=time(3, 50)),
    Periodic("files.clean_up", files.clean_up, at=time(4)),
    Periodic("partners.delete_old_applications", partners_membership.delete_old_applications, at=time(4, 10)),
    Periodic("partners.forget_former_partners", partners_membership.forget_former_partners, at=time(4, 20)),
    Periodic("partners.empty_old_letters", partners_greeting.empty_old_letters, at=time(4, 30)),
    Periodic("partners.forget_old_proofs", partners_greeting.forget_old_proofs, at=time(4, 40)),
    Periodic("partners.delete_old_lists", partners_imports.delete_old_lists, at=time(4, 50)),
    Periodic("meetings.empty_old_letters", meetings_keeping.empty_old_letters, at=time(5)),
    Periodic("meetings.forget_needs", meetings_keeping.forget_needs, at=time(5, 10)),
    Periodic("meetings.forget_guests", meetings_keeping.forget_guests, at=time(5, 20)),
    Periodic("plans.follow_decisions", plans_needs.follow_decisions, every=timedelta(minutes=30)),
    Periodic("plans.forget_tellers", plans_needs.forget_tellers, at=time(5, 40)),
    Periodic("plans.delete_old_ticks", plans_needs.delete_old_ticks, at=time(5, 45)),
    Periodic("meetings.delete_old_strokes", meetings_keeping.delete_old_strokes, at=time(5, 30)),
    Periodic("resolutions.forget_names", resolutions_register.forget_names, at=time(5, 50)),
    Periodic("bodies.end_seats_of_former_partners", bodies.end_seats_of_former_partners, at=time(2, 50)),
    Periodic("bodies.remind_of_terms", bodies.remind_of_terms, at=time(8, 5)),
    Periodic("meetings.remind", meetings_inviting.remind, at=time(7, 30)),
    Periodic("meetings.tend_hosts", meetings_planning.tend_hosts, every=timedelta(hours=1)),
    Periodic("meetings.remind_voters", meetings_planning.remind_voters, at=time(7, 40)),
    Periodic("meetings.approve_by_silence", meetings_after.approve_by_silence, at=time(0, 30)),
    Periodic("plans.ask_owners", plans_measures.ask_owners, at=time(7, 35)),
    Periodic("plans.forget_names", plans_measures.forget_names, at=time(5, 40)),
    Periodic("meetings.remind_of_tasks", meetings_after.remind_of_tasks, at=time(7, 30)),
    Periodic("figures.forget_shares", figures_keeping.forget_shares, at=time(5, 40)),
    Periodic("figures.draft_reports", figures_report.draft_reports, at=time(6, 30)),
    Periodic("resolutions.tend_votes", resolutions_by_link.tend_votes, every=timedelta(minutes=5)),
    Periodic("resolutions.forget_ballots", resolutions_by_link.forget_ballots, at=time(5, 50)),
    Periodic("alliances.ask_for_confirmation", alliances.ask_for_confirmation, at=time(8)),
]

if settings.BACKUP_AT is not None:
    PERIODIC.append(Periodic("operations.back_up", operations.back_up, at=settings.BACKUP_AT))

READ_BOUNCES = Periodic("outbox.read_bounces", outbox.read_bounces, every=timedelta(minutes=10))
if settings.BOUNCE_DIR or settings.BOUNCE_IMAP_URL:
    PERIODIC.append(READ_BOUNCES)

READ_ANSWERS = Periodic("meetings.read_answers", meetings_answers.read_answers, every=timedelta(minutes=5))
if settings.ANSWER_DIR or settings.ANSWER_IMAP_URL:
    PERIODIC.append(READ_ANSWERS)

WORK = WorkList(HANDLERS, PERIODIC, at_rest=[line.hang_up])
