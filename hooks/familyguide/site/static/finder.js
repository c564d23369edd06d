// The finder page: form and address in, results out. Everything typed stays on the device.

import { LISTS, SWITCHES, counts, passesAll } from "./search/filters.js";
import { fold } from "./search/folding.js";
import { createSearch } from "./search/search.js";

const SHOWN_AT_ONCE = 20;
const FIRST_RESULTS = 3;
const STILL = 400; // milliseconds without typing after which the count is told
const IN_OTHER_LANGUAGES = 3; // words of the guide that a result shows in the language of the query

const byId = (id) => document.getElementById(id);
const form = byId("finder");
const field = byId("suche");
const age = byId("alter");
const panel = byId("filter");
const panelTitle = panel.querySelector("summary");
const status = byId("anzahl");
const results = byId("ergebnisse");
const more = byId("weitere");
const help = byId("notlage");
const nothing = byId("nichts");
const chips = byId("verstanden");
const meant = byId("gemeint");
const languageHint = byId("sprachhinweis");
const everything = [...results.childNodes]; // the list by topic, as the page was built
const boxes = [...panel.querySelectorAll("input[type=checkbox]")];
const exit = document.querySelectorAll("[data-exit]");
const ageNames = new Map([...age.options].map((option) => [option, option.textContent]));
const inPage = byId("karten");
const cards = inPage ? [...inPage.content.querySelectorAll(".card")] : [];
const ignored = new Set(); // filters understood from words that somebody has taken away
let index = null;
let engine = null;
let announcement = 0;
let message = ""; // what is told of the results, once they are all there
let discreet = false; // whether one of the results is nobody else's business
let searched = null; // the words that the results are for
let sent = ""; // the words that were sent off, and may stand in the address
let known = ""; // the part of the address that the form shows
let shown = []; // the results as they stand on the page
let updates = 0;
let hasText = false;

// --- form and address -------------------------------------------------------------------------------------------------

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
  ignored.clear();
  age.value = parameters.get("alter") ?? "";
  for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
}

/** The filters of the form; values of vocabularies as their places in the index. */
function currentFilters() {
  const filters = { alter: age.value === "" ? null : Number(age.value) };
  for (const name of LISTS) filters[name] = boxes.filter((box) => box.name === name && box.checked).map(placeOf);
  for (const name of SWITCHES) filters[name] = boxes.some((box) => box.name === name && box.checked);
  return filters;
}

function placeOf({ name, value }) {
  return SWITCHES.includes(name) ? true : index.titles[name].findIndex(([id]) => id === value);
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

// --- results ----------------------------------------------------------------------------------------------------------

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** Fetch the cards of these offers where the page does not hold them. */
async function fetchCards(numbers) {
  if (!index.cards) return;
  const { size, urls } = index.cards;
  const groups = new Set(numbers.filter((number) => !cards[number]).map((number) => Math.floor(number / size)));
  await Promise.all(
    [...groups].map(async (group) => {
      const holder = document.createElement("template");
      holder.innerHTML = await (await fetched(urls[group])).text();
      holder.content.querySelectorAll(".card").forEach((card, place) => {
        cards[group * size + place] = card;
      });
    }),
  );
}

const stems = new Map(); // word as written -> its stem and the stems of its parts

function stemsOf(written) {
  let found = stems.get(written);
  if (!found) {
    const word = fold(written);
    stems.set(written, (found = [word, engine.stem(word), ...engine.parts(word)]));
  }
  return found;
}

/** Mark the words of an element that were looked for; whether there were any. */
function mark(part, terms, typed) {
  let isMarked = false;
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const pieces = text.data.split(/([\p{L}\p{M}\p{N}]+)/u);
    const isMeant = (stem) => terms.has(stem) || typed.some((beginning) => stem.startsWith(beginning));
    const isHit = (word, place) => place % 2 && stemsOf(word).some(isMeant);
    if (!pieces.some(isHit)) continue;
    isMarked = true;
    text.replaceWith(...pieces.map((piece, place) => (isHit(piece, place) ? element("mark", "", piece) : piece)));
  }
  return isMarked;
}

