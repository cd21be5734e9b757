"""Draws the pictures and logos of the invented alliances from simple shapes, the same every time.

Photos of people who do not exist would be lies, and photos of people who do would need their consent.
"""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

# Drawn at twice the size and made smaller: that smooths the edges.
_FINER = 2

_SKY, _SUN, _CREAM, _SAND, _PAVING, _PANE = "#dcebe9", "#f2c879", "#faf6f0", "#f3ece2", "#e2d2b8", "#a9c7c6"
_PETROL, _GREEN, _LEAF, _MEADOW = "#0b5a62", "#1d6b52", "#4f9a72", "#bcd6a9"
_ORANGE, _BRICK, _BROWN, _ROSE, _INK = "#e08e54", "#b8573c", "#8a4b12", "#e9b7a0", "#25211c"
_SKINS = ("#f1c9a5", "#8d5a3b", "#d9a066", "#5e3a26", "#e8b68f")
_HAIRS = ("#4a2f1c", "#1f1712", "#b9b2a8", "#c98b3b", "#2b2320")

Color = str
Point = tuple[float, float]


class _Sheet:
    """A sheet to draw on, in the units of the finished picture."""

    def __init__(self, width: int, height: int, ground: Color) -> None:
        self.size = (width, height)
        self._image = Image.new("RGBA", (width * _FINER, height * _FINER), ground)
        self._pen = ImageDraw.Draw(self._image)

    def box(self, x: float, y: float, width: float, height: float, color: Color, *, round_by: float = 0) -> None:
        corners = _finer([(x, y), (x + width, y + height)])
        self._pen.rounded_rectangle(corners, radius=round_by * _FINER, fill=color)

    def disc(self, x: float, y: float, radius: float, color: Color, *, flat: float = 1) -> None:
        self._pen.ellipse(_finer([(x - radius, y - radius * flat), (x + radius, y + radius * flat)]), fill=color)

    def half_disc(self, x: float, y: float, radius: float, color: Color) -> None:
        self._pen.pieslice(_finer([(x - radius, y - radius), (x + radius, y + radius)]), 180, 360, fill=color)

    def shape(self, points: list[Point], color: Color) -> None:
        self._pen.polygon(_finer(points), fill=color)

    def stroke(self, points: list[Point], color: Color, width: float) -> None:
        self._pen.line(_finer(points), fill=color, width=round(width * _FINER), joint="curve")

    def finished(self) -> BytesIO:
        out = BytesIO()
        self._image.resize(self.size, Image.Resampling.BOX).save(out, "PNG", compress_level=1)
        out.seek(0)
        return out


def _finer(points: list[Point]) -> list[Point]:
    return [(x * _FINER, y * _FINER) for x, y in points]


# What the scenes are made of


def _person(on: _Sheet, where: Point, height: float, color: Color, kind: int = 0) -> None:
    """A person of a head and a coat; `kind` chooses skin and hair."""
    (x, feet), head = where, height * 0.15
    top = feet - height + head
    hair, skin = _HAIRS[kind % len(_HAIRS)], _SKINS[kind % len(_SKINS)]
    for step in (-0.09, 0.03):
        on.box(x + height * step, feet - height * 0.3, height * 0.06, height * 0.3, _INK, round_by=height * 0.03)
    on.box(x - height * 0.14, top + head * 1.05, height * 0.28, height * 0.53, color, round_by=height * 0.12)
    on.disc(x, top - head * 0.12, head * 1.06, hair)
    on.disc(x, top + head * 0.14, head * 0.92, skin)
    on.half_disc(x, top + head * 0.02, head, hair)


def _hand_in_hand(on: _Sheet, x: float, feet: float, colors: tuple[Color, Color, Color], kind: int) -> None:
    """Two grown-ups with a child between them."""
    on.stroke([(x - 50, feet - 92), (x, feet - 62), (x + 50, feet - 92)], _SKINS[kind % len(_SKINS)], 9)
    for step, height, color, other in ((-62, 190, colors[0], 0), (62, 176, colors[1], 3), (0, 112, colors[2], 1)):
        _person(on, (x + step, feet), height, color, kind + other)


def _tree(on: _Sheet, x: float, ground: float, radius: float) -> None:
    on.box(x - radius * 0.11, ground - radius * 1.5, radius * 0.22, radius * 1.5, _BROWN, round_by=radius * 0.08)
    for dx, dy, size, color in ((-0.5, -1.5, 0.7, _GREEN), (0.5, -1.45, 0.68, _GREEN), (0, -1.95, 0.82, _LEAF)):
        on.disc(x + dx * radius, ground + dy * radius, size * radius, color)


