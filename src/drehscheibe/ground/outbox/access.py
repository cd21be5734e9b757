"""Who may send and stop mails; and who may look into the demo mailbox: whoever sits at the machine that runs it."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Capability

from .models import Mail
from .rules import is_local_site

_PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")


def can_send(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.SEND_MAIL))


def can_open_links(by: Member, mail: Mail) -> bool:
    """Tell whether she may see the links of a mail: only while her alliance practises, where they belong to nobody else."""
    practised = mail.state == Mail.State.PRACTICE and not mail.alliance.is_live
    return practised and (not mail.is_confidential or by.may(Capability.MANAGE_MEMBERS))


def may_open_mailbox(request: HttpRequest) -> bool:
    """Tell whether the demo runs, on an own machine, and the request comes from there without a proxy."""
    if not settings.DEMO or not is_local_site(settings.SITE_URL):
        return False
    return not any(header in request.META for header in _PASSED_ON) and _is_loopback(
        request.META.get("REMOTE_ADDR", "")
    )


def _is_loopback(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback
