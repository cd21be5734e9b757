"""Sample pages in each frame, so that these tests need no other app."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from drehscheibe.kit.ui.contrast import accent_stylesheet
from drehscheibe.kit.ui.frames import Language, Link, PublicFrame, SlimFrame, WorkspaceFrame
from drehscheibe.kit.ui.parts import Door, Task
from drehscheibe.kit.ui.views import styleguide


class NoteForm(forms.Form):
    text = forms.CharField(label="Bericht", widget=forms.Textarea(attrs={"maxlength": "400"}))
    kind = forms.ChoiceField(label="Art", choices=[("a", "Treffen"), ("b", "Gespräch")], widget=forms.RadioSelect)


def room(request: HttpRequest) -> HttpResponse:
    """A dashboard."""
    frame = WorkspaceFrame(
        title="Heute",
        site="Drehscheibe",
        brand="Bündnis für Familie Musterstadt",
        home_url="/raum/",
        nav=(
            Link("Heute", "/raum/", icon="home", current=True),
            Link("Profil", "/raum/profil/", icon="edit", count=2),
            Link("Menschen", "/raum/menschen/", icon="group"),
            Link("Treffen", "/raum/treffen/", icon="calendar-today"),
            Link("Einstellungen", "/raum/einstellungen/", icon="settings"),
        ),
        user_name="Jana Beispiel",
        user_role="Koordination",
        user_links=(Link("Mein Konto", "/konto/"),),
        logout_url="/abmelden/",
        public_url="/buendnisse/musterstadt/",
        breadcrumb=(Link("Musterstadt", "/raum/"),),
    )
    missing = "Ohne sie kann Sie niemand erreichen."
    tasks = (
        Task("Ansprechperson eintragen", "/raum/profil/", "Fehlt noch", "warning", missing),
        Task("Impressum prüfen", "/raum/profil/", "Bitte prüfen"),
    )
    return render(request, "tests_ui/room.html", {"frame": frame, "tasks": tasks, "csrf_token": "t"})


def slim(request: HttpRequest) -> HttpResponse:
    """A login with a fault, or with `?gut` a page behind a link."""
    frame = SlimFrame(
        title="Antwort",
        site="Drehscheibe",
        brand="Bündnis für Familie Musterstadt",
        footer=(Link("Impressum", "/impressum/"), Link("Datenschutz", "/datenschutz/")),
    )
    form = NoteForm() if "gut" in request.GET else NoteForm({"text": ""})
    return render(request, "tests_ui/slim.html", {"frame": frame, "form": form})


def arabic(request: HttpRequest) -> HttpResponse:
    """A public page from right to left, with an alliance's own colour and data for search engines."""
    frame = PublicFrame(
        title="تحالف الأسرة",
        site="Drehscheibe",
        brand="Musterstadt",
        language="ar",
        languages=(Language("de", "Deutsch", "/"), Language("ar", "العربية", "/arabisch/")),
        nav=(Link("الرئيسية", "/arabisch/", current=True), Link("المواعيد", "/termine/")),
        footer=(Link("Impressum", "/impressum/"),),
        stylesheets=("/farben.css",),
        json_ld={"@type": "Organization", "name": "</script><script>alert(1)</script>"},
    )
    doors = (Door("المساعدة", "عروض قريبة منك", "#a", "search"), Door("شارك", "كن معنا", "#b", "group"))
    return render(request, "tests_ui/arabic.html", {"frame": frame, "doors": doors, "form": NoteForm({"text": ""})})


def colors(request: HttpRequest) -> HttpResponse:
    """An alliance's colours."""
    return HttpResponse(accent_stylesheet("#7a1f5c"), content_type="text/css")


def draft(request: HttpRequest) -> HttpResponse:
    """Keeps a draft, or with `?abgelaufen` behaves as after the end of a session."""
    return HttpResponseRedirect("/schlank/") if "abgelaufen" in request.GET else HttpResponse(request.POST["text"])


def writing(request: HttpRequest) -> HttpResponse:
    """A form that saves itself to the address in `?nach`."""
    frame = SlimFrame(title="Schreiben", site="Drehscheibe", brand="Musterstadt")
    context = {"frame": frame, "form": NoteForm(), "to": request.GET["nach"]}
    return render(request, "tests_ui/writing.html", context)


urlpatterns = [
    path("gestaltung/", styleguide),
    path("raum/", room),
    path("schlank/", slim),
    path("arabisch/", arabic),
    path("farben.css", colors),
    path("entwurf/", draft),
    path("schreiben/", writing),
]