def _house(on: _Sheet, where: Point, width: float, height: float, colors: tuple[Color, Color]) -> None:
    """A house with a gable, four windows and a door; colours of wall and roof."""
    (x, ground), (wall, roof) = where, colors
    top = ground - height
    on.shape([(x - 12, top), (x + width / 2, top - width * 0.55), (x + width + 12, top)], roof)
    on.box(x, top - 1, width, height, wall)
    for column in (0.17, 0.59):
        for row in (0.12, 0.45):
            on.box(x + width * column, top + height * row, width * 0.24, height * 0.2, _PANE, round_by=5)
    on.box(x + width * 0.38, ground - height * 0.26, width * 0.24, height * 0.26, _BROWN, round_by=6)


def _stall(on: _Sheet, x: float, ground: float) -> None:
    """A market stall with a striped awning and fruit."""
    for post in (10, 214):
        on.box(x + post, ground - 190, 10, 190, _BROWN)
    on.box(x, ground - 92, 234, 92, _SAND, round_by=6)
    for number in range(7):
        on.disc(x + 32 + number * 28, ground - 98, 13, (_ORANGE, _BRICK, _LEAF)[number % 3])
    for number in range(6):
        on.shape(_stripe(x - 12 + number * 43, ground), (_BRICK, _CREAM)[number % 2])


def _stripe(x: float, ground: float) -> list[Point]:
    return [(x, ground - 182), (x + 9, ground - 246), (x + 52, ground - 246), (x + 43, ground - 182)]


def _bunting(on: _Sheet, y: float) -> None:
    on.stroke([(0, y), (300, y + 38), (600, y + 50), (900, y + 38), (1200, y)], _INK, 3)
    for number in range(1, 15):
        x = number * 80
        hang = y + 50 - 50 * ((x - 600) / 600) ** 2
        color = (_ORANGE, _PETROL, _SUN, _BRICK)[number % 4]
        on.shape([(x - 17, hang), (x + 17, hang), (x, hang + 36)], color)


# The scenes, 1200 × 800


def _market_square() -> BytesIO:
    on = _Sheet(1200, 800, _SKY)
    on.disc(1060, 130, 66, _SUN)
    for x, width, height, wall, roof in (
        (20, 190, 250, _ROSE, _BRICK), (232, 170, 290, _SUN, _BROWN), (800, 170, 280, _SAND, _BRICK), (992, 190, 250, _ROSE, _BROWN),
    ):  # fmt: skip
        _house(on, (x, 540), width, height, (wall, roof))
    _house(on, (430, 540), 340, 300, (_CREAM, _PETROL))
    on.box(560, 92, 80, 150, _CREAM)
    on.shape([(548, 94), (600, 20), (652, 94)], _PETROL)
    on.disc(600, 148, 27, _INK)
    on.disc(600, 148, 23, _SAND)
    on.stroke([(600, 130), (600, 148), (613, 155)], _INK, 4)
    on.box(0, 536, 1200, 264, _PAVING)
    for row, y in enumerate(range(568, 800, 46)):
        for x in range(-60 + (row % 2) * 60, 1200, 120):
            on.box(x, y, 74, 5, _SAND, round_by=2)
    _bunting(on, 250)
    _stall(on, 80, 690)
    _hand_in_hand(on, 520, 720, (_PETROL, _ORANGE, _BRICK), 0)
    _hand_in_hand(on, 800, 690, (_GREEN, _SUN, _ORANGE), 2)
    _person(on, (370, 700), 180, _BROWN, 2)
    _person(on, (1010, 740), 186, _PETROL, 1)
    _person(on, (1080, 742), 104, _SUN, 1)
    return on.finished()


def _under_trees() -> BytesIO:
    on = _Sheet(1200, 800, _SKY)
    on.disc(170, 150, 72, _SUN)
    on.disc(980, 720, 620, _MEADOW, flat=0.5)
    on.disc(200, 760, 700, "#a9c893", flat=0.44)
    on.box(0, 600, 1200, 200, "#9dbf86")
    for x, ground, radius in ((330, 620, 165), (900, 600, 190), (1130, 560, 105), (60, 560, 95)):
        _tree(on, x, ground, radius)
    on.shape([(430, 690), (780, 690), (840, 770), (370, 770)], _BRICK)
    on.shape([(500, 690), (560, 690), (530, 770), (450, 770)], _ROSE)
    on.shape([(650, 690), (710, 690), (760, 770), (680, 770)], _ROSE)
    on.box(575, 668, 70, 48, _BROWN, round_by=8)
    on.disc(600, 668, 13, _ORANGE)
    on.disc(622, 666, 12, _SUN)
    _person(on, (470, 726), 150, _PETROL, 1)
    _person(on, (540, 716), 96, _SUN, 3)
    _person(on, (720, 724), 148, _ORANGE, 2)
    _hand_in_hand(on, 1010, 700, (_GREEN, _BRICK, _CREAM), 4)
    _person(on, (180, 720), 104, _BRICK, 0)
    _person(on, (250, 735), 100, _ORANGE, 1)
    on.disc(215, 742, 17, _CREAM)
    return on.finished()