/** One result: the offer's card with its words marked, why it is here, and what it is in the language of the query. */
function resultCard({ number, terms, reasons }, { typed, language }) {
  const card = cards[number].cloneNode(true);
  const link = card.querySelector(".card__title a");
  const inTitle = mark(link, terms, typed);
  const summary = card.querySelector(".card__provider + p");
  mark(card.querySelector(".card__provider"), terms, typed);
  const inText = mark(summary, terms, typed);
  const offer = engine.offers[number];
  if (!inTitle && typed.length) {
    const [topic] = offer.thema;
    const why = reasons.length ? reasons : inText ? [] : [index.titles.thema[topic][1]];
    if (why.length) summary.before(element("p", "card__why", `passt zu: ${why.join(", ")}`));
  }
  if (language) {
    const words = translated(offer, language);
    if (words) {
      const line = element("p", "card__translated", words);
      line.lang = language.id;
      line.dir = "auto";
      summary.before(line);
    }
  }
  return card;
}

function translated(offer, language) {
  const words = [
    ...offer.lebensphase.slice(0, 1).map((place) => language.lebensphase?.[place]),
    ...offer.thema.slice(0, 1).map((place) => language.thema?.[place]),
    language.kosten?.[offer.cost],
    ...(offer.wochentag.length <= IN_OTHER_LANGUAGES ? offer.wochentag.map((day) => language.wochentag?.[day]) : []),
  ];
  const isKnown = index.titles.kosten[offer.cost][0] !== "unbekannt";
  return words.filter((word, place) => word && (place !== 2 || isKnown)).join(" · ");
}

function sentence(count, filters, areApplied) {
  const typed = field.value.trim().slice(0, 60);
  if (!count && typed) return `Dazu haben wir nichts gefunden. Gesucht haben wir «${typed}».`;
  if (!count) return "Dazu haben wir nichts gefunden.";
  const found = count === 1 ? "1 Angebot gefunden." : `${count} Angebote gefunden.`;
  if (areApplied) return found;
  return `Mit «${filters.map(({ label }) => label).join(", ")}» gibt es nichts, das passt. Ohne das: ${found}`;
}

/** Tell the count once the typing has stopped, so that a screen reader hears it once and not at every letter. */
function announce(text) {
  clearTimeout(announcement);
  announcement = setTimeout(() => {
    status.textContent = text;
  }, STILL);
}

