"""The colours of the figures for readers who see fewer of them, and on a white page."""

from itertools import combinations

import numpy as np
import pytest

from helpers import figures

NAMES = ("BLUE", "RED", "GREEN", "ORANGE", "SKY", "PURPLE", "GREY")
PALETTE = {name: getattr(figures, name) for name in NAMES}
# How light reaches who lacks one kind of cone, in linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.
SIGHTS = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
APART = 10  # of CIE 1976's distance, in which 2.3 is what an eye tells from nothing
VISIBLE = 3  # WCAG 2.2, 1.4.11: contrast of the parts of a page
FAINT = {"ORANGE", "SKY"}  # as ACCESSIBILITY.md says


def linear(colour):
    """Linear RGB of "#rrggbb", each from 0 to 1."""
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour, sight):
    """CIE L*a*b* of a colour as this sight has it."""
    seen = np.clip(np.asarray(sight) @ linear(colour), 0, 1)
    ratios = TO_XYZ @ seen / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def nearest(colours, sight):
    """The distance of the two colours that are nearest to each other."""
    return min(np.linalg.norm(lab(one, sight) - lab(other, sight)) for one, other in combinations(colours, 2))


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=SIGHTS)
def test_no_two_colours_fall_together(sight):
    assert nearest([*PALETTE.values(), "#ffffff", "#000000"], sight) >= APART


def test_red_and_green_of_equal_lightness_fall_together_where_a_cone_lacks():
    assert (
        nearest(["#b85c00", "#6b7a00"], SIGHTS["full"])
        > APART
        > nearest(["#b85c00", "#6b7a00"], SIGHTS["deuteranopia"])
    )


def test_the_colours_that_are_faint_on_white_are_known():
    luminance = {name: TO_XYZ[1] @ linear(colour) for name, colour in PALETTE.items()}
    assert {name for name, light in luminance.items() if 1.05 / (light + 0.05) < VISIBLE} == FAINT


def test_a_figure_uses_no_other_colours_unasked():
    assert set(figures.STYLE["axes.prop_cycle"].by_key()["color"]) == set(PALETTE.values())
