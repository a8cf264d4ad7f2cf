"""When two printed floats are equal, and the tolerances a cell may name.

The rule: ``|a - b| <= max(slack, atol + rtol * max(|a|, |b|))``. The slack is one unit of the coarser last printed
digit, and only where both numbers show enough digits for that unit to be rounding: 1.665 is 1.666, 1.20 is not 1.21.
Enough is such that the slack is never above 1 % of the number. Beside numbers of one's own there is none.
"""

import math
from dataclasses import dataclass

# (significant digits, decimals) from which on one unit of the last digit is rounding, and with fewer a change. Leading
# zeros are no digits: 0.0704 has three, 0.0001 has one. A number without decimals, 1000., was not rounded at all.
ENOUGH = ((4, 1), (3, 4))
HIDDEN_CHANGE = 0.02  # of a number; where one unit of the last digit is more, the print may hide it
_GUARD = 1 + 1e-9  # 1.666 - 1.665 is a little more than 0.001 in binary


@dataclass(frozen=True)
class Tolerance:
    """How far a computed float may be from the stored one.

    Attributes:
        exact: the same digits are asked for.
        slack: a unit of the last digit is allowed as well; not where somebody named numbers.
    """

    name: str
    rtol: float = 1e-4
    atol: float = 1e-6
    exact: bool = False
    slack: bool = True

    def __str__(self):
        return self.name if self.exact else f"{self.name}: rtol {self.rtol:g}, atol {self.atol:g}"


DEFAULT = Tolerance("default")
NAMED = {
    "default": DEFAULT,
    "exact": Tolerance("exact", 0.0, 0.0, exact=True),
    "grad": Tolerance("grad", atol=1e-5),  # a gradient near zero is a sum that cancels
    "tiny": Tolerance("tiny", rtol=1e-3, atol=0.0),  # values far below 1e-6 that still carry meaning
    "train": Tolerance("train", rtol=1e-2, atol=1e-4),  # hundreds of float32 steps
}


@dataclass(frozen=True)
class Gap:
    """How far two floats are apart, and what would have been allowed."""

    absolute: float
    relative: float
    allowed: float


@dataclass(frozen=True)
class _Number:
    value: float
    unit: float = 0.0  # of the last printed digit
    rounded: bool = False  # it shows decimals or an exponent, where digits may have been cut off
    enough: bool = False  # digits shown for that unit to be rounding
    overflow: bool = False  # digits that no double can hold


def tolerance_from(wanted, default: Tolerance = DEFAULT) -> Tolerance:
    """Tolerance that a cell's metadata or a setting asks for.

    Args:
        wanted: None, a name, a number (the relative tolerance), ``{"rtol": ..., "atol": ...}``,
            or the same as a setting's text: ``"rtol=1e-3 atol=0"``.
        default: what None means, and where a number left out comes from.

    Raises:
        ValueError: an unknown name or key, or something that is not a number >= 0.
    """
    if wanted is None:
        return default
    if isinstance(wanted, str):
        if wanted in NAMED:
            return NAMED[wanted]
        if "=" not in wanted:
            raise ValueError(f"unknown tolerance {wanted!r}; expected one of {', '.join(NAMED)}, or rtol and atol")
        parts = (part.partition("=") for part in wanted.replace(",", " ").split())
        wanted = {name: _number_of(text) for name, _, text in parts}
    numbers = wanted if isinstance(wanted, dict) else {"rtol": wanted}
    unknown = set(numbers) - {"rtol", "atol"}
    if unknown or not numbers:
        raise ValueError(f"unknown tolerance {wanted!r}; expected a name, or the keys rtol and atol")
    for name, number in numbers.items():
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < math.inf:
            raise ValueError(f"{name} is {number!r}; expected a number that is 0 or more")
    rtol, atol = numbers.get("rtol", default.rtol), numbers.get("atol", default.atol)
    return Tolerance("own", float(rtol), float(atol), slack=False)


def gap(stored: str, computed: str, tolerance: Tolerance) -> Gap | None:
    """Distance of two printed floats, or None when they are equal within the tolerance; the order does not matter."""
    first, second = _read(stored), _read(computed)
    absolute, largest = abs(first.value - second.value), max(abs(first.value), abs(second.value))
    allowed = 0.0
    if tolerance.exact or first.overflow or second.overflow:
        equal = stored == computed
    elif not (math.isfinite(first.value) and math.isfinite(second.value)):
        equal = first.value == second.value or (math.isnan(first.value) and math.isnan(second.value))
    else:
        slack = max(first.unit, second.unit) if tolerance.slack and first.enough and second.enough else 0.0
        allowed = max(slack, tolerance.atol + tolerance.rtol * largest)
        equal = absolute <= allowed * _GUARD
    return None if equal else Gap(absolute, absolute / largest if largest else 0.0, allowed)


def may_hide(text: str) -> bool:
    """Whether a float shows decimals, and so few digits that a change of 2 % may not be seen: 0.01, 0.5, 3e-05."""
    number = _read(text)
    return number.rounded and number.unit > HIDDEN_CHANGE * abs(number.value)


def plain_digits(text: str) -> str:
    """Float token of any notation as ``float`` reads it: no separators of thousands, no typographic minus sign."""
    return text.lower().replace("−", "-").replace(",", "").replace("_", "")


def _read(text: str) -> _Number:
    """Number that a float token shows."""
    plain = plain_digits(text)
    value = float(plain)
    if "n" in plain:  # inf and nan: there are no digits to count
        return _Number(value)
    mantissa, _, exponent = plain.lstrip("+-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    significant = len((whole + fraction).lstrip("0"))
    enough = any(significant >= digits and len(fraction) >= decimals for digits, decimals in ENOUGH)
    unit = float(f"1e{int(exponent or 0) - len(fraction)}")
    return _Number(value, unit, bool(fraction or exponent), enough, math.isinf(value))


def _number_of(text: str):
    """Number in a setting's text; what is no number stays text, for the message."""
    try:
        return float(text)
    except ValueError:
        return text
