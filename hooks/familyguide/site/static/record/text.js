// Texts as Python sees them: counted in characters, and put into sentences.

/** How many characters a text has; those that JavaScript splits in two count as one. */
export function lengthOf(text) {
  return [...text].length;
}

export function cut(text, length) {
  return [...text].slice(0, length).join("");
}

const LONGEST_QUOTE = 500;

/** A piece of what was typed, fit to be shown: one line, not too long. */
function readable(text) {
  const shown = text.replace(/\p{C}|\p{Zl}|\p{Zp}|(?! )\p{Zs}/gu, (char) =>
    /\s/.test(char) ? " " : `<U+${codeOf(char)}>`,
  );
  return lengthOf(shown) <= LONGEST_QUOTE ? shown : `${cut(shown, LONGEST_QUOTE)} …`;
}

export function codeOf(char) {
  return char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** Put values into a sentence: `{name}` is one, `{{` and `}}` are brackets. */
export function filled(sentence, values) {
  return sentence
    .replace(/\{\{|\}\}|\{(\w+)\}/g, (mark, name) => {
      if (!name) return mark[0];
      return typeof values[name] === "string" ? readable(values[name]) : values[name];
    })
    .trim();
}

/** Write a path for people: `zeiten.regelmaessig[2].von`. */
export function dotted(path) {
  return path.map((part) => (typeof part === "number" ? `[${part + 1}]` : `.${part}`)).join("").replace(/^\./, "");
}

const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** The id nearest to what was typed; where nothing of it can stand in an id, `otherwise`. */
export function betterId(text, otherwise = "babytreff-nord") {
  const letters = text.toLowerCase().normalize("NFC").replace(/[äöüß]/g, (letter) => UMLAUTS[letter]);
  const plain = letters.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 48).replace(/-+$/, "") || otherwise;
}
