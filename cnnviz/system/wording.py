"""What the core and the terminal say, in the language that is spoken: texts found again by their patterns.

The core's errors and reports are plain English sentences with values in them. `tasks.py translations` puts
those sentences, each value a numbered place, into the context "core" of a translation; `worded` finds which
one a text is an instance of. Nothing here imports Qt, so a terminal without Qt's libraries is helped too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from cnnviz.system import language

CONTEXT = "core"
SEMICOLON, COLON = "; ", ": "  # between texts, see listed
# As Qt writes it, much faster than a parser of XML: a window that opens in this language waits for it.
FINISHED = re.compile(r"<source>([^<]*)</source>\s*<translation>([^<]*)</translation>")
PLACE = re.compile(r"\{(\d+)\}")
SPACED_PLACE = re.compile(r"( ?)\{(\d+)\}( ?)")
QUOTED = re.compile('"[^"]+"(, "[^"]+")*')  # names of trials
CITED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\S*[/\\=]\S*")  # what stands for itself: names, paths, code
WORD = re.compile(r"(?<![\w.-])[A-Za-z][a-z]+(?:['-][a-z]+)*(?![\w.-]\w)")
MIXED = re.compile("[:;,.] (?=[\u4e00-\u9fff])")  # a mark before Chinese letters
NAME = re.compile("[A-Z][a-z]+")  # of a layer's type
PARTED = (". ", ": ", "; ")
STRONG = 7  # letters of its own by which a sentence is known whatever its values are
KEPT = 2000  # texts that have been looked for


class Catalogue:
    """The texts of one language, without places and with them."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.plain = {source: text for source, text in texts.items() if not PLACE.search(source)}
        patterns = [source for source in texts if PLACE.search(source)]
        patterns.sort(key=lambda source: -known_letters(source))
        self.patterns = [(source, longest(source), texts[source]) for source in patterns]
        self._marks = {mark: texts.get(mark, mark) for mark in (*PARTED, ", ")}
        self._stop = self._marks[". "].rstrip()
        self._found: dict[str, tuple[str, float]] = {}

    def find(self, text: str) -> str:
        """A text in this language; itself where it isn't known."""
        return self.best(text)[0]

    def best(self, text: str) -> tuple[str, float]:
        """The telling of a text that leaves the fewest words as they are, and how many it leaves."""
        if text not in self._found:
            if len(self._found) > KEPT:
                self._found.clear()
            self._found[text] = text, unknown(text)  # should it be asked for while it is looked for
            self._found[text] = self._best(text)
        return self._found[text]

    def _best(self, text: str) -> tuple[str, float]:
        if self._stop == "。" and QUOTED.fullmatch(text):
            return "、".join(f"“{self.find(name)}”" for name in text[1:-1].split('", "')), 0.0
        small = text[:1].lower() + text[1:]  # a sentence's beginning
        known = self.plain.get(text) or self.plain.get(small)
        best = (known, 0.0) if known is not None else (text, unknown(text))
        for told in self.ways(text, small) if best[1] else ():
            best = min(best, told, key=lambda each: each[1])
            if best[1] < 0.1:
                break
        return best

    def ways(self, text: str, small: str) -> Iterator[tuple[str, float]]:
        """What a text may be told as, each with what it leaves, and a little more where that is less sure."""
        for source, part, wanted in self.patterns:
            if part in text or part in small:
                match = pattern(source).fullmatch(text) or pattern(source).fullmatch(small)
                if match is not None and known_letters(source) >= STRONG:
                    yield self.instance(wanted, match, 0.01)
                elif match is not None and all(self.best(value)[1] < 1 for value in match.groups()):
                    yield self.instance(wanted, match, 0.2)
        if text.endswith(".") and len(text) > 1:
            told, left = self.best(text[:-1])
            yield told.removesuffix(self._stop) + self._stop, left
        for between in PARTED:
            for first, rest in halves(text, between):
                yield self.joined(first, self._marks[between], rest)
        for between in (", ", "(", ": "):
            for first, rest in halves(text, between):
                yield self.joined(first.rstrip(), "", between + rest)
        for source, part, wanted in self.patterns if not text.endswith(".") else ():
            if source.endswith(".") and part in text + ".":  # as a value it has lost its full stop
                match = pattern(source).fullmatch(text + ".")
                if match is not None:
                    told, left = self.instance(wanted, match, 0.01)
                    yield told.removesuffix(self._stop), left

    def instance(self, wanted: str, match: re.Match[str], left: float) -> tuple[str, float]:
        """What a pattern's text is with the values of a match told as well."""
        values = {}
        for name, value in match.groupdict().items():
            values[name[1:]], more = self.part(value)
            left += more
        return filled(wanted, values), left

    def part(self, text: str) -> tuple[str, float]:
        """The telling of a part of a text: a type's name stays."""
        return (text, 0.0) if NAME.fullmatch(text) else self.best(text)

    def joined(self, first: str, mark: str, rest: str) -> tuple[str, float]:
        """Two parts of a text, each told by itself."""
        (before, left), (after, more) = self.part(first), self.part(rest)
        if before == first and after == rest and not ideographic(rest[:1]):
            return f"{first}{mark}{rest}", unknown(first) + unknown(rest) + 1
        return before + mark + after, left + more + 0.02


def unknown(text: str) -> float:
    """How many words a text leaves untold; a single one may well be a name."""
    count = len(WORD.findall(CITED.sub("", text))) + len(MIXED.findall(text))
    return 0.3 if count == 1 and " " not in text else float(count)


def halves(text: str, between: str) -> Iterator[tuple[str, str]]:
    """What is before and behind each place where a text could be parted."""
    for place in re.finditer(re.escape(between), text):
        yield text[: place.start()], text[place.end() :]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its places filled; a space parts Latin letters from Chinese ones, none two Chinese ones."""

    def value(place: re.Match[str]) -> str:
        found = values.get(place[2], "")
        found = "" if found == "s" else found  # of an English plural
        before, after = text[: place.start()][-1:], text[place.end() :][:1]
        first = place[1]
        if not found:
            beside = re.search(r"\{(\d+)\}$", text[: place.start()])  # a place right before this one
            if beside and latin(values.get(beside[1], "")[-1:]) and ideographic(after):
                return " "
            return "" if ideographic(before) or ideographic(after) else first or place[3]
        if ideographic(before):
            first = "" if chinese(found[:1]) else " " if latin(found[:1]) else first
        last = place[3]
        if ideographic(after):
            last = "" if chinese(found[-1:]) else " " if latin(found[-1:]) else last
        return f"{first}{found}{last}"

    return SPACED_PLACE.sub(value, text).replace("{{", "{").replace("}}", "}")


def chinese(letter: str) -> bool:
    """Whether a letter is a Chinese one, or one of the marks around them."""
    return ideographic(letter) or (letter != "" and letter in "“”（）")


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
        elif not whole.endswith("?)"):
            most = "*" if whole[-1:].isalpha() else "+"  # a word's end may be left out
            whole += f"(?P<p{part}>.{most}?)"
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


def listed(texts: Iterable[str], mark: str = ", ") -> str:
    """Texts one after the other, parted by a comma or another mark of the language that is spoken."""
    return worded(mark).join(texts)


def sentences(texts: Iterable[str]) -> str:
    """Sentences one after the other, empty ones left out; Chinese full stops need no blank behind them."""
    return " ".join(filter(None, texts)).replace("。 ", "。")


def marked(text: str) -> str:
    """A text that resources/ has in each language: in the pseudo-language as if it were translated."""
    if language.current() != language.PSEUDO:
        return text
    from cnnviz.system.translation import pseudo

    return pseudo(text)
