import re
from pathlib import Path

import pytest

from drehscheibe.kit.ui import contrast

BASE_CSS = Path(contrast.__file__).parent / "static/ui/css/base.css"
TOKENS = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", BASE_CSS.read_text("utf-8")))
TONES = ("info", "success", "warning", "danger")
TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "muted") for ground in ("surface", "raised", "sunken")],
    *[(tone, ground) for tone in TONES for ground in (f"{tone}-soft", "surface", "raised")],
    *[("ink", f"{tone}-soft") for tone in TONES],
]


def _token(name: str, mode: int) -> str:
    return TOKENS[name].split(", ")[mode]


def test_contrast_ratio_matches_the_examples_of_wcag() -> None:
    assert contrast.contrast_ratio("#000000", "#ffffff") == 21.0
    assert contrast.contrast_ratio("#0b5a62", "#0b5a62") == 1.0
    assert round(contrast.contrast_ratio("#777777", "#ffffff"), 2) == 4.48
    assert contrast.contrast_ratio("#ffffff", "#767676") == contrast.contrast_ratio("#767676", "#ffffff")


def test_contrast_ratio_refuses_what_is_no_colour() -> None:
    with pytest.raises(ValueError, match="not a #rrggbb colour"):
        contrast.contrast_ratio("red", "#ffffff")


@pytest.mark.parametrize("color", ["#0b5a62", "#7A1F5C", "#000000"])
def test_accent_problem_lets_readable_colours_pass(color: str) -> None:
    assert contrast.accent_problem(color) is None


@pytest.mark.parametrize("color", ["", "petrol", "#0b5", "#0b5a62;}", "0b5a62", "#0b5a62\n"])
def test_accent_problem_asks_for_six_signs(color: str) -> None:
    assert contrast.accent_problem(color) == (
        "Bitte geben Sie die Farbe als # und sechs Zeichen an, zum Beispiel #0b5a62."
    )


def test_accent_problem_names_the_ratio_of_a_pale_colour() -> None:
    assert contrast.accent_problem("#ffd400") == (
        "Diese Farbe ist zu hell: Der Kontrast beträgt 1,2 zu 1, nötig sind 4,5 zu 1. "
        "Bitte wählen Sie einen dunkleren Ton."
    )


@pytest.mark.parametrize("color", ["#0b5a62", "#000000", "#7a1f5c", "#1d3c8f", "#ffffff"])
def test_readable_on_dark_is_readable_on_all_dark_surfaces(color: str) -> None:
    light = contrast.readable_on_dark(color)
    assert [s for s in contrast.SURFACES_DARK if contrast.contrast_ratio(light, s) < contrast.ENOUGH] == []


def test_readable_on_dark_leaves_a_bright_colour_alone() -> None:
    assert contrast.readable_on_dark("#7fc6c9") == "#7fc6c9"


def test_accent_stylesheet_sets_both_modes() -> None:
    assert contrast.accent_stylesheet("#7A1F5C") == ":root{--accent-light:#7a1f5c;--accent-dark:#b17b9f}\n"


def test_accent_stylesheet_refuses_style_in_disguise() -> None:
    with pytest.raises(ValueError, match="sechs Zeichen"):
        contrast.accent_stylesheet("#7a1f5c}body{display:none}")


def test_surfaces_are_those_of_the_stylesheet() -> None:
    grounds = ("raised", "surface", "sunken")
    assert set(contrast.SURFACES_LIGHT) == {"#ffffff", *(_token(name, 0) for name in grounds)}
    assert set(contrast.SURFACES_DARK) == {_token(name, 1) for name in grounds}


@pytest.mark.parametrize("mode", [0, 1])
def test_every_text_colour_is_readable_on_its_grounds(mode: int) -> None:
    ratios = {pair: contrast.contrast_ratio(*(_token(name, mode) for name in pair)) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < contrast.ENOUGH} == {}


@pytest.mark.parametrize("mode", [0, 1])
def test_borders_of_fields_can_be_seen(mode: int) -> None:
    grounds = [_token(name, mode) for name in ("raised", "surface", "sunken")]
    assert [g for g in grounds if contrast.contrast_ratio(_token("line-strong", mode), g) < 3] == []
