"""What an uploaded picture must be, told from its bytes and not from its name."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
MAX_SIDE = 1600
_READ = ("PNG", "JPEG", "WEBP", "GIF")
# MPO is what Pillow calls a JPEG with a second picture behind it, as some cameras and phones write them.
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp", "GIF": "image/png"}
# These can be made smaller as they are; others would lose their colours.
_SHRINKABLE = frozenset({"L", "RGB", "RGBA", "CMYK"})


class BadPicture(ValueError):
    """The upload cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    content_type: str
    suffix: str
    width: int
    height: int


def read_picture(file: BinaryIO) -> Picture:
    """Return a picture drawn anew from its pixels, at most 1600 pixels wide or high; raise BadPicture.

    Drawing anew leaves behind everything that is not pixels: scripts, comments, places, colour profiles; a photo
    taken with a turned camera is turned first. The size is read from the head of the file before anything is
    unpacked, so a picture bomb never gets memory. SVG is refused: it can carry scripts, and no cleaner is good
    enough to bet visitors on.
    """
    start = file.read(512)
    file.seek(0)
    if b"<svg" in start.lower() or start.lstrip().startswith(b"<?xml"):
        raise BadPicture(
            _(
                "SVG-Dateien können Programme enthalten und werden nicht angenommen. Bitte laden Sie das Logo als PNG oder JPEG hoch."
            )
        )
    try:
        return _drawn_anew(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(_too_large()) from error
    except BadPicture:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadPicture(_("Diese Datei ist kein lesbares Bild. Bitte laden Sie ein PNG oder JPEG hoch.")) from error


def _drawn_anew(file: BinaryIO) -> Picture:
    with Image.open(file, formats=_READ) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            raise BadPicture(_too_large())
        kind = _KINDS[image.format or ""]
        pixels = _only_pixels(image, mode="RGB" if kind == "image/jpeg" else "RGBA")
    suffix = kind.rsplit("/", 1)[1]
    out = BytesIO()
    pixels.save(out, suffix.upper(), optimize=True)
    return Picture(out.getvalue(), kind, suffix, *pixels.size)


def _only_pixels(image: Image.Image, *, mode: str) -> Image.Image:
    """Return the picture small and upright. It is made small first: a second large copy would cost 160 MB."""
    if image.mode in _SHRINKABLE:
        image.thumbnail((MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(image)
    pixels = upright.convert(mode)
    pixels.thumbnail((MAX_SIDE, MAX_SIDE))
    pixels.info.clear()  # Pillow writes comment and colour profile of the old file into the new one
    return pixels


def _too_large() -> str:
    return _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf höchstens 6000 × 6000.")
