"""What comes in with a picture besides its pixels."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from drehscheibe.ground.files.rules import BadPicture, read_picture

SECRET = b"aufgenommen zu Hause"


def _photo(kind: str = "JPEG", *, size: tuple[int, int] = (40, 20), **more: Any) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, "#0b5a62").save(out, kind, **more)
    return BytesIO(out.getvalue())


def _with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 4.0, 30.0)})
    return exif


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("JPEG", {"comment": SECRET}),
        ("JPEG", {"icc_profile": SECRET * 10}),
        ("JPEG", {"exif": _with_place()}),
        ("PNG", {"icc_profile": SECRET * 10, "exif": _with_place()}),
        ("WEBP", {"icc_profile": SECRET * 10, "exif": _with_place()}),
        ("WEBP", {"xmp": SECRET}),
    ],
)
def test_stored_picture_keeps_nothing_but_pixels(kind: str, more: dict[str, Any]) -> None:
    stored = read_picture(_photo(kind, **more)).content

    assert SECRET not in stored
    with Image.open(BytesIO(stored)) as picture:
        assert {"comment", "icc_profile", "exif", "xmp"} & picture.info.keys() == set()
        assert dict(picture.getexif()) == {}


def test_photo_of_a_turned_camera_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    stored = read_picture(_photo(size=(40, 20), exif=exif))

    assert (stored.width, stored.height) == (20, 40)


def test_photo_with_a_second_picture_behind_it_is_an_ordinary_jpeg() -> None:
    stored = read_picture(_photo("MPO", save_all=True, append_images=[Image.new("RGB", (40, 20))]))

    assert (stored.content_type, stored.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PDF"])
def test_other_kinds_of_files_are_no_pictures(kind: str) -> None:
    with pytest.raises(BadPicture):
        read_picture(_photo(kind))
