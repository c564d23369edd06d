// The form for an offer: filled from a record or by hand, checked while filling, handed on in one of three ways. Nothing
// leaves the browser before somebody sends it, and nothing is stored unless somebody asks for it.

import { cardOf } from "./record/cards.js";
import { checkOffer } from "./record/check.js";
import { betterId, dotted, filled } from "./record/text.js";
import { isId } from "./record/values.js";
import { writeRecord } from "./record/writing.js";

const LONGEST_ADDRESS = 8000; // forges refuse longer ones
const LONGEST_MAIL = 1900; // what the mail programs of Windows take over from a link
const STORED = "angebot";

const byId = (id) => document.getElementById(id);
const form = byId("eintrag");
const summary = byId("fehler");
const result = byId("ergebnis");
const idField = byId("kennung");
const keep = byId("behalten");
const status = byId("meldung");
const known = new URLSearchParams(location.search).get("angebot");

let rules; // fields, sentences and vocabularies
let edited = null; // the offer that is being changed: its id, its file and what it said
let numbered = 0; // copies of templates, so that no id is there twice
let isSent = false; // whether everything is to be complete
let isIdTyped = false;
let findings = [];
let boxes = new Map(); // where the value at a path stands
const touched = new WeakSet(); // what somebody has been at
const fieldOf = new WeakMap();

const tell = (text) => {
  status.textContent = text;
};

// --- out of the page, into the page -----------------------------------------------------------------------------------

const boxOf = (field, scope) => scope.querySelector(`[data-path="${field.path}"]`);
const controlOf = (box) => box.querySelector("input, select, textarea");
const itemsOf = (box) => [...box.querySelector("[data-items]").children];

/** The value of a field as it stands in the record, undefined if nothing is stated. */
function read(field, scope, path) {
  const box = boxOf(field, scope);
  if (!box) return undefined; // the town has no such list to choose from
  boxes.set(dotted(path), box);
  fieldOf.set(box, field);
  switch (field.widget) {
    case "group":
      return readGroup(field.fields, box, path);
    case "groups":
    case "picks":
      return readItems(field, box, path);
    case "boxes":
      return readBoxes(box);
    case "items":
      return readLines(box, path);
    case "age":
      return readAge(box);
    default:
      return controlOf(box).value.trim() || undefined;
  }
}

function readGroup(fields, scope, path) {
  const stated = fields.map((field) => [field.key, read(field, scope, [...path, field.key])]);
  const known = stated.filter(([, value]) => value !== undefined);
  return known.length ? Object.fromEntries(known) : undefined;
}

function readItems(field, box, path) {
  const values = [];
  for (const item of itemsOf(box)) {
    const here = [...path, values.length];
    const value = field.widget === "picks" ? controlOf(item).value : readGroup(field.fields, item, here);
    boxes.set(dotted(here), item);
    if (value) values.push(value);
  }
  return values.length ? values : undefined;
}

/** What is ticked: first what the record had, in its order, then the rest in that of the list. */
function readBoxes(box) {
  const ticked = [...box.querySelectorAll("input")].filter((input) => input.checked).map(({ value }) => value);
  const before = (box.dataset.order ?? "").split(" ").filter((value) => ticked.includes(value));
  const values = [...before, ...ticked.filter((value) => !before.includes(value))];
  return values.length ? values : undefined;
}

function readLines(box, path) {
  const lines = controlOf(box).value.split("\n").map((line) => line.trim()).filter(Boolean);
  for (const position of lines.keys()) boxes.set(dotted([...path, position]), box);
  return lines.length ? lines : undefined;
}

function readAge(box) {
  const number = controlOf(box).value.trim();
  const unit = box.querySelector("select").value;
  return number ? `${number} ${number === "1" ? unit.slice(0, -1) : unit}` : undefined;
}

