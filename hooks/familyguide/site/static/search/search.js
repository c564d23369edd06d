// The search itself: offers and a query in, ranked offers out. No page is touched here, so it runs anywhere.

const STOP_WORDS = new Set(
  ("aber als am an auch auf aus bei bin da das dass dem den der des die dir du ein eine einem einen einer er es fur gibt " +
    "habe haben hat ich ihr im in ist ja kann kein keine man mein meine meinem meinen meiner mich mir mit nach nicht noch " +
    "oder sein sich sie sind suche um und uns unser unsere vom von war was wegen wenn wer wie wir wo zu zum zur")
    .split(" "),
);

const LETTERS = { ß: "ss", ı: "i", æ: "ae", ø: "o", đ: "d", ł: "l" };

/** Fold text so that spellings of the same word become equal: ä, ae and a; ß and ss; any case, any mark. */
export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[ßıæøđł]/g, (letter) => LETTERS[letter])
    .replace(/\p{M}/gu, "")
    .replace(/([aou])e+/g, "$1");
}

/** The folded words of a text. */
export function words(text) {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether two words differ by one letter: one too many, one missing, a wrong one, or two swapped. */
export function nearlyEqual(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

// How much a word counts where it is found. Parts of words count less than beginnings, beginnings less than words.
const FIELDS = [
  { name: "title", weight: 12 },
  { name: "keywords", weight: 8 },
  { name: "topics", weight: 4 },
  { name: "provider", weight: 4 },
  { name: "summary", weight: 3 },
  { name: "text", weight: 2 },
];
const WHOLE = 1;
const BEGINNING = 0.7;
const PART = 0.45;
const TYPING_ERROR = 0.4;
const SHORTEST_PART = 3;
const SHORTEST_WITH_ERROR = 4;

/** Prepare the offers of the index for searching. */
export function prepare(index) {
  const offers = index.offers.map((offer) => {
    const topics = [
      ...(offer.thema ?? []).map((id) => index.titles.thema[id]),
      ...(offer.lebensphase ?? []).map((id) => index.titles.lebensphase[id]),
      ...(offer.stadtteil ?? []).map((id) => index.titles.stadtteil[id]),
    ];
    const texts = { ...offer, keywords: (offer.keywords ?? []).join(" "), topics: topics.join(" ") };
    const fields = FIELDS.map(({ name }) => words(texts[name] ?? ""));
    return { offer, fields, foldedTitle: words(offer.title).join(" ") };
  });
  const vocabulary = new Set(offers.flatMap(({ fields }) => fields.flat()));
  return { offers, vocabulary: [...vocabulary] };
}

function closeness(word, candidate) {
  if (candidate === word) return WHOLE;
  if (candidate.startsWith(word)) return BEGINNING;
  if (word.length >= SHORTEST_PART && candidate.includes(word)) return PART;
  return 0;
}

/** For each word of the vocabulary that `word` may mean: how close it is. */
function meanings(word, vocabulary) {
  const found = new Map();
  for (const candidate of vocabulary) {
    const score = closeness(word, candidate);
    if (score) found.set(candidate, score);
  }
  if (found.size || word.length < SHORTEST_WITH_ERROR) return found;
  for (const candidate of vocabulary) {
    if (nearlyEqual(word, candidate) || nearlyEqual(word, candidate.slice(0, word.length))) {
      found.set(candidate, TYPING_ERROR);
    }
  }
  return found;
}

function scoreOf(fields, meaning) {
  let best = 0;
  FIELDS.forEach(({ weight }, position) => {
    for (const word of fields[position]) {
      const score = (meaning.get(word) ?? 0) * weight;
      if (score > best) best = score;
    }
  });
  return best;
}

/**
 * Rank the offers that fit a query.
 *
 * Returns `{ offers, complete }`: best offers first, and whether each of them holds all words of the query. Where no
 * offer holds all of them, those that hold most come instead.
 */
export function search(prepared, query) {
  const all = words(query.slice(0, 200));
  const telling = all.filter((word) => !STOP_WORDS.has(word));
  const wanted = [...new Set(telling.length ? telling : all)];
  if (!wanted.length) return { offers: prepared.offers.map(({ offer }) => offer), complete: true };
  const allMeanings = wanted.map((word) => meanings(word, prepared.vocabulary));
  const title = wanted.join(" ");
  const ranked = [];
  for (const { offer, fields, foldedTitle } of prepared.offers) {
    const scores = allMeanings.map((meaning) => scoreOf(fields, meaning));
    const hits = scores.filter((score) => score > 0).length;
    if (!hits) continue;
    const exact = foldedTitle === all.join(" ") ? 100 : foldedTitle.includes(title) ? 5 : 0;
    ranked.push({ offer, hits, score: scores.reduce((sum, score) => sum + score, exact) });
  }
  const most = Math.max(0, ...ranked.map(({ hits }) => hits));
  const kept = ranked.filter(({ hits }) => hits === most);
  kept.sort((a, b) => b.score - a.score); // stable: equals stay in the order of their titles
  return { offers: kept.map(({ offer }) => offer), complete: most === wanted.length };
}

// --- filters --------------------------------------------------------------------------------------------------------

export const LISTS = ["lebensphase", "thema", "stadtteil", "wochentag", "sprache"];
export const SWITCHES = ["kostenlos", "ohne-anmeldung"];
export const OLDEST_CHILD = 18;

/** Whether an offer for children of these months is one for a child of so many whole years. */
function fitsAge(months, years) {
  return !months || (months[0] <= years * 12 + 11 && years * 12 <= months[1]);
}

function passes(offer, filters, except) {
  for (const name of LISTS) {
    const chosen = filters[name];
    if (name !== except && chosen?.length && !chosen.some((value) => offer[name]?.includes(value))) return false;
  }
  for (const name of SWITCHES) {
    if (name !== except && filters[name] && !offer[name]) return false;
  }
  return except === "alter" || filters.alter == null || fitsAge(offer.months, filters.alter);
}

/** The offers that pass all filters: one of the values chosen in each list, and every switch. */
export function filtered(offers, filters) {
  return offers.filter((offer) => passes(offer, filters, null));
}

/** How many offers each value would leave if it were the one chosen in its list, all other filters as they are. */
export function counts(offers, filters) {
  const result = {};
  for (const name of LISTS) {
    result[name] = {};
    for (const offer of offers) {
      if (!passes(offer, filters, name)) continue;
      for (const value of offer[name] ?? []) result[name][value] = (result[name][value] ?? 0) + 1;
    }
  }
  for (const name of SWITCHES) {
    result[name] = { ja: offers.filter((offer) => offer[name] && passes(offer, filters, name)).length };
  }
  const ofAnyAge = offers.filter((offer) => passes(offer, filters, "alter"));
  result.alter = Object.fromEntries(
    [...Array(OLDEST_CHILD + 1).keys()].map((years) => [years, ofAnyAge.filter((offer) => fitsAge(offer.months, years)).length]),
  );
  return result;
}
