// The fields of a form: out of the page into a record, and back. The server has written them; `data-path` says which is
// which. `fields` describe them, `boxes` collects where the value at each path of the record stands.

import { dotted, filled } from "./text.js";

/** What the fields below `root` say: the record, and where each of its values stands. */
export function readRecord(fields, root, path = []) {
  const boxes = new Map();
  return { data: readGroup(fields, root, path, boxes) ?? {}, boxes };
}

/** Put a record into the fields below `root`; what it does not state becomes empty. Items know where they were. */
export function fillRecord(fields, data, root, texts) {
  for (const field of fields) fill(field, data[field.key], root, texts);
}

const boxOf = (field, scope) => scope.querySelector(`[data-path="${field.path}"]`);
export const controlOf = (box) => box.querySelector("input, select, textarea");
export const itemsOf = (box) => [...box.querySelector("[data-items]").children];

/** The value of a field as it stands in the record, undefined if nothing is stated. */
function read(field, scope, path, boxes) {
  const box = boxOf(field, scope);
  if (!box) return undefined; // the town has no such list to choose from
  boxes.set(dotted(path), box);
  switch (field.widget) {
    case "group":
      return readGroup(field.fields, box, path, boxes);
    case "groups":
    case "picks":
      return readItems(field, box, path, boxes);
    case "boxes":
      return readBoxes(box);
    case "items":
      return readLines(field, box, path, boxes);
    case "age":
      return readAge(box);
    default:
      return asTyped(controlOf(box).value, field.kind) || undefined;
  }
}

const GERMAN_DAY = /^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$/;
const GERMAN_MONTH = /^([0-9]{1,2})[./]([0-9]{4})$/;
const two = (number) => number.padStart(2, "0");

/** A text as it stands in the record: without what only comes along when people paste, days as files have them. */
function asTyped(text, kind) {
  const typed = text.replaceAll("\t", " ").trim();
  if (kind === "phone") return typed.replace(/[\u00a0\u2007\u202f]/g, " ").replace(/[\u2010\u2011]/g, "-");
  if (kind !== "partial-date") return typed;
  return typed
    .replace(GERMAN_DAY, (_, day, month, year) => `${year}-${two(month)}-${two(day)}`)
    .replace(GERMAN_MONTH, (_, month, year) => `${year}-${two(month)}`);
}

/** A text as people read it. */
function asShown(text, kind) {
  return kind === "partial-date" && /^[0-9]{4}(-[0-9]{2}){1,2}$/.test(text) ? text.split("-").reverse().join(".") : text;
}

function readGroup(fields, scope, path, boxes) {
  const stated = fields.map((field) => [field.key, read(field, scope, [...path, field.key], boxes)]);
  const known = stated.filter(([, value]) => value !== undefined);
  return known.length ? Object.fromEntries(known) : undefined;
}

function readItems(field, box, path, boxes) {
  const values = [];
  for (const item of itemsOf(box)) {
    const here = [...path, values.length];
    const value = field.widget === "picks" ? controlOf(item).value : readGroup(field.fields, item, here, boxes);
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

function readLines(field, box, path, boxes) {
  const lines = controlOf(box).value.split("\n").map((line) => asTyped(line, field.kind)).filter(Boolean);
  for (const position of lines.keys()) boxes.set(dotted([...path, position]), box);
  return lines.length ? lines : undefined;
}

function readAge(box) {
  const number = controlOf(box).value.trim();
  const unit = box.querySelector("select").value;
  return number ? `${number} ${number === "1" ? unit.slice(0, -1) : unit}` : undefined;
}

function fill(field, value, scope, texts) {
  const box = boxOf(field, scope);
  if (!box) return;
  switch (field.widget) {
    case "group":
      for (const inner of field.fields) fill(inner, value?.[inner.key], box, texts);
      break;
    case "groups":
    case "picks":
      for (const item of itemsOf(box)) item.remove();
      for (const [position, one] of (value ?? []).entries()) {
        const item = addItem(box, texts);
        item.dataset.was = position;
        if (field.widget === "picks") choose(controlOf(item), one);
        else for (const inner of field.fields) fill(inner, one[inner.key], item, texts);
      }
      if (!value && "begun" in box.dataset) addItem(box, texts);
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
      setText(box, asShown(value ?? "", field.kind));
  }
  if (value !== undefined) box.closest("details")?.setAttribute("open", "");
  count(box, texts);
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

/** Tell how many characters are left for a text. */
export function count(box, texts) {
  const counter = box.querySelector(":scope > [data-limit]");
  if (!counter) return;
  const left = Number(counter.dataset.limit) - [...controlOf(box).value.trim()].length;
  const sentence = left < 0 ? texts.tooMany : texts.characters;
  counter.textContent = filled(sentence, { count: Math.abs(left) });
}

// --- several of something --------------------------------------------------------------------------------------------

const ID_ATTRIBUTES = ["id", "for", "aria-describedby", "aria-labelledby"];

let numbered = 0; // copies of templates, so that no id is there twice

export function addItem(box, texts) {
  const item = box.querySelector("template").content.cloneNode(true).firstElementChild;
  numbered += 1;
  const elements = [item, ...item.querySelectorAll("*")];
  const own = new Set(elements.map(({ id }) => id));
  for (const element of elements) {
    for (const name of ID_ATTRIBUTES) {
      const value = element.getAttribute(name);
      // What describes all items stands beside them.
      if (value) element.setAttribute(name, value.replaceAll(/\S+/g, (id) => (own.has(id) ? `${id}-${numbered}` : id)));
    }
  }
  box.querySelector("[data-items]").append(item);
  renumber(box, texts);
  return item;
}

export function renumber(box, texts) {
  const name = box.querySelector(":scope > [data-add]").dataset.of;
  itemsOf(box).forEach((item, position) => {
    const values = { name, number: position + 1 };
    item.querySelector("[data-name]").textContent = filled(texts.number, values);
    item.querySelector(":scope > [data-remove] span").textContent = filled(texts.remove, values);
  });
}
