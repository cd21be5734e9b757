"""Every address of the meetings, by noun."""

from .after import urlpatterns as after
from .calendar import urlpatterns as calendar
from .evening import urlpatterns as evening
from .inviting import urlpatterns as inviting
from .meetings import urlpatterns as meetings
from .planning import urlpatterns as planning

# What has a fixed word goes before `treffen/<number>/`.
urlpatterns = [*planning, *calendar, *after, *evening, *inviting, *meetings]
