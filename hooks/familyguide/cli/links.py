"""`familyguide links`: try the addresses in the records."""

from __future__ import annotations

import argparse
import http.client
import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.request
from functools import partial
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from ..records.load import Records, load_records
from ..records.report import as_lines
from ..reports.findings import markdown_summary
from ..reports.links import Answer, check_links, links_in
from ..reports.wording import LINKS_TITLE
from .console import print_lines
from .parser import OK, Commands, GermanParser, add_command
from .wording import (
    LINKS,
    LINKS_AGENT,
    LINKS_EXAMPLES,
    LINKS_FORMAT,
    LINKS_NO_ANSWER,
    LINKS_NOT_PUBLIC,
    LINKS_REASONS,
    LINKS_SUMMARY,
)

TIMEOUT: Final = 20
MOST_ADDRESSES: Final = 2
"""Of a host with more, the others are not tried."""


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "links", LINKS, _run, examples=LINKS_EXAMPLES)
    command.options.add_argument("--format", choices=("text", "markdown"), default="text", help=LINKS_FORMAT)


def _run(options: argparse.Namespace, _parser: GermanParser) -> int:
    records = load_records(options.root)
    links = list(links_in(records))
    findings = check_links(links, partial(fetch, agent=_agent(records)), time.sleep)
    summary = LINKS_SUMMARY.format(count=len({link.url for link in links}), found=len(findings))
    if options.format == "markdown":
        print_lines(markdown_summary(findings, summary, LINKS_TITLE))
    else:
        print_lines([*as_lines(findings), summary])
    return OK  # what only the network knows blocks nobody


class _NotPublic(OSError):
    """A host that is not out in the world."""


class _PlainConnection(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _connected(self.host, self.port)


class _EncryptedConnection(http.client.HTTPSConnection):
    def connect(self) -> None:
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(_connected(self.host, self.port), server_hostname=self.host)


class _Plain(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PlainConnection, req)


class _Encrypted(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_EncryptedConnection, req)


def _connected(host: str, port: int) -> socket.socket:
    """A connection to a host out in the world: what stands in records does not reach the computers beside this one.

    It leads to the very address that was looked at; asked again, a name may stand for another.
    """
    found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not all(_is_public(address) for address in addresses):
        raise _NotPublic
    for address in addresses[:MOST_ADDRESSES]:
        try:
            return socket.create_connection((address, port), timeout=TIMEOUT)
        except OSError as error:
            failure = error
    raise failure


def _opener() -> urllib.request.OpenerDirector:
    """What asks servers without following where they lead."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        _Plain,
        _Encrypted,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


def _agent(records: Records) -> str:
    """Who asks, and whom to tell that it is a nuisance."""
    town = records.guide.town if records.guide else None
    mailbox = town.coordination.email if town and town.coordination else None
    return LINKS_AGENT.format(contact=mailbox or (town.web if town else None) or "familyguide")


def fetch(url: str, agent: str = "familyguide") -> Answer:
    """Ask for one page, as a polite program does that says who it is; nothing but the head of the answer is read."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        host = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port else ""
        path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=?~-._")
        plain = urlunsplit((parts.scheme, f"{host}{port}", path, query, ""))
        request = urllib.request.Request(plain, headers={"User-Agent": agent, "Accept": "*/*"})
        with _opener().open(request, timeout=TIMEOUT) as response:
            return Answer(response.status)
    except urllib.error.HTTPError as error:
        with error:
            wait = error.headers.get("Retry-After", "")
            seconds = float(wait) if wait.isascii() and wait.isdigit() else 0
            return Answer(error.code, _as_sent(error.headers.get("Location", "")), retry_after=seconds)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(getattr(error, "reason", error), _NotPublic):
            return Answer(problem=LINKS_NOT_PUBLIC)
        return Answer(problem=_in_german(getattr(error, "reason", error)))


def _as_sent(location: str) -> str:
    """An address from a header, which may have umlauts though it must not."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


def _in_german(reason: object) -> str:
    """Why there was no answer."""
    return next((words for kind, words in LINKS_REASONS if isinstance(reason, kind)), str(reason) or LINKS_NO_ANSWER)


def _is_public(address: str) -> bool:
    """Whether an address, and every other one that is packed into it, is out in the world."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    packed: list[ipaddress.IPv4Address | None] = []
    if isinstance(ip, ipaddress.IPv6Address):
        packed = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if any(ip in network for network in _WITH_IPV4_AT_THE_END):
            packed.append(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF))
    return all(one.is_global and not one.is_multicast for one in (ip, *packed) if one is not None)


_WITH_IPV4_AT_THE_END: Final = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))
"""Compatible addresses (RFC 4291) and those of NAT64 (RFC 6052)."""
