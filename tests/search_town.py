"""A small town made for the search: each offer and each concept is there for a rule that the tests look at."""

from __future__ import annotations

from functools import cache
from typing import Any

from familyguide.guide import Guide
from familyguide.records.models import GuideRecord, OfferRecord, SearchWordsRecord, VocabularyRecord
from making import DAY, offer_record, place_record, provider_record

LANGUAGES = {
    "de": "Deutsch",
    "tr": "Türkisch",
    "en": "Englisch",
    "ar": "Arabisch",
    "fa": "Farsi",
    "ru": "Russisch",
    "uk": "Ukrainisch",
    "vi": "Vietnamesisch",
}

TOWN = GuideRecord.model_validate(
    {
        "id": "guide",
        "file": "offers/guide.yml",
        "stadt": {"name": "Sonnenau", "titel": "Familienbuch Sonnenau", "info-angebot": "infopunkt"},
        "lebensphasen": [
            {"id": "schwangerschaft", "titel": "Schwangerschaft"},
            {"id": "baby", "titel": "Geburt und Baby"},
            {"id": "kind", "titel": "Kleinkind und Kita"},
            {"id": "schule", "titel": "Grundschule"},
        ],
        "themen": [
            {"id": "gesundheit", "titel": "Gesundheit"},
            {"id": "geld", "titel": "Geld und Recht"},
            {"id": "sport", "titel": "Sport und Freizeit"},
            {"id": "bildung", "titel": "Bildung"},
            {"id": "schutz", "titel": "Krise und Schutz"},
        ],
        "stadtteile": [{"id": "mitte", "titel": "Innenstadt"}, {"id": "vorwerk", "titel": "Vorwerk"}],
        "zielgruppen": [{"id": "vaeter", "titel": "Alleinerziehende Väter"}, {"id": "niemand", "titel": "Niemand"}],
        "anbieterarten": [{"id": "verein", "titel": "Verein"}],
        "sprachen": [{"id": language, "titel": title} for language, title in LANGUAGES.items()],
        "notlagen": [
            {"id": "gewalt", "titel": "Gewalt und Bedrohung", "hilfen": ["notruf", "frauenhaus"]},
            {"id": "gift", "titel": "Vergiftung", "hilfen": ["giftnotruf"]},
            {"id": "suizid", "titel": "Gedanken an Suizid", "hilfen": ["seelsorge"]},
        ],
    }
)

PROVIDERS = (
    provider_record("verein", name="Verein Regenbogen", art="verein"),
    provider_record("badverein", name="Verein für Delfine", art="verein"),
)
PLACES = (
    place_record("haus", name="Lindenhaus", stadtteil="mitte", strasse="Am Bach 4"),
    place_record("halle", name="Turnhalle", stadtteil="vorwerk"),
)


def _offer(offer_id: str, title: str, summary: str, topic: str, stage: str, **fields: Any) -> OfferRecord:
    defaults = {"titel": title, "kurztext": summary, "themen": [topic], "lebensphasen": [stage], "anbieter": "verein"}
    return offer_record(offer_id, **defaults | fields)


def weekly(*days: str) -> dict[str, Any]:
    """Regular times on these days."""
    return {"regelmaessig": [{"tag": day, "von": "10:00", "bis": "11:00"} for day in days]}


def child(start: str, end: str) -> dict[str, str]:
    """The age of children that an offer is for."""
    return {"wessen": "kind", "von": start, "bis": end}


FREE = {"art": "kostenlos"}
COSTS = {"art": "beitrag"}

