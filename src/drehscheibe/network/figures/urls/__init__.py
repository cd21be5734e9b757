"""Every address of the one page and the yearly report."""

from .page import urlpatterns as page
from .report import urlpatterns as report

urlpatterns = [*page, *report]
