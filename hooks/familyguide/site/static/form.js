// The form for an offer: filled from a record or by hand, checked while filling, handed on in one of three ways.
// Nothing leaves the browser before somebody sends it, and nothing is stored unless somebody asks for it.

import { cardOf } from "./record/cards.js";
import { checkOffer, checkRecord } from "./record/check.js";
import { movedComments, NO_COMMENTS } from "./record/comments.js";
import { addItem, controlOf, count, fillRecord, itemsOf, readRecord, renumber } from "./record/fields.js";
import { betterId, filled } from "./record/text.js";
import { isId } from "./record/values.js";
import { forgeAddress, mailAddress, packed, unpacked } from "./record/ways.js";
import { writeRecord } from "./record/writing.js";

const NEW_PLACE = "+ort"; // stands for the place that is new with the offer, in the lists of places
const HANDED = "angaben="; // before what the address of a mail hands over
const TOLD_FOR = 8000; // milliseconds

const byId = (id) => document.getElementById(id);
const form = byId("eintrag");
const summary = byId("fehler");
const result = byId("ergebnis");
const idField = byId("kennung");
const keep = byId("behalten");
const status = byId("meldung");
const known = new URLSearchParams(location.search).get("angebot");
const STORED = `angebot:${known ?? ""}`;

let rules; // fields, sentences and vocabularies
let edited = null; // the offer that is being changed: its id, its file and what it said
let begun = {}; // what the form was filled with
let before = {}; // what it said when nobody had changed anything
let others = []; // a provider and a place that are new, too
let files = []; // what comes of it: name and text of each file
let isSent = false; // whether everything is to be complete
let isSending = false; // and is told, also what somebody is just typing
let isIdTyped = false;
let shownState = ""; // what the result is shown for
let shownErrors = ""; // what the list of errors is shown for
let isUnsaved = false; // whether something would be lost with the page
let findings = [];
let boxes = new Map(); // where the value at a path stands
const touched = new WeakSet(); // what somebody has been at

let told = 0;

/** Tell what has happened; it goes again, so that it hides nothing for long. */
function tell(text) {
  clearTimeout(told);
  status.textContent = text;
  if (text) told = setTimeout(tell, TOLD_FOR, "");
}

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
    return { kind, data: other, id: freeId(betterId(other.name ?? "", kind), taken), ...rules.others[kind] };
  });
  const whole = { ...data };
  for (const { kind, id } of others) {
    if (kind === "anbieter") whole.anbieter = id;
    else {
      whole.orte = [...(whole.orte ?? []), id];
      const slots = data.zeiten?.regelmaessig?.map((slot) => (slot.ort === NEW_PLACE ? { ...slot, ort: id } : slot));
      if (slots) whole.zeiten = { ...data.zeiten, regelmaessig: slots };
    }
  }
  return whole;
}

/** Let times be at the place that is new with the offer; tells whether one was at a place that is no longer there. */
function offerNewPlace({ ort }) {
  let isLost = false;
  const label = filled(rules.texts.newPlace, { name: ort?.name ?? "" });
  for (const select of form.querySelectorAll('[data-path="zeiten.regelmaessig.ort"] select')) {
    const option = select.querySelector(`[value="${NEW_PLACE}"]`);
    if (!ort?.name) {
      isLost ||= Boolean(option?.selected);
      option?.remove();
    } else if (option) option.textContent = label;
    else select.append(new Option(label, NEW_PLACE));
  }
  return isLost;
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
  for (let number = 2; taken.has(free); number += 1) free = `${id.slice(0, 44).replace(/-$/, "")}-${number}`;
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
  for (const box of form.querySelectorAll("[data-path]")) {
    if (box.querySelector(":scope > input")?.validity.badInput) {
      yield { box, severity: "error", message: rules.texts.badDate, hint: "" };
    }
  }
}

/** New providers and places whose names are in the lists already; there can be two of one name. */
function* namesakes() {
  const plain = (name) => name.toLowerCase().replace(/\s+/g, " ");
  for (const { kind, path, data } of others) {
    if (data.name && rules.vocabularies[kind].some(([, title]) => plain(title) === plain(data.name))) {
      const message = filled(rules.texts.isThere, { name: `«${data.name}»` });
      yield { field: `${path}.name`, severity: "warning", message, hint: "" };
    }
  }
}

