// The kinds of single values: text as typed in, the value or what is wrong with it out. The rules are those of the
// check (records/values.py); a test puts the same cases to both.

import { checkPhone } from "./phone.js";
import { betterId, cut } from "./text.js";

const wrong = (code, values = {}) => ({ problem: { code, values } });
const right = (value) => ({ value });

const TAG = /<[/!?]?[A-Za-z]|<!--/;
const LINK_TARGET = /\]\(\s*<?([^)\s>]*)/g;
const BAD_SCHEME = /(?:^|[^\p{L}\p{N}_])((?:javascript|vbscript|data|file):)/iu;
const ALLOWED_LINK = /^(https?:\/\/|mailto:|tel:)/i;
const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?";
const DOMAIN = `(?:${LABEL}\\.)+(?![0-9])${LABEL}`;
const MAIL = new RegExp(`^(?!\\.)[A-Za-z0-9!#$%&'*+/=?^_\`{|}~.\\-]{1,64}@${DOMAIN}$`, "u");
const HOST = new RegExp(`^${DOMAIN}$`, "u");
const NOT_IN_WEB = /[\s"'<>\\^`{|}]/;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

function text(typed) {
  const match = TAG.exec(typed);
  return match ? wrong("html", { found: cut(typed.slice(match.index), 20) }) : right(typed);
}

function markdown(typed) {
  for (const [, target] of typed.matchAll(LINK_TARGET)) {
    if (!ALLOWED_LINK.test(target)) return wrong("bad-link", { found: target });
  }
  const scheme = BAD_SCHEME.exec(typed);
  return scheme ? wrong("bad-link", { found: scheme[1] }) : text(typed);
}

export function isId(typed) {
  return typed.length <= 48 && ID.test(typed);
}

function id(typed) {
  return isId(typed) ? right(typed) : wrong("bad-id", { limit: 48, better: betterId(typed) });
}

/** A day by its year, month and day; those that are not known count as the first. */
function day(typed, form) {
  const [year, month, date] = typed.split("-").map(Number);
  const days = new Date(Date.UTC(2000 + (year % 400), month || 1, 0)).getUTCDate();
  if (year < 1 || (month ?? 1) > 12 || (date ?? 1) > days || (form === "whole" && !(month && date))) {
    return wrong("date-impossible");
  }
  if (year < FIRST_YEAR || year > LAST_YEAR) return wrong("year-unlikely", { first: FIRST_YEAR, last: LAST_YEAR });
  return right(typed);
}

function time(typed) {
  if (!/^[0-9]{2}:[0-9]{2}$/.test(typed)) return wrong("time-form");
  return /^([01][0-9]|2[0-3]):[0-5]/.test(typed) ? right(typed) : wrong("time-impossible");
}

function age(typed) {
  const [, number, unit] = /^([0-9]{1,3}) (Monat|Jahr)e?$/.exec(typed) ?? [];
  if (!unit) return wrong("span");
  const count = Number(number);
  const months = count * (unit === "Jahr" ? 12 : 1);
  const lastMonth = months + (unit === "Jahr" ? 11 : 0);
  const german = `${count} ${unit}${count === 1 ? "" : "e"}`;
  return right({ months, lastMonth, german, number: count, unit: `${unit}e` });
}

function web(typed) {
  const [, place] = /^https?:\/\/([^/?#]*)/.exec(typed) ?? [];
  if (place === undefined || NOT_IN_WEB.test(typed) || place.includes("@")) return wrong("web");
  const [host, port] = place.split(/:(.*)/s);
  const isPort = !port || (/^[0-9]+$/.test(port) && Number(port) <= 65535);
  return isPort && HOST.test(host.toLowerCase()) ? right(typed) : wrong("web");
}

const oneOf = (words, code) => (typed) => (words.includes(typed) ? right(typed) : wrong(code));

const CHECKS = {
  text,
  markdown,
  id,
  time,
  age,
  web,
  date: (typed) => (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(typed) ? day(typed, "whole") : wrong("date-form")),
  "partial-date": (typed) =>
    /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/.test(typed) ? day(typed) : wrong("partial-date-form"),
  mail: (typed) => (MAIL.test(typed) && !/\.[.@]/.test(typed) ? right(typed) : wrong("mail")),
  "post-code": (typed) => (/^[0-9]{5}$/.test(typed) ? right(typed) : wrong("post-code")),
  "yes-no": oneOf(["ja", "nein"], "yes-no"),
  week: oneOf(["1", "2", "3", "4", "letzte"], "week"),
};

/** The value that a text stands for, or the problem with it. `rules` are the data of the form. */
export function parse(kind, typed, rules) {
  if (kind !== "phone") return CHECKS[kind](typed);
  const problem = checkPhone(typed, rules.phones);
  return problem ? { problem } : right(typed);
}
