// What is wrong with an offer: the rules and sentences of `familyguide check`, asked while somebody fills in the form.
//
// Left to the check of the proposal: what only a file can have wrong (its YAML, unknown fields), "Gemeint: …" (the form
// offers lists to choose from), and whether two providers claim one number, for which it takes all of them.

import { codeOf, dotted, filled, lengthOf } from "./text.js";
import { parse } from "./values.js";

// --- fields that belong together: by the path of the field after which the others are known --------------------------
//
// A rule gets the value, the valid fields of its group that stand before it, and what is known besides. It returns a
// problem or nothing; `at` names what it belongs to if not to the field: a neighbour, a position, or (empty) the group.

function unique(values) {
  const position = values.findIndex((value, place) => values.indexOf(value) !== place);
  return position < 0 ? null : { code: "repeated", values: { found: values[position] }, at: position };
}

function inOrder(start, end) {
  return start && end && end < start ? { code: "end-before-start", values: { start, end } } : null;
}

function timesInOrder(start, end, code) {
  return start && end && end <= start ? { code, values: { start, end }, at: "bis" } : null;
}

function ageMakesSense(end, { von: start }, { valid }) {
  if (!valid.has("von")) return null;
  if (!start && !end) return { code: "age-empty", at: "" };
  const isWrong = start && end && start.months > end.lastMonth;
  return isWrong ? { code: "age-order", values: { start: start.german, end: end.german } } : null;
}

function weeksFit(weeks, { rhythmus }) {
  if (rhythmus === "monatlich" && !weeks.length) return { code: "week-missing", at: "rhythmus" };
  if (weeks.length && rhythmus && rhythmus !== "monatlich") return { code: "week-unused" };
  return unique(weeks);
}

function endsAfterItStarts(pastMidnight, { von, bis }) {
  if (pastMidnight !== "ja") return timesInOrder(von, bis, "slot-end-before-start");
  return von && bis && bis > von ? { code: "midnight-unused" } : null;
}

function dayFits(day, { status }) {
  if (status === "offen" && day) return { code: "review-day-early" };
  const isMissing = (status === "angefragt" || status === "bestaetigt") && !day;
  return isMissing ? { code: "review-day-missing", values: { state: status }, at: "status" } : null;
}

function isNeutral(address, { sensibel, titel }, { own, valid }) {
  if (!address) return sensibel === "ja" ? { code: "sensitive-address", at: "sensibel" } : null;
  if (valid.has("sensibel") && sensibel !== "ja") return { code: "address-unused" };
  const words = [...own.id.split("-"), ...(titel ?? "").toLowerCase().split(/\s+/)];
  const part = address.split("-").find((piece) => piece.length > 3 && piece !== "hilfe" && words.includes(piece));
  return part ? { code: "telling-address", values: { found: address, part } } : null;
}

function partnersAreOthers(partners, { anbieter }) {
  const position = partners.indexOf(anbieter);
  return unique(partners) ?? (position < 0 ? null : { code: "own-provider", at: position });
}

const RULES = {
  partner: partnersAreOthers,
  vertraulich: (value, { orte }, { valid }) =>
    value === "ja" && (!valid.has("orte") || orte.length) ? { code: "confidential-place", at: "orte" } : null,
  adresse: isNeutral,
  endet: (end, { beginnt }) => inOrder(beginnt, end),
  "alter.bis": ageMakesSense,
  "zeiten.regelmaessig.woche": weeksFit,
  "zeiten.regelmaessig.ueber-mitternacht": endsAfterItStarts,
  "termine.bis-datum": (end, { datum }) => inOrder(datum, end),
  "termine.bis": (end, { von }) => timesInOrder(von, end, "end-before-start"),
  "anmeldung.zeitraum.bis": (end, { von }) => inOrder(von, end),
  "pruefung.am": dayFits,
  "pruefung.quellen.hinweis": (note, { web }, { valid }) =>
    !note && valid.has("web") && !web ? { code: "source-empty", at: "" } : null,
};
for (const path of ["lebensphasen", "themen", "zielgruppen", "orte", "form", "mitbringen", "suchwoerter", "notlagen",
  "frueher", "kosten.ermaessigung"]) RULES[path] = unique;

// --- one field after the other ---------------------------------------------------------------------------------------

const OVERRIDES = "\\u202a-\\u202e\\u2066-\\u2069";
const FORBIDDEN = new RegExp(
  // Half characters as well: with "u" a whole one is not two of them.
  `[\\t\\r\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufeff\\ufffe\\uffff${OVERRIDES}\\ud800-\\udfff]`,
  "gu",
);
const OVERRIDE = new RegExp(`[${OVERRIDES}]`);