OFFERS = (
    _offer("infopunkt", "Infopunkt für Familien", "Hier hilft ein Mensch weiter.", "bildung", "kind"),
    _offer(
        *("buecherei", "Bücherei am Markt", "Hier leihen Familien Spiele.", "bildung", "kind"),
        suchwoerter=["Bibliothek", "Gebühr"],
        orte=["haus"],
        zeiten=weekly("samstag"),
        kosten=FREE,
        anmeldung={"art": "ohne"},
        sprachen=[{"code": "de"}, {"code": "tr"}],
    ),
    _offer(
        *("hebamme", "Hebammensprechstunde", "Rat vor der Geburt.", "gesundheit", "schwangerschaft"),
        kosten={"art": "krankenkasse"},
        zeiten=weekly("montag"),
    ),
    _offer("sprechstunde", "Sprechstunde", "Wir hören zu.", "geld", "kind"),
    _offer("kur", "Kur für Mütter", "Drei Wochen Erholung.", "gesundheit", "kind"),
    _offer("kurs", "Kurs für Geschwister", "Was ein Baby braucht.", "bildung", "baby"),
    _offer("gebuehr", "Kursgebühr erlassen", "Wenn das Einkommen klein ist.", "geld", "schule"),
    _offer(
        *("kleinkindturnen", "Eltern-Kind-Turnen", "Bewegung mit Musik.", "sport", "kind"),
        alter=child("1 Jahr", "3 Jahre"),
        orte=["halle"],
        kosten=COSTS,
        zeiten=weekly("montag"),
    ),
    _offer(
        *("kinderturnen", "Turnen mit Geräten", "Bewegung mit Trampolin.", "sport", "schule"),
        alter=child("6 Jahre", "10 Jahre"),
        orte=["haus"],
        kosten=FREE,
        zeiten=weekly("samstag", "sonntag"),
    ),
    _offer("schwimmen", "Schwimmen", "Im Hallenbad.", "sport", "schule", anbieter="badverein"),
    _offer("schwimmkurs", "Schwimmen lernen im Sommer", "Im Freibad.", "sport", "schule"),
    _offer("seepferdchen", "Seepferdchen", "Im Lehrbecken.", "sport", "schule", suchwoerter=["Schwimmen"]),
    _offer("ferien", "Ferienspiele", "Basteln, Klettern und Schwimmen.", "bildung", "schule"),
    _offer("delfin", "Delfin", "Tauchen im Lehrbecken.", "bildung", "schule"),
    _offer("meerestiere", "Meerestiere", "Ein Delfin zum Basteln.", "bildung", "schule"),
    _offer("kindergarten", "Kindergarten Wirbelwind", "Plätze für Kinder.", "bildung", "kind"),
    _offer("elterngeld", "Elterngeld", "Geld nach der Geburt.", "geld", "baby", art="leistung"),
    _offer("schrei", "Schreibabyambulanz", "Hilfe für erschöpfte Eltern.", "gesundheit", "baby"),
    _offer("gfk", "Gewaltfreie Kommunikation", "Ein Abend über Streit.", "bildung", "kind"),
    _offer("u3", "U-Untersuchung", "U3 und U7a beim Kinderarzt.", "gesundheit", "baby", suchwoerter=["U3"]),
    _offer("nachhilfe", "Nachhilfe ab Klasse 9", "Für gute Noten.", "bildung", "schule"),
    _offer("hausaufgaben", "Hausaufgabenhilfe", "Nach der Schule.", "bildung", "schule", zielgruppen=["vaeter"]),
    _offer("bereitschaft", "Bereitschaftsdienst 116 117", "Wenn der Arzt zu hat.", "gesundheit", "kind"),
    _offer("notruf", "Notruf 110", "Die Polizei hilft sofort.", "schutz", "kind"),
    _offer("frauenhaus", "Frauenhaus", "Sicher wohnen.", "schutz", "kind", sensibel="ja", adresse="hilfe-01"),
    _offer("giftnotruf", "Giftnotruf", "Rat bei Vergiftung.", "schutz", "kind"),
    _offer("seelsorge", "Telefonseelsorge", "Reden hilft.", "schutz", "kind"),
    _offer("fest", "Sommerfest", "Musik und Kuchen.", "sport", "kind", endet="2027-02-01"),
    _offer("strassenfest", "Sommerfest der Kulturen", "Musik und Tanz.", "sport", "kind"),
    _offer("wir", "Wir für uns", "Eine Gruppe.", "schutz", "kind"),
)

