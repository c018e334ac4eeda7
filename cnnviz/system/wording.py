"""What the core and the terminal say, in the language that is spoken: texts found again by their patterns.

The core's errors and reports are plain English sentences with values in them. `tasks.py translations` puts
those sentences, each value a numbered place, into the context "core" of a translation; `worded` finds which
one a text is an instance of. Nothing here imports Qt, so a terminal without Qt's libraries is helped too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from cnnviz.system import language

CONTEXT = "core"
# As Qt writes it, much faster than a parser of XML: a window that opens in this language waits for it.
FINISHED = re.compile(r"<source>([^<]*)</source>\s*<translation>([^<]*)</translation>")
PLACE = re.compile(r"\{(\d+)\}")
VALUE = ".+?)"
DEEP = 4  # sentences within sentences
STRONG = 7  # letters of its own by which a sentence is known whatever its values are
KEPT = 2000  # texts that have been looked for


class Catalogue:
    """The texts of one language, without places and with them."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.plain = {source: text for source, text in texts.items() if not PLACE.search(source)}
        patterns = [source for source in texts if PLACE.search(source)]
        patterns.sort(key=lambda source: -known_letters(source))
        strong = [source for source in patterns if known_letters(source) >= STRONG]
        self.strong = [(source, longest(source), texts[source]) for source in strong]
        self.weak = [(source, longest(source), texts[source]) for source in patterns[len(strong) :]]
        self._found: dict[tuple[str, int], str] = {}

    def find(self, text: str, depth: int = DEEP) -> str:
        """A text in this language; itself where it isn't known."""
        if (text, depth) not in self._found:
            if len(self._found) > KEPT:
                self._found.clear()
            self._found[text, depth] = self._find(text, depth)
        return self._found[text, depth]

    def _find(self, text: str, depth: int) -> str:
        small = text[:1].lower() + text[1:]  # a sentence's beginning
        known = self.plain.get(text) or self.plain.get(small)
        if known is not None or not depth:
            return known or text
        told = self.instance(text, self.strong, depth - 1) or self.instance(small, self.strong, depth - 1)
        return told or self.parts(text, depth - 1)

    def instance(
        self, text: str, patterns: Sequence[tuple[str, str, str]], depth: int, plain: bool = False
    ) -> str:
        """A text that one of the patterns matches, with its values in their places; "" if none does. `plain`
        values are single words, or known as they are.
        """
        for source, part, wanted in patterns:
            alike = part in text and text.endswith(".") == source.endswith(".")
            match = pattern(source).fullmatch(text) if alike else None
            if match is not None and not (plain and any(map(self.loose, match.groups()))):
                return filled(wanted, {k[1:]: self.find(v, depth) for k, v in match.groupdict().items()})
        return ""

    def loose(self, value: str) -> bool:
        """Whether a value is several words that aren't known."""
        return " " in value and value not in self.plain

    def parts(self, text: str, depth: int) -> str:
        """A text of several sentences, or with a path or a name in front of one."""
        if text.endswith(".") and len(text) > 1:
            return (
                self.find(text[:-1], depth).removesuffix("。") + "。"
                if self.knows(text[:-1], depth)
                else text
            )
        for between, mark in ((". ", "。"), (": ", "："), ("; ", "；")):
            first, found, rest = text.partition(between)
            if found and (self.knows(first, depth) or self.knows(rest, depth)):
                return self.find(first, depth) + mark + self.find(rest, depth)
        for between in (", ", "("):
            first, found, rest = text.partition(between)
            if found and self.knows(first.rstrip(), depth) and self.knows(found + rest, depth):
                return self.find(first.rstrip(), depth) + self.find(found + rest, depth)
        return self.instance(text, self.weak, depth, plain=True) or text

    def knows(self, text: str, depth: int) -> bool:
        """Whether a text, or a part of it, has a translation."""
        return self.find(text, depth) != text


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its places filled; a space parts Latin letters from Chinese ones."""

    def value(place: re.Match[str]) -> str:
        found = values.get(place[1], "")
        before = " " if ideographic(text[: place.start()][-1:]) and latin(found[:1]) else ""
        after = " " if ideographic(text[place.end() :][:1]) and latin(found[-1:]) else ""
        return f"{before}{found}{after}"

    return PLACE.sub(value, text).replace("{{", "{").replace("}}", "}")


def ideographic(letter: str) -> bool:
    """Whether a letter is a Chinese one, set without spaces."""
    return "\u4e00" <= letter <= "\u9fff"


def latin(letter: str) -> bool:
    """Whether a letter is a Latin one or a digit."""
    return letter.isascii() and letter.isalnum()


def known_letters(source: str) -> int:
    """How many letters of a sentence are its own."""
    return len(re.sub("[^a-z]", "", PLACE.sub("", source)))


def longest(source: str) -> str:
    """The longest part of a sentence between its places."""
    return max(PLACE.split(source)[::2], key=len).replace("{{", "{").replace("}}", "}")


@cache
def pattern(source: str) -> re.Pattern[str]:
    """What instances of a sentence with places look like; of places side by side the first takes all."""
    whole = ""
    for i, part in enumerate(PLACE.split(source)):
        if i % 2 == 0:
            whole += re.escape(part.replace("{{", "{").replace("}}", "}"))
        elif not whole.endswith(VALUE):
            whole += f"(?P<p{part}>{VALUE}"
    return re.compile(whole, re.DOTALL)


@cache
def catalogue(code: str) -> Catalogue:
    """The core's texts in a language."""
    from html import unescape

    path = language.folder() / f"cnnviz_{code}.ts"
    whole = path.read_text(encoding="utf-8") if path.is_file() else ""
    own = whole.partition(f"<name>{CONTEXT}</name>")[2].partition("</context>")[0]
    texts = {unescape(source): unescape(wanted) for source, wanted in FINISHED.findall(own)}
    return Catalogue(texts)


def worded(text: str) -> str:
    """A text of the core's or the terminal's in the language that is spoken."""
    code = language.current()
    if code == language.SOURCE or not text:
        return text
    if code == language.PSEUDO:
        return text if text.startswith("[") else marked(text)
    return catalogue(code).find(text)


def marked(text: str) -> str:
    """A text that resources/ has in each language: in the pseudo-language as if it were translated."""
    if language.current() != language.PSEUDO:
        return text
    from cnnviz.system.translation import pseudo

    return pseudo(text)
