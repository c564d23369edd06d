// Which spellings of a word are the same word; the same steps as in `folding.py`, which folds the words of the index.

const LETTERS = {
  ...{ ß: "ss", ı: "i", æ: "a", œ: "o", ø: "o", đ: "d", ł: "l", ґ: "г", ی: "ي", ى: "ي", ې: "ي" },
  ...{ ک: "ك", گ: "ك", ة: "ه", ۀ: "ه", ە: "ه", ھ: "ه", ہ: "ه", ٱ: "ا", پ: "ب", چ: "ج", ژ: "ز" },
  ...{ "'": "", "’": "", ʼ: "", "`": "", "´": "", ـ: "", "\u200c": "", "\u200d": "" },
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/** Fold text so that spellings of the same word become equal: ä, ae and a; ß and ss; any case, any mark. */
export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([aou])e+/g, "$1");
}

/** The folded words of a text. */
export function words(text) {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** How a German word sounds to somebody who writes it as heard: kindergarden and Kindergarten are equal. */
export function sound(word) {
  return word
    .replace(/ph|v/g, "f")
    .replace(/ck|c(?!h)|q/g, "k")
    .replace(/dt|th|d/g, "t")
    .replace(/tz|ts/g, "z")
    .replace(/x|ks|chs/g, "gs")
    .replace(/[bg](?![aeiouylr])/g, (letter) => (letter === "b" ? "p" : "k"))
    .replace(/y/g, "i")
    .replace(/a[iy]|ei/g, "ai")
    .replace(/ie/g, "i")
    .replace(/([aeiou])h/g, "$1")
    .replace(/(.)\1+/gu, "$1");
}

/** How many single mistakes lie between two words, up to `most`: a letter too many, missing or wrong, or two swapped. */
export function mistakes(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) endA--, endB--;
  if (Math.max(endA, endB) === start) return 0;
  let before = null;
  let previous = Array.from({ length: endB - start + 1 }, (_, position) => position);
  for (let i = start; i < endA; i++) {
    const row = [i - start + 1];
    let least = row[0];
    for (let j = start; j < endB; j++) {
      const column = j - start + 1;
      let best = Math.min(previous[column] + 1, row[column - 1] + 1, previous[column - 1] + (a[i] === b[j] ? 0 : 1));
      if (before && j > start && a[i] === b[j - 1] && a[i - 1] === b[j]) best = Math.min(best, before[column - 2] + 1);
      row.push(best);
      if (best < least) least = best;
    }
    if (least > most) return most + 1;
    [before, previous] = [previous, row];
  }
  return previous[endB - start];
}
