"""Numbers as text, the same everywhere: three significant digits, a comma in thousands up to a hundred of
them, then a power of ten.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from cnnviz.system.translation import translate

NEARLY_ZERO = 5e-4  # of the largest beside it: p - y of a wrong class is p, which is 0.001 from here on
THOUSAND, LARGE = 1000, 1e5  # from where on there is a comma, and a power of ten in its place


def at_step(words: str, step: int, edited: bool) -> str:
    """Words with a step's number, and whether weights were changed by hand: "network at step 412, edited"."""
    said = words.format(f"{step:,}")
    return translate("Numbers", "{0}, edited").format(said) if edited else said


def significant(number: float, signed: bool = True, digits: int = 3) -> str:
    """A number with three significant digits: "+1.13", "-0.00158", "+1,234", "+2.48e-5", "0", "NaN", "+∞"."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "+∞" if number > 0 else "-∞"
    if number == 0:
        return "0"
    sign = "+" if signed else ""
    size = math.floor(math.log10(abs(float(f"{number:.{digits - 1}e}"))))
    if -3 <= size < 5:
        return f"{number:{sign},.{max(0, digits - 1 - size)}f}"
    return _power(number, sign, digits)


def _power(number: float, sign: str, digits: int) -> str:
    mantissa, _, power = f"{number:{sign}.{digits - 1}e}".partition("e")
    return f"{mantissa}e{int(power)}"


def within(number: float, letters: int) -> str:
    """A number with up to three significant digits, as many as there is room for: "+1.35e6", "+1.4e6"."""
    texts = [significant(number, digits=digits) for digits in (3, 2, 1)]
    if math.isfinite(number):
        texts += [_power(number, "+", digits) for digits in (2, 1)]
    return next((text for text in texts if len(text) <= letters), texts[-1])


def limit(number: float) -> str:
    """A round limit, as short as it gets: "6", "0.5", "1,500", "1.5e-4"."""
    if not math.isfinite(number):
        return significant(number, signed=False)
    if 0.001 <= abs(number) < 1000:
        return f"{number:g}"
    mantissa, _, power = f"{number:.1e}".partition("e")
    if THOUSAND <= abs(float(f"{mantissa}e{power}")) < LARGE:
        return f"{float(f'{mantissa}e{power}'):,.0f}"
    return f"{mantissa.removesuffix('.0')}e{int(power)}"


def brief(number: float, digits: int = 3) -> str:
    """A number without zeros at its end: "0.5", "12", "1,234", "1.5e-5"."""
    if THOUSAND <= abs(float(f"{number:.{digits}g}")) < LARGE:
        return f"{number:,.0f}"
    return short_power(f"{number:.{digits}g}")


NEARLY_ALL = 0.9995  # of one: what would be rounded to all of it


def probability(part: float) -> str:
    """A part of one with three places: "0.995"; "≈1" and "≈0" for what is not quite that."""
    text = f"{part:.3f}"
    near = {"0.000": part != 0, "1.000": part != 1}.get(text, False)
    return f"≈{text[0]}" if near else text


def hundredths(part: float) -> str:
    """A part of one in per cent, up to three digits: "99.7", "50"; "> 99.9" for what is not quite all."""
    return "> 99.9" if NEARLY_ALL <= part < 1 else brief(100 * part)


def epochs_so_far(come: float) -> float:
    """How many epochs have come, in hundredths: one is whole only when its last batch has been."""
    return math.floor(100 * come + 1e-6) / 100


def exact(number: float, signed: bool = True, digits: int = 9) -> str:
    """A number to the last digit that counts: "+1,234.56789", "-1.5e-5", "0" without a sign."""
    if number == 0:
        return "0"
    return short_power(f"{number:{'+' if signed else ''},.{digits}g}")


def unrounded(number: float) -> str:
    """A number to be taken elsewhere, with all its digits and without a comma: "1234.56789", "1.5e-5"."""
    return exact(number, signed=False).replace(",", "")


def short_power(text: str) -> str:
    """A number's text with its power of ten as everywhere: "e5" for "e+05", "e-5" for "e-05"."""
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")


def near(number: float, largest: float) -> str:
    """A gradient, with "≈0" for what is too small to matter beside the largest."""
    if number != 0 and abs(number) < NEARLY_ZERO * largest:
        return "≈0"
    return significant(number)


def drawable(numbers: Iterable[float]) -> list[float]:
    """Numbers as lengths beside one another: NaN has none, an infinity is as long as the longest."""
    known = [float(number) for number in numbers]
    longest = max((abs(number) for number in known if math.isfinite(number)), default=0.0) or 1.0
    return [
        0.0 if math.isnan(number) else math.copysign(longest, number) if math.isinf(number) else number
        for number in known
    ]
