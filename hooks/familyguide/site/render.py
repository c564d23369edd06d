"""One Jinja environment for all pages: autoescape on, nothing undefined, HTML out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from ..guide import Guide, Offer, mail_uri
from ..phrases import facts
from ..phrases import wording as phrases_wording
from ..phrases.text import markdown_html
from ..records.models import Forge, Record, Stage
from ..records.values import Weekday
from . import pictures, structured, urls, wording
from .assets import Asset
from .downloads import Printed
from .folding import DRAWINGS
from .form import Typed
from .languages import language_marker
from .paper import breakable, qr_svg, written_out
from .serving import POLICY_SLOT, Inline, inline_code, policy


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the site knows from outside the records."""

    address: str
    """Where the site will be found, such as `https://wegweiser.beispiel.de/`; empty when not known."""
    icons: Mapping[str, str]
    """SVG by name, such as `material/school`."""
    hand_written: tuple[tuple[str, str], ...] = ()
    """Title and address of the hand-written pages, in the order of the menu; full addresses lead elsewhere."""
    with_policy: bool = True
    """Whether pages name their policy; without one, an engine may put scripts of its own into them while it serves."""
    printed: tuple[Printed, ...] = ()
    """What there is to print."""
    typed: Typed = field(default_factory=dict)
    """What the files of offers say, as typed, by the path of the file."""
    is_proposal: bool = False
    """Whether the site shows what is only proposed: it says so, search engines pass over it, it opens from a folder."""


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page of the site."""

    url: str
    """From the root of the site: `/angebote/babytreff/`."""
    title: str
    """Plain text, as the browser's tab shows it."""
    html: str
    """The whole document."""
    listed: bool = True
    """Whether search engines may know it."""
    inline: Inline = field(default_factory=Inline)
    """The scripts and styles that stand in it."""

    @property
    def path(self) -> str:
        """The file of this page below the root of the site."""
        path = self.url.lstrip("/")
        return path + "index.html" if not path or path.endswith("/") else path


class Preview(NamedTuple):
    """The picture that messengers show beside a link to a page."""

    address: str
    text: str
    """What is seen on it."""
    width: int
    height: int


def environment() -> jinja2.Environment:
    """The environment of the page templates."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["markdown"] = markdown_html
    env.filters["german_date"] = facts.german_date
    env.filters["host"] = _host
    env.filters["breakable"] = breakable
    env.filters["below_host"] = _below_host
    env.filters["written_out"] = written_out
    env.globals.update(facts=facts, phrases=phrases_wording, urls=urls, wording=wording)
    return env


class NotStated(jinja2.UndefinedError):
    """A page wants to show what the town has not stated."""


class _NotStated(jinja2.Undefined):
    """A fact that the town has not stated: it can be asked for, with `if` or `default`, but not shown."""

    def __init__(self, obj: object, name: str) -> None:
        field = getattr(type(obj), "model_fields", {}).get(name)
        super().__init__(None, obj, (field.alias if field else None) or name, NotStated)

    __str__ = __html__ = __iter__ = __len__ = jinja2.Undefined._fail_with_undefined_error


class _TextEnvironment(SandboxedEnvironment):
    """Fills hand-written pages: data only, no way to call into the program."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        value = super().getattr(obj, attribute)
        return _NotStated(obj, attribute) if value is None else value


def text_environment() -> jinja2.Environment:
    """The environment that fills hand-written pages; raises NotStated for what would be shown and is not there."""
    return _TextEnvironment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        comment_start_string="{##",  # `{#kontakt}` is how Markdown names a heading
        comment_end_string="##}",
        finalize=_without_markdown,
    )


_MARKDOWN_MARK = re.compile(r"(?<!&)#|[\\`*_\[\]{}]")


def _without_markdown(value: object) -> Markup:
    """A value that is filled into Markdown, written so that it is shown as it is: it makes no link and no heading."""
    if isinstance(value, Markup):
        return value
    return Markup(_MARKDOWN_MARK.sub(lambda mark: f"&#{ord(mark[0])};", str(escape(value))))


_FOLDER = re.compile(r"/(?=$|[?#])")
"""The end of an address that names a folder."""


def _host(web: str) -> str:
    """A web address as people say it: `www.beispiel.de`."""
    return web.split("://", 1)[-1].split("/", 1)[0]


def _below_host(web: str) -> str:
    """The rest of a web address, for those who have to type it: `/familie`."""
    _, slash, rest = web.split("://", 1)[-1].rstrip("/").partition("/")
    return slash + rest


# Three links of a chain, in the colour of the text around it.
LOGO = (
    '<svg class="logo" viewBox="0 0 48 24" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" '
    'stroke-width="4"><circle cx="12" cy="12" r="8"/><circle cx="24" cy="12" r="8"/><circle cx="36" cy="12" r="8"/>'
    "</svg>"
)


