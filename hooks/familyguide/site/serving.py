"""What web servers say along with the pages: a policy that lets nothing foreign in, and how long to keep what."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urlsplit

import jinja2

from ..guide import Guide, mail_uri
from .assets import CONTENT_ADDRESSED, Asset

HTACCESS: Final = ".htaccess"
SECURITY: Final = ".well-known/security.txt"
HIDDEN_FILES: Final = (HTACCESS, SECURITY)
"""What engines and servers pass over unless told otherwise."""

POLICY_SLOT: Final = "the policy of this page"
"""Stands in a page until everything else is in it: the policy depends on the finished page."""

SECURITY_DAYS: Final = 180
"""How long the contact for weak spots is good for; each build begins anew. At most a year (RFC 9116, 2.5.5)."""

HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    # That somebody has read a page about help must not show up at the next site.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Full screen, sharing and copying are left at their defaults: this site may, and only on a click.
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media", "geolocation",
            "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
            "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "window-management",
            "xr-spatial-tracking",
        )
    ),
}  # fmt: skip
"""What is said with every file, besides the policy."""


# --- what stands in a page ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Inline:
    """What pages bring along themselves, and their policy has to name."""

    scripts: frozenset[str] = frozenset()
    """The scripts that stand in the page, as the policy names them: `'sha256-…'`."""
    styles: frozenset[str] = frozenset()
    media: bool = False
    """Whether films or sounds are shown."""

    def __or__(self, other: Inline) -> Inline:
        return Inline(self.scripts | other.scripts, self.styles | other.styles, self.media or other.media)


def inline_code(html: str) -> Inline:
    """The scripts and styles in a page."""
    if not _MAY_HAVE_INLINE_CODE.search(html):  # nearly all pages; reading tag by tag takes a hundred times longer
        return Inline()
    reader = _read(html)
    return Inline(frozenset(reader.code["script"]), frozenset(reader.code["style"]), reader.media)


def refused_code(html: str) -> list[str]:
    """What the policy never allows, whatever it names: the tags that browsers will not obey."""
    return _read(html).refused


_MAY_HAVE_INLINE_CODE = re.compile(
    r"<(?:style|audio|video|script(?![^>]*\s(?:src=|type=\"application/ld\+json\")))", re.IGNORECASE
)

# Any other type is data, and needs no permission (https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type).
_EXECUTABLE = {"module", "importmap", "speculationrules"}
_JAVASCRIPT = re.compile(r"(?:text|application)/(?:x-)?(?:java|ecma)script|text/(?:javascript1\.\d|jscript|livescript)")
_FRAMES = {"embed", "iframe", "object"}
_FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class _Reader(HTMLParser):
    """Finds in a page what a policy is about."""

    def __init__(self) -> None:
        super().__init__()
        self.code: dict[str, set[str]] = {"script": set(), "style": set()}
        self.media = False
        self.refused: list[str] = []
        self._open: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.media |= tag in ("audio", "video")
        if tag in _FRAMES or any(_is_refused(name, value) for name, value in values.items()):
            self.refused.append(self.get_starttag_text() or f"<{tag}>")
        if tag == "style" or (tag == "script" and "src" not in values and _is_executable(values.get("type", ""))):
            self._open, self._text = tag, []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open == tag:
            self.code[tag].add(_source("".join(self._text)))
            self._open = None


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n"))  # as browsers do before they look
    reader.close()
    return reader


def _is_executable(type_: str) -> bool:
    kind = type_.strip().lower()
    return not kind or kind in _EXECUTABLE or _JAVASCRIPT.fullmatch(kind) is not None


def _is_refused(name: str, value: str) -> bool:
    match name:
        case "src" | "poster":
            return _FOREIGN.match(value) is not None
        case "href":
            return value.lstrip().lower().startswith("javascript:")
    return name == "style" or name.startswith("on")


def _source(code: str) -> str:
    """The name by which a policy allows exactly this text (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


# --- what servers say -----------------------------------------------------------------------------------------------


def policy(inline: Inline, *, header: bool = False) -> str:
    """What a page may load (https://www.w3.org/TR/CSP3/); what only counts in a header is left out of pages."""
    own = {
        "script-src": inline.scripts,
        "style-src": inline.styles,
        "img-src": (),
        "font-src": (),
        **({"media-src": ()} if inline.media else {}),
        "connect-src": (),
        "manifest-src": (),
    }
    return "; ".join(
        [
            "default-src 'none'",
            *(" ".join([name, "'self'", *sorted(sources)]) for name, sources in own.items()),
            "base-uri 'none'",
            "form-action 'self'",
            *(["frame-ancestors 'none'"] if header else []),
        ]
    )


def server_files(guide: Guide, address: str, assets: Iterable[Asset], inline: Inline) -> list[Asset]:
    """The files that tell servers, and those who find a weak spot, what they need to know.

    `address` is where the site will be found, or empty; `inline` what all pages together bring along.
    """
    path = urlsplit(address).path.strip("/")
    base = f"/{path}/" if path else "/"
    values = {
        "headers": {"Content-Security-Policy": policy(inline, header=True), **HEADERS},
        "base": unquote(base),
        "base_pattern": re.escape(unquote(base)),
        "base_address": base,
        "host": urlsplit(address).hostname or "www.example.org",
        "content_addressed": CONTENT_ADDRESSED,
        "kept": _kept(assets),
    }
    files = {
        path: _environment().get_template(template).render(values)
        for path, template in {HTACCESS: "htaccess", "_headers": "headers", "server/nginx.conf": "nginx.conf"}.items()
    }
    coordination = guide.town.coordination
    if coordination and coordination.email:
        files[SECURITY] = _security_text(coordination.email, guide.today, address)
    return [Asset(path, text.encode()) for path, text in files.items()]


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "server"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _kept(assets: Iterable[Asset]) -> list[str]:
    """Patterns for what browsers may keep for ever, for servers that know no regular expressions."""
    matches = [(asset.path, re.match(CONTENT_ADDRESSED, asset.path)) for asset in assets]
    return sorted({f"{match[0]}*" if match[0].endswith("/") else path for path, match in matches if match})


def _security_text(email: str, today: date, address: str) -> str:
    """Whom to tell of a weak spot (https://www.rfc-editor.org/rfc/rfc9116)."""
    lines = [
        f"Contact: {mail_uri(email)}",
        f"Expires: {today + timedelta(days=SECURITY_DAYS)}T00:00:00Z",
        "Preferred-Languages: de, en",
    ]
    if address.startswith("https://"):  # nothing else may stand there
        lines.append(f"Canonical: {address.rstrip('/')}/{SECURITY}")
    return "".join(f"{line}\n" for line in lines)