function fill(field, value, scope) {
  const box = boxOf(field, scope);
  if (!box) return;
  switch (field.widget) {
    case "group":
      for (const inner of field.fields) fill(inner, value?.[inner.key], box);
      break;
    case "groups":
    case "picks":
      for (const item of itemsOf(box)) item.remove();
      for (const one of value ?? []) {
        const item = addItem(box);
        if (field.widget === "picks") choose(controlOf(item), one);
        else for (const inner of field.fields) fill(inner, one[inner.key], item);
      }
      if (!value && (field.required || !box.closest("details"))) addItem(box);
      break;
    case "boxes":
      box.dataset.order = (value ?? []).join(" ");
      for (const input of box.querySelectorAll("input")) input.checked = (value ?? []).includes(input.value);
      break;
    case "age": {
      const [, number, unit] = /^(.*) (Monat|Jahr)e?$/.exec(value ?? "") ?? [null, value ?? "", "Jahr"];
      controlOf(box).value = number;
      box.querySelector("select").value = `${unit}e`;
      break;
    }
    case "items":
      controlOf(box).value = (value ?? []).join("\n");
      break;
    case "choice":
      choose(controlOf(box), value ?? "");
      break;
    default:
      setText(box, value ?? "");
  }
  if (value !== undefined) box.closest("details")?.setAttribute("open", "");
  count(box);
}

/** Choose a word, also one that is not among the options (the check then says so). */
function choose(select, value) {
  select.value = value;
  if (select.value === value) return;
  select.append(new Option(value, value));
  select.value = value;
}

/** A field of one line would lose the line breaks that a record may have. */
function setText(box, value) {
  let control = controlOf(box);
  if (value.includes("\n") && control.tagName === "INPUT") {
    const area = document.createElement("textarea");
    for (const { name, value } of control.attributes) if (name !== "type") area.setAttribute(name, value);
    control.replaceWith(area);
    control = area;
  }
  control.value = value;
}

const today = () => new Date().toLocaleDateString("sv", { timeZone: "Europe/Berlin" });

function readAll() {
  boxes = new Map();
  return readGroup(rules.fields, form, []) ?? {};
}

// --- several of something ---------------------------------------------------------------------------------------------

const ID_ATTRIBUTES = ["id", "for", "aria-describedby", "aria-labelledby"];

function addItem(box) {
  const item = box.querySelector("template").content.cloneNode(true).firstElementChild;
  numbered += 1;
  for (const element of [item, ...item.querySelectorAll("*")]) {
    for (const name of ID_ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replaceAll(/\S+/g, (id) => `${id}-${numbered}`));
    }
  }
  box.querySelector("[data-items]").append(item);
  renumber(box);
  return item;
}

function renumber(box) {
  const name = box.querySelector(":scope > [data-add]").dataset.of;
  itemsOf(box).forEach((item, position) => {
    const values = { name, number: position + 1 };
    item.querySelector("[data-name]").textContent = filled(rules.texts.number, values);
    item.querySelector(":scope > [data-remove] span").textContent = filled(rules.texts.remove, values);
  });
}

function removeItem(item) {
  const box = item.parentElement.closest("[data-path]");
  const items = itemsOf(box);
  const number = items.indexOf(item) + 1;
  const next = items[number] ?? items[number - 2];
  item.remove();
  renumber(box);
  (next ? controlOf(next) : box.querySelector(":scope > [data-add]")).focus();
  tell(filled(rules.texts.removed, { name: box.querySelector(":scope > [data-add]").dataset.of, number }));
}

// --- checking ---------------------------------------------------------------------------------------------------------

function own() {
  const id = edited?.id ?? idField.value;
  return { id, file: edited?.file ?? `offers/angebote/${id}.yml` };
}

/** What the browser itself knows to be wrong: a day or a time of which a part is missing has no value. */
function* unfinished() {
  for (const [path, box] of boxes) {
    if (box.querySelector(":scope > input")?.validity.badInput) {
      yield { field: path, severity: "error", message: rules.texts.badDate, hint: "" };
    }
  }
}

function check() {
  const data = readAll();
  if (!edited && !isIdTyped) idField.value = data.titel ? freeId(betterId(data.titel)) : "";
  findings = [...unfinished(), ...checkOffer(data, rules, own())];
  showFindings();
  return data;
}

