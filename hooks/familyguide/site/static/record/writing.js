// The one way to write a record, byte for byte as `familyguide format` does. The rules stand in records/canonical.py.

import { lengthOf } from "./text.js";

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
const SINGLE_SPACE = /(?<=[^ ]) (?=[^ ])/;

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

function mayBeInLine(value, field) {
  if (typeof value === "string") return !value.includes("\n");
  if (Array.isArray(value)) return value.every((item) => typeof item === "string" && mayBeInLine(item, field));
  return !canHoldGroups(field) && stated(value, field).every((inner) => mayBeInLine(value[inner.key], inner));
}

/** A key or dash and its value in one line; null if they have to be a block. */
function inLine(head, value, field) {
  if (!mayBeInLine(value, field)) return null;
  const whole = `${head} ${line(value, field)}`;
  const canBeBroken = typeof value !== "string" || SINGLE_SPACE.test(value);
  return canBeBroken && lengthOf(whole) > WIDTH ? null : whole;
}

function textLines(text, width) {
  if (text.includes("\n")) return text.split("\n");
  const [first, ...words] = text.split(SINGLE_SPACE);
  const lines = [first];
  for (const word of words) {
    if (lengthOf(lines.at(-1)) + 1 + lengthOf(word) <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A key or dash and its value: in one line if they may and can, else as a block. */
function behind(head, value, field, indent) {
  const whole = inLine(head, value, field);
  if (whole !== null) return [whole];
  const deeper = indent + INDENT;
  if (typeof value === "string") {
    const lines = textLines(value, WIDTH - deeper.length).map((text) => text && deeper + text);
    return [`${head} ${value.includes("\n") ? "|" : ">-"}`, ...lines];
  }
  return [head, ...(Array.isArray(value) ? items(value, field, deeper) : group(value, field, deeper))];
}

function items(values, field, indent) {
  return values.flatMap((value) => {
    const isBlock = typeof value === "object" && inLine(`${indent}-`, value, field) === null;
    if (!isBlock) return behind(`${indent}-`, value, field, indent);
    const [first, ...rest] = group(value, field, indent + INDENT);
    return [`${indent}- ${first.trimStart()}`, ...rest];
  });
}

function group(data, field, indent) {
  return stated(data, field).flatMap((inner) => behind(`${indent}${inner.key}:`, data[inner.key], inner, indent));
}

/** The text of a record's file. */
export function writeRecord(data, fields) {
  return group(data, { fields }, "").map((text) => `${text}\n`).join("");
}
