// The form for an offer: filled from a record or by hand, checked while filling, handed on in one of three ways.
// Nothing leaves the browser before somebody sends it, and nothing is stored unless somebody asks for it.

import { cardOf } from "./record/cards.js";
import { checkOffer, checkRecord } from "./record/check.js";
import { movedComments, NO_COMMENTS } from "./record/comments.js";
import { addItem, controlOf, count, fillRecord, itemsOf, readRecord, renumber } from "./record/fields.js";
import { betterId, filled } from "./record/text.js";
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
let begun = {}; // what the form was filled with
let others = []; // a provider and a place that are new, too
let files = []; // what comes of it: name and text of each file
let isSent = false; // whether everything is to be complete
let isIdTyped = false;
let findings = [];
let boxes = new Map(); // where the value at a path stands
const touched = new WeakSet(); // what somebody has been at

const tell = (text) => {
  status.textContent = text;
};

const today = () => new Date().toLocaleDateString("sv", { timeZone: "Europe/Berlin" });

// --- what is filled in -----------------------------------------------------------------------------------------------

/** What the form says: the offer, and the records that are new with it, by their kinds. */
function readAll() {
  const offer = readRecord(rules.fields, form);
  boxes = offer.boxes;
  const besides = {};
  for (const [kind, { fields, path }] of Object.entries(rules.others)) {
    const other = readRecord(fields, form, [path]);
    boxes = new Map([...boxes, ...other.boxes]);
    if (Object.keys(other.data).length) besides[kind] = other.data;
  }
  return { data: offer.data, besides };
}

/** The comments of the offer's file, by the places of what the form says. */
function comments(data) {
  return movedComments(begun.comments ?? NO_COMMENTS, data, begun.data ?? {}, boxes);
}

/** The offer with references to what is new with it. */
function linked({ data, besides }) {
  others = Object.entries(besides).map(([kind, other]) => {
    const taken = new Set(rules.vocabularies[kind].map(([id]) => id));
    return { kind, data: other, id: freeId(betterId(other.name ?? ""), taken), ...rules.others[kind] };
  });
  const whole = { ...data };
  for (const { kind, id } of others) {
    if (kind === "anbieter") whole.anbieter = id;
    else whole.orte = [...(whole.orte ?? []), id];
  }
  return whole;
}

/** The data of the form, as if what is new were there already. */
function extended() {
  const vocabularies = { ...rules.vocabularies };
  const places = [...rules.places];
  for (const { kind, id, data } of others) {
    vocabularies[kind] = [...vocabularies[kind], [id, data.name ?? ""]];
    if (kind === "ort") places.push([id, data.stadtteil ?? ""]);
  }
  return { ...rules, vocabularies, places };
}

