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
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from ..records.load import load_records
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
    LINKS_SUMMARY,
)

TIMEOUT: Final = 20


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "links", LINKS, _run, examples=LINKS_EXAMPLES)
    command.options.add_argument("--format", choices=("text", "markdown"), default="text", help=LINKS_FORMAT)


def _run(options: argparse.Namespace, _parser: GermanParser) -> int:
    links = list(links_in(load_records(options.root)))
    findings = check_links(links, fetch, time.sleep)
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


def fetch(url: str) -> Answer:
    """Ask for one page, as a polite program does that says who it is; nothing but the head of the answer is read."""
    parts = urlsplit(url)
    try:
        host = (parts.hostname or "").encode("idna").decode()
        if not _is_public(host, parts.port or (443 if parts.scheme == "https" else 80)):
            return Answer(problem=LINKS_NOT_PUBLIC)
        port = f":{parts.port}" if parts.port else ""
        path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=?~-._")
        plain = urlunsplit((parts.scheme, f"{host}{port}", path, query, ""))
        request = urllib.request.Request(plain, headers={"User-Agent": LINKS_AGENT, "Accept": "*/*"})
        with _opener().open(request, timeout=TIMEOUT) as response:
            return Answer(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers.get("Location", ""))
    except (OSError, http.client.HTTPException, ssl.SSLError, ValueError, UnicodeError) as error:
        reason = getattr(error, "reason", error)
        return Answer(problem=str(reason) or LINKS_NO_ANSWER)


def _is_public(host: str, port: int) -> bool:
    """Whether a host is out in the world: what stands in records does not reach the computers beside this one."""
    addresses = {found[4][0] for found in socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)}
    return all(ipaddress.ip_address(address).is_global for address in addresses)
