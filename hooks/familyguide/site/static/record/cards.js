// The facts of an offer on its card, in the words of phrases/facts.py; a test compares all cards of the site with them.

import { filled } from "./text.js";
import { parse } from "./values.js";

const MOST_TIMES = 2;
const LONGEST = 70;

const germanDate = (day) => day.split("-").reverse().join(".");
const germanTime = (time) => `${Number(time.slice(0, 2))}${time.endsWith(":00") ? "" : time.slice(2)}`;

function listed(parts, { and }) {
  return parts.length > 1 ? filled(and, { first: parts.slice(0, -1).join(", "), last: parts.at(-1) }) : parts.join("");
}

function clock({ von, bis, "ueber-mitternacht": pastMidnight }, phrases) {
  const start = germanTime(von);
  if (!bis) return filled(phrases.clockFrom, { start });
  return filled(pastMidnight === "ja" ? phrases.clockOvernight : phrases.clock, { start, end: germanTime(bis) });
}

function days(slots, phrases) {
  const order = Object.keys(phrases.days);
  const found = [...new Set(slots.map(({ tag }) => tag))];
  if (slots[0].rhythmus === "monatlich") {
    const weeks = [...(slots[0].woche ?? [])].sort().map((week) => phrases.weeks[week]);
    const names = found.map((day) => phrases.days[day][0]);
    return filled(phrases.inMonth, { weeks: listed(weeks, phrases), days: listed(names, phrases) });
  }
  if (found.length === 1) return phrases.days[found[0]][0];
  const short = found.map((day) => phrases.days[day][1]);
  const numbers = found.map((day) => order.indexOf(day));
  const inARow = numbers.every((number, place) => number === numbers[0] + place);
  const isRun = found.length > 2 && inARow && numbers.at(-1) < 7;
  return isRun ? `${short[0]}–${short.at(-1)}` : short.join(", ");
}

/** Regular times in the order of the week, days with the same times together: `[days, clock]`. */
function regularTimes(slots, phrases) {
  const order = Object.keys(phrases.days);
  const number = ({ tag }) => order.indexOf(tag);
  const sorted = [...slots].sort((a, b) => number(a) - number(b) || (a.von < b.von ? -1 : a.von > b.von ? 1 : 0));
  const together = new Map();
  for (const slot of sorted) {
    const { von, bis, art = "offen", rhythmus = "woechentlich", ferien, ort, hinweis } = slot;
    const rest = [slot["ueber-mitternacht"] === "ja", [...(slot.woche ?? [])].sort(), ferien, ort, hinweis];
    const key = JSON.stringify([von, bis, art, rhythmus, ...rest].map((part) => part ?? null));
    together.set(key, [...(together.get(key) ?? []), slot]);
  }
  return [...together.values()].map((group) => [days(group, phrases), clock(group[0], phrases)]);
}

function inShort(text) {
  let [first] = text.split(". ", 1);
  if (first.length < text.length) first = `${first.replace(/\.+$/, "")}.`;
  if (first.length <= LONGEST) return first;
  return `${first.slice(0, first.lastIndexOf(" ", LONGEST - 1)).replace(/[,;:–\- ]+$/, "")} …`;
}

function when({ zeiten = {}, termine = [] }, phrases, today) {
  if (zeiten.immer === "ja") return phrases.always;
  const clocks = new Map();
  for (const [name, time] of regularTimes(zeiten.regelmaessig ?? [], phrases)) {
    clocks.set(name, [...(clocks.get(name) ?? []), time]);
  }
  if (clocks.size) {
    const times = [...clocks].map(([name, ofDay]) => `${name} ${listed(ofDay, phrases)}`);
    return times.slice(0, MOST_TIMES).join("; ") + (times.length > MOST_TIMES ? " …" : "");
  }
  const coming = termine.filter((event) => (event["bis-datum"] ?? event.datum) >= today);
  const [next] = coming.sort((a, b) => (`${a.datum}${a.von ?? ""}` < `${b.datum}${b.von ?? ""}` ? -1 : 1));
  if (next) return germanDate(next.datum) + (next["bis-datum"] ? `–${germanDate(next["bis-datum"])}` : "");
  return zeiten.text ? inShort(zeiten.text) : "";
}

function span({ number, unit }, { units }, dative = false) {
  const [one, many, manyDative] = units[unit];
  return number === 1 ? one : filled(dative ? manyDative : many, { number });
}

function ageText({ wessen = "kind", von, bis }, phrases) {
  const words = phrases.age[wessen];
  const [start, end] = [von, bis].map((text) => (text ? parse("age", text).value : null));
  if (start?.number && end) {
    const first = start.unit === end.unit ? String(start.number) : span(start, phrases, true);
    return filled(words.both, { start: first, end: span(end, phrases, true) });
  }
  if (start?.number) return filled(words.from, { start: span(start, phrases, true) });
  return end ? filled(words.to, { end: span(end, phrases) }) : "";
}

function who({ alter, zielgruppen = [] }, { phrases, vocabularies }) {
  const age = alter ? ageText(alter, phrases) : "";
  const titles = new Map(vocabularies.zielgruppen);
  const groups = zielgruppen.map((id) => titles.get(id)).filter((title) => title !== age.split(" ")[0]);
  return [age, ...groups].filter(Boolean).join(", ");
}

function where({ orte = [], form = [] }, { phrases, places, vocabularies }) {
  if (!orte.length) {
    const ways = form.filter((way) => way !== "vor-ort");
    return listed(ways.map((way) => phrases.labels.form[way]), phrases);
  }
  const names = new Map(vocabularies.ort);
  const districtOf = new Map(places.map(([id, district]) => [id, phrases.districts[district]]));
  const shown = orte.slice(0, 2).map((id) => {
    const [name, district] = [names.get(id), districtOf.get(id)];
    return !district || name.toLowerCase().includes(district.toLowerCase()) ? name : `${name} (${district})`;
  });
  return shown.join(", ") + (orte.length > 2 ? ` und ${orte.length - 2} weitere` : "");
}

function notices({ endet, beginnt, status }, { phrases }, today) {
  const found = [];
  if (endet && endet < today) found.push(filled(phrases.ended, { day: germanDate(endet) }));
  if (beginnt && beginnt > today) found.push(filled(phrases.notBegun, { day: germanDate(beginnt) }));
  if (status && !(status.bis < today) && !(endet < today)) {
    const until = status.bis ? filled(phrases.until, { day: germanDate(status.bis) }) : "";
    const what = [phrases.labels["status.art"][status.art], until].filter(Boolean).join(", ");
    found.push(status.text ? `${what}. ${status.text}` : what);
  }
  return found;
}

/** What stands on the card of a valid offer: title, provider, summary, notices, facts and flags. */
export function cardOf(data, rules, today) {
  const { kosten, anmeldung } = data;
  const isCostShown = kosten && !["unbekannt", "entfaellt"].includes(kosten.art);
  return {
    title: data.titel,
    provider: new Map(rules.vocabularies.anbieter).get(data.anbieter),
    summary: data.kurztext,
    notices: notices(data, rules, today),
    facts: { who: who(data, rules), when: when(data, rules.phrases, today), where: where(data, rules) },
    cost: isCostShown ? rules.phrases.labels["kosten.art"][kosten.art] : "",
    isFree: kosten?.art === "kostenlos",
    isWithoutRegistration: anmeldung?.art === "ohne",
  };
}
