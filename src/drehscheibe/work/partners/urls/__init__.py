"""Every address of the partners, by noun."""

from .directory import urlpatterns as directory
from .greeting import urlpatterns as greeting
from .imports import urlpatterns as imports
from .membership import urlpatterns as membership

# What has a fixed word goes before `partner/<number>/`.
urlpatterns = [*imports, *greeting, *membership, *directory]
