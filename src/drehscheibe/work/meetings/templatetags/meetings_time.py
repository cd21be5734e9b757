"""Times of meetings as people read them: `{% load meetings_time %}`."""

from django import template

from .. import wording

register = template.Library()
register.filter("clock", wording.clock)
register.filter("day_in_words", wording.day_in_words)