def _reading_corner() -> BytesIO:
    on = _Sheet(1200, 800, _SAND)
    on.box(0, 640, 1200, 160, _PAVING)
    on.box(60, 90, 520, 550, _BROWN, round_by=10)
    for shelf in range(4):
        y = 112 + shelf * 132
        on.box(80, y, 480, 114, "#5f3510")
        for number in range(13):
            high = 74 + (number * 37 + shelf * 23) % 36
            color = (_PETROL, _ORANGE, _SUN, _BRICK, _LEAF, _CREAM)[(number + shelf) % 6]
            on.box(92 + number * 36, y + 114 - high, 27, high, color, round_by=3)
    on.box(790, 110, 300, 260, _CREAM, round_by=12)
    on.box(808, 128, 264, 224, _SKY, round_by=6)
    _tree(on, 940, 352, 78)
    on.disc(760, 690, 400, _ROSE, flat=0.2)
    on.box(800, 420, 260, 250, _PETROL, round_by=46)
    _person(on, (925, 690), 270, _BRICK, 2)
    on.box(770, 540, 60, 120, "#0a4a51", round_by=28)
    on.box(1030, 540, 60, 120, "#0a4a51", round_by=28)
    on.shape([(856, 560), (922, 574), (922, 640), (856, 626)], _CREAM)
    on.shape([(994, 560), (928, 574), (928, 640), (994, 626)], _CREAM)
    for x, color, kind in ((560, _GREEN, 1), (660, _SUN, 0), (740, _ORANGE, 3), (1120, _LEAF, 4)):
        _person(on, (x, 752), 150, color, kind)
    return on.finished()


def _lift_bench() -> BytesIO:
    on = _Sheet(1200, 800, _SKY)
    on.disc(980, 150, 70, _SUN)
    on.disc(300, 640, 640, _MEADOW, flat=0.42)
    on.disc(1000, 660, 560, "#a9c893", flat=0.36)
    on.box(0, 560, 1200, 100, "#9dbf86")
    _house(on, (150, 500), 120, 110, (_ROSE, _BRICK))
    _house(on, (300, 490), 110, 100, (_CREAM, _BROWN))
    on.box(432, 300, 62, 190, _CREAM)
    on.shape([(422, 302), (463, 200), (504, 302)], _PETROL)
    _tree(on, 1020, 560, 120)
    _tree(on, 70, 545, 80)
    on.box(0, 650, 1200, 150, "#8f897f")
    for x in range(20, 1200, 170):
        on.box(x, 722, 90, 10, _CREAM, round_by=4)
    on.box(560, 330, 12, 300, _INK)
    on.disc(566, 330, 66, _PETROL)
    on.box(530, 322, 72, 26, _CREAM, round_by=9)
    on.box(546, 302, 40, 30, _CREAM, round_by=9)
    for x in (546, 586):
        on.disc(x, 350, 9, _SUN)
    for y in (500, 532, 570):
        on.box(640, y, 280, 20, _ORANGE, round_by=6)
    for x in (668, 876):
        on.box(x, 500, 14, 130, _BROWN)
    _person(on, (710, 640), 172, _GREEN, 2)
    _person(on, (800, 640), 176, _BRICK, 0)
    _person(on, (868, 642), 106, _SUN, 0)
    return on.finished()


# Logos, 480 × 480


def _logo_roof() -> BytesIO:
    on = _Sheet(480, 480, "#ffffff00")
    on.shape([(240, 30), (462, 214), (424, 258), (240, 106), (56, 258), (18, 214)], _GREEN)
    for x, feet, size, color in ((134, 446, 1.0, _PETROL), (346, 446, 1.0, _ORANGE), (240, 446, 0.72, _BRICK)):
        on.disc(x, feet - 186 * size, 44 * size, color)
        on.box(x - 54 * size, feet - 130 * size, 108 * size, 130 * size, color, round_by=52 * size)
    return on.finished()


def _logo_tree() -> BytesIO:
    on = _Sheet(480, 480, "#ffffff00")
    for x, y, radius, color in ((150, 190, 104, _GREEN), (330, 190, 104, _GREEN), (240, 126, 112, _LEAF)):
        on.disc(x, y, radius, color)
    on.box(218, 210, 44, 190, _BROWN, round_by=14)
    for y in (306, 356):
        on.box(60, y, 360, 30, _ORANGE, round_by=12)
    for x in (92, 362):
        on.box(x, 306, 26, 140, _BROWN, round_by=8)
    return on.finished()


_BY_NAME: dict[str, Callable[[], BytesIO]] = {
    "marktplatz": _market_square,
    "baeume": _under_trees,
    "lesen": _reading_corner,
    "bank": _lift_bench,
    "logo-dach": _logo_roof,
    "logo-baum": _logo_tree,
}


def drawn(name: str) -> BytesIO:
    """Return a drawing as PNG; raise KeyError for a name that the content invents."""
    return _BY_NAME[name]()
