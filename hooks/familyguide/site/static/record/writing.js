// The one way to write a record, byte for byte as `familyguide format` does. The rules stand in records/canonical.py.

import { hasInside, NO_COMMENTS } from "./comments.js";
import { dotted, lengthOf } from "./text.js";

const WIDTH = 120;
const INDENT = "  ";
const TYPED = new RegExp(
  "^(?:~|null|true|false|yes|no|on|off|y|n|=|<<" +
    "|[-+.:_ 0-9]*[0-9][-+.:_ 0-9]*(e[-+]?[0-9]+)?" +
    "|[-+]?0[box][0-9a-f_]+|[-+]?\\.(inf|nan)" +
    "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}t.*)$",
  "i",
);
const DATE = /^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$/;

/** The words of a text, parted by single spaces; where there are more, nothing is parted. */
function wordsOf(text) {
  const words = [""];
  const parts = text.split(/( +)/);
  for (const [place, part] of parts.entries()) {
    if (part === " " && parts[place - 1] && parts[place + 1]) words.push("");
    else words[words.length - 1] += part;
  }
  return words;
}

/** A text, in quotes if it needs them; `within` brackets, some need them that else do not. */
function scalar(text, { within = false, field = {} } = {}) {
  const isTyped = TYPED.test(text) && !DATE.test(text) && !(field.takesNumber && /^[0-9]+$/.test(text));
  const isPlain = text !== "" && !/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) && !/:( |$)| #/.test(text);
  if (isPlain && !isTyped && !(within && /[,?[\]{}]/.test(text))) return text;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** The fields of a group that are stated, in the order of the models. */
function stated(data, { fields }) {
  return fields.filter(({ key }) => data[key] !== undefined);
}

/** A value in one line. */
function line(value, field, within = false) {
  if (Array.isArray(value)) return `[${value.map((item) => line(item, field, true)).join(", ")}]`;
  if (typeof value === "string") return scalar(value, { within, field });
  const parts = stated(value, field).map((inner) => `${inner.key}: ${line(value[inner.key], inner, true)}`);
  return `{${parts.join(", ")}}`;
}

const canHoldGroups = ({ fields = [] }) => fields.some(({ many, kind }) => many && kind === "group");

function mayBeInLine(value, field, path, comments) {
  if (typeof value === "string") return !value.includes("\n");
  if (hasInside(comments, path)) return false;
  if (Array.isArray(value)) return value.every((item) => typeof item === "string" && !item.includes("\n"));
  const parts = stated(value, field);
  return !canHoldGroups(field) && parts.every((part) => mayBeInLine(value[part.key], part, [...path, part.key], comments));
}

/** A key or dash and its value in one line; null if they have to be a block. */
function inLine(head, value, field, path, comments) {
  if (!mayBeInLine(value, field, path, comments)) return null;
  const whole = `${head} ${line(value, field)}`;
  const canBeBroken = typeof value !== "string" || wordsOf(value).length > 1;
  return canBeBroken && lengthOf(whole) > WIDTH ? null : whole;
}

function textLines(text, width) {
  if (text.includes("\n")) return text.split("\n");
  const [first, ...words] = wordsOf(text);
  const lines = [first];
  for (const word of words) {
    if (lengthOf(lines.at(-1)) + 1 + lengthOf(word) <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A key or dash and its value: in one line if they may and can, else as a block. */
function behind(head, value, field, path, indent, comments) {
  const [beside = ""] = [comments.beside[dotted(path)]].filter(Boolean).map((comment) => `  ${comment}`);
  const whole = inLine(head, value, field, path, comments);
  if (whole !== null) return [whole + beside];
  const deeper = indent + INDENT;
  if (typeof value === "string") {
    const lines = textLines(value, WIDTH - deeper.length).map((text) => text && deeper + text);
    return [`${head} ${value.includes("\n") ? "|" : ">-"}${beside}`, ...lines];
  }
  const parts = Array.isArray(value) ? items : group;
  return [head + beside, ...parts(value, field, path, deeper, comments)];
}

function items(values, field, path, indent, comments) {
  return values.flatMap((value, position) => {
    const here = [...path, position];
    const above = [...(comments.above[dotted(here)] ?? [])];
    const [head] = typeof value === "object" ? stated(value, field) : [];
    if (head) { // what is above its first field is above the item
      const first = dotted([...here, head.key]);
      above.push(...(comments.above[first] ?? []));
      delete comments.above[first];
    }
    const isBlock = typeof value === "object" && inLine(`${indent}-`, value, field, here, comments) === null;
    if (isBlock) above.push(...[comments.beside[dotted(here)]].filter(Boolean));
    const lines = isBlock
      ? group(value, field, here, indent + INDENT, comments)
      : behind(`${indent}-`, value, field, here, indent, comments);
    if (isBlock) lines[0] = `${indent}- ${lines[0].trimStart()}`;
    return [...above.map((comment) => indent + comment), ...lines];
  });
}

function group(data, field, path, indent, comments) {
  return stated(data, field).flatMap((inner) => {
    const here = [...path, inner.key];
    const above = (comments.above[dotted(here)] ?? []).map((comment) => indent + comment);
    return [...above, ...behind(`${indent}${inner.key}:`, data[inner.key], inner, here, indent, comments)];
  });
}

/** The text of a record's file. */
export function writeRecord(data, fields, comments = NO_COMMENTS) {
  const own = { ...comments, above: { ...comments.above } };
  const lines = [...(own.above[""] ?? []), ...group(data, { fields }, [], "", own), ...own.below];
  return lines.map((text) => `${text}\n`).join("");
}
