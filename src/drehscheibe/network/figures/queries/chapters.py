"""The chapters of the yearly report, each from the rows of the year: a sentence, tables, stories.

The sentences hold figures, never names: a partner that did not agree to be named is left out of the public page row by
row, see `public`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.vocabulary import DecisionState
from drehscheibe.work.plans.models import FocusReview, Indicator, Measure, Need, Position, Project, ProjectPhoto
from drehscheibe.work.plans.vocabulary import Circle, MeasureState, NeedState, Verdict

from ..report_data import ChapterContent, Figure, Photo, Row, Sentence, Story, Table
from ..rules.words import shortened
from ..vocabulary import Chapter
from .gathering import Gathered, photos, reviews
from .sentences import plain, proposed

_CELL = 300
MOST_PHOTOS = 2


def chapters(found: Gathered, figures: list[Figure]) -> list[ChapterContent]:
    """Return every chapter in its order, also those in which nothing stands."""
    made: dict[str, Callable[[], ChapterContent]] = {
        Chapter.SUMMARY: lambda: _summary(found, figures),
        Chapter.PARTNERS: lambda: _partners(found),
        Chapter.MEETINGS: lambda: _meetings(found),
        Chapter.ATTENDANCE: lambda: _attendance(found),
        Chapter.DECISIONS: lambda: _decisions(found),
        Chapter.FOCUS: lambda: _focus(found),
        Chapter.PROJECTS: lambda: _projects(found),
        Chapter.MEASURES: lambda: _measures(found),
        Chapter.NEEDS: lambda: _needs(found),
        Chapter.POSITIONS: lambda: _positions(found),
        Chapter.OUTLOOK: lambda: _outlook(found),
        Chapter.THANKS: lambda: _thanks(found),
    }
    return [made[key]() for key in Chapter.values]


def _chapter(
    key: Chapter, sentence: str = "", *, tables: Iterable[Table] = (), stories: Iterable[Story] = (),
    sentences: Iterable[Sentence] = (),
) -> ChapterContent:  # fmt: skip
    filled = [table for table in tables if table.rows]
    return ChapterContent(key.value, str(key.label), sentence, sentence, filled, list(stories), list(sentences))


def _counted(number: int, one: str, many: str, **more: object) -> str:
    return ngettext(one, many, number) % {"number": number, **more}


def _summary(found: Gathered, figures: list[Figure]) -> ChapterContent:
    rows = [Row([one.label, one.shown, one.shown_before]) for one in figures if one.value or one.before]
    if not any(one.value for one in figures if one.key != "partners"):
        return _chapter(Chapter.SUMMARY)
    heads = [_("Was"), str(found.year), str(found.year - 1)]
    table = Table(_("Das Jahr in Zahlen, daneben das Jahr davor"), heads, rows, [1, 2])
    said = proposed(found)
    return _chapter(Chapter.SUMMARY, " ".join(one.text for one in said), tables=[table], sentences=said)


def _partners(found: Gathered) -> ChapterContent:
    """Tell of changes: who came, who left; without any the number stands in the summary."""
    here = found.partners_at_end_of(found.year)
    new = [row for row in here if row.joined_on and row.joined_on.year == found.year]
    gone = [row for row in found.organisations if row.left_on and row.left_on.year == found.year]
    if not (new or gone):
        return _chapter(Chapter.PARTNERS)
    sentence = _counted(len(here), "Zum Bündnis gehört ein Partner.", "Zum Bündnis gehören %(number)s Partner.")
    if new:
        sentence += " " + _counted(len(new), "Einer kam neu dazu.", "%(number)s kamen neu dazu.")
    if gone:
        sentence += " " + _counted(len(gone), "Einer ist ausgeschieden.", "%(number)s sind ausgeschieden.")
    rows = [
        Row([row.name, str(PartnerCategory(row.category).label)], "organisation", row.pk, row.pk, named_at=0)
        for row in new
    ]
    return _chapter(Chapter.PARTNERS, sentence, tables=[Table(_("Neu dabei"), [_("Partner"), _("Art")], rows)])


def _meetings(found: Gathered) -> ChapterContent:
    held = found.meetings_of(found.year)
    if not held:
        return _chapter(Chapter.MEETINGS)
    hosts = len({row.host_id for row in held if row.host_id})
    sentence = _counted(len(held), "Es gab ein Treffen", "Es gab %(number)s Treffen")
    sentence += _counted(hosts, ", zu Gast bei einem Partner.", ", zu Gast bei %(number)s Partnern.") if hosts else "."
    heads = [_("Wann"), _("Treffen"), _("Gastgeber")]
    return _chapter(
        Chapter.MEETINGS, sentence, tables=[Table(_("Alle Treffen"), heads, [_meeting(row) for row in held])]
    )


def _meeting(row: Meeting) -> Row:
    title = row.title if row.title == row.body.name else f"{row.title} ({row.body.name})"
    return Row(
        [day(row.starts_at), title, row.host.name if row.host else ""], "meeting", row.pk, row.host_id or 0, named_at=2
    )


def day(at: Any) -> str:
    return date_format(timezone.localtime(at), "j. F Y")


def _attendance(found: Gathered) -> ChapterContent:
    held, rows = len(found.meetings_of(found.year)), found.attended_in(found.year)
    if not (held and rows):
        return _chapter(Chapter.ATTENDANCE)
    came = sorted(
        (row for row in rows if row.organisation_id),
        key=lambda row: (-row.times, found.names.get(row.organisation_id or 0, "")),
    )
    guests = sum(row.times for row in rows if row.organisation_id is None)
    sentence = _counted(
        len(came),
        "Ein Partner war bei mindestens einem Treffen dabei.",
        "%(number)s Partner waren bei mindestens einem Treffen dabei.",
    )
    if guests:
        sentence += " " + _counted(guests, "Dazu kam ein Gast.", "Dazu kamen %(number)s Gäste.")
    lines = [
        Row([found.names[key], str(row.times)], "organisation", key, key, named_at=0)
        for row in came
        if (key := row.organisation_id or 0) in found.names
    ]
    heads = [_("Partner"), _("Treffen")]
    caption = _counted(held, "Wie oft dabei, bei einem Treffen", "Wie oft dabei, von %(number)s Treffen")
    return _chapter(Chapter.ATTENDANCE, sentence, tables=[Table(caption, heads, lines, [1])])


def _decisions(found: Gathered) -> ChapterContent:
    rows = found.decisions_of(found.year)
    if not rows:
        return _chapter(Chapter.DECISIONS)
    states = [row.state for row in rows]
    parts = [
        _counted(states.count(state), one, many)
        for state, one, many in (
            (DecisionState.DONE, "einer ist umgesetzt", "%(number)s sind umgesetzt"),
            (DecisionState.RUNNING, "einer ist in Arbeit", "%(number)s sind in Arbeit"),
            (DecisionState.OPEN, "einer ist offen", "%(number)s sind offen"),
            (DecisionState.REPEALED, "einer ist aufgehoben", "%(number)s sind aufgehoben"),
        )
        if states.count(state)
    ]
    sentence = _counted(
        len(rows), "Das Bündnis hat einen Beschluss gefasst", "Das Bündnis hat %(number)s Beschlüsse gefasst"
    )
    heads = [_("Nummer"), _("Beschluss"), _("Gefasst"), _("Stand")]
    table = Table(_("Alle Beschlüsse"), heads, [_decision(row) for row in rows])
    sentence = f"{sentence}: {', '.join(parts)}."
    if older := len([row for row in found.decisions_done_in(found.year) if row not in rows]):
        sentence += " " + _counted(older, "Ein früherer wurde umgesetzt.", "%(number)s frühere wurden umgesetzt.")
    return _chapter(Chapter.DECISIONS, sentence, tables=[table])


def _decision(row: Decision) -> Row:
    """A decision with its own wording; `public` puts the one for the public in its place."""
    text = titled(row.title, row.text)
    decided = f"{row.body.name}, {date_format(row.decided_on, 'j. F')}"
    return Row([row.label, text, decided, str(row.get_state_display())],
               "decision", row.pk, is_public=row.is_public)  # fmt: skip


def titled(title: str, text: str) -> str:
    """Return a decision in one line: its title, where it says more than the text, and the text."""
    if not title or title in text:
        return shortened(text, _CELL)
    stop = "" if title.endswith((".", "?", "!")) else "."
    return shortened(f"{title}{stop} {text}", _CELL)


def _focus(found: Gathered) -> ChapterContent:
    rows = [row for row in reviews(found.year) if row.done or row.changed or row.ahead or row.verdict]
    if not rows:
        return _chapter(Chapter.FOCUS)
    sentence = _counted(len(rows), "Ein Schwerpunkt wurde ausgewertet.", "%(number)s Schwerpunkte wurden ausgewertet.")
    return _chapter(Chapter.FOCUS, sentence, stories=[_review(row) for row in rows])


def _review(row: FocusReview) -> Story:
    verdict = str(Verdict(row.verdict).label) if row.verdict else ""
    ahead = _("Wie es weitergeht: %(text)s") % {"text": row.ahead.strip()} if row.ahead.strip() else ""
    paragraphs = [text.strip() for text in (row.done, row.changed, ahead) if text.strip()]
    return Story(
        row.focus.title, verdict, paragraphs, body=row.body_id or 0, body_name=row.body.name if row.body else ""
    )


def _projects(found: Gathered) -> ChapterContent:
    rows = found.projects_of(found.year)
    if not rows:
        return _chapter(Chapter.PROJECTS)
    finished = len(found.projects_finished_in(found.year))
    sentence = _counted(len(rows), "An einem Projekt wurde gearbeitet", "An %(number)s Projekten wurde gearbeitet")
    sentence += (
        _counted(finished, ", eines ist abgeschlossen.", ", %(number)s sind abgeschlossen.") if finished else "."
    )
    pictures = photos(row.pk for row in rows)
    stories = [_project(row, found.indicators_by_project.get(row.pk, []), pictures.get(row.pk, [])) for row in rows]
    return _chapter(Chapter.PROJECTS, sentence, stories=stories)


def _project(row: Project, measured: list[Indicator], pictures: list[ProjectPhoto]) -> Story:
    motto = _("Motto: %(motto)s") % {"motto": row.motto} if row.motto else ""
    below = " · ".join(part for part in (motto, row.place, str(row.get_state_display()) if row.state else "") if part)
    paragraphs = [shortened(text, 700) for text in (row.text, row.results) if text.strip()]
    return Story(
        row.title, below, paragraphs, _indicators(measured, row.title),
        [Photo(one.pk, one.file_id, one.file.digest, one.alt, one.caption, one.credit) for one in pictures[:MOST_PHOTOS]],
        "project", row.pk, row.owner_id or 0, row.owner.name if row.owner else "", is_public=_is_public(row),
    )  # fmt: skip


def _indicators(measured: list[Indicator], title: str) -> Table | None:
    if not measured:
        return None
    heads = [_("Was gemessen wurde"), _("Vorher"), _("Ziel"), _("Jetzt")]
    rows = [
        Row([f"{one.name} ({one.unit})", *(plain(value) or "–" for value in (one.before, one.target, one.now))])
        for one in measured
    ]
    return Table(_("Wirkung: %(project)s") % {"project": title}, heads, rows, [1, 2, 3])


def _measures(found: Gathered) -> ChapterContent:
    rows = found.measures_of(found.year)
    if not rows:
        return _chapter(Chapter.MEASURES)
    done = sum(row.state == MeasureState.DONE for row in rows)
    sentence = _counted(len(rows), "Im Jahresplan stand eine Maßnahme", "Im Jahresplan standen %(number)s Maßnahmen")
    sentence += ". " + _counted(done, "Eine davon ist erledigt.", "%(number)s davon sind erledigt.") if done else "."
    heads = [_("Maßnahme"), _("Wer"), _("Bis"), _("Stand")]
    table = Table(_("Der Jahresplan und wie es steht"), heads, [_measure(row) for row in rows])
    return _chapter(Chapter.MEASURES, sentence, tables=[table])


def _measure(row: Measure) -> Row:
    """A measure by what is to be done, who of the partners or groups does it, and what came of it; never a person."""
    title = f"{row.title}. {shortened(row.result, _CELL)}" if row.result.strip() else row.title
    who = row.organisation.name if row.organisation else row.body.name if row.body else ""
    due = date_format(row.due_on, "j. F") if row.due_on else ""
    return Row([title, who, due, str(row.get_state_display())], "measure", row.pk, row.organisation_id or 0,
               0 if row.organisation else row.body_id or 0, 1, _is_public(row))  # fmt: skip


def _is_public(row: Measure | Need | Position | Project) -> bool:
    return row.audience == Circle.PUBLIC


def _needs(found: Gathered) -> ChapterContent:
    rows = found.needs_of(found.year)
    if not rows:
        return _chapter(Chapter.NEEDS)
    answered = sum(bool(row.answer) for row in rows)
    sentence = _counted(len(rows), "Ein Bedarf kam zur Sprache", "%(number)s Bedarfe kamen zur Sprache")
    sentence += (
        ". " + _counted(answered, "Einer hat eine Antwort.", "%(number)s haben eine Antwort.") if answered else "."
    )
    return _chapter(Chapter.NEEDS, sentence, stories=[_need(row) for row in rows])


def _need(row: Need) -> Story:
    state = _("Nein, weil:") if row.state == NeedState.DECLINED else str(row.get_state_display())
    return Story(
        row.title,
        state,
        [row.answer.strip()] if row.answer.strip() else [],
        kind="need",
        pk=row.pk,
        is_public=_is_public(row),
    )


def _positions(found: Gathered) -> ChapterContent:
    rows = found.positions_of(found.year)
    if not rows:
        return _chapter(Chapter.POSITIONS)
    sentence = _counted(
        len(rows),
        "Einmal hat das Bündnis für Familien gesprochen.",
        "%(number)s Mal hat das Bündnis für Familien gesprochen.",
    )
    return _chapter(Chapter.POSITIONS, sentence, stories=[_position(row) for row in rows])


def _position(row: Position) -> Story:
    to = _("an: %(addressee)s") % {"addressee": row.addressee} if row.addressee else ""
    handed = _("übergeben am %(day)s") % {"day": date_format(row.handed_on, "j. F Y")} if row.handed_on else ""
    below = " · ".join(part for part in (str(row.get_kind_display()), to, handed, str(row.get_state_display())) if part)
    paragraphs = [shortened(text, 700) for text in (row.text, row.answer, row.effect) if text.strip()]
    return Story(row.title, below, paragraphs, kind="position", pk=row.pk, is_public=_is_public(row))


def _outlook(found: Gathered) -> ChapterContent:
    """Tell of the year after: its dates and what its plan says already."""
    after = found.year + 1
    dates = [row for row in found.meetings if timezone.localdate(row.starts_at).year == after]
    planned = found.measures_of(after)
    if not (dates or planned):
        return _chapter(Chapter.OUTLOOK)
    parts = []
    if dates:
        parts.append(
            _counted(
                len(dates),
                "Für %(year)s ist ein Treffen geplant.",
                "Für %(year)s sind %(number)s Treffen geplant.",
                year=after,
            )
        )
    if planned:
        parts.append(
            _counted(len(planned), "Im Jahresplan steht eine Maßnahme.", "Im Jahresplan stehen %(number)s Maßnahmen.")
        )
    rows = [Row([day(row.starts_at), row.title], "meeting", row.pk) for row in dates]
    plan = [_measure(row) for row in planned]
    tables = [
        Table(_("Die nächsten Treffen"), [_("Wann"), _("Treffen")], rows),
        Table(_("Was wir uns vornehmen"), [_("Maßnahme"), _("Wer"), _("Bis"), _("Stand")], plan),
    ]
    return _chapter(Chapter.OUTLOOK, " ".join(parts), tables=tables)


def _thanks(found: Gathered) -> ChapterContent:
    hosts = {row.host.pk: row.host for row in found.meetings_of(found.year) if row.host is not None}
    if not hosts:
        return _chapter(Chapter.THANKS)
    sentence = _counted(
        len(hosts),
        "Wir danken dem Partner, bei dem wir zu Gast waren.",
        "Wir danken den %(number)s Partnern, bei denen wir zu Gast waren.",
    )
    rows = [Row([host.name], "organisation", host.pk, host.pk, named_at=0) for host in hosts.values()]
    return _chapter(Chapter.THANKS, sentence, tables=[Table(_("Gastgeber"), [_("Partner")], rows)])
