"""Projects as everybody may see them."""

from dataclasses import dataclass

from drehscheibe.ground.alliances.vocabulary import Audience

from ..models import Project


@dataclass(frozen=True, slots=True)
class PublicProject:
    title: str
    text: str
    state: str
    since: str
    until: str
    motto: str
    partner: str
    results: str

    @property
    def is_former(self) -> bool:
        return self.state in {Project.State.FINISHED, Project.State.ARCHIVED}

    @property
    def is_planned(self) -> bool:
        return self.state == Project.State.PLANNED

    @property
    def state_label(self) -> str:
        """Return the state in words, empty where the source does not tell it."""
        return str(Project.State(self.state).label) if self.state else ""


def projects_of(alliance_id: int) -> list[PublicProject]:
    """Return an alliance's projects for everybody, in the order that the alliance gave them."""
    rows = Project.objects.filter(alliance_id=alliance_id, audience=Audience.PUBLIC).order_by("rank", "pk")
    return [
        PublicProject(*row)
        for row in rows.values_list("title", "text", "state", "since", "until", "motto", "partner", "results")
    ]
