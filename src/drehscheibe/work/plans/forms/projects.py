"""The form of a project."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.kit.editing import VersionedForm
from drehscheibe.work.bodies.models import Body

from ..models import Project


class ProjectForm(VersionedForm):
    class Meta:
        model = Project
        fields = ("title", "text", "state", "since", "until", "body", "motto", "partner", "results", "audience")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "results": forms.Textarea(attrs={"rows": 5}),
            "audience": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience: Any = self.fields["audience"]
        audience.choices = Audience.choices
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(Q(closed_on=None) | Q(pk=self.instance.body_id))
        body.label = _("Gruppe, die es macht")
        body.empty_label = str(_("keine bestimmte"))
