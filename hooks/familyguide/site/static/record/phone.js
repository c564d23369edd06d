// Telephone numbers. German ones are checked by the patterns that the check has (they come as data); of others only the
// country and the length: the check of the proposal knows the rest.

const WRITTEN = /^\+?[0-9]+([ -][0-9]+)*$/;
const EXAMPLE = "030 23125-0";
const GERMANY = "49";

const fits = (number, [pattern, lengths]) => lengths.includes(number.length) && isLike(number, pattern);
const isLike = (number, pattern) => new RegExp(`^(?:${pattern})$`).test(number);

/** The number without the zero that is only dialled within the country. */
function withoutZero(number, { general: [pattern] }) {
  if (!number.startsWith("0") || (isLike(number, pattern) && !isLike(number.slice(1), pattern))) return number;
  return number.slice(1);
}

/** Country and rest of a number, as far as it names its country. */
function countryOf(text, rules) {
  let digits = text.replace(/[^0-9]/g, "");
  const abroad = text.startsWith("+") || /^00(?!0)/.test(digits);
  if (abroad) {
    if (!text.startsWith("+")) digits = digits.slice(2);
    const codes = [1, 2, 3].map((length) => digits.slice(0, length));
    const country = codes.find((code) => rules.countries.includes(Number(code)));
    const isWhole = digits.length > 2 && !digits.startsWith("0") && country;
    return isWhole ? [country, digits.slice(country.length)] : [null, ""];
  }
  return [GERMANY, digits];
}

function canBeDialled(text, rules) {
  if (rules.short.includes(text.replaceAll(" ", ""))) return true;
  if (!/^[0+]/.test(text) || text.length > 250) return false;
  const [country, number] = countryOf(text, rules);
  if (country === null) return false;
  if (country !== GERMANY) return number.length >= 4 && country.length + number.length <= 15;
  const shorter = withoutZero(number, rules);
  const isPossible = !rules.local.includes(shorter.length) && rules.general[1].includes(shorter.length);
  const tooLong = shorter.length > Math.max(...rules.general[1]);
  const national = isPossible || tooLong ? shorter : number;
  return fits(national, rules.general) && rules.kinds.some((kind) => fits(national, kind));
}

/** The number in the form that a record wants, if one can be made of it. */
function asDin5008(text, rules) {
  const whole = /^(\+|00)/.test(text) ? text.replaceAll("(0)", "") : text;
  const tidy = whole.replace(/[()/.\s]+/g, " ").replace(/\s*[‐‑‒–—-]+\s*/g, "-").trim();
  const beginnings = /^[0+]/.test(tidy) ? [""] : tidy.startsWith(GERMANY) ? ["", "+", "0"] : ["", "0"];
  const possible = beginnings.map((beginning) => beginning + tidy);
  return possible.find((number) => WRITTEN.test(number) && canBeDialled(number, rules)) ?? "";
}

/** What is wrong with a number, if anything. */
export function checkPhone(text, rules) {
  if (!WRITTEN.test(text)) return { code: "phone-form", values: { better: asDin5008(text, rules) || EXAMPLE } };
  if (canBeDialled(text, rules)) return null;
  const better = asDin5008(text, rules);
  return better ? { code: "phone-zero", values: { better } } : { code: "phone-impossible" };
}
