from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from drehscheibe.ground.alliances.models import Profile
from tests.conftest import Cast
from tests.rooms import client_of, furnish

ROOM = "/arbeit/perle/"


@pytest.fixture
def profile(cast: Cast) -> Profile:
    """The profile of Perle; Grimm has one too."""
    furnish(cast.grimm)
    return furnish(cast.perle)


@pytest.fixture
def coordinator(cast: Cast, profile: Profile) -> Client:
    return client_of(cast.coordinator)


def picture(width: int = 40, height: int = 20) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, "PNG")
    return SimpleUploadedFile("bild.png", content.getvalue(), "image/png")