class Renderer:
    """Makes pages from templates; what all pages share is put together once."""

    def __init__(self, guide: Guide, settings: SiteSettings, assets: Mapping[str, Asset]) -> None:
        self._guide = guide
        self._settings = settings
        self._env = environment()
        self._env.globals.update(
            guide=guide,
            town=guide.town,
            settings=settings,
            policy=POLICY_SLOT,
            icon=self._icon,
            logo=Markup(LOGO),
            qr_svg=qr_svg,
            folding=DRAWINGS,
            stage_number={stage.id: number for number, stage in enumerate(guide.stages, start=1)},
            topic_titles={topic.id: topic.title for topic in guide.topics},
            district_titles={district.id: district.title for district in guide.districts},
            mail_uri=mail_uri,
            report_uri=self._report_uri,
            edit_uri=self._edit_uri,
            can_be_filled_in=self._can_be_filled_in,
            finder_terms=lambda terms: [(term.id, term.title) for term in terms],
            weekday_terms=[(day.value, day.label) for day in Weekday],
        )
        self._assets = assets
        self._with_languages = language_marker(guide.record.foreign_words)

    def page(
        self,
        template: str,
        url: str,
        heading: str,
        *,
        title: str | None = None,
        description: str = "",
        trail: tuple[tuple[str, str], ...] = (),
        listed: bool = True,
        preview: Stage | None = None,
        nodes: Sequence[structured.Node] = (),
        **values: Any,
    ) -> Page:
        """Render one page.

        `heading` is its first heading, `title` the name in the tab where that differs, `trail` the pages above it.
        Links to it are shown with the picture of the stage `preview`, without one with that of the guide; `nodes` is
        what it says to machines besides its trail. A page that is not listed has neither.
        """
        site_title = self._guide.town.title
        listed = listed and not self._settings.is_proposal
        told = listed and bool(self._settings.address)
        if told and trail:
            nodes = (*nodes, structured.trail_node((*trail, (heading, url)), self.absolute))
        name = site_title if url == urls.HOME else wording.TITLE.format(page=title or heading, site=site_title)
        html = self._env.get_template(template).render(
            url=url,
            heading=heading,
            document_title=name,
            description=description,
            trail=trail,
            listed=listed,
            to=self._linker(url),
            asset=self._asset_linker(url),
            canonical=self.absolute(url),
            preview=self._preview(preview) if told else None,
            json_ld=structured.script_text(nodes) if told and nodes else "",
            **values,
        )
        html = self._with_languages(html)
        inline = inline_code(html)
        return Page(url, name, html.replace(POLICY_SLOT, policy(inline), 1), listed, inline)

    def fragment(self, template: str, url: str, **values: Any) -> str:
        """Render a piece of HTML for the page at `url`, which fetches it when it is needed."""
        html = self._env.get_template(template).render(
            url=url, to=self._linker(url), asset=self._asset_linker(url), **values
        )
        return self._with_languages(html)

    def absolute(self, url: str) -> str:
        """The full address of a page, or nothing while the site has none."""
        return self._settings.address.rstrip("/") + url if self._settings.address else ""

    def _preview(self, stage: Stage | None) -> Preview:
        path = self._assets[pictures.picture_name(stage)].path
        return Preview(
            self.absolute(f"/{path}"), pictures.picture_text(self._guide, stage), pictures.WIDTH, pictures.HEIGHT
        )

    def _linker(self, page_url: str) -> Any:
        if page_url == urls.NOT_FOUND:  # served for any address, so relative links would lead nowhere
            base = "/" + self._settings.address.split("://", 1)[-1].partition("/")[2].strip("/")
            return lambda url: base.rstrip("/") + url
        if self._settings.is_proposal:  # files on a disk have no server that knows what a folder shows
            return lambda url: urls.relative(_FOLDER.sub("/index.html", url, count=1), page_url)
        return lambda url: urls.relative(url, page_url)

    def _asset_linker(self, page_url: str) -> Any:
        link = self._linker(page_url)
        return lambda name: link("/" + self._assets[name].path)

    def _icon(self, name: str | None) -> Markup:
        """A decorative icon: screen readers pass over it, the words stand beside it."""
        svg = self._settings.icons.get(name or "", "")
        return Markup(svg.replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))

    @property
    def mailbox(self) -> str:
        """Where the coordination reads mails, or nothing."""
        coordination = self._guide.town.coordination
        return coordination.email or "" if coordination else ""

    def _report_uri(self, name: str, url: str) -> str:
        """A mail to the coordination that names what is wrong, by its id and its page; empty without a mailbox."""
        if not self.mailbox:
            return ""
        subject = wording.REPORT_SUBJECT.format(guide=self._guide.town.title, id=name)
        body = wording.REPORT_BODY.format(id=name, address=self.absolute(url))
        lines = body.replace("\n", "\r\n")  # as mails end their lines (RFC 6068, section 5)
        return f"{mail_uri(self.mailbox)}?subject={quote(subject)}&body={quote(lines)}"

    def _can_be_filled_in(self, offer: Offer) -> bool:
        """Whether the form opens with what the offer says."""
        return offer.record.file in self._settings.typed

    def _edit_uri(self, record: Record) -> str:
        """Where the file of a record is changed; empty without a forge."""
        forge: Forge | None = self._guide.town.forge
        return urls.edit_url(forge, record.file) if forge and facts.web_target(forge.web) else ""
