"""`familyguide links`: try the addresses in the records."""

from __future__ import annotations

import argparse
import http.client
import ipaddress
import socket
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


def _opener() -> urllib.request.OpenerDirector:
    """What asks servers without following where they lead."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
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
        if not _is_public(host, parts.port or (443 if parts.scheme == "https" else 80)):
            return Answer(problem=LINKS_NOT_PUBLIC)
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


def _is_public(host: str, port: int) -> bool:
    """Whether a host is out in the world: what stands in records does not reach the computers beside this one."""
    addresses = {found[4][0] for found in socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)}
    return all(ipaddress.ip_address(address).is_global for address in addresses)