function check() {
  let read = readAll();
  if (offerNewPlace(read.besides)) read = readAll();
  const data = linked(read);
  showExit(data);
  const taken = new Set(rules.offers.flatMap(([other, , , , addresses = []]) => [other, ...addresses]));
  if (!edited && !isIdTyped && document.activeElement !== idField) {
    idField.value = data.titel ? freeId(betterId(data.titel, "angebot"), taken) : "";
  }
  const now = extended();
  const ofOthers = others.flatMap(({ fields, path, id, data: other }) => checkRecord(fields, other, now, { id, path }));
  findings = [...unfinished(), ...checkOffer(data, now, own()), ...ofOthers, ...namesakes()];
  showFindings();
  return data;
}

/** The box of a finding, or of what is nearest around it; null where the form has no place for it. */
function boxOfFinding({ box: at, field }) {
  const found = at ?? boxAround(field);
  return found?.matches("[data-item]") ? (found.querySelector("[data-path]") ?? found.closest("[data-path]")) : found;
}

function boxAround(path) {
  for (let rest = path; rest; rest = rest.replace(/(^|\.)[^.[]+$|\[\d+\]$/, "")) {
    const box = boxes.get(rest);
    if (box) return box;
  }
  return null;
}

/** What is wrong and how to mend it, in the words of the check; with names where files have ids. */
function sentenceOf({ field = "", code, message, hint, values = {} }) {
  const advice = rules.hints[code] ? filled(rules.hints[code], values) : hint;
  const titles = new Map(rules.vocabularies[vocabularyAt(field)]);
  if (values.label) titles.set(values.key, values.label);
  const named = message
    .replace(` (${values.label})`, "")
    .replace(/«([a-z0-9-]+)»/, (quoted, id) => (titles.has(id) ? `«${titles.get(id)}»` : quoted));
  return `${named} ${advice}`.trim();
}

function vocabularyAt(path) {
  const keys = path.replace(/\[\d+\]/g, "").split(".");
  const find = (fields, [key, ...rest]) => {
    const field = fields?.find((one) => one.key === key);
    return rest.length ? find(field?.fields, rest) : field?.vocabulary;
  };
  return find(rules.fields, keys);
}

const errors = () => findings.filter(({ severity }) => severity === "error");

function showFindings() {
  const byBox = new Map();
  for (const finding of findings) {
    const box = boxOfFinding(finding);
    if (box && isReady(box, finding)) byBox.set(box, [...(byBox.get(box) ?? []), finding]);
  }
  for (const slot of form.querySelectorAll(".entry__error:not([hidden], #kennung-fehler)")) {
    if (!byBox.has(slot.closest("[data-path]"))) setError(slot.closest("[data-path]"), []);
  }
  for (const [box, found] of byBox) setError(box, found);
  showSummary();
}

/** Whether a finding may be told: not while somebody is about it, and before all is checked only what was filled in. */
function isReady(box, { code }) {
  const isWrong = box.classList.contains("entry__field--wrong");
  if (isTypedIn(box)) return isSent && isWrong;
  if (isSent) return true;
  if (code === "missing") return false;
  return touched.has(box) || [...box.querySelectorAll("[data-path]")].some((inner) => touched.has(inner));
}

/** Whether somebody is just typing in a field, or in one of a group. */
function isTypedIn(box) {
  if (isSending) return false;
  const { activeElement } = document;
  return box.contains(activeElement) && activeElement.matches("textarea, input:not([type=checkbox])");
}

const FOLDED = ["slot-end-before-start", "time-impossible", "week-missing", "week-unused", "midnight-unused"];

function setError(box, found) {
  const slot = box.querySelector(":scope > .entry__error");
  const isWrong = found.some(({ severity }) => severity === "error");
  slot.replaceChildren(
    ...found.map((finding) => {
      const line = document.createElement("span");
      line.textContent = `${sentenceOf(finding)} `;
      return line;
    }),
  );
  slot.hidden = !found.length;
  // What mends it may be folded up.
  if (found.some(({ code }) => FOLDED.includes(code))) box.closest("[data-item]")?.querySelector("details")?.setAttribute("open", "");
  slot.classList.toggle("entry__error--warning", !isWrong);
  box.classList.toggle("entry__field--wrong", isWrong);
  const within = [".entry__age > :is(input, select)", ".entry__boxes input", "[data-items] > [data-item] > select"]
    .map((part) => `:scope > ${part}`).join();
  const controls = box.tagName === "FIELDSET" ? box.querySelectorAll(within) : [controlOf(box)];
  for (const control of controls) {
    if (isWrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

/** The name of a field, with those of the groups it is in. */
function nameOf(box) {
  const names = [];
  for (let at = box; at && at !== form; at = at.parentElement.closest("[data-item], [data-new], fieldset[data-path], form")) {
    const isListOfGroups = at !== box && at.querySelector(":scope > [data-items]");
    const label = at.querySelector(":scope > label, :scope > legend, :scope > fieldset > legend");
    if (!isListOfGroups) names.unshift(label.firstChild.textContent.trim());
  }
  return names.join(", ");
}

/** All errors above the form, each leading to its field. */
function showSummary() {
  const error = ":scope > .entry__error:not([hidden], .entry__error--warning)";
  const shown = [...form.querySelectorAll("[data-path]")].filter((box) => box.querySelector(error));
  const placeless = errors().filter((finding) => !boxOfFinding(finding)).map(sentenceOf);
  const count = shown.length + placeless.length;
  summary.hidden = !isSent || !count;
  summary.querySelector("h2").textContent = count === 1 ? rules.texts.oneError : filled(rules.texts.errors, { count });
  const targetOf = (box) => (box.tagName === "FIELDSET" ? box : controlOf(box));
  const told = shown.map((box) => [targetOf(box).id, nameOf(box), box.querySelector(error).textContent]);
  const state = JSON.stringify([placeless, told]);
  if (state === shownErrors) return; // nobody is to lose a link that is just being clicked
  shownErrors = state;
  list(summary, [
    ...placeless,
    ...shown.map((box) => {
      const link = document.createElement("a");
      const target = targetOf(box);
      link.href = `#${target.id}`;
      const [name, text] = [nameOf(box), box.querySelector(error).textContent.trim()];
      link.textContent = text.includes(`«${name}»`) ? text : `${name}: ${text}`;
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
  ]);
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
  list(byId("hinweise"), warnings.map(sentenceOf));
}

function idProblem() {
  if (edited) return "";
  const id = idField.value;
  const [form, taken] = ["bad-id", "address-taken"].map((code) => rules.messages[code].join(" "));
  if (!isId(id)) return filled(form, { found: id, limit: 48, better: betterId(id) });
  const other = rules.offers.find(([known, , , , others = []]) => [known, ...others].includes(id));
  return other ? filled(taken, { found: id, other: other[3] }) : "";
}

/** Show card, text and ways; nothing of it as long as there is an error, but for one that is just being mended. */
function showResult(data) {
  const wrong = errors();
  if (!wrong.every((finding) => isTypedIn(boxOfFinding(finding) ?? result))) result.hidden = true;
  if (wrong.length) return;
  const state = JSON.stringify([data, others, findings, idField.value]);
  if (state === shownState && !result.hidden) return; // nobody is to lose a link that is just being clicked
  shownState = state;
  result.hidden = false;
  showCard(data);
  showWarnings();
  const problem = idProblem();
  const slot = byId("kennung-fehler");
  slot.textContent = problem;
  slot.hidden = !problem;
  idField.toggleAttribute("aria-invalid", Boolean(problem));
  if (problem) idField.setAttribute("aria-invalid", "true");
  byId("kennung-feld").hidden = Boolean(edited);
  byId("kennung-adresse").hidden = Boolean(data.adresse);
  byId("text").hidden = Boolean(problem);
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
  copies("speichern", files, (piece, file) => {
    piece.querySelector("[data-name]").textContent = nameOfFile(file.file);
    piece.querySelector("button").addEventListener("click", () => download(file));
  });
}

const nameOfFile = (file) => file.split("/").at(-1);

/** The names of the fields that say something else than before. */
function changedFields(data) {
  const text = (record, field) => writeRecord({ [field.key]: record[field.key] }, [field]);
  return rules.fields.filter((field) => text(data, field) !== text(before, field)).map(({ label }) => label);
}

/** Put a copy of a template for each of the texts behind it. */
function copies(name, texts, complete) {
  const place = byId(name);
  if (!place) return;
  const template = place.querySelector("template");
  const pieces = texts.map((text) => {
    const piece = template.content.cloneNode(true);
    complete(piece, text);
    return piece;
  });
  place.replaceChildren(template, ...pieces);
}

/** All files as a text for people who put them into the guide by hand. */
function asText() {
  return files.map(({ file, text }) => (files.length > 1 ? `${file}:\n\n${text}` : text)).join("\n\n");
}

/** A mail with all files, and with an address that opens the form with them. */
function showMail({ titel }, changes) {
  const link = byId("mail");
  if (!link) return showTexts();
  const [mailbox] = link.href.split("?");
  const file = files.map((one) => one.file).join(", ");
  const values = { guide: rules.guide, title: titel, file, fields: changes.join(", ") };
  const subject = filled(rules.texts.mailSubject, values);
  const greeting = filled(edited ? rules.texts.mailChange : rules.texts.mailNew, values);
  const show = (address) => {
    const rest = [...address, filled(rules.texts.mailFile, values), asText()].join("\n\n");
    const whole = mailAddress(mailbox, subject, `${greeting}\n\n${rest}`);
    link.href = whole ?? mailAddress(mailbox, subject, `${greeting}\n\n${rules.texts.mailPaste}`) ?? mailbox;
    copyFirst(link, whole ? null : rest);
    byId("mail-einfuegen").hidden = Boolean(whole);
    byId("mail-fertig").hidden = !whole;
    showTexts(whole ? [] : [{ name: rules.texts.mailText, text: rest }]);
  };
  show([]);
  byId("bestaetigen").href = mailAddress(mailbox, subject, filled(rules.texts.mailConfirm, values)) ?? mailbox;
  const state = shownState;
  packed(entered()).then((text) => {
    if (!text || state !== shownState) return; // something else is shown by now
    show([`${rules.texts.mailOpen}\n${location.origin}${location.pathname}${location.search}#${HANDED}${text}`]);
  });
}

/** Texts to look at and to copy by hand. */
function showTexts(more = []) {
  const ofFiles = files.map(({ file, text }) => ({ name: filled(rules.texts.fileText, { file }), text }));
  copies("text", [...ofFiles, ...more], (piece, { name, text }) => {
    piece.querySelector("[data-name]").textContent = name;
    const shown = piece.querySelector("pre");
    shown.textContent = text;
    shown.setAttribute("aria-label", name);
    piece.querySelector("[data-copy]").addEventListener("click", () => copy(text));
  });
}

/** What the form says, and what else it takes to go on with it. */
function entered() {
  const now = readAll();
  const was = [...boxes].map(([path, box]) => [path, Number(box.dataset.was ?? NaN)]).filter(([, at]) => at >= 0);
  return { id: isIdTyped ? idField.value : "", ...now, comments: comments(now.data), was: Object.fromEntries(was) };
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
  if (!link.target) {
    location.href = link.href;
    return;
  }
  const opened = open(link.href, link.target);
  if (opened) opened.opener = null;
  else {
    copyFirst(link, null);
    tell(rules.texts.opened);
  }
}

function showForge() {
  copies("ablage", files, (piece, file) => {
    const [address, isHandedOver] = forgeAddress(rules.forge, file);
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
    const shown = [...byId("text").querySelectorAll("pre")].find(({ textContent }) => textContent === text);
    shown.closest("details").open = true;
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
  isUnsaved = false;
  link.click();
  URL.revokeObjectURL(link.href);
  tell(filled(rules.texts.downloaded, { name: link.download }));
}

function submit() {
  [isSent, isSending] = [true, true];
  const data = check();
  showResult(data);
  isSending = false;
  const problem = idProblem();
  if (errors().length) summary.focus();
  else if (problem) {
    idField.focus();
    tell(problem);
  } else byId("ergebnis-titel").focus();
}

// --- kept only on request --------------------------------------------------------------------------------------------

function store() {
  if (!keep.checked) return;
  inStore((storage) => storage.setItem(STORED, JSON.stringify(entered())));
}

/** Do something with what the browser keeps; null where it keeps nothing, or nothing that can be read. */
function inStore(work) {
  try {
    return work(sessionStorage) ?? null;
  } catch {
    return null;
  }
}

function clear() {
  if (!confirm(rules.texts.clear)) return;
  inStore((storage) => storage.removeItem(STORED));
  keep.checked = false;
  isSent = false;
  isIdTyped = false;
  for (const details of form.querySelectorAll("details")) details.open = false;
  isUnsaved = false;
  fillAll(edited ?? {});
  check();
  result.hidden = true;
  for (const name of ["uebernommen", "unvollstaendig"]) byId(name).hidden = true;
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
    isUnsaved = !keep.checked;
    store();
    if (isSent) showResult(check());
  });
  form.addEventListener("focusout", ({ target }) => {
    const box = target.closest("[data-path]");
    if (box) touched.add(box);
    setTimeout(() => { // when the next field has the focus
      const data = check();
      if (isSent) showResult(data);
    });
  });
  form.addEventListener("click", (event) => {
    const { target } = event;
    const link = target.closest("a");
    if (link?.closest("#wege")) isUnsaved = false; // it goes where it was to go
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
      isUnsaved = !keep.checked;
      store();
      if (isSent) showResult(check());
    }
  });
  form.addEventListener("auxclick", ({ target }) => { // opens the link beside this page, but copies nothing
    const link = target.closest("a");
    if (copiedFirst.has(link)) copy(copiedFirst.get(link));
  });
  keep.addEventListener("change", () => {
    if (keep.checked) store();
    else inStore((storage) => storage.removeItem(STORED));
    tell(keep.checked ? rules.texts.kept : rules.texts.notKept);
  });
  byId("loeschen").addEventListener("click", clear);
  addEventListener("keydown", ({ key }) => key === "Tab" && tell("")); // it must not hide what gets the focus
  addEventListener("hashchange", () => { // the address of another mail, in the same window
    if (location.hash.startsWith(`#${HANDED}`)) location.reload();
  });
  addEventListener("beforeunload", (event) => {
    // Who leaves at once has taken the form off the page before.
    if (isUnsaved && form.isConnected) event.preventDefault();
  });
}

async function start() {
  const [data, offer] = await Promise.all([
    load(form.dataset.form),
    known === null ? null : load(`${form.dataset.offers}${encodeURIComponent(known)}/angaben.json`).catch(() => undefined),
  ]);
  if (offer === undefined) {
    byId("laden").hidden = true;
    byId("unbekannt").hidden = false;
    form.remove();
    return;
  }
  rules = data;
  edited = offer && { id: nameOfFile(offer.file).replace(/\.yml$/, ""), ...offer };
  fillAll(edited ?? {});
  before = readAll().data;
  const kept = JSON.parse(inStore((storage) => storage.getItem(STORED)) ?? "null");
  const handed = await takeOver(location.hash);
  if (!handed && kept) fillAll(kept);
  keep.checked = Boolean(kept);
  const { id = "" } = handed ?? kept ?? {};
  if (id) [isIdTyped, idField.value] = [true, id];
  if (edited) showWhatIsEdited();
  check();
  listen();
  byId("laden").remove();
  form.hidden = false;
  if (handed) submit();
}

/** Fill the form with what came in a mail, and return it; null where nothing did, or nothing that can be read. */
async function takeOver(hash) {
  if (!hash.startsWith(`#${HANDED}`)) return null;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    const handed = await unpacked(hash.slice(HANDED.length + 1));
    fillInHanded(handed);
    byId("uebernommen").hidden = false;
    isUnsaved = true; // it stands in no address any more
    return handed;
  } catch {
    fillAll(edited ?? {});
    byId("unvollstaendig").hidden = false;
    return null;
  }
}

/** Nothing gets from a mail to a file but through the fields of the form; items of lists only say where they were. */
function fillInHanded({ data = {}, besides = {}, was = {} }) {
  fillAll({ data, besides });
  for (const item of form.querySelectorAll("[data-was]")) delete item.dataset.was;
  readAll();
  for (const [path, at] of Object.entries(was)) {
    const item = boxes.get(path);
    if (item?.matches("[data-item]") && Number.isInteger(at) && at >= 0) item.dataset.was = at;
  }
  begun = edited ?? {};
}

function showWhatIsEdited() {
  const heading = byId("ueberschrift");
  document.title = document.title.replace(heading.textContent, rules.texts.headingOfChange);
  heading.textContent = rules.texts.headingOfChange;
  const link = document.createElement("a");
  link.href = `${form.dataset.offers}${encodeURIComponent(known)}/`;
  link.textContent = edited.data.titel;
  byId("bearbeitet").append(rules.texts.editing, link);
  byId("bearbeitet").hidden = false;
}

/** The way out, where somebody writes about what nobody else is to see. */
function showExit({ sensibel }) {
  const isSensitive = sensibel === "ja" || edited?.data.sensibel === "ja";
  for (const part of document.querySelectorAll("[data-exit]")) part.hidden = !isSensitive;
}

start().catch((error) => {
  const sentence = byId("laden").querySelector("[data-failed]");
  sentence.textContent = sentence.dataset.failed;
  form.remove();
  throw error;
});
