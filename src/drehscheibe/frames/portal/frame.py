"""Head, menu and foot of the portal's pages and of an alliance's site. Built from address and content alone."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.profile_data import Logo, Picture
from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.files.public import public_address
from drehscheibe.kit.addresses import absolute, local
from drehscheibe.kit.ui.contrast import accent_problem
from drehscheibe.kit.ui.frames import Language, Link, PublicFrame, SlimFrame

from . import rules

# Languages of whole pages. Easy language is one more way to read, and has its own link beside these.
TRANSLATED = ("de", "en", "uk", "ar")


def site_name() -> str:
    return _("Lokale Bündnisse für Familie")


def prefix(language: str) -> str:
    """Return what stands before every address in a language."""
    return local("" if language == settings.LANGUAGE_CODE else f"/{language}")


def german_address(path: str) -> str:
    """Return the whole address of a page in German."""
    return absolute(local(path))


def portal(
    title: str,
    path: str,
    *,
    menu: str = "",
    description: str = "",
    json_ld: Mapping[str, object] | None = None,
    indexed: bool = True,
) -> PublicFrame:
    """Return the frame of a portal page. `path` is its address in German, from the start page on; `menu` names the entry to mark."""
    language = get_language() or settings.LANGUAGE_CODE
    return replace(
        _bare(language, menu),
        title=title,
        languages=_languages(path),
        canonical=absolute(prefix(language) + path) if indexed else "",
        alternates=alternates(path) if indexed else (),
        description=description,
        json_ld=json_ld,
        indexed=indexed,
    )


def site(
    found: PublicAlliance,
    title: str,
    *,
    page: str = "",
    description: str = "",
    json_ld: Mapping[str, object] | None = None,
    indexed: bool = True,
) -> PublicFrame:
    """Return the frame of an alliance's site; `page` is what follows its address, e.g. "kontakt/".

    Its content is German in every language, so search engines get the German address only.
    """
    path, home = f"/buendnisse/{found.slug}/{page}", site_url(found.slug)
    bare, document = _bare(get_language() or settings.LANGUAGE_CODE, ""), found.document
    logo = document.logo
    shared = next(iter(document.pictures), logo)
    return replace(
        bare,
        title=title,
        brand=document.display_name,
        brand_note=document.place,
        home_url=home,
        logo_url=picture_url(found) if logo else "",
        logo_alt=logo.alt if logo else "",
        image_url=absolute(file_url(found.slug, shared)) if shared else "",
        languages=_languages(path),
        nav=_site_menu(found, page, home),
        footer=_site_footer(home),
        canonical=german_address(path) if indexed else "",
        description=description,
        json_ld=json_ld,
        indexed=indexed,
        easy_language=Link(_("Leichte Sprache"), f"{home}leichte-sprache/")
        if document.easy_language
        else bare.easy_language,
        sign_language=Link(_("Gebärdensprache"), document.sign_language_url)
        if document.sign_language_url
        else bare.sign_language,
        stylesheets=(*bare.stylesheets, *colours(found)),
    )


def slim(title: str) -> SlimFrame:
    """Return the frame of notices, such as for an address where nothing is."""
    language = get_language() or settings.LANGUAGE_CODE
    return SlimFrame(
        title=title,
        site=site_name(),
        brand=site_name(),
        home_url=reverse("start"),
        footer=_footer(),
        language=language,
        stylesheets=(static("portal/portal.css"),),
    )


def german() -> dict[str, SafeString]:
    """Return the attributes for an alliance's own words, which are German on pages of every language."""
    return {"german": SafeString("" if get_language() == settings.LANGUAGE_CODE else ' lang="de" dir="ltr"')}


def alternates(path: str) -> tuple[Language, ...]:
    """Return the absolute addresses of a page in every language, and the one for all others."""
    entries = [Language(code, "", absolute(prefix(code) + path)) for code in TRANSLATED]
    return (*entries, Language("x-default", "", german_address(path)))


def site_url(slug: str, page: str = "") -> str:
    return f"{prefix(get_language() or settings.LANGUAGE_CODE)}/buendnisse/{slug}/{page}"


def picture_url(found: PublicAlliance) -> str:
    logo = found.document.logo
    return file_url(found.slug, logo) if logo else ""


def file_url(slug: str, picture: Logo | Picture) -> str:
    """Return the address of a published picture; a changed picture gets a new one."""
    return public_address(picture.file_id, picture.digest, slug=slug)


def colours(found: PublicAlliance) -> tuple[str, ...]:
    """Return the address of the alliance's colours; none where it chose no colour that can be read."""
    accent = found.document.accent
    if not accent or accent_problem(accent):
        return ()
    return (reverse("colours", kwargs={"slug": found.slug, "digest": rules.colour_digest(accent)}),)


@lru_cache(maxsize=64)
def _bare(language: str, menu: str) -> PublicFrame:
    with override(language):
        return PublicFrame(
            title="",
            site=site_name(),
            brand=site_name(),
            brand_note=_("Gemeinsam für Familien vor Ort"),
            home_url=reverse("start"),
            language=language,
            nav=tuple(
                Link(label, reverse(name), current=name == menu)
                for name, label in (
                    ("finder", _("Bündnis finden")),
                    ("about", _("Über Bündnisse")),
                    ("join", _("Mitmachen")),
                )
            ),
            easy_language=Link(_("Leichte Sprache"), reverse("easy"), current=menu == "easy"),
            sign_language=Link(_("Gebärdensprache"), reverse("sign"), current=menu == "sign"),
            footer=_footer(),
            stylesheets=(static("portal/portal.css"),),
        )


def _footer() -> tuple[Link, ...]:
    return (
        Link(_("Impressum"), reverse("imprint")),
        Link(_("Datenschutz"), reverse("privacy")),
        Link(_("Barrierefreiheit"), reverse("accessibility")),
        Link(_("Barriere melden"), reverse("accessibility") + "#melden"),
        Link(_("Anmelden für Bündnisse"), reverse("account_login")),
    )


def _languages(path: str) -> tuple[Language, ...]:
    names = dict(settings.LANGUAGES)
    return tuple(Language(code, str(names[code]), prefix(code) + path) for code in TRANSLATED)


def _site_menu(found: PublicAlliance, page: str, home: str) -> tuple[Link, ...]:
    entries = [("", _("Das Bündnis"))]
    if found.takes_messages:
        entries += [("mitmachen/", _("Mitmachen")), ("kontakt/", _("Kontakt"))]
    own = (Link(label, home + part, current=part == page) for part, label in entries)
    return (*own, Link(_("Alle Bündnisse"), reverse("finder")))


def _site_footer(home: str) -> tuple[Link, ...]:
    parts = (
        ("impressum/", _("Impressum")),
        ("datenschutz/", _("Datenschutz")),
        ("barrierefreiheit/", _("Barrierefreiheit")),
        ("fehler/", _("Fehler melden")),
    )
    return tuple(Link(label, home + part) for part, label in parts)
