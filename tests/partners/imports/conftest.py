"""A coordinator at the page where lists are handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners.models import ImportBatch, ImportRow
from tests.conftest import Cast
from tests.rooms import client_of, furnish, said, text_of

PAGE = "/arbeit/perle/partner/liste-einlesen/"


@dataclass
class Desk:
    """Hands lists in and presses buttons; `page` is what came last, as text."""

    cast: Cast
    client: Client
    response: HttpResponse | None = None

    @property
    def page(self) -> str:
        assert self.response is not None
        return text_of(self.response)

    @property
    def said(self) -> list[str]:
        assert self.response is not None
        return said(self.response)

    @property
    def batch(self) -> ImportBatch:
        return ImportBatch.objects.all()[0]

    @property
    def url(self) -> str:
        return f"{PAGE}{self.batch.pk}/"

    def paste(self, text: str) -> "Desk":
        return self._send({"text": text})

    def hand_in(self, content: bytes, name: str = "Verteiler.xlsx") -> "Desk":
        file = BytesIO(content)
        file.name = name
        return self._send({"file": file})

    def _send(self, data: dict[str, Any]) -> "Desk":
        self.response = self.client.post(PAGE, data, follow=True)
        return self

    def press(self, step: str, **boxes: str) -> "Desk":
        data = {name.replace("__", "-"): value for name, value in boxes.items()}
        self.response = self.client.post(self.url, {"tun": step, **data}, follow=True)
        return self

    def row(self, number: int) -> ImportRow:
        return ImportRow.objects.get(batch=self.batch, number=number)

    def box(self, number: int, key: str) -> str:
        """Return the name of the box beside a doubt, for `press`."""
        return f"z{self.row(number).pk}__{key}"

    def states(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for state in ImportRow.objects.filter(batch=self.batch).values_list("state", flat=True):
            found[state] = found.get(state, 0) + 1
        return found


@pytest.fixture
def desk(cast: Cast) -> Iterator[Desk]:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        yield Desk(cast, client_of(cast.coordinator))
