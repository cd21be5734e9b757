"""What a draft is called, here and in the browser."""

from drehscheibe.ground.tenancy.models import Member


def key_of(path: str) -> str:
    """Return the page's address below the rooms: "/arbeit/perle/profil/teil/name/" → "profil/teil/name"."""
    return path.strip("/").split("/", 2)[2] if path.strip("/").count("/") > 1 else ""


def draft_name(path: str, member: Member) -> str:
    """Return the name under which the browser keeps its copy; two people at one computer never share one."""
    return f"{path}#{member.pk}"
