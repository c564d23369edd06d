"""The old address of a provider that was given another id."""

from __future__ import annotations

from built_site import built
from making import guide_of, offer_record, provider_record


def test_the_old_address_leads_on() -> None:
    """To the provider's page; searches do not know it."""
    site = built(guide_of(offer_record(anbieter="neu"), providers=(provider_record("neu", frueher=["alt", "uralt"]),)))

    for former in ("alt", "uralt"):
        page = site.pages[f"/anbieter/{former}/"]
        assert "Diese Seite ist umgezogen" in page.html
        assert 'content="0; url=../../anbieter/neu/"' in page.html
        assert not page.listed


def test_a_provider_without_a_page_has_no_old_one() -> None:
    """An old address would tell of it."""
    secret = offer_record(anbieter="neu", sensibel="ja", adresse="hilfe-01")
    site = built(guide_of(secret, providers=(provider_record("neu", frueher=["alt"]),)))

    assert "/anbieter/alt/" not in site.pages
