"""Make the pictures of README.md and CONTRIBUTING.md anew, from what the software shows today: `make pictures`.

Made by hand are those of printed pages. What a forge or a program for tables shows around a text is drawn by a few
rules of style: it only has to be told apart from pages of the guide.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from markdown import markdown
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests" / "browser"))
from find_chromium import chromium_path  # noqa: E402

OFFER = "buergerservice-ahlen"
"""The offer that the pictures show being changed."""
SETTINGS = {
    "PYTHONPATH": str(PROJECT / "hooks"),
    "COLUMNS": "100",
    "BROSCHUEREN": "nein",
    "NO_MKDOCS_2_WARNING": "1",
}
COLOURS = 64
COMMAND = [sys.executable, "-m", "familyguide"]
MONO = '"DejaVu Sans Mono", monospace'
STYLE = f"""
body {{ margin: 0; padding: 20px; font: 16px/1.5 "Noto Sans", "DejaVu Sans", sans-serif; color: #1f2328; }}
h2 {{ font-size: 22px; margin: 4px 0 12px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0; }}
h3 {{ font-size: 18px; margin: 16px 0 6px; }}
p, ul {{ margin: 6px 0; }}
ul {{ padding-left: 24px; }}
code, pre {{ font: 14px/1.6 {MONO}; background: #eff1f3; border-radius: 5px; padding: 2px 5px; }}
pre {{ padding: 12px; white-space: pre-wrap; margin: 0; }}
pre code {{ padding: 0; }}
small {{ display: block; font-size: 14px; color: #59636e; }}
label {{ display: block; font-weight: 600; margin-top: 14px; }}
.box, .page, .field, .file {{ border: 1px solid #d1d9e0; border-radius: 8px; }}
.box {{ padding: 16px 20px; }}
.page {{ overflow: hidden; }}
.page img {{ display: block; }}
.side {{ display: grid; gap: 20px; align-items: start; }}
.field {{ padding: 6px 12px; margin-top: 4px; min-height: 24px; }}
.field--lines {{ min-height: 70px; }}
.terminal {{ background: #1e1e1e; color: #f0f0f0; padding: 18px; border-radius: 8px; }}
.terminal b {{ color: #9cdcfe; font-weight: normal; }}
.file {{ background: #fff; padding: 8px 0; }}
.file span {{ display: block; padding: 0 12px; }}
.file i {{ display: inline-block; width: 32px; color: #59636e; font-style: normal; }}
.file .wrong {{ background: #fff8c5; }}
.finding {{ border: 1px solid #cf222e; border-left-width: 5px; border-radius: 6px; padding: 10px 14px; }}
.sheet {{ border-collapse: collapse; font: 13px/1.4 "DejaVu Sans", sans-serif; }}
.sheet th, .sheet td {{ border: 1px solid #c8ccd0; padding: 4px 6px; text-align: left; vertical-align: top; }}
.sheet th {{ background: #eff1f3; font-weight: normal; text-align: center; color: #59636e; }}
.sheet .head th {{ background: #d9e2f3; font-weight: bold; text-align: left; color: inherit; }}
.sheet .head th:first-child {{ background: #eff1f3; font-weight: normal; color: #59636e; }}
.sheet p {{ margin: 0; max-height: {3 * 13 * 1.4}px; overflow: hidden; }}
.sheet .locked {{ background: #eff1f3; }}
.sheet .chosen {{ outline: 2px solid #1a73e8; outline-offset: -1px; position: relative; min-width: 150px; }}
.chosen b {{ float: right; border: 1px solid #767676; padding: 0 4px; font-size: 11px; background: #eff1f3; }}
.choices {{ position: absolute; top: 26px; left: 0; right: 0; margin: 0; padding: 2px; list-style: none; z-index: 1; }}
.choices {{ background: #fff; border: 1px solid #767676; }}
.choices li {{ padding: 1px 6px; }}
.tabs {{ background: #eff1f3; padding: 0 8px; border: 1px solid #c8ccd0; border-top: 0; }}
.tabs span {{ display: inline-block; padding: 4px 14px; font: 13px "DejaVu Sans", sans-serif; }}
.tabs span:first-child {{ background: #fff; font-weight: bold; }}
.finding {{ margin: 6px 12px 6px 44px; font: 15px/1.45 "DejaVu Sans", sans-serif; }}
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a site in a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def run(command: list[str], folder: Path, **variables: str) -> str:
    """What a command says, whatever its status."""
    environment = os.environ | SETTINGS | variables
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return result.stdout + result.stderr


def git(folder: Path, *arguments: str) -> None:
    """Call git as somebody without a name."""
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@beispiel.de", *arguments], cwd=folder, check=True)


def forge_text(text: str) -> str:
    """Markdown as forges show it."""
    unfolded = text.replace("<details>", '<details markdown="1">')
    return markdown(unfolded, extensions=["md_in_html", "fenced_code", "sane_lists"])


# --- the pictures -----------------------------------------------------------------------------------------------------


class Studio:
    """A browser, a copy of the project with a proposal in it, and the sites made of both."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.copy = folder / "stadt"
        git(folder, "clone", "--quiet", str(PROJECT), str(self.copy))
        (self.copy / ".venv").symlink_to(PROJECT / ".venv")
        self.address = ""
        self._build(folder / "site")
        self.replace(f"offers/angebote/{OFFER}.yml", 'tag: dienstag, von: "08:00"', 'tag: dienstag, von: "08:30"')
        self.replace(f"offers/angebote/{OFFER}.yml", "59401", "59402")
        git(self.copy, "commit", "--quiet", "--all", "--message=x")
        self._build(folder / "vorschau", VORSCHAU="ja")

    def _build(self, site: Path, **variables: str) -> None:
        said = run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)], self.copy, **variables
        )
        assert (site / "index.html").is_file(), said

    @property
    def site(self) -> str:
        return f"{self.address}/site"

    @property
    def preview(self) -> str:
        return f"{self.address}/vorschau"

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a text in a file of the copy."""
        path = self.copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"«{old}» stands no more in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Take back what happens to the records of the copy."""
        yield
        git(self.copy, "checkout", "--quiet", "offers")

    def page(self, width: int, height: int = 740, **options: Any) -> Page:
        return self.browser.new_page(viewport={"width": width, "height": height}, **options)

    def part(self, page: Page, selector: str, height: int | None = None) -> str:
        """A thing on a page, perhaps only its upper part, for `draw`."""
        found = page.locator(selector).first
        box = found.bounding_box()
        assert box
        return as_image(found.screenshot(), box["width"], height)

    def draw(self, name: str, body: str, width: int) -> None:
        """Take the picture of a text."""
        page = self.page(width, 200)
        page.set_content(f"<!doctype html><html lang=de><meta charset=utf-8><style>{STYLE}</style><body>{body}")
        keep(page.screenshot(full_page=True), name)
        page.close()


def keep(screenshot: bytes, name: str) -> None:
    """Write a picture with so few colours that it is small and still looks the same."""
    few = Image.open(BytesIO(screenshot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PROJECT / "pictures" / f"{name}.png", optimize=True)


def as_image(screenshot: bytes, width: float, height: int | None = None) -> str:
    """A screenshot, or its upper part, in a page."""
    image = f'<img width="{width}" src="data:image/png;base64,{b64encode(screenshot).decode()}">'
    return f'<div class="page" style="width: {width}px; height: {f"{height}px" if height else "auto"}">{image}</div>'


def side_by_side(*parts: str) -> str:
    """Parts beside each other, each as wide as it is."""
    return f'<div class="side" style="grid-template-columns: repeat({len(parts)}, max-content)">{"".join(parts)}</div>'


def start(studio: Studio) -> None:
    page = studio.page(360)
    page.goto(f"{studio.site}/")
    keep(page.screenshot(), "start")
    page.close()


def offer(studio: Studio) -> None:
    page = studio.page(360, color_scheme="dark")
    page.goto(f"{studio.site}/angebote/{OFFER}/")
    keep(page.screenshot(), "angebot")
    page.close()


def foot_of_an_offer(studio: Studio) -> None:
    """Where everything begins: two links at the end of each offer."""
    page = studio.page(680)
    page.goto(f"{studio.site}/angebote/{OFFER}/")
    studio.draw("melden", studio.part(page, "article > section:last-of-type"), 720)
    page.close()


def form(studio: Studio) -> None:
    """Fields with their help, a mistake at its field; and where it goes in the end."""
    page = studio.page(640, 900)
    page.goto(f"{studio.site}/mitmachen/angebot/")
    page.wait_for_selector("#eintrag:not([hidden])")
    page.fill("#feld-titel", "Krabbelgruppe im Sonnenhaus")
    page.fill("#feld-kurztext", "Hier spielen Eltern mit ihren Babys. Eine Erzieherin ist dabei.")
    page.select_option("[data-path=themen] select", "treffpunkt")
    page.check("[data-path=lebensphasen] input[value=geburt-und-baby]")
    page.select_option("#feld-anbieter", "awo-kita-brunnenfeld")
    slot = page.locator("[data-path='zeiten.regelmaessig'] [data-item]").first
    slot.locator("[data-path='zeiten.regelmaessig.tag'] select").select_option("dienstag")
    slot.locator("[data-path='zeiten.regelmaessig.von'] input").fill("09:30")
    slot.locator("[data-path='zeiten.regelmaessig.bis'] input").fill("11:00")
    page.select_option("[data-path='kosten.art'] select", "kostenlos")
    page.select_option("[data-path='anmeldung.art'] select", "ohne")
    phone = page.locator("[data-path='kontakt.telefone.nummer'] input").first
    phone.fill("02382/59-0")
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-path='kontakt.telefone.nummer'] .entry__error:not([hidden])")
    first = studio.part(page, ".entry__section", 560)
    mistake = studio.part(page, "[data-path='kontakt.telefone'] [data-item]")
    studio.draw("formular", side_by_side(first, mistake), 1280)
    phone.fill("02382 59-0")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.click("#eintrag [type=submit]")
    page.wait_for_selector("#vorschau .card")
    studio.draw("wege", studio.part(page, "#ergebnis"), 1010)
    page.close()


def issue_form(studio: Studio) -> None:
    """The upper part of the form of the forge."""
    path = PROJECT / ".github" / "ISSUE_TEMPLATE" / "angebot.yml"
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    shown = "".join(_question(item["type"], item["attributes"]) for item in described["body"][1:6])
    studio.draw("issue-formular", f'<div class="box"><h2>{escape(described["name"])}</h2>{shown}</div>', 720)


def _question(kind: str, attributes: dict[str, Any]) -> str:
    if kind == "checkboxes":
        boxes = [f"☐ {escape(option['label'])}<br>" for option in attributes["options"][:4]]
        answer = "".join([*boxes, "…"])
    else:
        lines = " field--lines" if kind == "textarea" else ""
        answer = f'<div class="field{lines}"><small>{escape(attributes.get("placeholder", ""))}</small></div>'
    return f"<label>{escape(attributes['label'])}</label><small>{escape(attributes['description'])}</small>{answer}"


def confirmation(studio: Studio) -> None:
    """The form of an offer in which nothing has been changed."""
    page = studio.page(640, 900)
    page.goto(f"{studio.site}/mitmachen/angebot/?angebot={OFFER}")
    page.wait_for_selector("#eintrag:not([hidden])")
    page.click("#eintrag [type=submit]")
    page.wait_for_selector("#unveraendert:not([hidden])")
    studio.draw("bestaetigen", studio.part(page, "#unveraendert"), 660)
    page.close()


def table(studio: Studio) -> None:
    """The beginning of the export as programs for tables show it, with a list that is open."""
    run([*COMMAND, "export", "tabelle.xlsx"], studio.copy)
    book = load_workbook(studio.copy / "tabelle.xlsx")
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    columns = [headings.index(name) + 1 for name in ("Kennung", "Titel", "Anbieter", "Themen", "Kosten: Art")]
    columns.append(headings.index("Zeiten: Regelmäßige Zeiten") + 1)
    numbers = [row for row in range(2, 40) if all(sheet.cell(row, column).value for column in columns)][:6]
    choices = next(rule for rule in _lists(sheet) if get_column_letter(columns[4]) in str(rule.sqref)).formula1
    name, area = choices.replace("'", "").replace("$", "").split("!")
    words = [cell.value for row in book[name][area] for cell in row]
    opened = f'<ul class="choices">{"".join(f"<li>{escape(word)}</li>" for word in words)}</ul>'
    letters = "".join(f"<th>{get_column_letter(column)}</th>" for column in columns)
    titles = "".join(f"<th>{escape(headings[column - 1])}</th>" for column in columns)
    rows = []
    for number in numbers:
        texts = [escape(str(sheet.cell(number, column).value)).replace("\n", "<br>") for column in columns]
        cells = [f"<td{' class=locked' if at == 0 else ''}><p>{text}</p></td>" for at, text in enumerate(texts)]
        if number == numbers[0]:
            cells[4] = f'<td class="chosen">{texts[4]}<b>▾</b>{opened}</td>'
        rows.append(f"<tr><th>{number}</th>{''.join(cells)}</tr>")
    tabs = "".join(f"<span>{escape(one.title)}</span>" for one in book.worksheets if one.sheet_state == "visible")
    studio.draw(
        "tabelle",
        f'<table class="sheet"><tr><th></th>{letters}</tr><tr class="head"><th>1</th>{titles}</tr>'
        f"{''.join(rows)}</table>"
        f'<div class="tabs">{tabs}</div>',
        1180,
    )


def _lists(sheet: Worksheet) -> Iterator[DataValidation]:
    return (rule for rule in sheet.data_validations.dataValidation if rule.type == "list" and "!" in rule.formula1)


def file(studio: Studio) -> None:
    """A file in which somebody has made a mistake, and what the check says below the line."""
    path = f"offers/angebote/{OFFER}.yml"
    with studio.unchanged():
        studio.replace(path, "themen: [geld-und-recht]", "themen: [geld-und-rect]")
        lines = (studio.copy / path).read_text(encoding="utf-8").splitlines()
        findings = yaml.safe_load(run([*COMMAND, "check", "--format", "json"], studio.copy))
    (finding,) = [one for one in findings if one["file"] == path and one["severity"] == "error"]
    shown = []
    for number, line in enumerate(lines[:22], start=1):
        here = number == finding["line"]
        shown.append(f"<span{' class=wrong' if here else ''}><i>{number}</i>{escape(line)}</span>")
        if here:
            text = escape(f"{finding['message']} {finding['hint']}")
            shown.append(f'<div class="finding"><strong>Fehler</strong> {escape(finding["field"])}<br>{text}</div>')
    studio.draw("datei", f'<pre class="file">{"".join(shown)}</pre>', 1100)


def commands(studio: Studio) -> None:
    """What somebody sees who confirms an offer, and asks what that has changed."""
    with studio.unchanged():
        typed = (f"confirm {OFFER} --by Sekretariat", "changes")
        said = [(words, run([*COMMAND, *words.split()], studio.copy).rstrip()) for words in typed]
    lines = (f"<b>$ familyguide {words}</b>\n{escape(answer)}\n" for words, answer in said)
    studio.draw("befehle", f'<pre class="terminal">{"".join(lines)}</pre>', 860)


def proposal(studio: Studio) -> None:
    """What a reviewer reads, and the preview."""
    run(["bash", ".ci/check-proposal", "github", "HEAD~1", "vorschlag"], studio.copy)
    summary = (studio.copy / "vorschlag" / "zusammenfassung.md").read_text(encoding="utf-8")
    page = studio.page(420, 560)
    page.goto(f"{studio.preview}/angebote/{OFFER}/")
    preview = as_image(page.screenshot(), 420)
    page.close()
    told = f'<div class="box" style="width: 500px">{forge_text(summary)}</div>'
    studio.draw("vorschlag", side_by_side(told, preview), 1030)


def coordination(studio: Studio) -> None:
    """The one issue that says whom to ask, with a mail unfolded."""
    text = run([*COMMAND, "review", "--format", "markdown", "--site", "https://wegweiser.beispiel.de"], studio.copy)
    introduction, everybody, *asked = text.split("<details>")
    shortest = min((one for one in asked if "\n- An: `" in one), key=len)
    others = "".join(f"<details>{one}" for one in asked[:2] if one != shortest)
    shown = "".join(
        (
            forge_text(f"{introduction}<details>{everybody}"),
            forge_text(f"<details>{shortest}").replace("<details", "<details open"),
            forge_text(others),
        )
    )
    studio.draw("koordination", f'<div class="box"><h2>Angaben bestätigen lassen</h2>{shown}</div>', 860)


def report(studio: Studio) -> None:
    run([*COMMAND, "report"], studio.copy)
    page = studio.page(1100, 900)
    page.goto((studio.copy / "bericht.html").as_uri())
    keep(page.screenshot(), "bericht")
    page.close()


PICTURES: tuple[Callable[[Studio], None], ...] = (
    start, offer, foot_of_an_offer, form, confirmation, table, issue_form, file, commands, proposal, coordination,
    report,
)  # fmt: skip


def main(names: list[str]) -> None:
    """Make all pictures, or those whose functions are named."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        studio = Studio(browser, Path(folder))
        with served(Path(folder)) as address:
            studio.address = address
            for make in PICTURES:
                if not names or make.__name__ in names:
                    make(studio)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
