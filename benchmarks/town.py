"""Write a synthetic town, the same one each time: `python benchmarks/town.py 1000 FOLDER`, then `mkdocs build` there.

The texts are made up, but as long and as varied as real ones, for speed and size depend on that. Nobody can be reached
by mistake: addresses end in `.example`, and telephone numbers are those that are kept free for films.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

PROJECT = Path(__file__).resolve().parent.parent
FEWEST, MOST = 10, 25_000
"""Below, the helplines do not fit in; above, names of places would repeat."""

Record = dict[str, Any]


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


class Stage(NamedTuple):
    """A life stage, and the age that an offer for it may name."""

    id: str
    title: str
    short: str
    colour: str
    icon: str
    age: Record | None


class Topic(NamedTuple):
    """A topic, and the words that its offers are made of."""

    id: str
    title: str
    icon: str
    about: str
    first_parts: tuple[str, ...]


class Form(NamedTuple):
    """What an offer can be: the second part of a compound, its article, the kind of its times, what happens there."""

    second_part: str
    article: str
    times: str
    happens: str


class Helpline(NamedTuple):
    """An offer that helps in need."""

    id: str
    title: str
    summary: str
    number: str
    need: str


def _age(whose: str, start: str, end: str) -> Record:
    return {"wessen": whose, "von": start, "bis": end}


TOWN = "Auenburg"
STAGES = (
    Stage("schwangerschaft", "Schwangerschaft", "Ein Kind ist unterwegs", "#8a2b5b", "human-pregnant", None),
    Stage("baby", "Geburt und Baby", "Bis eins", "#a3341f", "baby-carriage", _age("kind", "0 Monate", "1 Jahr")),
    Stage("kita", "Kleinkind und Kita", "Bis sechs", "#8a5300", "toy-brick", _age("kind", "1 Jahr", "6 Jahre")),
    Stage("grundschule", "Grundschule", "Bis zehn", "#2c6b2f", "school", _age("kind", "6 Jahre", "10 Jahre")),
    Stage(
        "schule", "Weiterführende Schule", "Ab zehn", "#00696b", "bag-personal", _age("kind", "10 Jahre", "16 Jahre")
    ),
    Stage("beruf", "Ausbildung und Beruf", "Ab 15", "#2b4c9b", "briefcase", _age("person", "15 Jahre", "25 Jahre")),
)
TOPICS = (
    Topic("treffpunkt", "Treffpunkt", "coffee", "den Alltag", words("Eltern Nachbarschafts Familien Krabbel Spiel")),
    Topic("beratung", "Beratung", "chat-question", "Sorgen und Streit", words("Erziehungs Lebens Sozial Pubertäts")),
    Topic("gesundheit", "Gesundheit", "heart-pulse", "das Wohlbefinden", words("Hebammen Still Zahn Säuglings Schlaf")),
    Topic("betreuung", "Betreuung", "human-child", "einen Platz", words("Tagespflege Ferien Ganztags Babysitter")),
    Topic(
        "bildung", "Bildung", "book-open-page-variant", "das Lernen", words("Lese Sprach Mathematik Schreib Forscher")
    ),
    Topic("freizeit", "Freizeit", "soccer", "Sport und Spiel", words("Schwimm Turn Musik Tanz Fußball Kletter Zirkus")),
    Topic(
        "geld", "Geld und Recht", "currency-eur", "Geld und Anträge", words("Schulden Elterngeld Unterhalts Antrags")
    ),
    Topic(
        "teilhabe", "Teilhabe", "wheelchair-accessibility", "Hilfe im Alltag", words("Frühförder Gebärden Assistenz")
    ),
    Topic(
        "trennung", "Trennung", "account-heart", "die Zeit danach", words("Trennungs Umgangs Mediations Sorgerechts")
    ),
    Topic("ankommen", "Ankommen", "earth", "das Leben hier", words("Integrations Deutsch Willkommens Übersetzungs")),
    Topic("wohnen", "Wohnen", "home", "Wohnung und Miete", words("Mieter Wohnungs Energiespar Umzugs Möbel")),
    Topic("krise", "Krise", "lifebuoy", "schwere Zeiten", words("Trauer Sucht Krisen Gewaltschutz Schreibaby")),
)
FORMS = (
    Form("sprechstunde", "Die", "sprechzeit", "Eine Fachkraft nimmt sich Zeit für Ihre Fragen"),
    Form("treff", "Der", "offen", "Sie lernen andere Familien kennen"),
    Form("gruppe", "Die", "offen", "Wir sind höchstens zwölf Personen"),
    Form("kurs", "Der", "kurs", "Sie üben Schritt für Schritt"),
    Form("café", "Das", "offen", "Es gibt Kaffee, Tee und Zeit zum Reden"),
    Form("beratung", "Die", "sprechzeit", "Das Gespräch ist vertraulich"),
    Form("werkstatt", "Die", "kurs", "Alle probieren etwas Neues aus"),
    Form("nachmittag", "Der", "offen", "Kinder spielen, Erwachsene sprechen miteinander"),
)
GROUPS = {
    "eltern": "Eltern",
    "alleinerziehende": "Alleinerziehende",
    "vaeter": "Väter",
    "schwangere": "Schwangere",
    "jugendliche": "Jugendliche",
    "gefluechtete": "geflüchtete Familien",
}
DISTRICTS = ("Mitte", "Nord", "Ost", "Süd", "West", "Altdorf", "Neuhof", "Seefeld")
NAMES = words(
    "Ahorn Amsel Apfel Auen Birken Blumen Brunnen Buchen Dohlen Eichen Erlen Eschen Feld Fichten Finken Garten Hafer "
    "Hasel Heide Holunder Kastanien Kiefern Kirsch Kleinen Lerchen Linden Markt Mohn Mühlen Nuss Pappel Rosen Schiefer "
    "Schul Sonnen Stein Tannen Ulmen Weiden Wiesen"
)
FEMININE_HOUSES = words("schule halle scheune werkstatt mühle stube kita villa")
HOUSES = (*words("haus hof zentrum treff park garten saal turm"), *FEMININE_HOUSES)
PROVIDER_KINDS = {
    "stadt": "Stadtamt",
    "kita": "Familienzentrum",
    "schule": "Grundschule",
    "verein": "Sportverein",
    "jugendarbeit": "Jugendhaus",
    "beratungsstelle": "Beratungsstelle",
    "praxis": "Praxisgemeinschaft",
    "kirche": "Kirchengemeinde",
    "verband": "Wohlfahrtsverband",
    "initiative": "Elterninitiative",
    "bildung": "Bildungswerk",
    "hilfetelefon": "Hilfetelefon",
}
LANGUAGES = {"de": "Deutsch", "tr": "Türkisch", "ar": "Arabisch", "uk": "Ukrainisch", "pl": "Polnisch"}
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag")
COSTS = (
    {"art": "kostenlos"},
    {"art": "kostenlos"},
    {"art": "teilweise", "text": "Der erste Besuch kostet nichts."},
    {"art": "beitrag", "text": "4 Euro je Treffen", "ermaessigung": ["familienpass"]},
    {"art": "einkommensabhaengig"},
    {"art": "krankenkasse", "text": "Bringen Sie die Rechnung zu Ihrer Kasse."},
    {"art": "unbekannt"},
)
REGISTRATIONS = (
    {"art": "ohne"},
    {"art": "ohne", "text": "Kommen Sie einfach vorbei."},
    {"art": "anrufen"},
    {"art": "anmelden", "text": "Am besten zwei Wochen vorher, die Plätze sind schnell vergeben."},
    {"art": "antrag", "text": "Das Formular gibt es im Büro."},
    {"art": "ueberweisung"},
)
SENTENCES = (
    "Wer neu ist, bekommt zuerst eine kleine Führung durch das Haus.",
    "Geschwister dürfen mitkommen und spielen im Nebenraum.",
    "Wir sprechen auch über Papiere, Fristen und Briefe vom Amt.",
    "Auf Wunsch kommt jemand zu Ihnen nach Hause.",
    "Sie müssen Ihren Namen nicht sagen.",
    "Im Sommer treffen wir uns draußen unter den Bäumen.",
    "Das Team besteht aus Pädagoginnen, Pflegekräften und Ehrenamtlichen.",
    "Einmal im Monat kommt eine Kinderkrankenschwester dazu.",
    "Für kleine Kinder liegen Decken, Bücher und Bauklötze bereit.",
    "Wenn Sie möchten, gehen wir gemeinsam zur nächsten Stelle.",
    "Nach dem Umbau gibt es eine Rampe und einen breiten Eingang.",
    "Manche Familien bleiben ein paar Wochen, andere mehrere Jahre.",
    "Mittags kochen wir zusammen, jeder bringt eine Zutat mit.",
    "Bei Regen findet alles im großen Gruppenraum statt.",
    "Jugendliche können auch ohne ihre Eltern kommen.",
    "Wir leihen Tragetücher, Sportschuhe und Musikinstrumente aus.",
    "Zum Abschluss bekommen alle eine Bescheinigung.",
    "Großeltern und Paten sind herzlich eingeladen.",
    "Die Gruppe plant ihr Programm für jedes Halbjahr selbst.",
    "Auch wer wenig Deutsch spricht, findet hier schnell Anschluss.",
)
LIST_ITEMS = (
    "Fragen zum **Schlafen** und Trösten",
    "Spiele für drinnen und draußen",
    "Hilfe bei **Anträgen**",
    "gemeinsames Frühstück",
    "Ausflüge in die Umgebung",
    "Bewerbungen schreiben",
    "ein offenes Ohr",
    "Adressen für den nächsten Schritt",
)
HELPLINES = (
    Helpline("notruf-112", "Notruf 112", "Feuerwehr und Rettungsdienst kommen sofort.", "112", "lebensgefahr"),
    Helpline("arzt-116117", "Ärztlicher Notdienst", "Hilfe, wenn die Praxis zu hat.", "116117", "krankheit"),
    Helpline("seelsorge-116123", "Sorgentelefon", "Jemand hört Ihnen zu, Tag und Nacht.", "116 123", "krise"),
    Helpline("schutz-116016", "Hilfetelefon bei Gewalt", "Rat und Schutz, auch ohne Namen.", "116 016", "gewalt"),
)
EMERGENCIES = {
    "lebensgefahr": "Lebensgefahr",
    "gewalt": "Gewalt und Bedrohung",
    "krankheit": "Plötzlich krank",
    "krise": "Nicht mehr weiter wissen",
}
FILM_NUMBERS = ("030 23125", "040 66969", "069 90009", "089 99998", "0221 4710")
"""Blocks of a thousand numbers that the Federal Network Agency keeps free for films and television."""

_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", " ": "-"})


@dataclass(frozen=True)
class Town:
    """The records of a town by their id."""

    offers: dict[str, Record]
    providers: dict[str, Record]
    places: dict[str, Record]


def make_town(size: int) -> Town:
    """Make the records of a town with `size` offers; each depends on nothing but its number and the size."""
    places = dict(_place(number) for number in range(math.ceil(size / 5)))
    providers = dict(_provider(number, tuple(places)) for number in range(math.ceil(size / 8)))
    at, by = tuple(places.items()), tuple(providers.items())
    offers = dict(_offer(number, at, by) for number in range(size - len(HELPLINES)))
    offers |= {helpline.id: _helpline(helpline, by[0][0]) for helpline in HELPLINES}
    return Town(offers, providers, places)


def _id(text: str) -> str:
    return "".join(char for char in text.casefold().translate(_ASCII) if char.isalnum() or char == "-")


def _place(number: int) -> tuple[str, Record]:
    dice = random.Random(f"place {number}")
    district = DISTRICTS[number % len(DISTRICTS)]
    house, first = divmod(number // len(DISTRICTS), len(NAMES))
    name = f"{NAMES[first]}{HOUSES[(first + house) % len(HOUSES)]} {district}"
    record: Record = {
        "name": name,
        "strasse": f"{dice.choice(NAMES)}straße {dice.randint(1, 180)}",
        "plz": f"00{100 + number % len(DISTRICTS)}",
        "ort": TOWN,
        "stadtteil": _id(district),
    }
    if dice.random() < 0.6:
        record["barrierefrei"] = {"stufenlos": dice.choice(("ja", "nein")), "wc": dice.choice(("ja", "unbekannt"))}
    if dice.random() < 0.4:
        record["anfahrt"] = f"Bus {dice.randint(1, 40)} bis {dice.choice(NAMES)}weg, dann zu Fuß"
    return _id(name), record


def _provider_name(number: int) -> str:
    district = DISTRICTS[number % len(DISTRICTS)]
    first, kind = divmod(number // len(DISTRICTS), len(PROVIDER_KINDS))
    return f"{tuple(PROVIDER_KINDS.values())[kind]} {NAMES[first]}tal {district}"


def _provider(number: int, places: Sequence[str]) -> tuple[str, Record]:
    dice = random.Random(f"provider {number}")
    name = _provider_name(number)
    host = f"{_id(name)}.example"
    record: Record = {"name": name, "art": tuple(PROVIDER_KINDS)[number // len(DISTRICTS) % len(PROVIDER_KINDS)]}
    if number and dice.random() < 0.2:
        record["traeger"] = _id(_provider_name(dice.randrange(number)))
    extension, block = divmod(number, len(FILM_NUMBERS))
    record["kontakt"] = {
        "telefone": [{"nummer": f"{FILM_NUMBERS[block]} {extension:03}"}],
        "email": f"info@{host}",
        "web": f"https://www.{host}",
    }
    return _id(name), record | {"orte": [places[number % len(places)]]}


def _offer(
    number: int, places: Sequence[tuple[str, Record]], providers: Sequence[tuple[str, Record]]
) -> tuple[str, Record]:
    dice = random.Random(f"offer {number}")
    (place_id, place), (provider_id, provider) = places[number % len(places)], providers[number % len(providers)]
    # Offers of one place differ in their form, so that no two have the same title.
    form = FORMS[number // len(places)]
    topic = dice.choice(TOPICS)
    noun = dice.choice(topic.first_parts) + form.second_part
    # The first offer of a place takes place there, so that each place is needed.
    by_phone = number >= len(places) and form.times == "sprechzeit" and dice.random() < 0.3
    group = dice.choice(tuple(GROUPS))
    first_stage = dice.randrange(len(STAGES))
    stages = STAGES[first_stage : first_stage + dice.choice((1, 1, 2, 3))]

    record: Record = {
        "titel": _title(noun, place["name"], by_phone=by_phone),
        "art": dice.choice(("angebot", "angebot", "angebot", "einrichtung", "leistung")),
        "anbieter": provider_id,
    }
    partner, _ = dice.choice(providers)
    if partner != provider_id and dice.random() < 0.25:
        record["partner"] = [partner]
    record["kurztext"] = f"{form.article} {noun} ist für {GROUPS[group]}. {form.happens}. Es geht um {topic.about}."
    if dice.random() < 0.5:
        record["beschreibung"] = _description(dice)
    record["lebensphasen"] = [stage.id for stage in stages]
    others = [other.id for other in dice.sample(TOPICS, dice.randrange(3)) if other is not topic]
    record["themen"] = [topic.id, *others]
    record["zielgruppen"] = [group]
    if stages[0].age and dice.random() < 0.6:
        record["alter"] = stages[0].age
    record["gebiet"] = dice.choice(("stadt", "stadt", "stadtteile", "kreis"))
    if not by_phone:
        record["orte"] = [place_id]
    record["form"] = ["telefon", "online"] if by_phone else ["vor-ort"]
    record["zeiten"] = _hours(dice, "telefonzeit" if by_phone else form.times)
    if dice.random() < 0.05:
        record["termine"] = [{"datum": "2031-06-14", "von": "10:00", "bis": "16:00", "titel": "Tag der offenen Tür"}]
    record["kosten"] = dice.choice(COSTS)
    record["anmeldung"] = dice.choice(REGISTRATIONS)
    if dice.random() < 0.4:
        record["sprachen"] = [{"code": code} for code in dice.sample(tuple(LANGUAGES), dice.randint(1, 3))]
    contact = provider["kontakt"]
    record["kontakt"] = {"web": f"{contact['web']}/angebote/{number}"}
    if dice.random() < 0.4:
        record["kontakt"]["telefone"] = [contact["telefone"][0] | {"hinweis": "nur vormittags"}]
    if dice.random() < 0.2:
        record["mitbringen"] = dice.sample(("Gesundheitskarte", "Sportkleidung", "Ausweis", "letzter Bescheid"), 2)
    if dice.random() < 0.2:
        record["erster-kontakt"] = dice.choice(SENTENCES)
    record["suchwoerter"] = [dice.choice(topic.first_parts) + "hilfe", dice.choice(NAMES) + "runde"]
    if dice.random() < 0.03:
        record["status"] = {"art": "voll", "text": "Es gibt eine Warteliste."}
    if dice.random() < 0.02:
        record["endet"] = "2025-07-31"
    record["pruefung"] = _review(dice, contact["web"])
    return f"{_id(record['titel'])[:40].rstrip('-')}-{number}", record


def _title(noun: str, place: str, *, by_phone: bool) -> str:
    if by_phone:
        return f"{noun} am Telefon ({place})"
    house, _ = place.split(maxsplit=1)
    return f"{noun} {'in der' if house.endswith(FEMININE_HOUSES) else 'im'} {place}"


def _description(dice: random.Random) -> str:
    """One or two paragraphs, and a list now and then."""
    sentences = dice.sample(SENTENCES, dice.randint(2, 6))
    parts = [" ".join(sentences[:3]), " ".join(sentences[3:])]
    if dice.random() < 0.3:
        parts.append("\n".join(f"- {item}" for item in dice.sample(LIST_ITEMS, 3)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _hours(dice: random.Random, kind: str) -> Record:
    if dice.random() < 0.4:
        return {"text": dice.choice(("nach Vereinbarung", "Die Zeiten wechseln, bitte fragen Sie nach."))}
    slots = []
    for day in dice.sample(WEEKDAYS, dice.randint(1, 3)):
        hour = dice.randint(8, 17)
        slot: Record = {"tag": day, "von": f"{hour:02}:30", "bis": f"{hour + dice.randint(1, 3):02}:00", "art": kind}
        if dice.random() < 0.2:
            slot |= {"rhythmus": "monatlich", "woche": [str(dice.randint(1, 4))]}
        if dice.random() < 0.3:
            slot["ferien"] = "nein"
        slots.append(slot)
    return {"regelmaessig": slots}


def _review(dice: random.Random, web: str) -> Record:
    month = f"202{dice.randint(2, 6)}-{dice.randint(1, 9):02}"
    review: Record = {"status": "offen"}
    if dice.random() < 0.4:
        review = {"status": "bestaetigt", "am": f"{month}-15", "von": "Koordination"}
    source = {"web": f"{web}/aktuelles", "stand": month, "hinweis": "Zeiten und Anschrift"}
    return review | {"sicherheit": dice.choice(("hoch", "mittel", "gering")), "quellen": [source]}


def _helpline(helpline: Helpline, provider: str) -> Record:
    record: Record = {
        "titel": helpline.title,
        "anbieter": provider,
        "kurztext": helpline.summary,
        "lebensphasen": [stage.id for stage in STAGES],
        "themen": ["krise"],
        "gebiet": "bund",
        "form": ["telefon"],
        "zeiten": {"immer": "ja"},
        "kosten": {"art": "kostenlos"},
        "anmeldung": {"art": "ohne"},
        "kontakt": {"telefone": [{"nummer": helpline.number}]},
        "notlagen": [helpline.need],
    }
    return record | ({"sensibel": "ja", "adresse": "hilfe-01"} if helpline.need == "gewalt" else {})


# --- to disk --------------------------------------------------------------------------------------------------------


def guide_record(town: Town) -> Record:
    """The town and its vocabularies."""
    return {
        "stadt": {
            "name": TOWN,
            "titel": f"Familienwegweiser {TOWN}",
            "untertitel": "Ein erdachter Ort zum Messen",
            "web": "https://www.auenburg.example",
            "herausgeber": next(iter(town.providers)),
            "koordination": {"name": "Koordination", "email": "koordination@auenburg.example"},
            "info-angebot": next(iter(town.offers)),
        },
        "lebensphasen": [
            {
                "id": stage.id,
                "titel": stage.title,
                "kurz": stage.short,
                "farbe": stage.colour,
                "symbol": f"material/{stage.icon}",
            }
            for stage in STAGES
        ],
        "themen": [
            {
                "id": topic.id,
                "titel": topic.title,
                "beschreibung": f"Hier geht es um {topic.about}.",
                "symbol": f"material/{topic.icon}",
            }
            for topic in TOPICS
        ],
        "stadtteile": [{"id": _id(title), "titel": title} for title in DISTRICTS],
        "zielgruppen": _terms(GROUPS),
        "anbieterarten": _terms(PROVIDER_KINDS),
        "ermaessigungen": [{"id": "familienpass", "titel": "Familienpass"}],
        "sprachen": _terms(LANGUAGES),
        "notlagen": [
            {"id": need, "titel": title, "hilfen": [helpline.id for helpline in HELPLINES if helpline.need == need]}
            for need, title in EMERGENCIES.items()
        ],
        "pruefabstand": "12 Monate",
    }


def _terms(titles: dict[str, str]) -> list[Record]:
    return [{"id": term, "titel": title[0].upper() + title[1:]} for term, title in titles.items()]


SETTINGS = {
    "INHERIT": str(PROJECT / "mkdocs.yml"),
    "site_name": f"Familienwegweiser {TOWN}",
    "site_url": "https://wegweiser.example/",
    "theme": {"custom_dir": str(PROJECT / "hooks" / "theme")},
    "hooks": [str(PROJECT / "hooks" / "mkdocs_hooks.py")],
    "watch": ["offers"],
    "nav": [{"Mitmachen": "mitmachen.md"}, {"Impressum": "impressum.md"}],
}
PAGES = {
    "mitmachen": "# Mitmachen\n\nSchreiben Sie an {{ stadt.coordination.email }}.\n",
    "impressum": "# Impressum\n\nHerausgeber: {{ guide.publisher.name }}\n",
}


class _Dumper(yaml.CSafeDumper):
    """Writes a value out each time: the format knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Treat nothing as an alias."""
        return True


def write_town(size: int, root: Path) -> None:
    """Write a town of `size` offers to the empty folder `root`, ready for `mkdocs build`."""
    town = make_town(size)
    for folder, records in (("angebote", town.offers), ("anbieter", town.providers), ("orte", town.places)):
        shelf = root / "offers" / folder
        shelf.mkdir(parents=True)
        for record_id, record in records.items():
            _write(shelf / f"{record_id}.yml", _yaml(record))
    _write(root / "offers" / "guide.yml", _yaml(guide_record(town)))
    _write(root / "mkdocs.yml", _yaml(SETTINGS))
    (root / "docs").mkdir()
    for name, text in PAGES.items():
        _write(root / "docs" / f"{name}.md", text)


def _yaml(record: Record) -> str:
    text: str = yaml.dump(record, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line and write the town."""
    parser = argparse.ArgumentParser(description="Writes a synthetic town that can be built with `mkdocs build`.")
    parser.add_argument("size", type=int, metavar="N", help=f"number of offers, {FEWEST} to {MOST}")
    parser.add_argument("root", type=Path, metavar="DIR", help="where to write it: a new or an empty folder")
    options = parser.parse_args()
    if not FEWEST <= options.size <= MOST:
        parser.error(f"a town has {FEWEST} to {MOST} offers, not {options.size}")
    if options.root.exists() and not (options.root.is_dir() and not any(options.root.iterdir())):
        parser.error(f"{options.root} is not an empty folder")
    write_town(options.size, options.root)


if __name__ == "__main__":
    main()
