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
const ageNames = new Map([...age.options].map((option) => [option, option.textContent]));
let prepared = null;
let announcement = 0;

function readAddress() {
  const parameters = new URLSearchParams(location.search);
  field.value = parameters.get("q") ?? "";
  age.value = parameters.get("alter") ?? "";
  for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
}

function currentFilters() {
  const filters = { alter: age.value === "" ? null : Number(age.value) };
  for (const name of LISTS) filters[name] = boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
  for (const name of SWITCHES) filters[name] = boxes.some((box) => box.name === name && box.checked);
  return filters;
}

/** Put the filters into the address, and the words only when they were sent off. */
function writeAddress(query) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const box of boxes) if (box.checked) parameters.append(box.name, box.value);
  if (age.value) parameters.set("alter", age.value);
  const text = parameters.toString();
  return location.pathname + (text ? `?${text}` : "");
}

function sentQuery() {
  return new URLSearchParams(location.search).get("q") ?? "";
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
  if (!query && !isFiltered) {
    results.replaceChildren(...everything);
    announce("");
    return;
  }
  const list = element("ol", "cards");
  list.append(...shown.map(card));
  results.replaceChildren(list);
  announce(sentence(shown.length, ranked.complete));
}

async function start() {
  readAddress();
  const answer = await fetch(form.dataset.index);
  if (!answer.ok) throw new Error(`finder index: ${answer.status}`);
  prepared = prepare(await answer.json());
  panel.hidden = false;
  field.addEventListener("input", update);
  panel.addEventListener("change", () => {
    history.replaceState(null, "", writeAddress(sentQuery()));
    update();
  });
  document.getElementById("zuruecksetzen").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    age.value = "";
    history.replaceState(null, "", writeAddress(sentQuery()));
    update();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = writeAddress(field.value.trim());
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
    update();
  });
  addEventListener("popstate", () => {
    readAddress();
    update();
  });
  update();
}

start().catch(() => {
  status.textContent = "Die Suche lässt sich gerade nicht laden. Alle Angebote stehen unten, nach Themen geordnet.";
});
