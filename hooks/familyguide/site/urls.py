"""Where each page lives: addresses from the root of the site, with a slash at both ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from ..guide import Offer, Provider
from ..records.models import Forge, ForgeKind, Stage, Term, Topic

HOME: Final = "/"
STAGES: Final = "/lebensphasen/"
TOPICS: Final = "/themen/"
DISTRICTS: Final = "/stadtteile/"
PROVIDERS: Final = "/anbieter/"
FINDER: Final = "/angebote/"
EMERGENCY: Final = "/notfall/"
WEEK: Final = "/wochenplan/"
BROCHURES: Final = "/broschueren/"
FORM: Final = "/mitmachen/angebot/"
NOT_FOUND: Final = "/404.html"


def stage_url(stage: Stage, topic: Topic | None = None) -> str:
    """A life stage, or one topic in it."""
    return f"{STAGES}{stage.id}/{topic.id}/" if topic else f"{STAGES}{stage.id}/"


def topic_url(topic: Topic) -> str:
    """A topic over all life stages."""
    return f"{TOPICS}{topic.id}/"


def district_url(district: Term) -> str:
    """A district."""
    return f"{DISTRICTS}{district.id}/"


def provider_url(provider: Provider) -> str:
    """A provider."""
    return f"{PROVIDERS}{provider.id}/"


def offer_url(offer: Offer) -> str:
    """An offer; the address of a sensitive one is neutral."""
    return f"{FINDER}{offer.slug}/"


def former_url(former_id: str) -> str:
    """Where an offer used to be."""
    return f"{FINDER}{former_id}/"


def former_provider_url(former_id: str) -> str:
    """Where a provider used to be."""
    return f"{PROVIDERS}{former_id}/"


EDIT_PAGES: Final[Mapping[ForgeKind, str]] = {
    ForgeKind.GITHUB: "{web}/edit/{branch}/{file}",
    ForgeKind.GITLAB: "{web}/-/edit/{branch}/{file}",
    ForgeKind.GITEA: "{web}/_edit/{branch}/{file}",
}


def edit_url(forge: Forge, file: str) -> str:
    """Where the forge lets people edit a file of the guide."""
    return EDIT_PAGES[forge.kind].format(web=forge.web.rstrip("/"), branch=quote(forge.branch), file=quote(file))


NEW_PAGES: Final[Mapping[ForgeKind, str]] = {
    ForgeKind.GITHUB: "{web}/new/{branch}?filename={file}&value={text}",
    ForgeKind.GITLAB: "{web}/-/new/{branch}/{folder}?file_name={name}",
    ForgeKind.GITEA: "{web}/_new/{branch}/{folder}?filename={name}&value={text}",
}
"""Where forges let people make a file; one without `{text}` cannot be handed what is to stand in it."""


def forge_addresses(forge: Forge) -> dict[str, str]:
    """How the forge is called, and the patterns of its pages for a new file and for one that is there."""
    web, branch = forge.web.rstrip("/"), quote(forge.branch)
    new, edit = (pages[forge.kind].replace("{web}", web) for pages in (NEW_PAGES, EDIT_PAGES))
    return {"name": forge.kind.label, "new": new.replace("{branch}", branch), "edit": edit.replace("{branch}", branch)}


def form_url(offer: Offer) -> str:
    """The form, filled in with what an offer says; the address of a sensitive one is neutral."""
    return f"{FORM}?angebot={offer.slug}"


def depth(url: str) -> int:
    """How many folders below the root of the site a page lies."""
    return url.count("/") - 1


def relative(url: str, page_url: str) -> str:
    """The address `url` as seen from the page `page_url`, so that the site works under any path."""
    return "../" * depth(page_url) + url.lstrip("/") or "./"
