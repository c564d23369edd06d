"""Every sentence that the check says, in German, for people who do not program.

Each finding has a message (what stands there, what is expected) and a hint (how to mend it).
"""

from __future__ import annotations

from typing import Final

_ID_RULE = "erlaubt sind kleine Buchstaben ohne Umlaute, Ziffern und einzelne Bindestriche, höchstens {limit} Zeichen."

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    # --- the file as a whole
    "too-large": (
        "Die Datei ist größer als {limit} KB.",
        "Kürzen Sie die Texte; Bilder und Dokumente gehören nicht in diese Datei.",
    ),
    "not-utf8": (
        "Hier steht ein Zeichen, das nicht als UTF-8 gespeichert ist (vermutlich «{char}»).",
        "Speichern Sie die Datei mit der Kodierung «UTF-8».",
    ),
    "utf16": (
        "Die Datei ist als «Unicode» (UTF-16) gespeichert; erwartet wird «UTF-8».",
        "Speichern Sie die Datei mit der Kodierung «UTF-8».",
    ),
    "merge-conflict": (
        "Hier steht eine Marke von Git: Zwei Personen haben dieselbe Stelle geändert.",
        (
            "Behalten Sie die Fassung, die gilt. Löschen Sie die andere und die Zeilen mit"
            " <<<<<<<, |||||||, ======= und >>>>>>>."
        ),
    ),
    "tab": (
        "Hier steht ein Tabulator; erlaubt sind nur Leerzeichen.",
        "Ersetzen Sie den Tabulator durch zwei Leerzeichen.",
    ),
    "control-character": (
        "Hier steht ein unsichtbares Steuerzeichen ({found}).",
        "Löschen Sie den Text an dieser Stelle und tippen Sie ihn neu.",
    ),
    "direction-override": (
        "Hier steht ein unsichtbares Zeichen, das die Schreibrichtung umkehrt ({found}).",
        "Löschen Sie den Text an dieser Stelle und tippen Sie ihn neu.",
    ),
    "comment": (
        "Alles hinter « #» gilt als Bemerkung und erscheint nicht: «{found}».",
        "Gehört es zum Text, setzen Sie den ganzen Text in Anführungszeichen; sonst gehört ein Leerzeichen hinter #.",
    ),
    "null": (
        "Hier steht ein Zeichen für «leer».",
        "Löschen Sie die Zeile; was nicht bekannt ist, fehlt einfach. Ein Wort wie «null» kommt in Anführungszeichen.",
    ),
    "broken-yaml": (
        "Ab hier lässt sich die Datei nicht lesen: {problem}",
        "Hilft das nicht, vergleichen Sie diese Zeile und die davor mit einer Datei, die stimmt.",
    ),
    "several-documents": (
        "Hier beginnt hinter einer Zeile «---» ein zweiter Eintrag; erlaubt ist einer je Datei.",
        "Löschen Sie die Zeile oder legen Sie für den zweiten Eintrag eine eigene Datei an.",
    ),
    "empty-file": (
        "Die Datei ist leer.",
        "Füllen Sie sie aus wie eine andere Datei in diesem Ordner oder löschen Sie sie.",
    ),
    "not-a-record": (
        "Die Datei enthält keine Felder; erwartet werden Zeilen wie «titel: Babytreff».",
        "Schreiben Sie am Zeilenanfang den Namen des Feldes, einen Doppelpunkt und ein Leerzeichen.",
    ),
    "alias": (
        "Hier steht ein Verweis mit «*»; Verweise sind nicht erlaubt.",
        "Schreiben Sie den Wert aus. Beginnt ein Text mit *, setzen Sie ihn in Anführungszeichen.",
    ),
    "anchor": (
        "Hier steht ein Anker («&{name}»); Anker sind nicht erlaubt.",
        "Löschen Sie ihn. Beginnt ein Text mit &, setzen Sie ihn in Anführungszeichen.",
    ),
    "tag": (
        "Hier steht eine Typangabe («{name}»); Typangaben sind nicht erlaubt.",
        "Löschen Sie sie. Beginnt ein Text mit !, setzen Sie ihn in Anführungszeichen.",
    ),
    "strange-key": (
        "Hier wird der Name eines Feldes erwartet, etwas anderes steht da.",
        "Schreiben Sie ein Wort und einen Doppelpunkt. Ein Text mit [, {{ oder ? am Anfang kommt in Anführungszeichen.",
    ),
    "too-deep": (
        "Hier ist zu viel ineinander verschachtelt.",
        "Prüfen Sie die Einrückungen und die Klammern in dieser und der vorigen Zeile.",
    ),
    "duplicate-key": (
        "Das Feld «{key}» steht zweimal da, zuerst in Zeile {line}.",
        "Behalten Sie eines von beiden und löschen Sie das andere.",
    ),
    # --- where a file lies and what it is called
    "bad-file-name": (
        f"Der Dateiname «{{found}}» passt nicht: {_ID_RULE}",
        "Benennen Sie die Datei um, zum Beispiel in «{better}.yml».",
    ),
    "bad-extension": (
        "Der Dateiname «{found}» endet nicht auf «.yml».",
        "Benennen Sie die Datei um. Ist sie kein Eintrag, löschen oder verschieben Sie sie.",
    ),
    "hidden-file": (
        "Der Name beginnt mit einem Punkt; die Datei wird nicht gelesen.",
        "Löschen Sie die Datei oder benennen Sie sie ohne den Punkt am Anfang um.",
    ),
    "not-a-file": (
        "Unter diesem Namen liegt keine Datei, sondern {what}.",
        "Löschen Sie das und legen Sie dort eine gewöhnliche Datei ab.",
    ),
    "schema-folder": (
        "In offers/schema/ liegen nur erzeugte Dateien, keine Einträge.",
        "Verschieben Sie die Datei nach offers/angebote/, offers/anbieter/ oder offers/orte/.",
    ),
    "unknown-folder": (
        "Den Ordner «{found}» gibt es in offers/ nicht; erlaubt sind {folders}.",
        "Verschieben Sie die Datei in den richtigen Ordner.{nearest}",
    ),
    "wrong-folder": (
        "Diese Datei sieht nach {kind} aus, liegt aber nicht in offers/{folder}/.",
        "Verschieben Sie die Datei nach offers/{folder}/.",
    ),
    "loose-file": (
        "Direkt in offers/ liegt nur guide.yml.",
        "Verschieben Sie die Datei nach offers/angebote/, offers/anbieter/ oder offers/orte/.",
    ),
    "no-guide": (
        "Die Datei offers/guide.yml fehlt; darin stehen die Stadt und ihre Listen.",
        "Legen Sie sie an oder holen Sie sie zurück.",
    ),
    "no-offers-folder": (
        "Hier gibt es keinen Ordner offers/.",
        "Starten Sie die Prüfung im Ordner des Familienwegweisers oder nennen Sie ihn mit --root.",
    ),
    "symlink-outside": (
        "Das ist eine Verknüpfung auf etwas außerhalb des Ordners offers/.",
        "Legen Sie statt der Verknüpfung die Datei selbst ab.",
    ),
    "unreadable": ("Das lässt sich nicht öffnen.", "Prüfen Sie die Zugriffsrechte."),
    "duplicate-id": (
        "Den Namen «{found}» gibt es schon: {other}.",
        "Benennen Sie eine der beiden Dateien um.",
    ),
    "id-key": (
        "Das Feld «{found}» gibt es hier nicht: Der Name eines Eintrags ist sein Dateiname.",
        "Löschen Sie die Zeile.",
    ),
    # --- fields
    "unknown-key": (
        "Das Feld «{found}» gibt es hier nicht.{nearest}",
        "Erlaubt sind: {allowed}.",
    ),
    "missing": (
        "Das Feld «{key}» fehlt ({label}).",
        "Ergänzen Sie eine Zeile, zum Beispiel «{key}: {example}».",
    ),
    "empty-field": (
        "Das Feld «{key}» ist leer, wird aber gebraucht ({label}).",
        "Füllen Sie es aus, zum Beispiel «{key}: {example}».",
    ),
    "text-expected": (
        "Hier steht {found}, erwartet wird ein einzelner Text.",
        "Schreiben Sie den Text direkt hinter den Doppelpunkt; beginnt er mit [ oder {{, in Anführungszeichen.",
    ),
    "list-expected": (
        "Hier steht {found}, erwartet wird eine Liste.",
        "Setzen Sie eckige Klammern, zum Beispiel «[{example}]».",
    ),
    "mapping-expected": (
        "Hier steht {found}, erwartet werden einzelne Felder: {allowed}.",
        "Schreiben Sie zum Beispiel «{example}».",
    ),
    "empty-item": (
        "Hier steht ein leerer Eintrag.",
        "Füllen Sie ihn aus oder löschen Sie ihn.",
    ),
    "too-long": (
        "Der Text hat {length} Zeichen, erlaubt sind {limit}.",
        "Kürzen Sie ihn um mindestens {over} Zeichen.",
    ),
    "too-many": (
        "Hier stehen {length} Einträge, erlaubt sind {limit}.",
        "Behalten Sie die wichtigsten.",
    ),
    "invalid": (
        "Der Wert «{found}» passt hier nicht.",
        "Vergleichen Sie mit dem Beispiel: «{example}».",
    ),
    "unknown-choice": (
        "«{found}» ist hier nicht möglich.{nearest}",
        "Möglich sind: {allowed}.",
    ),
    "unknown-id": (
        "«{found}» gibt es nicht.{nearest}",
        "{where}",
    ),
    "repeated": (
        "«{found}» steht zweimal in dieser Liste.",
        "Löschen Sie eines von beiden.",
    ),
    # --- values
    "html": (
        "Der Text enthält «{found}»; das sieht nach HTML aus und ist nicht erlaubt.",
        "Schreiben Sie den Text ohne spitze Klammern.",
    ),
    "bad-link": (
        "Der Link «{found}» ist nicht erlaubt; Links beginnen mit https://, mailto: oder tel:.",
        "Kopieren Sie die Adresse der Seite aus dem Browser.",
    ),
    "bad-id": (
        f"«{{found}}» passt nicht: {_ID_RULE}",
        "Schreiben Sie zum Beispiel «{better}».",
    ),
    "yes-no": (
        "Hier steht «{found}»; möglich sind nur «ja» und «nein».",
        "Schreiben Sie das Wort klein und ohne Zusatz.",
    ),
    "week": (
        "«{found}» ist keine Woche im Monat.",
        "Möglich sind: 1, 2, 3, 4, letzte.",
    ),
    "date-form": (
        "«{found}» ist kein Datum in der Form JJJJ-MM-TT.",
        "Schreiben Sie zum Beispiel «2027-03-31».",
    ),
    "partial-date-form": (
        "«{found}» ist keine Zeitangabe in der Form JJJJ, JJJJ-MM oder JJJJ-MM-TT.",
        "Schreiben Sie zum Beispiel «2022», «2022-10» oder «2022-10-24».",
    ),
    "year-unlikely": (
        "Das Jahr in «{found}» kann nicht stimmen.",
        "Erlaubt sind die Jahre {first} bis {last}.",
    ),
    "date-impossible": (
        "Den Tag «{found}» gibt es nicht im Kalender.",
        "Prüfen Sie Monat und Tag; die Form ist JJJJ-MM-TT.",
    ),
    "time-form": (
        "«{found}» ist keine Uhrzeit in der Form HH:MM.",
        'Schreiben Sie vier Ziffern in Anführungszeichen, zum Beispiel "09:30".',
    ),
    "time-impossible": (
        "Die Uhrzeit «{found}» gibt es nicht.",
        'Erlaubt ist 00:00 bis 23:59. Ein Ende um Mitternacht ist "00:00" mit «ueber-mitternacht: ja».',
    ),
    "span": (
        "«{found}» ist keine Angabe in Monaten oder Jahren.",
        "Schreiben Sie zum Beispiel «6 Monate» oder «3 Jahre».",
    ),
    "phone-form": (
        "«{found}» ist keine Telefonnummer in der Form Vorwahl, Leerzeichen, Nummer, Durchwahl mit Bindestrich.",
        'Schreiben Sie zum Beispiel "{better}".',
    ),
    "phone-zero": (
        "Die Telefonnummer «{found}» beginnt weder mit der Null der Vorwahl noch mit «+» und der Nummer eines Landes.",
        'Schreiben Sie zum Beispiel "{better}".',
    ),
    "phone-impossible": (
        "Die Telefonnummer «{found}» kann es so nicht geben.",
        'Prüfen Sie Vorwahl und Länge, zum Beispiel "030 23125-0".',
    ),
    "mail": (
        "«{found}» ist keine E-Mail-Adresse.",
        "Schreiben Sie zum Beispiel «info@beispiel.de».",
    ),
    "web": (
        "«{found}» ist keine vollständige Internetadresse: Sie beginnt mit https:// und enthält keine Leerzeichen.",
        "Kopieren Sie die Adresse der Seite aus dem Browser, zum Beispiel «https://www.beispiel.de/seite».",
    ),
    "post-code": (
        "«{found}» ist keine Postleitzahl.",
        'Eine Postleitzahl hat fünf Ziffern und steht in Anführungszeichen, zum Beispiel "12345".',
    ),
    "language-code": (
        "«{found}» ist kein Sprachkürzel.",
        "Schreiben Sie zwei oder drei kleine Buchstaben, zum Beispiel en für Englisch oder fr für Französisch.",
    ),
    "colour-form": (
        '«{found}» ist keine Farbe in der Form "#rrggbb".',
        'Schreiben Sie zum Beispiel "#2b4c9b".',
    ),
    "colour-contrast": (
        "Die Farbe «{found}» hat auf Weiß nur den Kontrast {ratio} zu 1; für lesbare Schrift sind 4,5 nötig.",
        "Nehmen Sie einen dunkleren Ton.",
    ),
    "icon": (
        "«{found}» ist kein Name eines Symbols.",
        "Schreiben Sie zum Beispiel «material/school».",
    ),
    # --- fields that belong together
    "end-before-start": (
        "Das Ende ({end}) liegt nicht nach dem Anfang ({start}).",
        "Tauschen Sie die beiden Angaben oder korrigieren Sie eine.",
    ),
    "slot-end-before-start": (
        "Das Ende ({end}) liegt nicht nach dem Anfang ({start}).",
        "Tauschen Sie die beiden Angaben. Geht es über Mitternacht, ergänzen Sie «ueber-mitternacht: ja».",
    ),
    "midnight-unused": (
        "«ueber-mitternacht: ja» passt nicht zu einem Ende, das am selben Tag liegt.",
        "Löschen Sie «ueber-mitternacht» oder korrigieren Sie «von» und «bis».",
    ),
    "age-order": (
        "Das Alter «bis {end}» liegt unter «von {start}».",
        "Tauschen Sie die beiden Angaben.",
    ),
    "age-empty": (
        "Beim Alter fehlen «von» und «bis».",
        "Geben Sie wenigstens eines an oder löschen Sie das Feld «alter».",
    ),
    "week-missing": (
        "Bei «rhythmus: monatlich» fehlt, in welcher Woche.",
        "Ergänzen Sie zum Beispiel «woche: [1]» für das erste Mal im Monat.",
    ),
    "week-unused": (
        "«woche» passt nur zu «rhythmus: monatlich».",
        "Ergänzen Sie «rhythmus: monatlich» oder löschen Sie «woche».",
    ),
    "confidential-place": (
        "Ein Angebot mit «vertraulich: ja» darf keinen Ort nennen.",
        "Löschen Sie alle Angaben zum Ort; die Anschrift bleibt geheim.",
    ),
    "sensitive-address": (
        "Ein Angebot mit «sensibel: ja» braucht eine neutrale Adresse.",
        "Ergänzen Sie zum Beispiel «adresse: hilfe-07».",
    ),
    "address-unused": (
        "«adresse» gibt es nur bei «sensibel: ja».",
        "Löschen Sie «adresse» oder ergänzen Sie «sensibel: ja».",
    ),
    "telling-address": (
        "Die Adresse «{found}» verrät, worum es geht: Sie enthält «{part}» aus dem Titel oder dem Dateinamen.",
        "Nehmen Sie etwas Neutrales, zum Beispiel «hilfe-07».",
    ),
    "address-taken": (
        "Die Adresse «{found}» ist schon vergeben: {other}.",
        "Wählen Sie eine andere.",
    ),
    "review-day-missing": (
        "Bei «status: {state}» fehlt der Tag.",
        "Ergänzen Sie zum Beispiel «am: 2027-03-31».",
    ),
    "review-day-early": (
        "Bei «status: offen» darf kein Tag stehen: Niemand hat etwas bestätigt.",
        "Löschen Sie «am» oder setzen Sie «status: angefragt» oder «status: bestaetigt».",
    ),
    "source-empty": (
        "Diese Quelle nennt weder eine Internetadresse noch einen Hinweis.",
        "Ergänzen Sie «web» oder «hinweis» oder löschen Sie die Quelle.",
    ),
    "same-offer": (
        "Titel und Anbieter sind dieselben wie in {other}.",
        "Löschen Sie eine der beiden Dateien oder machen Sie die Titel unterscheidbar.",
    ),
    "own-provider": (
        "Ein Anbieter kann nicht sein eigener Träger, sein eigener Partner oder seine eigene Zentrale sein.",
        "Löschen Sie die Angabe.",
    ),
    "provider-circle": (
        "Die Träger verweisen im Kreis aufeinander: {circle}.",
        "Löschen Sie «traeger» bei einem von ihnen.",
    ),
    "slot-place": (
        "Der Ort «{found}» steht nicht unter «orte» dieses Angebots.",
        "Ergänzen Sie ihn dort.",
    ),
    # --- printed editions
    "count": (
        "«{found}» ist keine Zahl von 1 bis 999.",
        "Schreiben Sie zum Beispiel «1».",
    ),
    "picture-file": (
        "«{found}» ist kein Name eines Bildes, das neben dieser Datei liegt und auf .png oder .svg endet.",
        "Speichern Sie das Bild als PNG oder SVG in offers/ausgaben/ und nennen Sie nur den Dateinamen.",
    ),
    "logo-text": (
        "Zum Logo fehlt ein Text für Menschen, die es nicht sehen.",
        "Ergänzen Sie zum Beispiel «logo-text: Logo der Kita Sonnenschein».",
    ),
    "print-nothing": (
        "Diese Auswahl trifft auf kein Angebot zu.",
        "Nehmen Sie etwas aus der Auswahl heraus.",
    ),
    "print-name": (
        "Dateien zum Drucken, deren Name «{found}» enthält, gibt es schon.",
        "Benennen Sie die Datei um.",
    ),
    "print-title": (
        "Der Titel «{found}» passt nicht auf den Umschlag.",
        "Kürzen Sie ihn oder nehmen Sie kürzere Wörter.",
    ),
    "print-logo-missing": (
        "Das Bild «{found}» liegt nicht in offers/ausgaben/.",
        "Legen Sie es neben diese Datei oder korrigieren Sie den Namen.",
    ),
    "print-logo-large": (
        "Das Bild «{found}» ist zu groß; erlaubt sind {limit} KB und {pixels} Bildpunkte je Seite.",
        "Verkleinern Sie es.",
    ),
    "print-logo-kind": (
        "«{found}» ist innen kein {kind}-Bild, auch wenn es so heißt, oder das Bild ist beschädigt.",
        "Speichern Sie es noch einmal als PNG oder als einfaches SVG ohne Verweise auf andere Dateien.",
    ),
    "print-letter": (
        "Das Zeichen «{found}» ({name}) lässt sich nicht drucken: Die Schriften des Heftes haben es nicht.",
        "Schreiben Sie den Text ohne dieses Zeichen.",
    ),
    "print-failed": (
        "«{found}» ließ sich nicht setzen: {problem}",
        "Ändern Sie zuletzt Geändertes zurück und melden Sie es der Koordination.",
    ),
    # --- warnings
    "http": (
        "Die Adresse «{found}» beginnt mit http: und ist nicht verschlüsselt.",
        "Prüfen Sie, ob die Seite auch mit https:// zu erreichen ist.",
    ),
    "long-sentence": (
        "Ein Satz hat {count} Wörter: «{sentence}».",
        "Teilen Sie ihn; höchstens 20 Wörter lesen sich leicht.",
    ),
    "same-number": (
        "Dieselbe Nummer ({found}) steht auch bei {other}.",
        "Prüfen Sie, zu wem sie gehört.",
    ),
    "no-helpline": (
        "Zur Notlage «{found}» gibt es keine Hilfe: weder unter «hilfen» noch ein Angebot mit dieser Notlage.",
        "Nennen Sie unter «hilfen» die Angebote, die dann helfen.",
    ),
    "translation-file": (
        "In offers/uebersetzungen/ liegt je Sprache nur eine Datei: offers/uebersetzungen/<Sprache>/vokabular.yml.",
        "Verschieben oder löschen Sie die Datei.",
    ),
    "translation-language": (
        "Die Sprache «{found}» ist nicht bekannt. Alle Sprachen stehen in offers/guide.yml.",
        "Benennen Sie den Ordner nach dem Kürzel der Sprache, oder tragen Sie die Sprache ein.",
    ),
    "concept-nowhere": (
        "Dieser Begriff führt nirgendwohin.",
        "Nennen Sie angebote, themen, lebensphasen oder eine notlage.",
    ),
    "concept-empty": (
        "Zu diesem Begriff fehlen die Wörter.",
        "Nennen Sie woerter oder situationen, zum Beispiel «woerter: {{de: [Geburtshelferin]}}».",
    ),
    "concept-twice": (
        "Den Begriff «{found}» gibt es schon: {other}.",
        "Legen Sie beide zusammen, oder geben Sie einem einen anderen Titel.",
    ),
    "word-nowhere": (
        "«{found}» führt nirgendwohin: Die Suche überliest solche Wörter.",
        "Nehmen Sie ein Wort dazu, das sagt, worum es geht, oder löschen Sie es.",
    ),
    "synonym-words": (
        "«{found}» sind mehrere Wörter; hier steht je Eintrag ein einzelnes.",
        "Schreiben Sie nur das Wort, oder machen Sie daraus einen Begriff mit woerter.",
    ),
    "synonym-twice": (
        "«{found}» steht schon bei «{other}»; ein Wort kann nur für eines stehen.",
        "Lassen Sie es nur an einer Stelle, oder legen Sie beide zusammen.",
    ),
    "word-repeated": (
        "«{found}» steht hier schon als «{other}»; Groß- und Kleinschreibung und Umlaute zählen nicht.",
        "Löschen Sie eines von beiden.",
    ),
    "word-of-other-concept": (
        "«{found}» steht auch bei «{title}» ({other}); dann weiß die Suche nicht, wohin.",
        "Lassen Sie das Wort nur bei einem Begriff, oder machen Sie es durch ein zweites Wort eindeutig.",
    ),
    "unused-provider": (
        "Diesen Anbieter nennt kein Angebot.",
        "Prüfen Sie, ob die Datei noch gebraucht wird.",
    ),
    "unused-place": (
        "Diesen Ort nennt kein Angebot.",
        "Prüfen Sie, ob die Datei noch gebraucht wird.",
    ),
    # --- notes
    "note-unconfirmed": (
        "Der Anbieter hat die Angaben noch nicht bestätigt.",
        "Fragen Sie nach und tragen Sie unter «pruefung» Status und Tag ein.",
    ),
    "note-overdue": (
        "Die Angaben sollten seit dem {since} wieder geprüft sein.",
        "Fragen Sie nach und tragen Sie unter «pruefung» den neuen Tag ein.",
    ),
    "note-review-future": (
        "Der {day} ist noch nicht gekommen; bis dahin gilt das Angebot als nicht bestätigt.",
        "Tragen Sie den Tag ein, an dem der Anbieter gefragt wurde oder geantwortet hat.",
    ),
    "note-ended": (
        "Das Angebot ist am {day} zu Ende gegangen.",
        "Die Seite bleibt und sagt es. Löschen ist nicht nötig.",
    ),
    "note-not-begun": ("Das Angebot beginnt erst am {day}.", ""),
    "note-no-contact": (
        "Es gibt weder Telefon noch E-Mail noch Internetadresse, auch nicht beim Anbieter.",
        "Ergänzen Sie «kontakt» hier oder beim Anbieter.",
    ),
    "note-gap": (
        "Auf dieser Seite muss die Stadt noch etwas ergänzen: {found}.",
        "Schreiben Sie es an diese Stelle, ohne die eckige Klammer.",
    ),
    "note-placeholder": (
        "«{found}» ist ein Platzhalter.",
        "Tragen Sie die echte Adresse ein, bevor die Seite veröffentlicht wird.",
    ),
    # --- writing a file anew
    "format-meaning": (
        "Diese Datei lässt sich nicht ordnen, ohne dass sich ändert, was sie sagt.",
        "Prüfen Sie die Namen der Felder; sie haben keine Zeilenumbrüche und höchstens 100 Zeichen.",
    ),
    "format-comment": (
        "Beim Ordnen ginge eine Bemerkung verloren: «{found}».",
        "Setzen Sie sie in eine eigene Zeile über ein Feld, das ausgefüllt ist.",
    ),
    "format-place": (
        "Hier lässt sich nichts eintragen, ohne dass sich in der Datei noch anderes ändert.",
        "Bringen Sie die Datei mit «familyguide format» in die übliche Form und versuchen Sie es dann noch einmal.",
    ),
    # --- addresses that were tried
    "link-dead": (
        "Die Adresse «{found}» führt nirgendwohin ({problem}).",
        "Suchen Sie die neue Adresse oder löschen Sie die alte. Stimmt sie doch, gehört sie zu «link-ausnahmen».",
    ),
    "link-moved": (
        "Die Adresse «{found}» ist umgezogen.",
        "Prüfen Sie die neue und tragen Sie sie ein: {other}",
    ),
    # --- hand-written pages
    "page-template": (
        "Diese Seite lässt sich nicht füllen: {problem}",
        "Vergleichen Sie die Stelle in geschweiften Klammern mit einer anderen Seite.",
    ),
    "page-variable": (
        "«{found}» ist nicht bekannt; diese Stelle lässt sich nicht füllen.",
        "Vergleichen Sie die Stelle in geschweiften Klammern mit einer anderen Seite.",
    ),
    "page-not-stated": (
        "«{found}» ist in offers/guide.yml nicht angegeben; diese Stelle bliebe leer.",
        "Ergänzen Sie es dort, oder schreiben Sie die Stelle so, dass sie ohne auskommt: {{% if … %}} … {{% endif %}}.",
    ),
    "page-address": (
        "Diese Seite läge unter «{found}»; dort steht schon eine Seite des Wegweisers.",
        "Geben Sie der Datei einen anderen Namen.",
    ),
}