/** Where a problem at `at` belongs that was found at `path`. */
function placeOf(at, path) {
  if (at === undefined) return path;
  if (typeof at === "number") return [...path, at];
  return at ? [...path.slice(0, -1), at] : path.slice(0, -1);
}

class Check {
  constructor(rules, own) {
    this.rules = rules;
    this.own = own;
    this.known = Object.fromEntries(Object.entries(rules.vocabularies).map(([name, terms]) => [name, new Map(terms)]));
    this.findings = [];
    this.empty = new Set(); // where something stands that counts as nothing
  }

  report(path, code, values = {}, severity = "error") {
    const [message, hint] = this.rules.messages[code].map((sentence) => filled(sentence, values));
    const field = dotted(path);
    const isTold = this.findings.some((other) => other.field === field && other.message === message);
    if (!isTold) this.findings.push({ field, code, severity, message, hint, values });
  }

  /** The valid ones of the fields of a group, by key; one wrong value hides no other mistake. */
  group(fields, data, path) {
    const found = {};
    const valid = new Set();
    const before = this.findings.length;
    for (const field of fields) {
      const here = [...path, field.key];
      const [isRight, value] = this.field(field, data[field.key], here);
      if (!isRight) continue;
      const isAsked = data[field.key] !== undefined || field.checkedWhenAbsent;
      const problem = isAsked ? RULES[field.path]?.(value, found, { valid, own: this.own }) : null;
      if (problem) this.problem(problem, here, field, data[field.key]);
      else {
        found[field.key] = value;
        valid.add(field.key);
      }
    }
    return [this.findings.length === before, found];
  }

  problem({ code, values = {}, at }, path, field, typed) {
    const key = path.at(-1);
    const found = typeof typed === "string" ? typed : "";
    this.report(placeOf(at, path), code, { found, label: field.label, example: field.example, key, ...values });
  }

  /** Whether a field is right, and its value. */
  field(field, typed, path) {
    if (typed === undefined) {
      if (!field.required) return [true, field.many ? [] : (field.default ?? null)];
      const example = field.many ? `[${field.example}]` : field.example;
      const code = this.empty.has(dotted(path)) ? "empty-field" : "missing";
      this.report(path, code, { key: field.key, label: field.label, example });
      return [false, null];
    }
    if (!field.many) return this.value(field, typed, path);
    const items = typed.map((item, position) => this.value(field, item, [...path, position]));
    const isRight = items.every(([isItemRight]) => isItemRight);
    if (isRight && typed.length > (field.most ?? Infinity)) {
      this.report(path, "too-many", { length: typed.length, limit: field.most });
      return [false, null];
    }
    return [isRight, items.map(([, value]) => value)];
  }

  value(field, typed, path) {
    if (field.kind === "group") return this.group(field.fields, typed, path);
    const problem = (code, values) => {
      this.problem({ code, values }, path, field, typed);
      return [false, null];
    };
    if (field.kind === "choice") {
      if (field.options.includes(typed)) return [true, typed];
      return problem("unknown-choice", { allowed: field.options.join(", "), nearest: "" });
    }
    if (field.kind === "reference") {
      if (this.known[field.vocabulary].has(typed)) return [true, typed];
      return problem("unknown-id", { nearest: "", where: this.rules.where[field.vocabulary] });
    }
    if (!typed) return problem("empty-item");
    const limit = field.longest ?? Infinity;
    const over = lengthOf(typed) - limit;
    const tooLong = () => problem("too-long", { length: limit + over, limit, over });
    if (over > 0 && field.required && !field.many) return tooLong(); // the validator, too, looks at these first
    const { value, problem: wrong } = parse(field.kind, typed, this.rules);
    if (wrong) return problem(wrong.code, wrong.values);
    return over > 0 ? tooLong() : [true, value];
  }
}

/** A value without characters that no file can hold; what is then empty is not stated, but for items of a list. */
function cleaned(value, path, check) {
  if (Array.isArray(value)) return value.map((item, position) => cleaned(item, [...path, position], check));
  if (typeof value !== "string") {
    const fields = Object.entries(value).map(([key, inner]) => [key, cleaned(inner, [...path, key], check)]);
    for (const [key, inner] of fields) if (!Object.keys(inner).length) check.empty.add(dotted([...path, key]));
    return Object.fromEntries(fields.filter(([, inner]) => Object.keys(inner).length));
  }
  for (const char of [...new Set(value.match(FORBIDDEN))].sort()) {
    const code = OVERRIDE.test(char) ? "direction-override" : "control-character";
    check.report(path, code, { found: `U+${codeOf(char)}` });
  }
  return value.replace(FORBIDDEN, " ").trim();
}

