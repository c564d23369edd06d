// The filters of the finder: which offers pass, and how many each value would leave.

export const LISTS = ["lebensphase", "thema", "stadtteil", "wochentag", "sprache"];
export const SWITCHES = ["kostenlos", "ohne-anmeldung"];
export const OLDEST_CHILD = 18;

/** Whether an offer for children of these months is one for a child of so many whole years. */
export function fitsAge(months, years) {
  return !months || (months[0] <= years * 12 + 11 && years * 12 <= months[1]);
}

function passes(offer, filters, except) {
  for (const name of LISTS) {
    const chosen = filters[name];
    if (name !== except && chosen.length && !chosen.some((value) => offer[name].includes(value))) return false;
  }
  for (const name of SWITCHES) {
    if (name !== except && filters[name] && !offer[name]) return false;
  }
  return except === "alter" || filters.alter === null || fitsAge(offer.months, filters.alter);
}

/** Whether an offer passes all filters: one of the values chosen in each list, every switch, and the age. */
export function passesAll(offer, filters) {
  return passes(offer, filters, null);
}

/** How many offers each value would leave if it were the one chosen in its list, all other filters as they are. */
export function counts(offers, filters) {
  const result = { alter: Array(OLDEST_CHILD + 1).fill(0) };
  for (const name of [...LISTS, ...SWITCHES]) result[name] = new Map();
  const add = (name, value) => result[name].set(value, (result[name].get(value) ?? 0) + 1);
  for (const offer of offers) {
    for (const name of LISTS) if (offer[name].length && passes(offer, filters, name)) for (const value of offer[name]) add(name, value);
    for (const name of SWITCHES) if (offer[name] && passes(offer, filters, name)) add(name, true);
    if (passes(offer, filters, "alter")) {
      for (let years = 0; years <= OLDEST_CHILD; years++) if (fitsAge(offer.months, years)) result.alter[years]++;
    }
  }
  return result;
}
