"""What the search knows of German: words that mean nothing in a query, endings, and how compounds are put together.

The words are folded (`folding`). The browser gets these lists with the index of the finder, so they stand only here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

STOP_WORDS: Final = frozenset(
    """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte brauch brauche
    brauchen braucht da dabei dafur dagegen damit danach dann daran darauf daraus darf darum das dass dat dazu
    dein deine deinem deinen dem den denn der des dich die diese diesem diesen dieser dieses dir doch dort drin
    du durch durfen eben eigentlich ein eine einem einen einer eines einfach er es etwas euch eur eure ey finde
    finden findet fur furn ganz gar geben gegen gehen geht genau gerade gern gerne gesucht gibt gibts gut hab
    habe haben halt haltet hast hat hatte hatten her hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
    immer in ins irgendwas irgendwie irgendwo is isch ist ja jede jedem jeden jeder jedes jemand jemanden jetzt
    kann kannst komme kommen kommt konnen konnte kriege kriegen kriegt lassen lasst los ma mach mache machen
    macht mal man manchmal mein meine meinem meinen meiner meines mich mim mir mit mocht mochte mochten muss
    mussen musst na nach naher ne nem nen ner noch nun nur ob oder ohne sehr sein seine seinem seinen seiner
    seit selber selbst sich sie sind so soll sollen sollte such suche suchen tun tut uber uberhaupt um un und
    uns unser unsere unserem unseren unserer unter vom von vor wann war waren warum was wat wegen weil weiss
    weiter welche welchem welchen welcher welches wem wen wenn wer werde werden wie wieder will wir wird wo
    woher wohin wollen wurde wurden zu zum zur zwischen
    """.split()  # noqa: SIM905 - quotes around each of them would help nobody
)

ENDINGS: Final = ("innen", "ungen", "ung", "ern", "ien", "en", "er", "es", "em", "in", "ie", "e", "n", "s")
"""Endings by which the forms of one word differ, and a verb from its noun (anmelden, Anmeldung); longer ones first."""
SHORTEST_STEM: Final = 4
"""So much of a word stays: Kurs does not become Kur."""
MOST_ENDINGS: Final = 3
LONGEST_STEM: Final = 12
"""So much of a long compound tells it from others; the parts of compounds are found in the whole word."""


def stem(word: str) -> str:
    """Take the endings off a folded word, so that its forms become equal."""
    for _ in range(MOST_ENDINGS):
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                word = word[: -len(ending)]
                break
        else:
            break
    return word[:LONGEST_STEM]


JOINTS: Final = (
    *("", "e", "en", "ens", "er", "ern", "es", "ie", "ien", "in", "innen", "n", "ns", "s"),
    *("ung", "ungen", "ungs"),
)
"""What may stand between the stem of one part of a compound and the next part."""
SHORTEST_PART: Final = 3


class Compounds:
    """Takes compounds apart into words that are known."""

    def __init__(self, stems: Iterable[str]) -> None:
        """`stems` are the known words without their endings."""
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for known in sorted(stems):
            if len(known) >= SHORTEST_PART:
                self._by_beginning[known[:SHORTEST_PART]].append(known)

    def parts(self, word: str) -> list[str]:
        """The stems of the words that a folded compound is made of, if all of it is known; else nothing.

        Few long parts are better than many short ones: «Kursgebühr» is Kurs and Gebühr, and not Kur.
        """
        ways: dict[int, tuple[int, int, list[str]]] = {0: (0, 0, [])}
        end = len(word)
        for start in range(end - SHORTEST_PART + 1):
            if start not in ways:
                continue
            count, rest, before = ways[start]
            for known in self._by_beginning.get(word[start : start + SHORTEST_PART], ()):
                if not word.startswith(known, start):
                    continue
                after = start + len(known)
                stops = [after + len(joint) for joint in JOINTS if word.startswith(joint, after)]
                usable = [stop for stop in stops if stop <= end - SHORTEST_PART]
                if start and stem(word[start:]) == known:
                    usable.append(end)
                for stop in usable:
                    way = (count + 1, rest + stop - after, [*before, known])
                    if stop not in ways or way[:2] < ways[stop][:2]:
                        ways[stop] = way
        found = ways[end][2] if end in ways else []
        return found if len(found) > 1 else []
