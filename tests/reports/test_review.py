"""Reviews: who is asked, with which words, and the one list of it all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from familyguide.reports.review import MOST_CHARACTERS, as_mails, issue_text, mail_text, review_round
from making import DAY, guide_of, neighbour_guide, offer_record, provider_record

SITE = "https://wegweiser.beispiel.de/"


def asked(**review: Any) -> list[str]:
    """The offers that somebody is asked about when one has this review."""
    found = review_round(guide_of(offer_record("treff", pruefung=review)))
    return [offer.id for request in found.requests for offer in request.offers]


def test_who_is_asked() -> None:
    """Who never confirmed, or longer ago than the town allows; not who has just been asked."""
    recently, long_ago = str(DAY - timedelta(days=27)), str(DAY - timedelta(days=28))

    assert asked() == ["treff"]
    assert asked(status="bestaetigt", am=recently) == []
    assert asked(status="bestaetigt", am="2025-01-01") == ["treff"]
    assert asked(status="angefragt", am=recently) == []
    assert asked(status="angefragt", am=long_ago) == ["treff"]


def test_what_has_ended_is_left_in_peace() -> None:
    """Nobody is asked about it."""
    assert review_round(guide_of(offer_record("treff", endet="2027-01-01"))).requests == ()


def test_one_mail_a_provider_the_oldest_first() -> None:
    """With all of its offers."""
    guide = guide_of(
        offer_record("a", anbieter="neu", pruefung={"quellen": [{"hinweis": "x", "stand": "2026"}]}),
        offer_record("b", anbieter="alt", pruefung={"quellen": [{"hinweis": "x", "stand": "2019"}]}),
        offer_record("c", anbieter="neu"),
        providers=(provider_record("neu"), provider_record("alt")),
    )

    requests = review_round(guide).requests
    assert [(request.provider.id, [offer.id for offer in request.offers]) for request in requests] == [
        ("alt", ["b"]),
        ("neu", ["a", "c"]),
    ]


def test_the_mail_lists_the_facts_to_confirm() -> None:
    """Ready to be sent, with a link to the form."""
    guide = guide_of(
        offer_record(
            "treff",
            anbieter="verein",
            zeiten={"regelmaessig": [{"tag": "dienstag", "von": "09:30", "bis": "11:00"}]},
            kosten={"art": "kostenlos"},
            kontakt={"telefone": [{"nummer": "030 23125-0"}]},
        ),
        providers=(provider_record("verein", kontakt={"email": "post@verein.example"}),),
    )
    (request,) = review_round(guide).requests
    text = mail_text(request, guide, SITE)

    assert request.email == "post@verein.example"
    for line in (
        "Angebot treff",
        "  Was: Hier hilft jemand.",
        "  Wann: Dienstag 9:30–11 Uhr (offener Treff)",
        "  Kosten: kostenlos",
        "  Telefon: 030 23125-0",
        "  Stand der Angaben: unbekannt",
        "  Ändern: https://wegweiser.beispiel.de/mitmachen/angebot/?angebot=treff",
    ):
        assert f"\n{line}\n" in text
    assert "Der Link «Ändern» öffnet das Angebot" in text
    without = mail_text(request, guide, "")
    assert "Link" not in without
    assert "Wenn etwas anders ist, schreiben Sie uns, was.\n" in without


def test_whoever_says_that_all_is_right_has_read_all() -> None:
    """The mail says what the page says."""
    guide = guide_of(
        offer_record(
            "treff",
            anbieter="verein",
            beschreibung="Es gibt **Tee**.\n\n- und Kekse",
            zeiten={"immer": "ja", "text": "auch an Feiertagen"},
            termine=[{"datum": "2027-07-19", "bis-datum": "2027-07-30", "von": "09:00", "titel": "Fest"}],
            kosten={"art": "beitrag", "text": "5 Euro."},
            anmeldung={
                "art": "anmelden",
                "text": "im Sekretariat",
                "zeitraum": {"von": "2027-05-01", "bis": "2027-05-31"},
            },
            beginnt="2027-01-01",
            endet="2027-12-31",
            form=["telefon", "chat"],
            mitbringen=["Ausweis", "Foto"],
            ausgeschlossen="Nicht für Kinder unter drei.",
            **{"erster-kontakt": "Sie müssen Ihren Namen nicht sagen."},
        ),
        providers=(provider_record("verein", kontakt={"telefone": [{"nummer": "030 23125-0", "hinweis": "abends"}]}),),
    )
    (request,) = review_round(guide).requests
    lines = mail_text(request, guide, SITE).splitlines()

    for line in (
        "Mehr dazu: Es gibt Tee. und Kekse",
        "Nicht für: Nicht für Kinder unter drei.",
        "Wann: Tag und Nacht; 19.07.2027 bis 30.07.2027 ab 9 Uhr (Fest); auch an Feiertagen",
        "Beginnt: 01.01.2027",
        "Endet: 31.12.2027",
        "Wie: am Telefon und im Chat",
        "Kosten: kostet etwas. 5 Euro.",
        "Anmeldung: mit Anmeldung. 01.05.2027 bis 31.05.2027. im Sekretariat",
        "Der erste Kontakt: Sie müssen Ihren Namen nicht sagen.",
        "Mitbringen: Ausweis, Foto",
        "Telefon: 030 23125-0 (abends, Zentrale des Anbieters)",
    ):
        assert f"  {line}" in lines, lines


def test_who_can_be_written_to_comes_first() -> None:
    """The others are told with their telephone numbers."""
    guide = guide_of(
        offer_record("a", anbieter="ohne", kontakt={"telefone": [{"nummer": "030 23125-0"}]}),
        offer_record("b", anbieter="mit", kontakt={"email": "a_b+c@verein.example"}),
        providers=(provider_record("ohne"), provider_record("mit")),
    )
    review = review_round(guide)

    assert [request.provider.id for request in review.requests] == ["mit", "ohne"]
    text = issue_text(review, SITE)
    assert "- Anbieter mit: 1 (`a_b+c@verein.example`)\n- Anbieter ohne: 1 (030 23125-0)\n" in text
    assert "- An: `a_b+c@verein.example`\n" in text


def test_a_sensitive_offer_is_linked_by_its_neutral_address() -> None:
    """A mail is a trace as well."""
    guide = guide_of(offer_record("treff", sensibel="ja", adresse="hilfe-01"))
    (request,) = review_round(guide).requests

    assert "?angebot=hilfe-01\n" in mail_text(request, guide, SITE)


def test_all_mails_end_with_a_count() -> None:
    """For a terminal."""
    lines = list(as_mails(review_round(neighbour_guide()), SITE))

    assert lines[0].startswith("An: ")
    assert lines[-1].endswith("steht die Antwort aus.")


def test_the_issue_is_one_and_can_be_found_again() -> None:
    """By its first line; it names who has not answered."""
    guide = guide_of(
        offer_record("treff"), offer_record("gefragt", pruefung={"status": "angefragt", "am": "2027-03-01"})
    )
    text = issue_text(review_round(guide), SITE)

    assert text.startswith("<!-- familyguide: pruefung -->\nStand 10.03.2027. Angebote zu bestätigen: **1**, Anbieter")
    assert "- Angebot gefragt (" in text
    assert "gefragt am 01.03.2027" in text
    assert "`familyguide confirm treff --angefragt`" in text


def test_the_issue_has_room_for_hundreds_of_providers() -> None:
    """What does not fit is counted."""
    providers = tuple(provider_record(f"anbieter-{number}") for number in range(200))
    offers = (offer_record(f"treff-{p.id}", anbieter=p.id, titel=f"Treff {p.id}") for p in providers)
    text = issue_text(review_round(guide_of(*offers, providers=providers)), SITE)

    assert len(text) <= MOST_CHARACTERS
    shown = text.count("<details>") - 1
    assert text.endswith(
        f"Für die Mails an {200 - shown} weitere Anbieter ist hier kein Platz. Sie folgen, sobald diese gefragt sind; "
        "alle zeigt `familyguide review`.\n"
    )
    assert all(f"- Anbieter anbieter-{number}: 1 (" in text for number in range(200))


def test_records_do_not_break_out_of_the_issue() -> None:
    """Neither by a fence nor by HTML nor by calling somebody."""
    guide = guide_of(
        offer_record("treff", anbieter="verein", kurztext="````\n``````\n@alle"),
        providers=(provider_record("verein", name="@team & 3 < 5 #1"),),
    )
    text = issue_text(review_round(guide), SITE)

    assert "\n`````````text\n" in text
    assert "<summary>@\u2060team &amp; 3 &lt; 5 #\u20601:" in text


def test_the_day_counts() -> None:
    """What is confirmed today is due when the town's interval has passed: here two years."""
    record = offer_record("treff", pruefung={"status": "bestaetigt", "am": "2027-03-10"})

    assert review_round(guide_of(record, day=date(2029, 3, 10))).requests == ()
    assert review_round(guide_of(record, day=date(2029, 3, 11))).requests != ()
