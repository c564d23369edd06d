// The finder page: form and address in, result list out. Everything typed stays on the device.

import { LISTS, SWITCHES, counts, filtered, prepare, search } from "./search.js";

const form = document.getElementById("finder");
const field = document.getElementById("suche");
const age = document.getElementById("alter");
const panel = document.getElementById("filter");
const panelTitle = panel.querySelector("summary");
const status = document.getElementById("anzahl");
const results = document.getElementById("ergebnisse");
const everything = [...results.childNodes]; // the list by topic, as the page was built
const boxes = [...panel.querySelectorAll("input[type=checkbox]")];
const exit = document.querySelectorAll("[data-exit]");
const ageNames = new Map([...age.options].map((option) => [option, option.textContent]));
let prepared = null;
let announcement = 0;
let discreet = false; // whether one of the results is nobody else's business
let sent = ""; // the words that were sent off, and may stand in the address
let known = ""; // the part of the address that the form shows

/** What was typed on another page (`frame.js`); from then on nobody finds it there. */
function takeHandedOver() {
  const [, words] = window.name.match(/^suche:(.*)/) ?? [];
  if (words !== undefined) window.name = "";
  return words;
}

function readAddress() {
  known = location.search;
  const parameters = new URLSearchParams(known);
  sent = (parameters.get("q") ?? takeHandedOver() ?? "").trim();
  field.value = sent;
  age.value = parameters.get("alter") ?? "";
  for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
}

function currentFilters() {
  const filters = { alter: age.value === "" ? null : Number(age.value) };
  for (const name of LISTS) filters[name] = boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
  for (const name of SWITCHES) filters[name] = boxes.some((box) => box.name === name && box.checked);
  return filters;
}

/** The address of what is shown; with words only if they were sent off, and tell nothing that is nobody else's business. */
function address() {
  const parameters = new URLSearchParams();
  if (sent && !discreet) parameters.set("q", sent);
  for (const box of boxes) if (box.checked) parameters.append(box.name, box.value);
  if (age.value) parameters.set("alter", age.value);
  const text = parameters.toString();
  return location.pathname + (text ? `?${text}` : "");
}

function writeAddress(method) {
  const wanted = address();
  if (wanted !== location.pathname + location.search) history[method](null, "", wanted);
  known = location.search;
}

/** Offer the way out. From then on it stays, and what somebody types into or ticks stays where it is. */
function showExit() {
  if (!discreet || !exit[0].hidden) return;
  const place = field.getBoundingClientRect().top;
  for (const part of exit) part.hidden = false;
  const moved = field.getBoundingClientRect().top - place;
  if (form.contains(document.activeElement)) scrollBy({ top: moved, behavior: "instant" });
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** One result; texts are set as text, never as HTML. */
function card(offer) {
  const item = element("li", "card");
  item.dataset.angebot = offer.id;
  const title = element("h2", "card__title");
  const link = element("a", "", offer.title);
  link.href = form.dataset.root + offer.url;
  title.append(link);
  item.append(title);
  if (offer.notice) item.append(element("p", "notice", offer.notice));
  item.append(element("p", "card__provider", offer.provider), element("p", "", offer.summary));
  const facts = element("ul", "facts");
  for (const [name, text] of [["Für", offer.whom], ["Wann", offer.when], ["Wo", offer.where]]) {
    if (!text) continue;
    const fact = element("li");
    fact.append(element("span", "facts__name", `${name}:`), ` ${text}`);
    facts.append(fact);
  }
  if (facts.childNodes.length) item.append(facts);
  const flags = element("p", "flags");
  if (offer.cost) flags.append(element("span", offer.kostenlos ? "flag flag--free" : "flag", offer.cost));
  if (offer["ohne-anmeldung"]) flags.append(element("span", "flag", "ohne Anmeldung"));
  if (flags.childNodes.length) item.append(flags);
  return item;
}

function sentence(count, complete) {
  if (!count) return "Dazu haben wir nichts gefunden. Versuchen Sie ein anderes Wort oder weniger Filter.";
  const found = count === 1 ? "1 Angebot gefunden." : `${count} Angebote gefunden.`;
  return complete ? found : `Kein Angebot enthält alle Wörter. Am nächsten kommt: ${found}`;
}

/** Tell the count once the typing has stopped, so that a screen reader hears it once and not at every letter. */
function announce(text) {
  clearTimeout(announcement);
  announcement = setTimeout(() => {
    status.textContent = text;
  }, 300);
}

function showCounts(found) {
  const chosen = boxes.filter((box) => box.checked).length + (age.value === "" ? 0 : 1);
  panelTitle.textContent = chosen ? `Filtern (${chosen} gewählt)` : "Filtern";
  for (const box of boxes) {
    const count = found[box.name]?.[box.value] ?? 0;
    box.closest("label").querySelector("[data-count]").textContent = `(${count})`;
    box.disabled = !count && !box.checked;
  }
  for (const option of age.options) {
    if (option.value === "") continue;
    const count = found.alter[option.value] ?? 0;
    option.textContent = `${ageNames.get(option)} (${count})`;
    option.disabled = !count && !option.selected;
  }
}

function update() {
  if (!prepared) return;
  const query = field.value.trim();
  const filters = currentFilters();
  const ranked = search(prepared, query);
  const shown = filtered(ranked.offers, filters);
  showCounts(counts(ranked.offers, filters));
  const isFiltered = filters.alter !== null || boxes.some((box) => box.checked);
  discreet = false;
  if (!query && !isFiltered) {
    results.replaceChildren(...everything);
    announce("");
    return;
  }
  discreet = shown.some((offer) => offer.discreet);
  if (discreet && query === sent) sent = "";
  const list = element("ol", "cards");
  list.append(...shown.map(card));
  results.replaceChildren(list);
  showExit();
  announce(sentence(shown.length, ranked.complete));
}

async function start() {
  readAddress();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!prepared) return;
    update();
    if (discreet) return;
    sent = field.value.trim();
    writeAddress("pushState");
  });
  const answer = await fetch(form.dataset.index);
  if (!answer.ok) throw new Error(`finder index: ${answer.status}`);
  prepared = prepare(await answer.json());
  panel.hidden = false;
  field.addEventListener("input", update);
  panel.addEventListener("change", () => {
    update();
    writeAddress("replaceState");
  });
  document.getElementById("zuruecksetzen").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    age.value = "";
    update();
    writeAddress("replaceState");
  });
  addEventListener("popstate", () => {
    if (location.search === known) return; // a link led to another part of this page
    readAddress();
    update();
    writeAddress("replaceState");
  });
  update();
  writeAddress("replaceState");
}

start().catch(() => {
  status.textContent = "Die Suche lässt sich gerade nicht laden. Alle Angebote stehen unten, nach Themen geordnet.";
});
