"""Writes `schema_org.json`: what schema.org says about the types that the site uses, and those that these stand below.

To renew it: `npm pack schema-dts@2.1.0 && tar xf schema-dts-2.1.0.tgz`, then
`python tests/site/extract_schema_org.py package/dist/schema.d.ts`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

USED = (
    "BreadcrumbList", "City", "ContactPoint", "DayOfWeek", "EntryPoint", "Event", "GovernmentOrganization",
    "GovernmentService", "Language", "ListItem", "Offer", "OpeningHoursSpecification", "PeopleAudience",
    "PostalAddress", "SearchAction", "ServiceChannel", "WebSite",
)  # fmt: skip
ENUMERATIONS = ("DayOfWeek",)
SOURCE = "https://schema.org in the form of npm's schema-dts 2.1.0; vocabulary: CC BY-SA 3.0"
EXTRACT = Path(__file__).with_name("schema_org.json")


def extract(definitions: str) -> dict[str, Any]:
    """The types by name: those directly above, own properties with the types of their values, members."""
    unions = {
        name: union.split(" | ")
        for name, union in re.findall(r"^export type (\w+) = (.+);$", definitions, re.MULTILINE)
    }
    below = {name: parts for name, parts in unions.items() if f"{name}Leaf" in parts}
    types: dict[str, Any] = {}
    wanted = list(USED)
    while wanted:
        name = wanted.pop()
        if name not in types:
            above = sorted(parent for parent, parts in below.items() if name in parts)
            types[name] = {"above": above, "properties": _properties(name, definitions)}
            wanted += above
    for name in ENUMERATIONS:
        types[name]["members"] = [part.strip('"') for part in unions[name] if part.startswith('"https:')]
    return {"source": SOURCE, "types": dict(sorted(types.items()))}


def _properties(name: str, definitions: str) -> dict[str, list[str]]:
    body = re.search(rf"^interface {name}Base extends [^{{]+\{{\n(.*?)^\}}", definitions, re.MULTILINE | re.DOTALL)
    rows = re.findall(r'^    "(\w+)"\?: SchemaValue<(.+), "\w+">;$', body[1] if body else "", re.MULTILINE)
    return {name: sorted(set(values.split(" | ")) - {"IdReference"}) for name, values in rows}


def as_text(vocabulary: dict[str, Any]) -> str:
    """JSON with a line for each property."""
    text = json.dumps(vocabulary, indent=1)
    return re.sub(r"\[[^\[\]{}]*\]", lambda found: json.dumps(json.loads(found[0])), text) + "\n"


if __name__ == "__main__":
    EXTRACT.write_text(as_text(extract(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="utf-8")
