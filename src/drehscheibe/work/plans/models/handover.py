"""What is settled already while the coordination goes from one to the next."""

from django.db import models

from drehscheibe.ground.tenancy.models import AllianceOwned, Member


class HandoverTick(AllianceOwned):
    """A point of the handover list that both have talked through. `key` names the point: "task-12", "rights".

    Deleted half a year later: the next handover begins with an empty list.
    """

    key = models.CharField(max_length=60)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["alliance", "key"], name="handover_tick_once")]

    def __str__(self) -> str:
        return self.key