NOTE_KINDS: Final[dict[str, str]] = {
    "note-unconfirmed": "unbestätigt",
    "note-overdue": "überfällig",
    "note-ended": "beendet",
    "note-not-begun": "noch nicht begonnen",
    "note-no-contact": "ohne Kontakt",
    "note-placeholder": "mit Platzhalter",
    "note-gap": "Lücken auf handgeschriebenen Seiten",
}

NEAREST: Final = " Gemeint: «{nearest}»?"
FOUND_KINDS: Final = {"text": "ein Text", "list": "eine Liste", "mapping": "eine Gruppe von Feldern"}

VOCABULARIES: Final[dict[str, str]] = {
    "angebot": "Angebote sind die Dateien in offers/angebote/, ohne «.yml».",
    "anbieter": "Anbieter sind die Dateien in offers/anbieter/, ohne «.yml».",
    "ort": "Orte sind die Dateien in offers/orte/, ohne «.yml».",
    "lebensphasen": "Alle Lebensphasen stehen in offers/guide.yml.",
    "themen": "Alle Themen stehen in offers/guide.yml.",
    "stadtteile": "Alle Stadtteile stehen in offers/guide.yml.",
    "zielgruppen": "Alle Zielgruppen stehen in offers/guide.yml.",
    "anbieterarten": "Alle Arten von Anbietern stehen in offers/guide.yml.",
    "ermaessigungen": "Alle Ermäßigungen stehen in offers/guide.yml.",
    "sprachen": "Alle Sprachen stehen in offers/guide.yml.",
    "notlagen": "Alle Notlagen stehen in offers/guide.yml.",
}

