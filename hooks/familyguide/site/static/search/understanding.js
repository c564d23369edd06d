// What a query says about the child's age, a weekday, a district, costs: filters that somebody has put into words.
// Each is `{ key, label, uses, fits }`: `uses` are the positions of its words, `fits(offer)` is YES, UNSTATED or NO.

import { words } from "./folding.js";

export const NO = 0;
export const UNSTATED = 1;
export const YES = 2;

const NUMBERS = ["null", "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf"];
const ONE = new Set(["eins", "eine", "einem", "einen", "einer"]);
const YEARS =
  /^(jahr|jahre|jahren|jahrig\p{L}*|j|years?|yo|yas|yasinda|лет|год|года|години|рок\p{L}*|lat|lata|ani|sali?|سن\p{L}*|سال\p{L}*)$/u;
const MONTHS = /^(monat|monate|monaten|mon|monatig\p{L}*|months?|aylik|месяц\p{L}*|miesi\p{L}*|luni)$/u;
const FREE = new Set(["kostenlos", "kostenlose", "kostenloser", "kostenloses", "kostenfrei", "umsonst", "gratis", "gebuhrenfrei"]);
const OLDEST = 18;
const BEFORE_AGE = new Set(["bin", "ist", "wird"]);
const AFTER_AGE = new Set(["", "und", "was", "wo", "wie", "wer", "welche", "kann", "geworden"]);
const OLD = /^alt(e[mnrs]?)?$/;

function numberIn(word) {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const found = ONE.has(word) ? 1 : NUMBERS.indexOf(word);
  return found < 0 ? null : found;
}

function ageFilter(from, to, uses) {
  if (from > to || from > OLDEST) return null;
  const label = to === 0 ? "unter 1 Jahr" : from === to ? `${from} ${from === 1 ? "Jahr" : "Jahre"}` : `${from} bis ${to} Jahre`;
  return {
    key: "alter",
    label,
    uses,
    fits: ({ months }) => (!months ? UNSTATED : months[0] <= to * 12 + 11 && from * 12 <= months[1] ? YES : NO),
  };
}

/** The positions of a number, of its unit, and of «alt» after it. */
function withUnit(said, uses) {
  const unit = uses.at(-1) + 1;
  return OLD.test(said[unit + 1] ?? "") ? [...uses, unit, unit + 1] : [...uses, unit];
}

function age(said) {
  for (let i = 0; i < said.length; i++) {
    const under = /^u([23])$/.exec(said[i]); // from U4 on it is a medical check
    if (under) return ageFilter(0, Number(under[1]) - 1, [i]);
    const glued = /^(\d{1,2}|[a-z]+)(jahrig\p{L}*|jahre?|j)$/u.exec(said[i]);
    const years = glued && numberIn(glued[1]);
    if (years != null) return ageFilter(years, years, [i]);
    const first = numberIn(said[i]);
    if (first === null) continue;
    const next = said[i + 1] ?? "";
    const isRange = next === "bis" || next === "und" || /^\d{1,2}$/.test(said[i]);
    const secondAt = next === "bis" || next === "und" ? i + 2 : i + 1;
    const second = isRange && said[secondAt] !== undefined ? numberIn(said[secondAt]) : null;
    const after = said[second === null ? i + 1 : secondAt + 1] ?? "";
    const uses = Array.from({ length: (second === null ? i : secondAt) - i + 1 }, (_, offset) => i + offset);
    if (MONTHS.test(after)) {
      const [from, to] = [first, second ?? first].map((months) => Math.floor(months / 12));
      return ageFilter(from, to, withUnit(said, uses));
    }
    if (YEARS.test(after)) {
      const low = ["unter", "bis"].includes(said[i - 1]) && second === null ? 0 : first;
      return ageFilter(low, second ?? first, withUnit(said, uses));
    }
    if (BEFORE_AGE.has(said[i - 1]) && AFTER_AGE.has(next) && first) return ageFilter(first, first, [i]);
    const isBare = said[i + 1] === "bis" || /^\d/.test(next);
    if (second !== null && second > first && isBare && !after.startsWith("klass")) return ageFilter(first, second, uses);
  }
  return null;
}

function weekdayFilter(days, label, uses) {
  return {
    key: "wochentag",
    label,
    uses,
    fits: ({ wochentag }) => (!wochentag.length ? UNSTATED : wochentag.some((day) => days.includes(day)) ? YES : NO),
  };
}

const SATURDAY = 5;
const SUNDAY = 6;
const TIMES_OF_DAY = /^(s|morgen|vormittag|mittag|nachmittag|abend|nacht)*$/;

