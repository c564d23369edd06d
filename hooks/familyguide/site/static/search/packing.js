// How the data of the finder are read that `finder/packing.py` has written.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map([...DIGITS].map((letter, value) => [letter, value]));
const WAYS = 4;

/** The numbers that follow each other as Base64 VLQ without a sign. */
export function numbersIn(letters) {
  const found = [];
  let value = 0;
  let scale = 1;
  for (const letter of letters) {
    const digit = VALUES.get(letter);
    value += (digit % 32) * scale;
    if (digit > 31) {
      scale *= 32;
      continue;
    }
    found.push(value);
    value = 0;
    scale = 1;
  }
  return found;
}

/** Words, each written as the number of letters it shares with the one before and the letters that follow. */
export function unpackedWords(text) {
  let before = "";
  return text ? text.split(" ").map((line) => (before = before.slice(0, VALUES.get(line[0])) + line.slice(1))) : [];
}

/** Pairs of an offer and how well a word fits it, counted from `first`. */
export function unpackedOffers(letters, first) {
  let offer = 0;
  return numbersIn(letters).map((number) => {
    offer += Math.floor(number / WAYS);
    return [offer, first + (number % WAYS)];
  });
}

/** A set of words of a dictionary. */
export function unpackedSet(letters, dictionary) {
  let place = 0;
  return numbersIn(letters ?? "").map((step) => dictionary[(place += step)]);
}

/** Phrases as lists of words of a dictionary: those of one word, then all others, each behind its length. */
export function unpackedPhrases(letters, dictionary) {
  const [alone, longer = ""] = (letters ?? "").split(" ");
  const phrases = unpackedSet(alone, dictionary).map((word) => [word]);
  const numbers = numbersIn(longer);
  for (let at = 0; at < numbers.length; ) {
    const length = numbers[at++];
    let place = 0;
    phrases.push(numbers.slice(at, at + length).map((step) => dictionary[(place += step)]));
    at += length;
  }
  return phrases;
}