RECORD_KINDS: Final = {
    "angebote": "einem Angebot",
    "anbieter": "einem Anbieter",
    "orte": "einem Ort",
    "suchwoerter": "Suchwörtern",
    "uebersetzungen": "einer Übersetzung",
    "ausgaben": "einer gedruckten Ausgabe",
}

YAML_PROBLEM_OTHER: Final = "Die Zeile folgt nicht der Schreibweise «feld: Wert»."
_COLON = (
    "Der Doppelpunkt passt nicht hierher. Vielleicht fehlt einer in der Zeile davor oder das Leerzeichen dahinter, die "
    "Einrückung stimmt nicht, oder ein Text mit «: » braucht Anführungszeichen."
)
_BACKSLASH = "Ein umgekehrter Schrägstrich steht in doppelten Anführungszeichen. Nehmen Sie einfache: '...'."
_TAG = "Ein Text, der mit ! beginnt, gehört in Anführungszeichen."
_DIRECTIVE = "Eine Zeile beginnt mit %. Löschen Sie das Zeichen oder setzen Sie den Text in Anführungszeichen."
_BLOCK = (
    "Hinter | oder > beginnt der Text in der nächsten Zeile. "
    "Ein Text, der mit | oder > beginnt, gehört in Anführungszeichen."
)
ANSWER_HINTS: Final[dict[str, str]] = {
    "missing": "Füllen Sie es aus.",
    "time-form": "Schreiben Sie Stunden und Minuten, zum Beispiel 09:30.",
    "time-impossible": "Erlaubt ist 00:00 bis 23:59. Ein Ende um Mitternacht ist 00:00 mit «Über Mitternacht: ja».",
    "slot-end-before-start": "Tauschen Sie die beiden Angaben. Oder wählen Sie «Über Mitternacht: ja».",
    "midnight-unused": "Nehmen Sie «Über Mitternacht» heraus, oder ändern Sie «Von» und «Bis».",
    "age-empty": "Geben Sie wenigstens eines an. Oder nehmen Sie «Wessen Alter» heraus.",
    "week-missing": "Kreuzen Sie an, das wievielte Mal im Monat.",
    "week-unused": "Wählen Sie als Rhythmus «jeden Monat», oder nehmen Sie die Woche heraus.",
    "sensitive-address": "Geben Sie bei «Neutrale Adresse» zum Beispiel hilfe-07 an.",
    "address-unused": "Nehmen Sie die Adresse heraus, oder wählen Sie «Sensibel: ja».",
    "review-day-missing": "Geben Sie den Tag an.",
    "review-day-early": "Nehmen Sie den Tag heraus, oder wählen Sie einen anderen Status.",
    "source-empty": "Geben Sie eine Internetadresse oder einen Hinweis an.",
    "unknown-id": "Wählen Sie etwas aus der Liste.",
    "unknown-choice": "Wählen Sie etwas aus der Liste.",
    "partial-date-form": "Schreiben Sie zum Beispiel 2022, 10.2022 oder 24.10.2022.",
    "date-impossible": "Prüfen Sie Monat und Tag.",
    "phone-form": "Schreiben Sie zum Beispiel {better}.",
    "phone-zero": "Schreiben Sie zum Beispiel {better}.",
    "phone-impossible": "Prüfen Sie Vorwahl und Länge, zum Beispiel 030 23125-0.",
    "post-code": "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 12345.",
    "repeated": "Entfernen Sie eines von beiden.",
    "confidential-place": "Nehmen Sie alle Orte heraus, oder wählen Sie bei «Anschrift vertraulich» nein.",
    "slot-place": "Wählen Sie ihn auch oben bei den Orten.",
    "own-provider": "Nehmen Sie ihn hier heraus.",
    "same-offer": (
        "Gibt es das Angebot schon? Dann öffnen Sie seine Seite, und wählen Sie dort «Dieses Angebot bearbeiten». "
        "Sonst geben Sie diesem einen anderen Titel."
    ),
}
"""What to do for people who fill in a form, a table or answer questions, where the check speaks of lines in a file."""

