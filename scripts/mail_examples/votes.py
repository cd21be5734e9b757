"""Mails around votes by link: the call, a reminder, more time, what was noted or changed, the result."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.models import Body, Governance
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.resolutions.access import VOTE_PURPOSE
from drehscheibe.work.resolutions.actions import circular, ending, underway
from drehscheibe.work.resolutions.models import Ballot, Vote, Voter
from drehscheibe.work.resolutions.vocabulary import BallotChannel, Choice, VoteKind

from .stage import STAGE, Example, Stage

_PETRA, _ULRIKE = "petra.sonnenberg@example.org", "ulrike.lindner@example.org"
_PEOPLE = (("Kita Löwenzahn", "Petra Sonnenberg", _PETRA), ("Stadtbücherei", "Ulrike Lindner", _ULRIKE))


def _vote(stage: Stage, kind: VoteKind = VoteKind.CIRCULAR) -> Vote:
    """Return a running vote of two partners; Gerd Vogt stands in for the kindergarten's contact."""
    secret = kind == VoteKind.LINK
    Governance.objects.create(
        preset="association" if secret else "classic", circular=True, secret_by_link=secret, majority="simple"
    )
    body = Body.objects.create(name="Bündnistreffen", kind="plenum", has_everyone=True)
    for name, person, email in _PEOPLE:
        _partner(stage, name, person, email)
    kita = Organisation.objects.get(name="Kita Löwenzahn")
    gerd = Person.objects.create(name="Gerd Vogt", email="gerd.vogt@example.org")
    body.seats.create(organisation=kita, delegate=kita.contacts.get().person, deputy=gerd)
    on = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=14)
    vote = circular.prepare_vote(
        {
            "kind": kind, "body": body, "title": "Hüpfburg für das Familienfest",
            "motion": "Das Bündnis mietet für das Familienfest am 12. Juni eine Hüpfburg für höchstens 400 Euro.",
            "reason": "Das Angebot der Firma gilt nur noch zwei Wochen, das nächste Treffen ist erst im Mai.", "ends_at": on,
        },
        by=stage.coordinator,
    )  # fmt: skip
    circular.open_by_link(vote, by=stage.coordinator)
    return Vote.objects.select_related("body").get()


def _partner(stage: Stage, name: str, person: str, email: str) -> None:
    partners.add_partner(
        {"name": name, "street": "Am Anger 4", "postcode": "99998", "place": "Musterstadt"},
        person={"name": person, "email": email, "phone": ""},
        role="Leitung",
        by=stage.coordinator,
    )


def _seat(stage: Stage) -> Voter:
    _vote(stage)
    return Voter.objects.select_related("vote__body", "delegate", "deputy").get(name="Kita Löwenzahn")


def _link(voter: Voter) -> Link:
    who = voter.delegate
    return links.issue(
        purpose=VOTE_PURPOSE, subject_id=voter.pk, recipient=who.email if who else _PETRA, lifetime=timedelta(days=30)
    )[0]


def _reminded(stage: Stage) -> None:
    underway.remind(_vote(stage), by=stage.coordinator)


def _extended(stage: Stage) -> None:
    vote = _vote(stage)
    underway.extend_vote(vote, timezone.now() + timedelta(days=21), by=stage.coordinator)


def _noted(stage: Stage) -> None:
    voter = _seat(stage)
    circular.note_vote(
        voter,
        Choice.YES,
        channel=BallotChannel.PHONE,
        person=voter.delegate,
        name="Petra Sonnenberg",
        by=stage.coordinator,
    )


def _corrected(stage: Stage) -> None:
    voter = _seat(stage)
    circular.vote_by_link(
        voter, Choice.YES, stand="0.0", person=voter.delegate, name="Petra Sonnenberg", by=_link(voter)
    )
    seen = Ballot.objects.get()
    circular.vote_by_link(
        voter, Choice.NO, stand=f"{seen.pk}.0", person=voter.deputy, name="Gerd Vogt", by=_link(voter)
    )


def _objected(stage: Stage) -> None:
    voter = _seat(stage)
    words = "Wer haftet, wenn sich ein Kind verletzt? Das möchte ich vorher klären."
    circular.object_to_vote(voter, words, name="Petra Sonnenberg", by=_link(voter))


def _ended(stage: Stage) -> None:
    voter = _seat(stage)
    circular.vote_by_link(
        voter, Choice.YES, stand="0.0", person=voter.delegate, name="Petra Sonnenberg", by=_link(voter)
    )
    Vote.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    ending.end_vote(Vote.objects.select_related("body").get(), by=STAGE)


def _called_off(stage: Stage) -> None:
    underway.call_off(_vote(stage), "Die Firma hat abgesagt.", by=stage.coordinator)


def _renewed(stage: Stage) -> None:
    voter = _seat(stage)
    old = _link(voter)
    Link.objects.filter(purpose=VOTE_PURPOSE).exclude(pk=old.pk).delete()
    circular.renew_link(voter, old)


VOTES = [
    Example("vote-call", "Eine Abstimmung zwischen den Treffen beginnt", _vote, to=_PETRA),
    Example("vote-call-opinion", "Ein Meinungsbild beginnt", lambda stage: _vote(stage, VoteKind.OPINION), to=_ULRIKE),
    Example(
        "vote-call-secret", "Eine geheime Abstimmung beginnt", lambda stage: _vote(stage, VoteKind.LINK), to=_PETRA
    ),
    Example("vote-reminder", "Für einen Partner hat noch niemand abgestimmt", _reminded, to=_ULRIKE),
    Example("vote-more-time", "Eine Abstimmung dauert länger", _extended, to=_ULRIKE),
    Example("vote-noted", "Eine Stimme am Telefon wurde notiert", _noted, to=_PETRA),
    Example("vote-corrected", "Die Vertretung hat die Stimme geändert", _corrected, to=_PETRA),
    Example("vote-objected", "Jemand möchte lieber darüber sprechen; an die Koordination", _objected),
    Example("vote-result", "Eine Abstimmung ist zu Ende", _ended, to=_ULRIKE),
    Example("vote-called-off", "Eine Abstimmung ist abgebrochen", _called_off, to=_ULRIKE),
    Example("vote-renewed", "Jemand hat einen neuen Link zur Abstimmung angefordert", _renewed),
]
