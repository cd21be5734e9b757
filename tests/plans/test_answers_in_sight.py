"""An answer to a need tells nobody of a project that she may not know of."""

from django.urls import reverse

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.plans.actions import need_answers
from drehscheibe.work.plans.models import Need, Project
from drehscheibe.work.plans.vocabulary import Circle, NeedState
from tests.conftest import Cast
from tests.rooms import client_of, text_of


def test_answer_names_no_project_that_its_readers_may_not_know(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        projects = {circle: Project.objects.create(title=f"Projekt {circle}", audience=circle) for circle in Circle}
        for need_circle, named in (
            (Circle.PUBLIC, [Circle.PUBLIC]),
            (Circle.ALLIANCE, [Circle.ALLIANCE, Circle.PUBLIC]),
        ):
            told = []
            for circle, project in projects.items():
                need = Need.objects.create(title="Hort", state=NeedState.OPEN, audience=need_circle)
                need_answers.give_to_project(need, project, by=cast.coordinator)
                told += [circle] if project.title in Need.objects.get(pk=need.pk).answer else []
            assert sorted(told) == sorted(named)
        need = Need.objects.get(audience=Circle.ALLIANCE, project=projects[Circle.TEAM])
    url = reverse("workspace_need", args=[cast.perle.slug, need.pk])
    pages = [text_of(client_of(who).get(url)) for who in (cast.reader, cast.deputy)]
    assert ["Projekt team" in page for page in pages] == [False, True]
