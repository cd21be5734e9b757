"""When the bytes of a file go: two days after its row, so that a backup under way still finds them."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from drehscheibe.ground.files import tasks
from drehscheibe.ground.files.actions import delete_file, store_picture
from drehscheibe.ground.files.models import DiscardedFile, StoredFile
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Files of other tests are forgotten ones here: their rows were rolled back."""
    own = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "default": own}


def stored(alliance: Alliance) -> StoredFile:
    content = BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    content.seek(0)
    with scope.alliance(alliance.pk):
        return store_picture(content, name="bild.png")


def delete(file: StoredFile) -> None:
    with scope.alliance(file.alliance_id):
        delete_file(file)


def clean_up_after(hours: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        tasks.clean_up()


def test_bytes_go_two_days_after_their_row(cast: Cast) -> None:
    gone, kept = stored(cast.perle), stored(cast.grimm)
    delete(gone)
    clean_up_after(47)
    before = default_storage.exists(gone.path)
    clean_up_after(49)
    assert (before, default_storage.exists(gone.path), default_storage.exists(kept.path)) == (True, False, True)
    assert list(DiscardedFile.objects.all()) == []


def test_deletion_that_is_taken_back_keeps_the_bytes(cast: Cast) -> None:
    file = stored(cast.perle)
    with transaction.atomic():
        delete(file)
        transaction.set_rollback(True)
    clean_up_after(49)
    assert default_storage.exists(file.path)


def test_bytes_that_no_row_names_go_as_well(cast: Cast) -> None:
    """Of an upload that broke off, and of an alliance that is not there, as after restoring an older state."""
    kept = stored(cast.perle)
    paths = [default_storage.save(f"{folder}/x.png", ContentFile(b"x")) for folder in (cast.perle.pk, 999_999)]
    clean_up_after(1)
    assert list(DiscardedFile.objects.all()) == []
    clean_up_after(49)
    assert [one.path for one in DiscardedFile.objects.order_by("path")] == sorted(paths)
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        tasks.clean_up()
    assert [default_storage.exists(path) for path in (*paths, kept.path)] == [False, False, True]


def test_nothing_is_missed_where_nobody_has_uploaded_anything(db: None) -> None:
    tasks.clean_up()
    assert list(DiscardedFile.objects.all()) == []