# What the parser says (libyaml and, in part, its Python twin), and what it means to the person who typed.
YAML_PROBLEMS: Final[dict[str, str]] = {
    "mapping values are not allowed in this context": _COLON,
    "mapping values are not allowed here": _COLON,
    "found unexpected ':'": _COLON,
    "could not find expected ':'": (
        "Es fehlt ein Doppelpunkt hinter dem Namen des Feldes, oder ein Text ist nicht eingerückt."
    ),
    "did not find expected key": (
        "Die Einrückung passt nicht, oder ein Anführungszeichen oder eine Klammer steht zu viel da."
    ),
    "did not find expected '-' indicator": (
        "Die Einrückung passt nicht: Hier wird ein weiterer Punkt «- » der Liste erwartet."
    ),
    "did not find expected ',' or ']'": "Die eckige Klammer wird nicht geschlossen, oder es fehlt ein Komma.",
    "did not find expected ',' or '}'": "Die geschweifte Klammer wird nicht geschlossen, oder es fehlt ein Komma.",
    "did not find expected node content": "Hier fehlt ein Wert, oder ein Komma oder eine Klammer steht zu viel da.",
    "did not find expected <document start>": "Hinter dem Eintrag steht noch etwas, das nicht dazugehört.",
    "found unexpected end of stream": "Das Anführungszeichen wird nicht geschlossen.",
    "found unexpected document indicator": "Das Anführungszeichen wird nicht geschlossen.",
    "found character that cannot start any token": (
        "Ein Text darf nicht mit @, ` oder % beginnen. Setzen Sie ihn in Anführungszeichen."
    ),
    "block sequence entries are not allowed in this context": (
        "Ein Text darf nicht mit «- » beginnen. Ist eine Liste gemeint, beginnen Sie sie in der nächsten Zeile."
    ),
    "mapping keys are not allowed in this context": "Ein Text, der mit «? » beginnt, gehört in Anführungszeichen.",
    "found unknown escape character": _BACKSLASH,
    "did not find expected hexdecimal number": _BACKSLASH,
    "found invalid Unicode character escape code": _BACKSLASH,
    "did not find expected alphabetic or numeric character": (
        "Ein Text, der mit * oder & beginnt, gehört in Anführungszeichen."
    ),
    "did not find expected comment or line break": _BLOCK,
    "found an indentation indicator equal to 0": _BLOCK,
    "did not find expected '!'": _TAG,
    "did not find the expected '>'": _TAG,
    "did not find expected tag URI": _TAG,
    "found undefined tag handle": _TAG,
    "did not find expected whitespace or line break": _TAG,
    "found unknown directive name": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
    "found unexpected non-alphabetical character": _DIRECTIVE,
    "found duplicate %YAML directive": _DIRECTIVE,
    "found incompatible YAML document": _DIRECTIVE,
}
YAML_PROBLEMS_OF_THE_BEGINNING: Final = frozenset(
    (
        "could not find expected ':'",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
        "found unexpected end of stream",
        "found unexpected document indicator",
    )
)
"""Where these are noticed says little; the mistake is where the bracket, the quotation mark or the line began."""
NOT_A_FILE: Final = {
    "folder": "ein Ordner",
    "link": "eine Verknüpfung, die zu keiner Datei führt",
    "other": "etwas anderes",
}

SUMMARY_CLEAN: Final = "Alles in Ordnung: {offers}, {providers} Anbieter, {places}."
SUMMARY_FINDINGS: Final = "{errors} und {warnings} in {files}."
SUMMARY_NOTES: Final = "Hinweise: {counts}."
SUMMARY_NOTES_HIDDEN: Final = "Hinweise: {counts}. (Alle zeigen: familyguide check --alle)"
COUNT_OFFERS: Final = ("1 Angebot", "{count} Angebote")
COUNT_PLACES: Final = ("1 Ort", "{count} Orte")
COUNT_ERRORS: Final = ("1 Fehler", "{count} Fehler")
COUNT_WARNINGS: Final = ("1 Warnung", "{count} Warnungen")
COUNT_FILES: Final = ("1 Datei", "{count} Dateien")
SEVERITIES: Final = {"error": "Fehler", "warning": "Warnung", "note": "Hinweis"}

REFERENCE_REQUIRED: Final = " (muss)"
REFERENCE_LIMITS: Final = {False: "Höchstens {limit} Zeichen.", True: "Höchstens {limit} Einträge."}