/** The proposed id, with a number behind it as long as there is an offer of that name. */
function freeId(id) {
  const taken = new Set(rules.offers.flatMap(([other, , , , others = []]) => [other, ...others]));
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id.slice(0, 44)}-${number}`;
  return free;
}

/** The box of a finding, or of what is nearest around it. */
function boxOfFinding(path) {
  for (let rest = path; rest; rest = rest.replace(/(^|\.)[^.[]+$|\[\d+\]$/, "")) {
    const box = boxes.get(rest);
    if (box) return box;
  }
  return null;
}

const hintFor = ({ code, hint }) => rules.hints[code] ?? hint;
const errors = () => findings.filter(({ severity }) => severity === "error");

function showFindings() {
  const byBox = new Map();
  for (const finding of findings) {
    const found = boxOfFinding(finding.field);
    const box = found?.matches("[data-path]") ? found : (found?.querySelector("[data-path]") ?? found?.closest("[data-path]"));
    if (box && (isSent || isReady(box, finding))) byBox.set(box, [...(byBox.get(box) ?? []), finding]);
  }
  for (const slot of form.querySelectorAll(".entry__error:not([hidden], #kennung-fehler)")) {
    if (!byBox.has(slot.closest("[data-path]"))) setError(slot.closest("[data-path]"), []);
  }
  for (const [box, found] of byBox) setError(box, found);
  showSummary();
}

/** Whether a finding may be told before everything is checked: only about what somebody has been at and left. */
function isReady(box, { code }) {
  if (code === "missing" || box.contains(document.activeElement)) return false;
  return touched.has(box) || [...box.querySelectorAll("[data-path]")].some((inner) => touched.has(inner));
}

function setError(box, found) {
  const slot = box.querySelector(":scope > .entry__error");
  const isWrong = found.some(({ severity }) => severity === "error");
  slot.replaceChildren(
    ...found.map((finding) => {
      const line = document.createElement("span");
      line.textContent = `${finding.message} ${hintFor(finding)}`.trim();
      return line;
    }),
  );
  slot.hidden = !found.length;
  slot.classList.toggle("entry__error--warning", !isWrong);
  box.classList.toggle("entry__field--wrong", isWrong);
  const controls = box.tagName === "FIELDSET" ? box.querySelectorAll(":scope > .entry__age > *, :scope > .entry__boxes input") : [controlOf(box)];
  for (const control of controls) {
    if (isWrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

function nameOf(box) {
  const label = box.querySelector(":scope > label, :scope > legend");
  const item = box.closest("[data-item]");
  const name = label.firstChild.textContent.trim();
  return item ? `${item.querySelector("[data-name]").textContent}, ${name}` : name;
}

/** All errors above the form, each leading to its field. */
function showSummary() {
  const shown = [...form.querySelectorAll("[data-path]")].filter((box) => box.querySelector(":scope > .entry__error:not([hidden], .entry__error--warning)"));
  summary.hidden = !isSent || !shown.length;
  const count = shown.length;
  summary.querySelector("h2").textContent = count === 1 ? rules.texts.oneError : filled(rules.texts.errors, { count });
  list(
    summary,
    shown.map((box) => {
      const link = document.createElement("a");
      const target = box.tagName === "FIELDSET" ? box : controlOf(box);
      link.href = `#${target.id}`;
      link.textContent = `${nameOf(box)}: ${box.querySelector(":scope > .entry__error").textContent}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
        const first = box.tagName === "FIELDSET" ? (controlOf(box) ?? box) : target;
        first.focus();
        box.scrollIntoView({ block: "nearest" });
      });
      return link;
    }),
  );
}

/** Put things into the list at the end of an element; where there is nothing, there is no list. */
function list(element, things) {
  element.querySelector("ul")?.remove();
  if (!things.length) return;
  const found = document.createElement("ul");
  for (const thing of things) {
    const item = document.createElement("li");
    item.append(thing);
    found.append(item);
  }
  element.append(found);
}

function count(box) {
  const counter = box.querySelector(":scope > [data-limit]");
  if (!counter || !rules) return;
  const left = Number(counter.dataset.limit) - [...controlOf(box).value.trim()].length;
  const sentence = left < 0 ? rules.texts.tooMany : rules.texts.characters;
  counter.textContent = filled(sentence, { count: Math.abs(left) });
}

// --- what comes of it -------------------------------------------------------------------------------------------------

function flag(text, kind) {
  const mark = document.createElement("span");
  mark.className = kind ? `flag flag--${kind}` : "flag";
  mark.textContent = text;
  return mark;
}

function showCard(data) {
  const card = byId("karte").content.cloneNode(true).firstElementChild;
  const facts = cardOf(data, rules, today());
  card.querySelector("h3").textContent = facts.title;
  card.querySelector(".card__provider").textContent = facts.provider;
  card.querySelector("[data-summary]").textContent = facts.summary;
  for (const text of facts.notices) {
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.textContent = text;
    card.querySelector(".card__provider").before(notice);
  }
  for (const [name, text] of Object.entries(facts.facts)) {
    const line = card.querySelector(`[data-fact="${name}"]`);
    if (text) line.querySelector("[data-text]").textContent = text;
    else line.remove();
  }
  if (!card.querySelector("[data-fact]")) card.querySelector(".facts").remove();
  const flags = card.querySelector(".flags");
  if (facts.cost) flags.append(flag(facts.cost, facts.isFree ? "free" : ""));
  if (facts.isWithoutRegistration) flags.append(flag("ohne Anmeldung", "easy"));
  if (!flags.childNodes.length) flags.remove();
  byId("vorschau").replaceChildren(card);
}

function showWarnings() {
  const warnings = findings.filter(({ severity }) => severity === "warning");
  byId("hinweise").hidden = !warnings.length;
  list(byId("hinweise"), warnings.map((finding) => `${finding.message} ${hintFor(finding)}`));
}

function idProblem() {
  if (edited) return "";
  const id = idField.value;
  const [form, taken] = ["bad-id", "address-taken"].map((code) => rules.messages[code].join(" "));
  if (!isId(id)) return filled(form, { found: id, limit: 48, better: betterId(id) });
  const other = rules.offers.find(([known, , , , others = []]) => [known, ...others].includes(id));
  return other ? filled(taken, { found: id, other: other[3] }) : "";
}

/** Show card, text and ways; nothing of it as long as there is an error. */
function showResult(data) {
  const isRight = !errors().length;
  result.hidden = !isRight;
  if (!isRight) return;
  showCard(data);
  showWarnings();
  const problem = idProblem();
  const slot = byId("kennung-fehler");
  slot.textContent = problem;
  slot.hidden = !problem;
  idField.toggleAttribute("aria-invalid", Boolean(problem));
  if (problem) idField.setAttribute("aria-invalid", "true");
  byId("kennung-feld").hidden = Boolean(edited);
  byId("abschicken").hidden = Boolean(problem);
  const text = writeRecord(data, rules.fields);
  byId("text").textContent = text;
  showMail(data, text);
  showForge(text);
}

function showMail({ titel }, text) {
  const link = byId("mail");
  if (!link) return;
  const greeting = filled(edited ? rules.texts.mailChange : rules.texts.mailNew, { file: own().file });
  const address = (body) => {
    const subject = encodeURIComponent(filled(rules.texts.mailSubject, { title: titel }));
    return `mailto:${rules.mail}?subject=${subject}&body=${encodeURIComponent(`${greeting}\n\n${body}`.replaceAll("\n", "\r\n"))}`;
  };
  const isLong = address(text).length > LONGEST_MAIL;
  link.href = address(isLong ? rules.texts.mailPaste : text);
  byId("mail-kopieren").hidden = !isLong;
}

function showForge(text) {
  const link = byId("ablage");
  if (!link) return;
  const { file } = own();
  const parts = file.split("/").map(encodeURIComponent);
  const values = { file: parts.join("/"), folder: parts.slice(0, -1).join("/"), name: parts.at(-1), text: encodeURIComponent(text) };
  const address = (pattern) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const whole = address(edited ? rules.forge.edit : rules.forge.new);
  const isHandedOver = !edited && rules.forge.new.includes("{text}") && whole.length <= LONGEST_ADDRESS;
  link.href = isHandedOver || edited ? whole : address(rules.forge.new.replace(/[?&][a-z]+=\{text\}/, ""));
  byId("ablage-neu").hidden = !isHandedOver;
  byId("ablage-kopieren").hidden = isHandedOver;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(byId("text").textContent);
    tell(rules.texts.copied);
  } catch {
    byId("text").closest("details").open = true;
    getSelection().selectAllChildren(byId("text"));
    byId("text").focus();
    tell(rules.texts.notCopied);
  }
}

function download() {
  const link = document.createElement("a");
  const name = own().file.split("/").at(-1);
  link.href = URL.createObjectURL(new Blob([byId("text").textContent], { type: "application/yaml" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  tell(filled(rules.texts.downloaded, { name }));
}

function submit() {
  isSent = true;
  const data = check();
  showResult(data);
  if (errors().length) summary.focus();
  else byId("ergebnis-titel").focus();
}

// --- kept only on request ---------------------------------------------------------------------------------------------

function store() {
  if (!keep.checked) return;
  sessionStorage.setItem(STORED, JSON.stringify({ known, id: isIdTyped ? idField.value : "", data: readAll() }));
}

function stored() {
  const found = JSON.parse(sessionStorage.getItem(STORED) ?? "null");
  return found?.known === known ? found : null;
}

function clear() {
  if (!confirm(rules.texts.clear)) return;
  sessionStorage.removeItem(STORED);
  keep.checked = false;
  isSent = false;
  isIdTyped = false;
  for (const details of form.querySelectorAll("details")) details.open = false;
  fillAll(edited?.data ?? {});
  check();
  result.hidden = true;
  tell(rules.texts.cleared);
}

// --- beginning --------------------------------------------------------------------------------------------------------

function fillAll(data) {
  for (const field of rules.fields) fill(field, data[field.key], form);
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function listen() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("input", ({ target }) => {
    if (target === idField) isIdTyped = idField.value !== "";
    const box = target.closest("[data-path]");
    if (box) count(box);
    store();
    if (isSent) showResult(check());
  });
  form.addEventListener("focusout", ({ target }) => {
    const box = target.closest("[data-path]");
    if (!box) return;
    touched.add(box);
    setTimeout(() => isSent || check()); // when the next field has the focus
  });
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.matches("[data-add]")) {
      const item = addItem(button.closest("[data-path]"));
      controlOf(item).focus();
    } else if (button?.matches("[data-remove]")) {
      removeItem(button.closest("[data-item]"));
      store();
      if (isSent) showResult(check());
    } else if (button?.matches("[data-copy]")) copy();
  });
  keep.addEventListener("change", () => {
    if (keep.checked) store();
    else sessionStorage.removeItem(STORED);
    tell(keep.checked ? rules.texts.kept : rules.texts.notKept);
  });
  byId("loeschen").addEventListener("click", clear);
  byId("speichern").addEventListener("click", download);
}

async function start() {
  try {
    const isOffer = known !== null && /^[a-z0-9-]+$/.test(known);
    const [data, offer] = await Promise.all([
      load(form.dataset.form),
      isOffer ? load(`${form.dataset.offers}${known}/angaben.json`) : null,
    ]);
    rules = data;
    edited = offer && { id: known, ...offer };
  } catch {
    form.before(Object.assign(document.createElement("p"), { className: "notice", textContent: form.dataset.failed }));
    return;
  }
  const before = stored();
  fillAll(before?.data ?? edited?.data ?? {});
  keep.checked = Boolean(before);
  if (before?.id) [isIdTyped, idField.value] = [true, before.id];
  if (edited) {
    byId("bearbeitet").textContent = filled(rules.texts.editing, { title: edited.data.titel });
    byId("bearbeitet").hidden = false;
  }
  readAll();
  listen();
  form.hidden = false;
}

start();
