"""The English terms of a text in another language, to stand beside it where it is pointed at."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cnnviz.system import language

MOST = 4  # terms of one text


@cache
def terms(code: str) -> dict[str, str]:
    """A language's terms with their English, longer ones first; none where it has no list of them."""
    path = language.folder() / f"terms_{code}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
    return dict(line.split(" = ") for line in lines)


@lru_cache(maxsize=2000)
def _found(text: str, code: str) -> str:
    known = terms(code)
    found = re.findall("|".join(map(re.escape, known)), text) if known else []
    return " · ".join(f"{term} {known[term]}" for term in list(dict.fromkeys(found))[:MOST])


def english_terms(text: str) -> str:
    """The terms in a text with their English, "卷积核 kernel · 步幅 stride"; "" for none, and in English."""
    return _found(text, language.current()) if language.current() != language.SOURCE else ""
