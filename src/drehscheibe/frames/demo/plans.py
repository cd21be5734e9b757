"""Gives Musterstadt needs, what became of them, projects with figures, a yearly plan, a vote that is on, two reports.

The past is written as rows, since actions would date it from today and mail it to everybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from drehscheibe.ground.alliances.models import FocusTopic, Goal
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.network.figures.actions import report as reports
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState
from drehscheibe.work.partners.models import Contact, Organisation
from drehscheibe.work.plans.models import (
    AnnualPlan,
    Contribution,
    FocusReview,
    Indicator,
    IndicatorReading,
    Measure,
    MeasureUpdate,
    Milestone,
    Need,
    NeedSupport,
    Part,
    Position,
    PositionVoice,
    Programme,
    Project,
)  # fmt: skip
from drehscheibe.work.plans.vocabulary import MeasureState, NeedState, PlanState
from drehscheibe.work.resolutions.models import Ballot, Vote, Voter
from drehscheibe.work.resolutions.vocabulary import VoteKind, VoteState

from . import content, rooms

_ANSWERED = (NeedState.AGENDA, NeedState.PROJECT, NeedState.DECLINED)
_ENDS = time(20)


@dataclass(frozen=True, slots=True)
class _Town:
    """What the rows of the demo refer to by name."""

    bodies: Mapping[str, Body]
    partners: Mapping[str, Organisation]
    people: Mapping[int, Any]
    coordinator: Member

    def partner(self, name: str) -> Organisation | None:
        return self.partners.get(name)


def plan(bodies: Mapping[str, Body]) -> None:
    """Write everything of this file, in the order in which it refers to one another."""
    town = _Town(
        bodies,
        {one.name: one for one in Organisation.objects.all()},
        {one.organisation_id: one.person for one in Contact.objects.select_related("person")},
        rooms.member_with(Role.COORDINATION),
    )
    facts = content.plans()
    programme = _programme(facts["programmes"][0])
    for row in facts["projects"]:
        _project(row, programme, town)
    for row in facts["needs"]:
        _need(row, town)
    for row in facts["measures"]:
        _measure(row, town)
    for row in facts["plans"]:
        _plan(row)
    _reviews(facts["reviews"], town)
    for row in facts["positions"]:
        _position(row, town)
    _follow_up()
    _vote(facts["vote"], town)
    _reports(town)


# What the names mean


def _day(weeks: float) -> date:
    return timezone.localdate() + timedelta(weeks=weeks)


def _then(weeks: float) -> datetime:
    """Return a moment of that week; today is an hour ago, so that nothing is told before it was."""
    now = timezone.now()
    return now + timedelta(weeks=weeks) if weeks else now - timedelta(hours=1)


def _found(model: type[models.Model], column: str, begin: str) -> Any:
    """Return the row whose text begins so, None for no text; raise DoesNotExist where the demo names a wrong one."""
    return model._default_manager.get(**{f"{column}__startswith": begin}) if begin else None


def _decision(begin: str) -> Decision | None:
    found = Decision.objects.filter(text__startswith=begin).order_by("-decided_on").first() if begin else None
    if begin and found is None:
        raise Decision.DoesNotExist(begin)
    return found


# Projects


def _programme(row: Mapping[str, Any]) -> Programme:
    begin, end = row["weeks"]
    facts = {key: row[key] for key in ("name", "level", "funder", "text")}
    return Programme.objects.create(**facts, starts_on=_day(begin), ends_on=_day(end))


_PROJECT_TEXTS = ("kind", "field", "lessons", "place", "target_groups", "state", "text", "since", "motto", "results")


def _project(row: Mapping[str, Any], programme: Programme, town: _Town) -> None:
    """Fill in a project of the profile, or add one that stands in its rooms only."""
    project = Project(title=row["title"], rank=90) if row.get("new") else Project.objects.get(title=row["title"])
    for name in _PROJECT_TEXTS:
        if name in row:
            setattr(project, name, row[name])
    project.partner = row.get("partner", project.partner)
    project.focus = _found(FocusTopic, "title", row.get("focus", ""))
    project.goal = _found(Goal, "text", row.get("goal", ""))
    project.owner = town.partner(row.get("owner", ""))
    project.body = town.bodies.get(row.get("body", ""))
    project.decision = _decision(row.get("decision", ""))
    project.programme = programme if row.get("programme") else None
    project.is_partners_own = row.get("partners_own", False)
    project.edition_of = _found(Project, "title", row.get("edition_of", ""))
    if "weeks" in row:
        project.starts_on, project.ends_on = (_day(weeks) for weeks in row["weeks"])
    if project.edition_of and project.ends_on:
        project.year = project.ends_on.year
    project.save()
    _belongings(project, row, town)


def _belongings(project: Project, row: Mapping[str, Any], town: _Town) -> None:
    Contribution.objects.bulk_create(
        Contribution(project=project, kind=kind, text=text, is_settled=settled, rank=rank, **_whose(who, town, "name"))
        for rank, (who, kind, text, settled) in enumerate(row.get("contributions", []))
    )
    Part.objects.bulk_create(
        Part(project=project, kind=kind, title=title, on=_day(weeks), starts=time.fromisoformat(hour), place=place,
             rank=rank, **_whose(who, town, "by_name"))
        for rank, (kind, title, weeks, hour, place, who) in enumerate(row.get("parts", []))
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(project=project, title=title, due_on=_day(weeks), done_on=_day(weeks) if done else None)
        for title, weeks, done in row.get("milestones", [])
    )
    for rank, facts in enumerate(row.get("indicators", [])):
        _indicator(project, rank, facts)


def _whose(name: str, town: _Town, other: str) -> dict[str, Any]:
    partner = town.partner(name)
    return {"organisation": partner} if partner else {other: name}


def _indicator(project: Project, rank: int, facts: Sequence[Any]) -> None:
    name, unit, before, target, readings, falls, source = facts
    last = readings[-1]
    indicator = Indicator.objects.create(
        project=project, rank=rank, name=name, unit=unit, before=before, target=target, now=last[1],
        measured_on=_day(last[0]), falls=falls, source=source,
    )  # fmt: skip
    IndicatorReading.objects.bulk_create(
        IndicatorReading(indicator=indicator, on=_day(weeks), value=value) for weeks, value in readings
    )


# Needs


def _need(row: Mapping[str, Any], town: _Town) -> None:
    partner, decision = town.partner(row.get("partner", "")), _decision(row.get("decision", ""))
    texts = {key: row[key] for key in ("title", "text", "field", "evidence", "source", "from_name", "from_email",
                                       "audience", "state", "answer") if key in row}  # fmt: skip
    need = Need.objects.create(
        **texts,
        organisation=partner,
        person=town.people.get(partner.pk) if partner else None,
        body=town.bodies.get(row.get("body", "")),
        item=decision.entry.item if decision and decision.entry else None,
        project=_found(Project, "title", row.get("project", "")),
    )
    received = _then(row["weeks"])
    answered = received + timedelta(weeks=2) if need.state in _ANSWERED else None
    by = town.coordinator if answered else None
    Need.objects.filter(pk=need.pk).update(received_at=received, answered_at=answered, answered_by=by, told_at=answered)
    for name, text in row.get("supporters", []):
        supporter = town.partners[name]
        person = town.people.get(supporter.pk)
        NeedSupport.objects.create(need=need, organisation=supporter, person=person, name=name, text=text)


# The yearly plan


def _measure(row: Mapping[str, Any], town: _Town) -> None:
    partner = town.partners[row["partner"]]
    begin, due = row["weeks"]
    state = MeasureState(row["state"])
    measure = Measure.objects.create(
        title=row["title"],
        text=row.get("text", ""),
        year=_day(due).year,
        project=_found(Project, "title", row.get("project", "")),
        need=_found(Need, "title", row.get("need", "")),
        decision=_decision(row.get("decision", "")),
        focus=_found(FocusTopic, "title", row.get("focus", "")),
        organisation=partner,
        person=town.people.get(partner.pk),
        body=town.bodies.get(row.get("body", "")),
        owner_name=partner.name,
        starts_on=_day(begin),
        due_on=_day(due),
        state=state,
        result=row.get("result", ""),
        audience=row.get("audience", "alliance"),
        finished_on=_day(due) if state == MeasureState.DONE else None,
    )
    for weeks, state_then, text, name in row.get("updates", []):
        made = MeasureUpdate.objects.create(measure=measure, state=state_then, text=text, by_name=name, channel="link")
        MeasureUpdate.objects.filter(pk=made.pk).update(made_at=_then(weeks))


def _plan(row: Mapping[str, Any]) -> None:
    AnnualPlan.objects.create(
        year=timezone.localdate().year + row["years"],
        intro=row["intro"],
        decision=_decision(row["decision"]),
        state=PlanState.AGREED,
        is_public=True,
    )


def _reviews(rows: Iterable[Mapping[str, Any]], town: _Town) -> None:
    FocusReview.objects.bulk_create(
        FocusReview(
            focus=_found(FocusTopic, "title", row["focus"]),
            year=timezone.localdate().year + row["years"],
            body=town.bodies.get(row.get("body", "")),
            **{key: row[key] for key in ("verdict", "done", "changed", "ahead")},
        )
        for row in rows
    )


def _follow_up() -> None:
    """Let old decisions be carried out, the newest be on their way, and one wait for the town."""
    for decision in Decision.objects.all():
        age = timezone.localdate() - decision.decided_on
        if age > timedelta(weeks=26):
            decision.state, decision.finished_on = DecisionState.DONE, decision.decided_on + timedelta(weeks=8)
        elif decision.text.startswith("Der Ferienkalender erscheint"):
            decision.state, decision.owner_organisation = DecisionState.RUNNING, _town_itself()
            decision.owner_name, decision.due_on = "Stadt Musterstadt", _day(6)
            decision.public_text = (
                "Der Ferienkalender erscheint zu Beginn des Schulhalbjahres und kommt in jeden Ranzen."
            )
        elif decision.text.startswith("Im Herbst werden Eltern"):
            decision.state, decision.finished_on = DecisionState.DONE, _day(-9)
        else:
            decision.state, decision.revisit_on = DecisionState.RUNNING, _day(8)
        decision.save()


def _town_itself() -> Organisation:
    return Organisation.objects.get(name="Stadt Musterstadt")


# Positions


def _position(row: Mapping[str, Any], town: _Town) -> None:
    texts = {key: row[key] for key in ("kind", "title", "text", "field", "addressee", "state", "answer", "effect",
                                       "audience") if key in row}  # fmt: skip
    position = Position.objects.create(
        **texts,
        need=_found(Need, "title", row.get("need", "")),
        deadline_on=_day(row["deadline"]) if "deadline" in row else None,
        handed_on=_day(row["handed"]) if "handed" in row else None,
    )
    PositionVoice.objects.bulk_create(
        PositionVoice(
            position=position, organisation=town.partners[name], person=town.people.get(town.partners[name].pk),
            stance=stance, text=text,
        )
        for name, stance, text in row.get("voices", [])
    )  # fmt: skip


# Reports


def _reports(town: _Town) -> None:
    """Let last year's report be finished and public, and this year's be under way."""
    this_year = timezone.localdate().year
    last = reports.begin_report(this_year - 1, by=town.coordinator)
    reports.finish_report(last, by=town.coordinator)
    reports.show_report(last, is_public=True, by=town.coordinator)
    reports.begin_report(this_year, by=town.coordinator)


# A vote between two meetings


def _vote(row: Mapping[str, Any], town: _Town) -> None:
    body = town.bodies[row["body"]]
    ends = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=row["ends"]), _ENDS))
    voting = [one for one in sittings(body) if one.has_vote]
    vote = Vote.objects.create(
        kind=VoteKind.CIRCULAR, state=VoteState.OPEN, body=body, title=row["title"], motion=row["motion"],
        reason=row["reason"], majority="simple", percent=50, ends_at=ends, entitled=len(voting),
        opened_at=timezone.now() + timedelta(days=row["opened"]), made_by=town.coordinator, becomes_public=True,
    )  # fmt: skip
    voted = {name for name, _choice, _channel in row["ballots"]}
    voters = Voter.objects.bulk_create(
        Voter(vote=vote, organisation=one.organisation, seat=one.seat, delegate=one.person, deputy=one.deputy,
              name=one.organisation.name, has_voted=one.organisation.name in voted)
        for one in voting
    )  # fmt: skip
    by_name = {voter.name: voter for voter in voters}
    Ballot.objects.bulk_create(
        Ballot(
            voter=by_name[name], choice=choice, channel=channel, cast_by=str(by_name[name].delegate or ""),
            person=by_name[name].delegate, taken_by=None if channel == "link" else town.coordinator,
        )
        for name, choice, channel in row["ballots"]
    )  # fmt: skip
