"""The directory of an alliance's partners, as far as they agreed to be named."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.kit.pages.page import Page, rendered
from drehscheibe.work.partners import public

from .. import frame, partners
from ..forms import PartnerSearch

_PAGE = "partner/"


def directory(request: HttpRequest, found: PublicAlliance) -> Page:
    """Show who takes part: by category, or what a visitor searched for. Typed words are never kept."""
    named = public.named_partners(found.alliance_id)
    if not named:
        raise Http404
    form = PartnerSearch(request.GET, categories=[c.code for c in partners.by_category(named)])
    asked = form.cleaned_data if form.is_valid() else {}
    text, category = asked.get("q", ""), asked.get("art", "")
    matching = partners.matching(named, text=text, category=category)
    url = frame.site_url(found.slug, _PAGE)
    context = {
        "frame": frame.site(found, _("Wer dabei ist"), page=_PAGE, indexed=not text),
        "found": found,
        "form": form,
        "url": url,
        "categories": partners.by_category(matching),
        "result": partners.result(len(matching)),
        "chips": partners.chips(url, text=text, category=category),
        "contributions": [] if text or category else public.contributions(found.alliance_id),
        "join_url": frame.site_url(found.slug, "mitmachen/"),
        **frame.german(),
    }
    understood = frozenset({("art", category)} if category in set(PartnerCategory) else ())
    return rendered("portal/partners.html", context, reads=found.reads, storable=not text, understood=understood)
