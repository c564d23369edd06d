"""The adapter to MkDocs: reads the town, stops on errors, hands the finished pages over. Nothing else imports MkDocs.

The guide's pages are complete documents and go to the site as they are; hand-written pages in `docs/` are rendered by
MkDocs and put into the same frame. Everything that can fail happens in `on_pre_build`, before MkDocs empties the site.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import jinja2
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from familyguide.guide import Guide
from familyguide.records.findings import Finding, Mark, in_reading_order, make_finding
from familyguide.records.load import Records, load_records
from familyguide.records.notes import find_notes
from familyguide.records.report import as_lines, summary
from familyguide.site.pages import Site, build_site, hand_written_page
from familyguide.site.render import SiteSettings, text_environment
from familyguide.today import today

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.familyguide")


@dataclass(frozen=True, slots=True)
class _Build:
    """What one build works with."""

    guide: Guide
    site: Site
    urls: frozenset[str]


_current: _Build | None = None


def _build() -> _Build:
    if _current is None:
        raise PluginError("on_pre_build has not run")
    return _current


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave sitemap and 404 page to the guide: they hold sensitive offers back and work under a sub-path."""
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Read and check everything and make all pages; with an error, stop while the last good site still stands."""
    global _current  # MkDocs gives hooks no place of their own to keep what belongs to a build
    root = Path(config.config_file_path).parent
    records = load_records(root)
    day = today()
    notes = in_reading_order(find_notes(records, day))
    findings = [*records.findings, *_check_hand_written(Path(config.docs_dir), root, records, day)]
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors or records.guide is None:
        raise PluginError("\n" + "\n".join([*as_lines(findings), summary(records, notes)]))
    for line in as_lines(findings):
        log.info(line)
    log.info(summary(records, notes))
    guide = Guide(records.guide, records.offers, records.providers, records.places, day)
    settings = SiteSettings(
        address=config.site_url or "",
        icons=_icons(guide, config.theme.dirs),
        hand_written=tuple(_navigation(config.nav)),
    )
    site = build_site(guide, settings)
    urls = frozenset(page.url for page in site.pages) | {url for _, url in settings.hand_written}
    _current = _Build(guide, site, urls)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the guide's pages and assets; drop the theme's own, which no page asks for."""
    for file in list(files):
        if file.src_uri.startswith("assets/") and not Path(config.docs_dir, file.src_uri).is_file():
            files.remove(file)
    site = _build().site
    for page in site.pages:
        files.append(File.generated(config, page.path, content=page.html))
    for asset in site.assets:
        files.append(File.generated(config, asset.path, content=asset.content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Fill a hand-written page with the data of the town."""
    return _filled(markdown, _build().guide)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Put a hand-written page into the frame of the site; `theme/main.html` shows it as it is."""
    build = _build()
    url = "/" + page.url
    for dead in _dead_links(html, url, build.urls):
        log.warning("docs/%s: Der Link «%s» führt ins Leere.", page.file.src_uri, dead)
    description = str(page.meta.get("description", ""))
    return hand_written_page(build.site.renderer, url, str(page.title), description, html).html


# --- hand-written pages ---------------------------------------------------------------------------------------------


def _filled(markdown: str, guide: Guide) -> str:
    return text_environment().from_string(markdown).render(guide=guide, stadt=guide.town)


def _check_hand_written(docs: Path, root: Path, records: Records, day: object) -> list[Finding]:  # noqa: ARG001
    """Find what would keep a hand-written page from being filled."""
    findings = []
    for path in sorted(docs.rglob("*.md")):
        file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        try:
            text_environment().parse(path.read_text(encoding="utf-8"))
        except jinja2.TemplateSyntaxError as error:
            findings.append(make_finding(file, Mark(error.lineno, 1), "", "page-template", problem=error.message or ""))
    return findings


def _navigation(nav: object, parents: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Title and address of each page in the navigation of `mkdocs.yml`."""
    found: list[tuple[str, str]] = []
    for entry in nav if isinstance(nav, list) else ():
        for title, target in entry.items() if isinstance(entry, dict) else ():
            if isinstance(target, list):
                found += _navigation(target, (*parents, title))
            else:
                path = PurePosixPath(target)
                address = path.parent if path.stem == "index" else path.with_suffix("")
                found.append((title, f"/{address}/"))
    return found


_LINK = re.compile(r'href="([^"#?]+)')


def _dead_links(html: str, url: str, known: frozenset[str]) -> list[str]:
    """Links of a page to pages of this site that are not there."""
    targets = [target for target in _LINK.findall(html) if not urlsplit(target).scheme]
    return [target for target in targets if target.endswith("/") and urljoin(url, target) not in known]


# --- icons ----------------------------------------------------------------------------------------------------------

_ICONS_OF_TEMPLATES = ("material/phone", "material/phone-alert", "material/menu", "material/map-marker")


def _icons(guide: Guide, theme_folders: list[str]) -> dict[str, str]:
    """Read the icons that the town and the templates name from the theme's sets."""
    icons: dict[str, str] = {}
    named = {term.icon for term in (*guide.stages, *guide.topics) if term.icon} | set(_ICONS_OF_TEMPLATES)
    for name in sorted(named):
        paths = [Path(folder, ".icons", f"{name}.svg") for folder in theme_folders]
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            log.warning("offers/guide.yml: Das Symbol «%s» gibt es im Thema nicht.", name)
        else:
            icons[name] = path.read_text(encoding="utf-8").strip()
    return icons
