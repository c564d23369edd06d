"""The adapter to MkDocs: reads the town, stops on errors, hands the finished pages over. Nothing else imports MkDocs.

The guide's pages are complete documents and go to the site as they are; hand-written pages in `docs/` are rendered by
MkDocs and put into the same frame. Everything that can fail happens in `on_pre_build`, before MkDocs empties the site.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from familyguide.brochure.checks import check_printing
from familyguide.brochure.files import print_all
from familyguide.brochure.store import PRINT_CACHE, Folder
from familyguide.guide import Guide
from familyguide.records.findings import Finding, in_reading_order
from familyguide.records.load import Records, as_record_file, load_records
from familyguide.records.notes import find_notes
from familyguide.records.report import as_lines, summary
from familyguide.site.downloads import Printed
from familyguide.site.form import TypedRecord
from familyguide.site.hand_written import check_hand_written, filled, find_gaps, page_address, read_hand_written
from familyguide.site.pages import Site, build_site, hand_written_page
from familyguide.site.render import Page as FinishedPage
from familyguide.site.render import SiteSettings
from familyguide.site.serving import HIDDEN_FILES, Inline, inline_code, refused_code, server_files
from familyguide.today import today
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File, InclusionLevel

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.familyguide")
NO = ("nein", "no", "false", "0")
"""How people switch something off."""


@dataclass(frozen=True, slots=True)
class _Build:
    """What one build works with."""

    guide: Guide
    site: Site
    hand_written: list[FinishedPage] = field(default_factory=list)
    """Those that have been framed so far."""
    unprinted: tuple[Finding, ...] = ()
    """Why editions are missing."""


_current: _Build | None = None
_is_serving = False


def _build() -> _Build:
    if _current is None:
        raise PluginError("on_pre_build has not run")
    return _current


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether MkDocs serves: then it puts a script into each page, which no policy could name beforehand."""
    global _is_serving  # noqa: PLW0603 - as below
    _is_serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave sitemap and 404 page to the guide: they hold sensitive offers back and work under a sub-path."""
    if _is_proposal():
        config.site_url = ""  # whoever has found it shall not be led to it again
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    config.use_directory_urls = True  # the addresses of the guide, and its links to hand-written pages, are folders
    # Aligned columns of tables are `style` attributes otherwise, and the policy allows none.
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Read and check everything and make all pages; with an error, stop while the last good site still stands."""
    global _current  # noqa: PLW0603 - MkDocs gives hooks no place of their own to keep what belongs to a build
    root = Path(config.config_file_path).absolute().parent
    try:
        day = today()
    except (ValueError, OverflowError, OSError):
        raise PluginError("SOURCE_DATE_EPOCH ist keine Zahl von Sekunden.") from None
    records = load_records(root)
    notes = in_reading_order(find_notes(records, day))
    guide = Guide.from_records(records, day)
    unprinted = [finding for finding in records.findings if finding.severity == "error"]
    printed: tuple[Printed, ...] = ()
    if guide and _prints(config):
        printed, failures = _print(guide, records, root, config)
        unprinted += failures
    build = _Build(guide, _site(guide, records, root, config, printed), unprinted=tuple(unprinted)) if guide else None
    pages = read_hand_written(Path(config.docs_dir), root)
    taken = {page.url for page in build.site.pages} if build else set()
    hand_written = check_hand_written(pages, build.guide if build else None, taken)
    notes += find_gaps(pages)
    records = replace(records, findings=tuple(in_reading_order([*records.findings, *hand_written])))
    if build is None or records.stops_the_site:
        raise PluginError("\n" + "\n".join([*as_lines(records.findings), summary(records, notes)]))
    for line in as_lines(records.findings):
        log.info(line)
    log.info(summary(records, notes))
    _current = build


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the guide's pages and assets, unless the town has a file of its own there; drop the theme's."""
    for file in list(files):
        if file.src_dir in config.theme.dirs:
            files.remove(file)
    site = _build().site
    contents = {page.path: page.html for page in site.pages} | {asset.path: asset.content for asset in site.assets}
    for path, content in contents.items():
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill a hand-written page with the data of the town."""
    return filled(markdown, _build().guide)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put a hand-written page into the frame of the site; `theme/main.html` shows it as it is."""
    build = _build()
    url = "/" + page.url
    known = {"/" + file.url.removeprefix("./") for file in files}
    for dead in _dead_links(html, url, known):
        log.warning("docs/%s: Der Link «%s» führt ins Leere.", page.file.src_uri, dead)
    _warn_of_refused(page.file.src_uri, html)
    description = str(page.meta.get("description", ""))
    title = unescape(str(page.title))  # MkDocs takes it from the finished heading, where `&` is `&amp;` already
    framed = hand_written_page(build.site.renderer, url, title, description, html)
    build.hand_written.append(framed)
    return framed.html


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Add what web servers need to know; it depends on all pages, and only now are the hand-written ones framed."""
    build = _build()
    inline = Inline()
    for page in (*build.site.pages, *build.hand_written):
        inline |= page.inline
    for file in files.static_pages():
        if file.generated_by is None and file.inclusion.value > InclusionLevel.DRAFT.value:  # a document of the town
            html = file.content_bytes.decode(errors="replace")
            _warn_of_refused(file.src_uri, html)
            inline |= inline_code(html)
    for path in HIDDEN_FILES:  # MkDocs leaves them where they are when it empties the site
        Path(config.site_dir, path).unlink(missing_ok=True)
    for asset in server_files(build.guide, config.site_url or "", build.site.assets, inline):
        own = files.get_file_from_path(asset.path)
        if own is None:
            own = File.generated(config, asset.path, content=asset.content)
            files.append(own)
        own.inclusion = InclusionLevel.INCLUDED  # hidden files are not, otherwise


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Go on showing the last good site when a rebuild fails; MkDocs would let every page wait until it is mended."""

    def rebuild() -> None:
        try:
            builder()
        except Abort:  # the findings are in the terminal already
            log.error("Die Seite bleibt, wie sie war, bis der Fehler behoben ist.")

    server.builder = rebuild
    return server


def on_post_build(config: MkDocsConfig) -> None:
    """Tell which editions are missing from a site that stands otherwise; the exit status tells it, too."""
    if unprinted := in_reading_order(_build().unprinted):
        names = ", ".join(sorted({finding.file for finding in unprinted}))
        told = "\n".join(as_lines(unprinted))
        if not _is_serving:
            raise PluginError(f"\n{told}\nDie Seite ist fertig, aber nicht alles ließ sich drucken: {names}")
        log.error(told)


def _prints(config: MkDocsConfig) -> bool:
    """Whether this build prints editions: not while serving, nor when the town or whoever builds leaves them out."""
    wanted = str(config.extra.get("broschueren", True)).lower() not in NO
    only_shows = _is_serving or _is_proposal()
    return wanted and not only_shows and os.environ.get("BROSCHUEREN", "").lower() not in NO


def _is_proposal() -> bool:
    """Whether this build shows what is only proposed, as the variable `VORSCHAU` says."""
    return os.environ.get("VORSCHAU", "").lower() not in (*NO, "")


def _print(
    guide: Guide, records: Records, root: Path, config: MkDocsConfig
) -> tuple[tuple[Printed, ...], list[Finding]]:
    """Print all editions and sheets, with what keeps some of them from it."""
    store = Folder(root / PRINT_CACHE)
    checked = check_printing(records, guide, root)
    printed, failures = print_all(guide, checked, config.site_url or "", store)
    store.sweep()
    return printed, [*checked.findings, *failures]


def _site(guide: Guide, records: Records, root: Path, config: MkDocsConfig, printed: tuple[Printed, ...]) -> Site:
    settings = SiteSettings(
        address=config.site_url or "",
        icons=_icons(guide, config.theme.dirs),
        hand_written=tuple(_navigation(config.nav, Path(config.docs_dir))),
        with_policy=not _is_serving,
        printed=printed,
        is_proposal=_is_proposal(),
        typed=dict(_typed_offers(guide, root)),
    )
    return build_site(guide, settings)


def _typed_offers(guide: Guide, root: Path) -> Iterator[tuple[str, TypedRecord]]:
    for offer in guide.offers:
        file = as_record_file(offer.record.file, (root / offer.record.file).read_bytes())
        if file is not None and (typed := TypedRecord.of(file)) is not None:
            yield file.file, typed


# --- hand-written pages ---------------------------------------------------------------------------------------------


def _navigation(nav: object, docs: Path) -> Iterator[tuple[str, str]]:
    """Title and address of each entry in the navigation of `mkdocs.yml`: pages, and links to elsewhere."""
    for entry in nav if isinstance(nav, list) else ():
        for title, target in entry.items() if isinstance(entry, dict) else [(None, entry)]:
            if isinstance(target, list):
                yield from _navigation(target, docs)
            elif urlsplit(target).scheme in ("https", "http", "mailto") or target.startswith("/"):
                yield title or target, target
            elif (docs / target).is_file():  # MkDocs itself tells of pages that are missing
                path = PurePosixPath(target)
                yield title or _first_heading(docs / target) or path.stem, f"/{page_address(path)}"


def _first_heading(page: Path) -> str:
    match = re.search(r"^# +([^{}\n]+?)[ #]*$", page.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return match[1] if match else ""


_LINK = re.compile(r'href="([^"#?]+)')


def _dead_links(html: str, url: str, known: Set[str]) -> list[str]:
    """Links of a page to places on this site where there is nothing."""
    targets = [unescape(target) for target in _LINK.findall(html)]
    return [target for target in targets if not any(urlsplit(target)[:2]) and urljoin(url, target) not in known]


def _warn_of_refused(src_uri: str, html: str) -> None:
    for tag in refused_code(html):
        log.warning(
            "docs/%s: «%s» wirkt nicht. Die Sicherheitsregeln erlauben nur eigene Dateien, <style> und <script>.",
            src_uri,
            " ".join(tag.split()),
        )


# --- icons ----------------------------------------------------------------------------------------------------------

_ICONS_OF_TEMPLATES = (
    "material/account-group",
    "material/clock-outline",
    "material/close",
    "material/download",
    "material/email",
    "material/information",
    "material/map-marker",
    "material/menu",
    "material/pencil",
    "material/phone",
    "material/phone-alert",
    "material/plus",
)


def _icons(guide: Guide, theme_folders: list[str]) -> dict[str, str]:
    """Read the icons that the town and the templates name from the theme's sets."""
    icons: dict[str, str] = {}
    of_town = (*(stage.icon for stage in guide.stages), *(topic.icon for topic in guide.topics))
    for name in sorted({icon for icon in of_town if icon} | set(_ICONS_OF_TEMPLATES)):
        paths = [Path(folder, ".icons", f"{name}.svg") for folder in theme_folders]
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            log.warning("offers/guide.yml: Das Symbol «%s» gibt es im Thema nicht.", name)
        elif (icon := _drawing(path)) is None:
            log.warning("%s: Das ist keine SVG-Zeichnung. Das Symbol «%s» fehlt auf den Seiten.", path, name)
        else:
            icons[name] = icon
    return icons


_SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", _SVG)


def _drawing(path: Path) -> str | None:
    """The drawing in a file, without what else its head may say; None where it cannot be read."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return None
    if root.tag != f"{{{_SVG}}}svg":
        return None
    root.attrib = {"viewBox": root.get("viewBox", "0 0 24 24")}
    return ElementTree.tostring(root, encoding="unicode")