function weekday(said, index, translations) {
  const weekends = [["wochenende"], ["wochenend"], ...translations.flatMap(({ weekend = [] }) => weekend.map((text) => text.split(" ")))];
  for (const phrase of weekends) {
    const at = said.findIndex((_, i) => phrase.every((word, offset) => said[i + offset]?.startsWith(word)));
    if (at >= 0) return weekdayFilter([SATURDAY, SUNDAY], "am Wochenende", phrase.map((_, offset) => at + offset));
  }
  for (const [day, [, label]] of index.titles.wochentag.entries()) {
    const name = words(label)[0];
    const at = said.findIndex((word) => word.startsWith(name) && TIMES_OF_DAY.test(word.slice(name.length)));
    if (at >= 0) return weekdayFilter([day], label, [at]);
    for (const { wochentag = [] } of translations) {
      const foreign = words(wochentag[day] ?? "");
      const there = foreign.length === 1 ? said.indexOf(foreign[0]) : -1;
      if (there >= 0) return weekdayFilter([day], label, [there]);
    }
  }
  return null;
}

const ENDINGS_OF_PLACES = /^(er|s)?$/;

function district(said, index) {
  const town = words(index.townName)[0];
  for (const [number, [id, title]] of index.titles.stadtteil.entries()) {
    const names = words(title);
    const at = said.findIndex((word, i) =>
      names.every((name, offset) => said[i + offset]?.startsWith(name) && ENDINGS_OF_PLACES.test(said[i + offset].slice(name.length))),
    );
    const short = said.findIndex((word, i) => word === id && said[i - 1] === town);
    if (at < 0 && short < 0) continue;
    return {
      key: "stadtteil",
      label: title,
      uses: at >= 0 ? names.map((_, offset) => at + offset) : [short],
      fits: ({ stadtteil }) => (!stadtteil.length ? UNSTATED : stadtteil.includes(number) ? YES : NO),
    };
  }
  return null;
}

function free(said, index, translations) {
  const kinds = index.titles.kosten.map(([id]) => id);
  const costs = kinds.indexOf("beitrag");
  const nothing = kinds.indexOf("kostenlos");
  const phrases = translations.flatMap(({ free = [] }) => free.map((text) => text.split(" ")));
  const found = said.findIndex((word) => FREE.has(word));
  let uses = found >= 0 ? [found] : null;
  for (const phrase of [["kostet", "nichts"], ["kostet", "nix"], ["ohne", "kosten"], ...phrases]) {
    const at = said.findIndex((_, i) => phrase.every((word, offset) => said[i + offset] === word));
    if (!uses && at >= 0) uses = phrase.map((_, offset) => at + offset);
  }
  if (!uses) return null;
  return {
    key: "kostenlos",
    label: "kostenlos",
    uses,
    fits: ({ cost }) => (cost === nothing ? YES : cost === costs ? NO : UNSTATED),
  };
}

function withoutRegistration(said) {
  const at = said.findIndex((word, i) => word === "ohne" && /^(anmeldung|anmelden|termin)$/.test(said[i + 1] ?? ""));
  if (at < 0) return null;
  return {
    key: "ohne-anmeldung",
    label: "ohne Anmeldung",
    uses: [at, at + 1],
    fits: (offer) => (offer["ohne-anmeldung"] ? YES : offer.registrationUnknown ? UNSTATED : NO),
  };
}

const OF_LANGUAGES = /^(auf|in|spricht|sprech(en|end)\p{L}*|sprachen?)$/u;

function language(said, index) {
  for (const [number, [id, title]] of index.titles.sprache.entries()) {
    const name = words(title)[0];
    const at = said.findIndex((word, i) => {
      if (!word.startsWith(name)) return false;
      const rest = word.slice(name.length);
      const isBeside = OF_LANGUAGES.test(said[i - 1] ?? "") || OF_LANGUAGES.test(said[i + 1] ?? "");
      return /^(sprachig|sprechend)/.test(rest) || (!rest && isBeside);
    });
    if (id === "de" || at < 0) continue;
    return {
      key: "sprache",
      label: `auf ${title}`,
      uses: [at - 1, at, at + 1].filter((position) => position === at || OF_LANGUAGES.test(said[position] ?? "")),
      fits: ({ sprache }) => (sprache.includes(number) ? YES : UNSTATED),
    };
  }
  return null;
}

/** The filters that the folded words `said` express; `ignored` are keys of filters that somebody has taken away. */
export function understood(said, index, translations, ignored) {
  const found = [
    age(said),
    weekday(said, index, translations),
    district(said, index),
    free(said, index, translations),
    withoutRegistration(said),
    language(said, index),
  ];
  return found.filter((filter) => filter && !ignored.has(filter.key));
}
