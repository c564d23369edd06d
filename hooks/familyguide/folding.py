"""Which spellings of a word are the same word, for everyone who compares words: the search, and the check of its words.

The browser folds what a family types by the same steps (`site/static/folding.js`).
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "æ": "a", "œ": "o", "ø": "o", "đ": "d", "ł": "l", "ґ": "г", "ی": "ي", "ى": "ي", "ې": "ي"}
    | {"ک": "ك", "گ": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ٱ": "ا", "پ": "ب", "چ": "ج", "ژ": "ز"}
    | dict.fromkeys("'’ʼ`´ـ\u200c\u200d")
)
"""Letters that Unicode does not take apart but keyboards leave out or mix up; apostrophes and joiners vanish."""
_UMLAUT = re.compile(r"([aou])e+")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Fold text so that spellings of the same word become equal: ä, ae and a; ß and ss; any case, any mark.

    Folding what is folded changes nothing.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower().translate(_LETTERS))
    return _UMLAUT.sub(r"\1", "".join(char for char in apart if unicodedata.category(char)[0] != "M"))


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))