/** The proposed id, with a number behind it as long as it is taken. */
function freeId(id, taken) {
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id.slice(0, 44)}-${number}`;
  return free;
}

function fillAll(record) {
  const { data = {}, besides = {} } = record;
  begun = record;
  fillRecord(rules.fields, data, form, rules.texts);
  for (const [kind, { fields }] of Object.entries(rules.others)) {
    fillRecord(fields, besides[kind] ?? {}, form, rules.texts);
  }
}

function removeItem(item) {
  const box = item.parentElement.closest("[data-path]");
  const add = box.querySelector(":scope > [data-add]");
  const items = itemsOf(box);
  const number = items.indexOf(item) + 1;
  const next = items[number] ?? items[number - 2];
  item.remove();
  renumber(box, rules.texts);
  (next ? controlOf(next) : add).focus();
  tell(filled(rules.texts.removed, { name: add.dataset.of, number }));
}

// --- checking --------------------------------------------------------------------------------------------------------

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
  const data = linked(readAll());
  const taken = new Set(rules.offers.flatMap(([other, , , , addresses = []]) => [other, ...addresses]));
  if (!edited && !isIdTyped) idField.value = data.titel ? freeId(betterId(data.titel), taken) : "";
  const now = extended();
  const ofOthers = others.flatMap(({ fields, path, id, data: other }) => checkRecord(fields, other, now, { id, path }));
  findings = [...unfinished(), ...checkOffer(data, now, own()), ...ofOthers];
  showFindings();
  return data;
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
    const isItem = found?.matches("[data-item]");
    const box = isItem ? (found.querySelector("[data-path]") ?? found.closest("[data-path]")) : found;
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
  const within = ":scope > .entry__age > :is(input, select), :scope > .entry__boxes input";
  const controls = box.tagName === "FIELDSET" ? box.querySelectorAll(within) : [controlOf(box)];
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
  const error = ":scope > .entry__error:not([hidden], .entry__error--warning)";
  const shown = [...form.querySelectorAll("[data-path]")].filter((box) => box.querySelector(error));
  summary.hidden = !isSent || !shown.length;
  const count = shown.length;
  summary.querySelector("h2").textContent = count === 1 ? rules.texts.oneError : filled(rules.texts.errors, { count });
  list(
    summary,
    shown.map((box) => {
      const link = document.createElement("a");
      const target = box.tagName === "FIELDSET" ? box : controlOf(box);
      link.href = `#${target.id}`;
      const [name, text] = [nameOf(box), box.querySelector(error).textContent];
      link.textContent = text.includes(`(${name})`) ? text : `${name}: ${text}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) {
          details.open = true;
        }
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

// --- what comes of it ------------------------------------------------------------------------------------------------

function flag(text, kind) {
  const mark = document.createElement("span");
  mark.className = kind ? `flag flag--${kind}` : "flag";
  mark.textContent = text;
  return mark;
}

function showCard(data) {
  const card = byId("karte").content.cloneNode(true).firstElementChild;
  const facts = cardOf(data, extended(), today());
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
  const changes = edited ? changedFields(data) : [];
  const isUnchanged = Boolean(edited) && !changes.length;
  byId("geaendert").textContent = filled(rules.texts.changed, { fields: changes.join(", ") });
  byId("geaendert").hidden = !changes.length;
  byId("unveraendert").hidden = !isUnchanged;
  byId("wege-titel").hidden = isUnchanged;
  byId("abschicken").hidden = Boolean(problem) || isUnchanged;
  files = [
    ...others.map(({ fields, folder, id, data: other }) => ({
      file: `offers/${folder}/${id}.yml`,
      text: writeRecord(other, fields),
      isNew: true,
    })),
    { file: own().file, text: writeRecord(data, rules.fields, comments(data)), isNew: !edited },
  ];
  byId("mehrere").hidden = files.length < 2;
  showMail(data, changes);
  showForge();
  copies("text", (piece, { file, text }) => {
    piece.querySelector("[data-name]").textContent = file;
    piece.querySelector("pre").textContent = text;
  });
  copies("speichern", (piece, { file }) => {
    piece.querySelector("[data-name]").textContent = nameOfFile(file);
  });
}

const nameOfFile = (file) => file.split("/").at(-1);

/** The names of the fields that say something else than before. */
function changedFields(data) {
  const text = (record, field) => writeRecord({ [field.key]: record[field.key] }, [field]);
  return rules.fields.filter((field) => text(data, field) !== text(edited.data, field)).map(({ label }) => label);
}

/** Put a copy of a template for each of the files behind it. */
function copies(name, complete) {
  const place = byId(name);
  if (!place) return;
  const template = place.querySelector("template");
  const pieces = files.map((file, position) => {
    const piece = template.content.cloneNode(true);
    for (const button of piece.querySelectorAll("[data-copy], [data-download]")) button.value = position;
    complete(piece, file);
    return piece;
  });
  place.replaceChildren(template, ...pieces);
}

/** All files as the text of a mail. */
function asMail() {
  return files.map(({ file, text }) => (files.length > 1 ? `${file}:\n\n${text}` : text)).join("\n\n");
}

function showMail({ titel }, changes) {
  const link = byId("mail");
  if (!link) return;
  const [mailbox] = link.href.split("?");
  const file = files.map((one) => one.file).join(", ");
  const values = { title: titel, file, fields: changes.join(", ") };
  const address = (sentence, body = "") => {
    const subject = encodeURIComponent(filled(rules.texts.mailSubject, values));
    // Mails end their lines in this way (RFC 6068, section 5).
    const lines = `${filled(sentence, values)}\n\n${body}`.replaceAll("\n", "\r\n");
    return `${mailbox}?subject=${subject}&body=${encodeURIComponent(lines)}`;
  };
  const greeting = edited ? rules.texts.mailChange : rules.texts.mailNew;
  const isLong = address(greeting, asMail()).length > LONGEST_MAIL;
  link.href = address(greeting, isLong ? rules.texts.mailPaste : asMail());
  copyFirst(link, isLong ? asMail() : null);
  byId("mail-einfuegen").hidden = !isLong;
  byId("mail-fertig").hidden = isLong;
  byId("bestaetigen").href = address(rules.texts.mailConfirm);
}

const copiedFirst = new WeakMap(); // links, and the texts that are to be copied before they are followed

function copyFirst(link, text) {
  if (text === null) copiedFirst.delete(link);
  else copiedFirst.set(link, text);
  link.querySelector("[data-with-copy]").hidden = text === null;
  link.querySelector("[data-without-copy]").hidden = text !== null;
}

/** Copy a text, then go where it is to be pasted; without a copy nobody is led away from what can be copied by hand. */
async function copyAndFollow(link) {
  if (!(await copy(copiedFirst.get(link)))) return copyFirst(link, null);
  if (link.target) open(link.href, link.target, "noopener");
  else location.href = link.href;
}

/** The address at which the forge opens a file, and whether it takes over the text. */
function forgeAddress({ file, text, isNew }) {
  const parts = file.split("/").map(encodeURIComponent);
  const [name, folder] = [parts.at(-1), parts.slice(0, -1).join("/")];
  const values = { file: parts.join("/"), folder, name, text: encodeURIComponent(text) };
  const address = (pattern) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  if (!isNew) return [address(rules.forge.edit), false];
  const whole = address(rules.forge.new);
  const isHandedOver = rules.forge.new.includes("{text}") && whole.length <= LONGEST_ADDRESS;
  return [isHandedOver ? whole : address(rules.forge.new.replace(/[?&][a-z]+=\{text\}/, "")), isHandedOver];
}

function showForge() {
  copies("ablage", (piece, file) => {
    const [address, isHandedOver] = forgeAddress(file);
    piece.querySelector("[data-name]").textContent = file.file;
    const link = piece.querySelector("a");
    link.href = address;
    copyFirst(link, isHandedOver ? null : file.text);
    piece.querySelector("[data-handed]").hidden = !isHandedOver;
    piece.querySelector("[data-paste]").hidden = isHandedOver;
  });
}

/** Copy a text; where that cannot be done, show it marked. Tells whether it could. */
async function copy(text) {
  const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  if (!isCopied) {
    const shown = byId("text").querySelector("pre");
    for (const details of byId("text").querySelectorAll("details")) details.open = true;
    getSelection().selectAllChildren(shown);
    shown.focus();
  }
  tell(isCopied ? rules.texts.copied : rules.texts.notCopied);
  return isCopied;
}

function download({ file, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = nameOfFile(file);
  link.click();
  URL.revokeObjectURL(link.href);
  tell(filled(rules.texts.downloaded, { name: link.download }));
}

function submit() {
  isSent = true;
  const data = check();
  showResult(data);
  if (errors().length) summary.focus();
  else byId("ergebnis-titel").focus();
}

// --- kept only on request --------------------------------------------------------------------------------------------

function store() {
  if (!keep.checked) return;
  const entered = readAll();
  const stored = { known, id: isIdTyped ? idField.value : "", ...entered, comments: comments(entered.data) };
  sessionStorage.setItem(STORED, JSON.stringify(stored));
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
  fillAll(edited ?? {});
  check();
  result.hidden = true;
  tell(rules.texts.cleared);
}

// --- beginning -------------------------------------------------------------------------------------------------------

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
    if (box) count(box, rules.texts);
    store();
    if (isSent) showResult(check());
  });
  form.addEventListener("focusout", ({ target }) => {
    const box = target.closest("[data-path]");
    if (!box) return;
    touched.add(box);
    setTimeout(() => isSent || check()); // when the next field has the focus
  });
  form.addEventListener("click", (event) => {
    const { target } = event;
    const link = target.closest("a");
    if (copiedFirst.has(link)) {
      event.preventDefault();
      copyAndFollow(link);
      return;
    }
    const button = target.closest("button");
    if (button?.matches("[data-add]")) {
      controlOf(addItem(button.closest("[data-path]"), rules.texts)).focus();
    } else if (button?.matches("[data-remove]")) {
      removeItem(button.closest("[data-item]"));
      store();
      if (isSent) showResult(check());
    } else if (button?.matches("[data-copy]")) copy(files[button.value]?.text ?? asMail());
    else if (button?.matches("[data-download]")) download(files[button.value]);
  });
  keep.addEventListener("change", () => {
    if (keep.checked) store();
    else sessionStorage.removeItem(STORED);
    tell(keep.checked ? rules.texts.kept : rules.texts.notKept);
  });
  byId("loeschen").addEventListener("click", clear);
}

async function start() {
  try {
    const isOffer = known !== null && /^[a-z0-9-]+$/.test(known);
    const [data, offer] = await Promise.all([
      load(form.dataset.form),
      isOffer ? load(`${form.dataset.offers}${known}/angaben.json`) : null,
    ]);
    rules = data;
    edited = offer && { id: nameOfFile(offer.file).replace(/\.yml$/, ""), ...offer };
  } catch {
    form.before(Object.assign(document.createElement("p"), { className: "notice", textContent: form.dataset.failed }));
    return;
  }
  const before = stored();
  fillAll(before ?? edited ?? {});
  keep.checked = Boolean(before);
  if (before?.id) [isIdTyped, idField.value] = [true, before.id];
  if (edited) {
    byId("bearbeitet").textContent = filled(rules.texts.editing, { title: edited.data.titel });
    byId("bearbeitet").hidden = false;
  }
  if (edited?.data.sensibel === "ja") for (const part of document.querySelectorAll("[data-exit]")) part.hidden = false;
  listen();
  form.hidden = false;
}

start();