SEARCH_WORDS = SearchWordsRecord.model_validate(
    {
        "id": "woerter",
        "file": "offers/suchwoerter/woerter.yml",
        "begriffe": [
            {
                "titel": "Hebamme",
                "angebote": ["hebamme"],
                "woerter": {
                    "de": ["Hebamme", "Geburtshelferin", "Physiotherapie", "Wochenbett Hilfe"],
                    "tr": ["ebe", "ılıca"],
                    "en": ["midwife"],
                    "ar": ["قابلة", "رعاية الحوامل"],
                    "fa": ["ماما", "کودک"],
                    "ru": ["акушерка"],
                    "uk": ["акушерка", "вагітність", "їжа"],
                },
                "situationen": {
                    "de": ["Wer kommt nach der Entbindung und wiegt das Neugeborene?"],
                    "ru": ["мне нужна помощь после родов"],
                },
            },
            {
                "titel": "Babyausstattung",
                "angebote": ["elterngeld", "kurs"],
                "woerter": {"de": ["Kinderwagen", "Babybett"]},
                "situationen": {
                    "de": ["Kein Geld für einen Strampler und ein Bettchen", "Ich kann den Wagen nicht bezahlen"]
                },
            },
            {
                "titel": "Sport in der Schule",
                "themen": ["sport"],
                "lebensphasen": ["schule"],
                "woerter": {"de": ["Zappelphilipp"]},
            },
            {
                "titel": "Gewalt",
                "notlage": "gewalt",
                "angebote": ["frauenhaus"],
                "woerter": {
                    "de": ["häusliche Gewalt", "schlägt mich", "geschlagen", "verprügelt"],
                    "tr": ["beni dövüyor", "şiddet"],
                    "en": ["hits me", "beats me"],
                    "ar": ["يضربني زوجي", "عنف"],
                    "fa": ["خشونت"],
                    "ru": ["муж бьет", "насилие"],
                    "uk": ["чоловік б'є", "насильство"],
                },
                "situationen": {"de": ["Mein Mann bedroht mich mit dem Messer"]},
            },
            {
                "titel": "Gift",
                "notlage": "gift",
                "woerter": {
                    "de": ["Batterie verschluckt", "Putzmittel getrunken", "Vergiftung", "Knopfbatterien"],
                    "en": ["poisoning", "drunk"],
                    "ar": ["تسمم"],
                },
            },
            {
                "titel": "Suizid",
                "notlage": "suizid",
                "woerter": {"de": ["nicht mehr leben", "Suizid"], "ru": ["суицид"]},
            },
        ],
        "gleichbedeutend": [{"wort": "Kind", "auch": ["Blag", "Blagen", "Pänz"]}, {"wort": "Geld", "auch": ["Kohle"]}],
    }
)

VOCABULARIES = tuple(
    VocabularyRecord.model_validate({"id": language, "file": f"offers/uebersetzungen/{language}/vokabular.yml"} | said)
    for language, said in {
        "tr": {
            "lebensphasen": {"schwangerschaft": "Hamilelik"},
            "themen": {"gesundheit": "Sağlık", "geld": "Para ve haklar"},
            "notlagen": {"gewalt": "Şiddet ve tehdit"},
            "kosten": {"kostenlos": "ücretsiz", "krankenkasse": "sağlık sigortası öder"},
            "wochentage": {"montag": "Pazartesi"},
            "saetze": {"notfall": "Hemen arayın:", "hinweis": "Açıklamalar Almancadır."},
            "fuellwoerter": ["ben", "bir", "için", "arıyorum", "nerede"],
            "kostenlos": ["ücretsiz", "para ödemeden"],
            "wochenende": ["hafta sonu"],
        },
        "en": {
            "fuellwoerter": ["the", "for", "my", "me", "is", "where", "a"],
            "kostenlos": ["for free"],
            "wochenende": ["weekend"],
        },
        "ru": {"fuellwoerter": ["мне", "где", "для", "нужна"], "kostenlos": ["бесплатно"]},
        "ar": {"fuellwoerter": ["في", "انا"], "kostenlos": ["مجانا"]},
    }.items()
)


@cache
def search_guide(*more: OfferRecord) -> Guide:
    """The guide of this town; `more` offers stand behind its own."""
    return Guide(TOWN, (*OFFERS, *more), PROVIDERS, PLACES, DAY, (SEARCH_WORDS,), VOCABULARIES)