/** Tell at each filter how many offers it would leave; nobody waits for that while the filters are folded up. */
function showCounts({ results: candidates }, filters) {
  const chosen = boxes.filter((box) => box.checked).length + (age.value === "" ? 0 : 1);
  panelTitle.textContent = chosen ? `Filtern (${chosen} gewählt)` : "Filtern";
  if (!panel.open) return;
  const found = counts(candidates.map(({ number }) => engine.offers[number]), filters);
  for (const box of boxes) {
    const count = found[box.name].get(placeOf(box)) ?? 0;
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

/** What the words say about age, day, district or cost, each to be taken away. */
function showChips(filters) {
  chips.hidden = !filters.length;
  chips.querySelector("ul")?.remove();
  if (!filters.length) return;
  const list = element("ul");
  list.append(
    ...filters.map(({ key, label }) => {
      const item = element("li");
      const button = element("button", "chip", label);
      button.type = "button";
      button.append(element("span", "chip__cross", "×"), element("span", "visually-hidden", " nicht als Filter nehmen"));
      button.querySelector(".chip__cross").setAttribute("aria-hidden", "true");
      button.addEventListener("click", () => {
        ignored.add(key);
        update();
        field.focus();
      });
      item.append(button);
      return item;
    }),
  );
  chips.append(list);
}

/** Helplines above everything else, when the words tell of an emergency. */
function showEmergency(emergency, language) {
  help.hidden = emergency === null;
  if (emergency === null) {
    help.replaceChildren();
    return;
  }
  const section = byId("notlagen").content.children[emergency].cloneNode(true);
  const words = [language?.notlage?.[emergency], language?.sentences?.emergency].filter(Boolean).join(" · ");
  const line = section.querySelector(".helplines__words");
  line.hidden = !words;
  if (words) Object.assign(line, { textContent: words, lang: language.id, dir: "auto" });
  help.replaceChildren(section);
}

/** How a word is written that was meant, taken from the first results. */
function showMeaning(found) {
  meant.hidden = true;
  if (!found.mended.length) return;
  const texts = shown.slice(0, 3).map(({ number }) => cards[number]?.textContent ?? "");
  const written = texts.join(" ").match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  const suggestion = found.mended.map(({ word, terms }) =>
    terms ? written.find((candidate) => terms.has(stemsOf(candidate)[1])) : word,
  );
  if (suggestion.includes(undefined)) return;
  const button = meant.querySelector("button");
  button.textContent = suggestion.join(" ");
  meant.hidden = false;
}

function showResults(from, context) {
  const list = results.querySelector("ol") ?? element("ol", "cards");
  const next = shown.slice(from, from + SHOWN_AT_ONCE);
  const made = next.filter(({ number }) => cards[number]).map((result) => resultCard(result, context));
  if (from) list.append(...made);
  else list.replaceChildren(...made);
  if (!list.parentNode || list.parentNode !== results) results.replaceChildren(list);
  const left = shown.length - from - next.length;
  more.hidden = left <= 0;
  more.firstElementChild.textContent = `Weitere ${Math.min(left, SHOWN_AT_ONCE)} von ${shown.length} zeigen`;
  more.firstElementChild.onclick = async () => {
    await fetchCards(shown.slice(from + next.length, from + next.length + SHOWN_AT_ONCE).map(({ number }) => number));
    showResults(from + next.length, context);
    list.children[from + next.length]?.querySelector("a").focus();
  };
}

/** Whether a result is nobody else's business: a sensitive one anywhere, a helpline if it stands among the first. */
function isDiscreet({ discreet: degree }, place) {
  return degree > 1 || (degree === 1 && place < FIRST_RESULTS);
}

function showEverything() {
  results.replaceChildren(...everything);
  for (const part of [more, nothing, meant, languageHint]) part.hidden = true;
  showChips([]);
  showEmergency(null, null);
  shown = [];
  message = "";
  settle();
}

/** Search with what is there, and once more when a language or cards have come that would help. */
function update() {
  if (!engine) return;
  const query = field.value.trim();
  searched = query;
  if (!query) ignored.clear();
  const filters = currentFilters();
  const found = engine.search(query, ignored);
  showCounts(found, filters);
  const isFiltered = filters.alter !== null || boxes.some((box) => box.checked);
  discreet = false;
  const turn = ++updates;
  clearTimeout(announcement);
  if (!query && !isFiltered) {
    showEverything();
    return;
  }
  const language = found.language ? engine.languages.get(found.language) : null;
  shown = isFiltered ? found.results.filter(({ number }) => passesAll(engine.offers[number], filters)) : found.results;
  discreet = found.emergency !== null || shown.some(({ number }, place) => isDiscreet(engine.offers[number], place));
  if (discreet && query === sent) sent = "";
  showEmergency(found.emergency, language);
  const above = new Set([...help.querySelectorAll("[data-angebot]")].map((item) => item.dataset.angebot));
  shown = shown.filter(({ number }) => !above.has(cards[number]?.dataset.angebot));
  const total = above.size + shown.length;
  showChips(found.filters);
  nothing.hidden = total > 0;
  if (!total && index.help !== null) showPerson();
  const hint = language?.sentences?.results;
  languageHint.hidden = !hint || !total;
  if (hint) Object.assign(languageHint, { textContent: hint, lang: language.id, dir: "auto" });
  const context = { typed: query ? found.typed : [], language };
  showResults(0, context);
  showMeaning(found);
  showExit();
  message = sentence(total, found.filters, found.areApplied);
  catchUp(query, context, turn);
}

async function showPerson() {
  await fetchCards([index.help]);
  const list = element("ul", "cards");
  list.append(cards[index.help].cloneNode(true));
  if (!nothing.hidden) byId("nichts-hilfe").replaceChildren(list);
}

async function catchUp(query, context, turn) {
  const language = engine.missingLanguage(query, navigator.languages);
  const numbers = shown.slice(0, SHOWN_AT_ONCE).map(({ number }) => number);
  if (!language && numbers.every((number) => cards[number])) return settle();
  results.ariaBusy = true;
  if (language) await new Promise((then) => setTimeout(then, STILL)); // half a word tells no language
  if (turn !== updates) return;
  await Promise.all([language && loadLanguage(language), fetchCards(numbers)]).catch(() => {}); // German results stay
  if (turn !== updates) return;
  if (language && engine.languages.has(language)) update();
  else {
    showResults(0, context);
    settle();
  }
}

/** What stands on the page is what is found with all that is there to be had. */
function settle() {
  results.ariaBusy = Boolean(index.textUrl && !hasText);
  announce(message);
}

// --- data -------------------------------------------------------------------------------------------------------------

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

const loading = new Map();

function loadLanguage(id) {
  if (!loading.has(id)) {
    const { url } = index.languages.find((language) => language.id === id);
    const loaded = fetched(url)
      .then((answer) => answer.json())
      .then((part) => engine.addLanguage(id, part));
    loaded.catch(() => loading.delete(id));
    loading.set(id, loaded);
  }
  return loading.get(id);
}

/** Load the languages that the words need, one after the other. */
async function understand(query) {
  for (let id; (id = engine.missingLanguage(query, navigator.languages)); ) await loadLanguage(id);
}

// --- keys -------------------------------------------------------------------------------------------------------------

/** Arrows lead from the field into the results and back, Esc leads back. */
function walk(event) {
  const links = [...document.querySelectorAll("#notlage .card__title a, #ergebnisse > ol .card__title a")];
  const place = links.indexOf(document.activeElement);
  if (event.key === "Escape" && place >= 0) field.focus();
  else if (event.key === "ArrowDown" && (place >= 0 || document.activeElement === field)) links[place + 1]?.focus();
  else if (event.key === "ArrowUp" && place >= 0) (links[place - 1] ?? field).focus();
  else return;
  event.preventDefault();
}

async function start() {
  results.ariaBusy = true;
  readAddress();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!engine) return;
    if (field.value.trim() !== searched) update(); // nobody needs to hear the same count again
    if (discreet) return;
    sent = field.value.trim();
    writeAddress("pushState");
  });
  index = await (await fetched(form.dataset.index)).json();
  engine = createSearch(index);
  await understand(field.value).catch(() => {}); // German results come nevertheless
  panel.hidden = false;
  field.addEventListener("input", update);
  document.addEventListener("keydown", walk);
  meant.querySelector("button").addEventListener("click", () => {
    field.value = meant.querySelector("button").textContent;
    update();
    field.focus();
  });
  panel.addEventListener("toggle", () => showCounts(engine.search(field.value.trim(), ignored), currentFilters()));
  panel.addEventListener("change", () => {
    update();
    writeAddress("replaceState");
  });
  byId("zuruecksetzen").addEventListener("click", () => {
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
  if (index.textUrl) {
    engine.addText(await (await fetched(index.textUrl)).json());
    hasText = true;
    update();
  }
}

start().catch(() => {
  results.ariaBusy = false;
  status.textContent = "Die Suche lässt sich gerade nicht laden. Alle Angebote stehen unten, nach Themen geordnet.";
});
