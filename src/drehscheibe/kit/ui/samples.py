"""Invented content for the style guide."""

from typing import Any, Final

from django import forms
from django.http import QueryDict

from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column, Difference, Door, Event, Fact, Step, Task
from drehscheibe.kit.ui.path import Path
from drehscheibe.kit.ui.path import Step as PathStep
from drehscheibe.kit.ui.widgets import ColorInput, DateInput


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="Name des Bündnisses", help_text="So, wie es auf Ihren Flyern steht.", max_length=120)
    text = forms.CharField(
        label="Ein Satz über Sie",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wer sind Sie, und für wen sind Sie da?",
    )
    email = forms.EmailField(label="E-Mail der Koordination", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    founded = forms.DateField(label="Gegründet am", required=False, widget=DateInput())
    state = forms.ChoiceField(
        label="Stand", choices=[("", "Bitte wählen"), ("start", "In Gründung"), ("active", "Aktiv"), ("rest", "Ruht")]
    )
    visibility = forms.ChoiceField(
        label="Wer darf das sehen?",
        choices=[("all", "Alle"), ("members", "Unsere Partner"), ("us", "Nur die Koordination")],
        widget=forms.RadioSelect,
        help_text="Sie können das jederzeit ändern.",
    )
    topics = forms.MultipleChoiceField(
        label="Woran arbeiten Sie?",
        choices=[("care", "Kinderbetreuung"), ("work", "Familie und Beruf"), ("gen", "Alt und Jung")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    color = forms.CharField(label="Farbe", widget=ColorInput(), initial="#0b5a62", required=False)
    logo = forms.FileField(label="Logo", required=False, help_text="PNG oder JPG, höchstens 5 MB.")
    consent = forms.BooleanField(
        label="Der Träger ist einverstanden.",
        error_messages={"required": "Bitte klären Sie das zuerst mit dem Träger."},
    )


class FilterForm(forms.Form):
    """What a list offers for filtering."""

    land = forms.ChoiceField(
        label="Land", required=False, choices=[("", "Alle Länder"), ("BB", "Brandenburg"), ("TH", "Thüringen")]
    )
    state = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "Jeder Stand"), ("active", "Aktiv"), ("start", "In Gründung")]
    )


FAULTY: Final = QueryDict(
    "fehler-email=koordination@&fehler-name=&fehler-visibility=&fehler-text=Wir sind für Familien da."
)
FILTERED: Final = QueryDict("filter-land=BB")

MAP_SVG: Final = (
    '<svg viewBox="0 0 320 200" xmlns="http://www.w3.org/2000/svg">'
    '<path d="M12 60 60 20l70 14 26 44-22 58-72 12-44-36z"/><path d="M130 34 214 16l52 40-18 46-92-24z"/>'
    '<path d="m156 78 92 24 40 40-58 42-96-48z"/>'
    '<circle cx="84" cy="82" r="6"/><circle cx="206" cy="52" r="6"/><circle cx="214" cy="140" r="9"/></svg>'
)

PARTS: Final[dict[str, Any]] = {
    "doors": (
        Door("Hilfe finden", "Angebote in Ihrer Nähe", "#hilfe", "search"),
        Door("Mitmachen", "Als Verein, Betrieb oder Mensch", "#mitmachen", "group"),
        Door("Kontakt", "Wir rufen auch zurück", "#kontakt", "call"),
    ),
    "breadcrumb": (Link("Bündnisse", "#b"), Link("Brandenburg", "#bb")),
    "tabs": (Link("Als Mail", "#mail", current=True), Link("Als Brief", "#brief"), Link("Anrufe", "#anrufe", count=4)),
    "steps": (
        Step("Entwurf", "done", "#entwurf"),
        Step("Eingeladen", "done", "#eingeladen"),
        Step("Heute", "current"),
        Step("Protokoll", "todo"),
        Step("Genehmigt", "todo"),
    ),
    "path": Path(
        (
            PathStep("Bedarf", "Betreuung in den Herbstferien", "#bedarf", "wird angegangen"),
            PathStep("TOP", "Was tun in den Ferien?", "#top", "Genehmigt"),
            PathStep("Beschluss", "2026/07 Ferienbörse aufbauen", "", "in Arbeit", is_here=True),
            PathStep("Maßnahme", "Angebote der Vereine sammeln", "#massnahme", "läuft"),
            PathStep("Bericht", "Jahresbericht 2026", "#bericht", "Entwurf"),
        ),
        (Link("Maßnahme anlegen", "#massnahme-neu"),),
    ),
    "tasks": (
        Task("Ansprechperson eintragen", "#kontakt", "Fehlt noch", "warning", "Ohne sie kann Sie niemand erreichen."),
        Task("Impressum prüfen", "#impressum", "Bitte prüfen", "info", "Vorausgefüllt aus den Angaben Ihres Trägers."),
        Task("Ein Satz über Sie", "#satz", "Fertig", "success"),
    ),
    "events": (
        Event("Heute, 14:20 Uhr", "Profil veröffentlicht", by="Jana Beispiel"),
        Event(
            "Mo., 3. August 2026",
            "Zwei Themen ergänzt",
            "Kinderbetreuung\nFamilie und Beruf",
            "Mehmet Muster",
            "#aenderung",
        ),
        Event("12. Mai 2006", "Bündnis gegründet"),
    ),
    "facts": (
        Fact("Gegründet", "12. Mai 2006"),
        Fact("Träger", "Stadt Musterstadt", url="#traeger"),
        Fact("Wahlspruch", edit_url="#wahlspruch"),
    ),
    "differences": (Difference("Leitspruch", "Gemeinsam für Familien", "Zusammen für Familien in Musterstadt"),),
    "columns": (
        Column("Bündnis", sort_url="#name", sorted="ascending"),
        Column("Kreis"),
        Column("Partner", numeric=True, sort_url="#partner"),
        Column("Budget", numeric=True),
    ),
    "rows": (
        (Link("Musterstadt", "#musterstadt"), "Musterkreis", 33, "1.250,00 €"),
        (Link("Beispielhausen", "#beispielhausen"), "Landkreis Beispiel", 8, "400,00 €"),
        (Link("Neu-Probe", "#neu-probe"), "kreisfrei", 121, "12.800,50 €"),
    ),
    "chips": (Link("Brandenburg", "#ohne-land"), Link("Kinderbetreuung", "#ohne-thema")),
    "exports": (Link("Als Tabelle (CSV)", "#csv"), Link("Drucken", "#drucken")),
    "places": (Link("Musterstadt", "#m", count=3), Link("Beispielhausen", "#b", count=1)),
    "address": "Am Markt 1\n00000 Musterstadt",
    "meta": ("Musterstadt", "33 Partner", "seit 2006"),
    "icons": (
        "call",
        "mail",
        "place",
        "map",
        "clock",
        "calendar-today",
        "group",
        "heart",
        "home",
        "search",
        "print",
        "download",
        "edit",
        "add",
        "check",
        "close",
        "delete",
        "info",
        "success",
        "warning",
        "danger",
        "help",
        "visibility",
        "language",
        "easy-language",
        "sign-language",
        "checklist",
        "draft",
        "settings",
        "account-circle",
        "arrow-forward",
        "open-in-new",
    ),
}
