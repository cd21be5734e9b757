"""Who of the team hears about a group: the coordination, and its lead."""

from drehscheibe.ground.alliances.mails import coordination_addresses

from ..models import Body


def team_of(body: Body) -> list[str]:
    """Return the addresses, each once; the lead's is the one she signs in with."""
    lead = [body.lead.user.email] if body.lead is not None and body.lead.is_active else []
    return list(dict.fromkeys(address for address in (*coordination_addresses(), *lead) if address))