// --- beyond the fields -----------------------------------------------------------------------------------------------

function slotPlaces(check, data) {
  (data.zeiten?.regelmaessig ?? []).forEach(({ ort }, position) => {
    if (!ort || data.orte?.includes(ort)) return;
    const code = data.vertraulich === "ja" ? "confidential-place" : "slot-place";
    check.report(["zeiten", "regelmaessig", position, "ort"], code, { found: ort });
  });
}

const sameTitle = (title) => title.trim().split(/\s+/).join(" ").toLowerCase().replaceAll("ß", "ss");

function sameOffers(check, { titel, anbieter }) {
  if (!titel || !anbieter) return;
  const isSame = ([id, title, provider]) =>
    id !== check.own.id && provider === anbieter && sameTitle(title) === sameTitle(titel);
  const other = check.rules.offers.find(isSame);
  if (other) check.report(["titel"], "same-offer", { other: other[3] });
}

function addresses(check, data) {
  const claims = new Map(check.rules.offers.map(([id, , , file]) => [id, file]));
  for (const [id, , , file, others = []] of check.rules.offers) {
    if (id !== check.own.id) for (const address of others) if (!claims.has(address)) claims.set(address, file);
  }
  claims.set(check.own.id, check.own.file);
  const claim = (address, path) => {
    if (claims.has(address)) check.report(path, "address-taken", { found: address, other: claims.get(address) });
    else claims.set(address, check.own.file);
  };
  if (data.adresse) claim(data.adresse, ["adresse"]);
  (data.frueher ?? []).forEach((address, position) => claim(address, ["frueher", position]));
}

function* textsIn(value, path = []) {
  if (typeof value === "string") yield [path, value];
  else {
    const items = Array.isArray(value) ? value.entries() : Object.entries(value);
    for (const [key, item] of items) yield* textsIn(item, [...path, key]);
  }
}

function unencryptedLinks(check, data, at = []) {
  for (const [path, text] of textsIn(data, at)) {
    for (const [found] of text.matchAll(/http:\/\/[^\s)>]+/gi)) check.report(path, "http", { found }, "warning");
  }
}

const MOST_WORDS = 20;
const SHOWN_OF_SENTENCE = 60;
const ABBREVIATION =
  /(^|[^\p{L}\p{N}_])(z\. ?B|d\. ?h|u\. ?a|e\. ?V|ca|bzw|evtl|inkl|usw|Nr|Str|St|Dr|Tel|\p{Nd}+)\.(?=\s)/gu;
const SENTENCE_END = /[.!?…]["'“”«»)]*\s+/u;
const WORD = /[\p{L}\p{N}]+(?:[-/'’][\p{L}\p{N}]+)*/gu;

function longSentences(check, { kurztext = "" }) {
  const text = kurztext.replace(ABBREVIATION, (_, before, word) => before + word.replaceAll(".", ""));
  for (const sentence of text.split(SENTENCE_END)) {
    const count = sentence.match(WORD)?.length ?? 0;
    if (count <= MOST_WORDS) continue;
    const beginning = [...sentence].slice(0, SHOWN_OF_SENTENCE).join("");
    const shown = beginning + (lengthOf(sentence) > SHOWN_OF_SENTENCE ? "…" : "");
    check.report(["kurztext"], "long-sentence", { count, sentence: shown }, "warning");
  }
}

/** All findings about an offer; `rules` are the data of the form, `own` is the id and the file of the offer. */
export function checkOffer(typed, rules, own) {
  const check = new Check(rules, own);
  const data = cleaned(typed, [], check);
  check.group(rules.fields, data, []);
  for (const rule of [slotPlaces, sameOffers, addresses, unencryptedLinks, longSentences]) rule(check, data);
  return check.findings;
}

/** All findings about a provider or place that is new with an offer; `own.path` is where it stands in the form. */
export function checkRecord(fields, typed, rules, own) {
  const check = new Check(rules, own);
  const data = cleaned(typed, [own.path], check);
  check.group(fields, data, [own.path]);
  unencryptedLinks(check, data, [own.path]);
  return check.findings;
}
