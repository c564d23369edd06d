"""What the search knows of German: words that mean nothing in a query, endings, and how compounds are put together.

The words are folded (`folding`). The browser gets these lists with the index of the finder, so they stand only here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

STOP_WORDS: Final = frozenset(
    """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte brauch brauche
    brauchen braucht da dabei dafur dagegen damit danach dann daran darauf daraus darf darum das dass dat dazu
    dein deine deinem deinen dem den denn der des dich die diese diesem diesen dieser dieses dir doch dort drin
    du durch durfen eben eigentlich ein eine einem einen einer eines einfach er es etwas euch euer eure ey finde
    finden findet fur furn ganz gar geben gegen gehen geht genau gerade gern gerne gesucht gibt gibts gut hab
    habe haben halt haltet hast hat hatte hatten her hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
    immer in ins irgendwas irgendwie irgendwo is isch ist ja jede jedem jeden jeder jedes jemand jemanden jetzt
    kann kannst kein keine keinem keinen keiner komme kommen kommt konnen konnte krieg kriege kriegen kriegt
    lassen lasst los ma mach mache machen macht mal man manchmal mehr mein meine meinem meinen meiner meines
    mich mim mir mit mocht mochte mochten muss mussen musst na nach naher ne nem nen ner nicht nichts nix noch
    nu nun nur ob oder ohne sehr sein seine seinem seinen seiner seit selber selbst sich sie sind so soll sollen
    sollte such suche suchen sucht tun tut uber uberhaupt um un und uns unser unsere unserem unseren unserer
    unter vom von vor wann war waren warum was wat wegen weil weiss weiter welche welchem welchen welcher
    welches wem wen wenn wer werde werden wie wieder will wir wird wo woher wohin wollen wurde wurden zu zum zur
    zwischen
    """.split()  # noqa: SIM905 - quotes around each of them would help nobody
)

ENDINGS: Final = ("innen", "ungen", "ung", "ern", "en", "er", "es", "em", "in", "ie", "e", "i", "n", "s")
"""Endings by which the forms of one word differ, and a verb from its noun (anmelden, Anmeldung); longer ones first."""
SHORTEST_STEM: Final = 4
"""So much of a word stays: Kurs does not become Kur."""
MOST_ENDINGS: Final = 3

LINKS: Final = ("", "s", "es", "n", "en", "er", "e", "ns")
"""What stands between the parts of a compound."""
SHORTEST_PART: Final = 3


def stem(word: str) -> str:
    """Take the endings off a folded word, so that its forms become equal."""
    for _ in range(MOST_ENDINGS):
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                word = word[: -len(ending)]
                break
        else:
            break
    return word


def parts(word: str, known: Collection[str]) -> list[str]:
    """The stems of the words that a compound is made of, if all of them are known stems; else nothing.

    Few long parts are better than many short ones: «Elternabend» is Eltern and Abend.
    """
    best: list[list[str] | None] = [[], *[None] * len(word)]
    for end in range(SHORTEST_PART, len(word) + 1):
        for start in range(end - SHORTEST_PART + 1):
            before = best[start]
            if before is None or (start == 0 and end == len(word)):
                continue
            part = word[start:end]
            bare = _part(part, known, last=end == len(word))
            current = best[end]
            if bare and (current is None or len(before) + 1 < len(current)):
                best[end] = [*before, bare]
    found = best[len(word)]
    return found if found and len(found) > 1 else []


def _part(text: str, known: Collection[str], *, last: bool) -> str | None:
    if last:
        found = stem(text)
        return found if found in known else None
    for link in LINKS:
        if text.endswith(link) and len(text) - len(link) >= SHORTEST_PART:
            found = stem(text.removesuffix(link) if link else text)
            if found in known:
                return found
    return None
