// The search itself: the data of the finder and a query in, ranked offers out. No page is touched here.
//
// Each word of a query has meanings: words of the guide and of what families say, each with a quality from 0 to 1.
// An offer is ranked by how well its title, names, search words and texts, and the things that families look for
// (concepts) that lead to it, explain the words of the query; rare words weigh more.

import { mistakes, sound, words } from "./folding.js";
import { german } from "./german.js";
import { numbersIn, unpackedOffers, unpackedPhrases, unpackedSet, unpackedWords } from "./packing.js";
import { NO, YES, understood } from "./understanding.js";

const UNDERSTOOD = 0.7; // of the words of a query, after which no other language is asked for
const FOR_GERMAN = 0.15; // so much more has to speak for another language
const LONGEST_QUERY = 200;
const MOST_WORDS = 24;
const LONGEST_WORD = 40;

// How well a word that is written otherwise still means what it finds.
const SAME = 1;
const JOINED = 0.9; // also for a word beside the usual one that means the same
const SAME_SOUND = 0.8;
const BEGINNING = 0.7;
const HARDLY_BEGUN = 0.35; // one or two letters find titles, but tell nothing of what is meant
const SHORTEST_BEGINNING = 3;
const ONE_MISTAKE = 0.65;
const PART_OF_COMPOUND = 0.6;
const TWO_MISTAKES = 0.45;
const SURELY_LIKE = 7; // letters of a word from which on a likeness is no chance
const SHORTEST_HEARD = 3;
const INSIDE = 0.45;
const LONGER_WORD = 0.35;
const USABLE = 0.4;

// What a word is worth in a title, in names and search words, and in texts; each as a whole and as part of a compound.
const WORTHS = [10, 6.5, 7, 4.5, 3, 2];
const OF_CONCEPT = 9;
const OF_VOCABULARY = 4;
const OF_TOPIC = 3;
const SECOND_REASON = 0.25;
const EXACT_TITLE = 1000;
const WHOLE_TITLE = 1.3;
const FITS_FILTER = 1.5;
const OF_FILTER_WORD = 0.4;
const HARD_FACTS = new Set(["alter", "stadtteil"]);
const WORTH_FILTERING = 0.3; // of the best score has to be left by filters that were only understood
const ENDED = 0.5;
const LEAST_SHARE = 0.2;
const LEAST_RESULTS = 5;
const FOR_SENSITIVE = 2.5; // so much better must an offer fit whose page nobody should have seen

// Words that are not searched once a filter has understood them; days and districts may stand in texts.
const SAID_BY_FILTER = new Set(["alter", "kostenlos", "ohne-anmeldung", "sprache"]);

const LEAST_OF_SITUATION = 0.45;
const LEAST_OF_BAG = 0.4;
const OF_BAG = 0.85;
const SURE_OF_EMERGENCY = 0.74;
const EMERGENCY_AMONG_OTHERS = 0.6;

const WORTHS_OF_CORE = 4;

const ARTICLE = /^(?:و?ال|بال|فال|كال|لل)(?=\p{L}{3})/u;

/** A folded word of another language without what is only put in front of it. */
function bare(word) {
  return word.replace(ARTICLE, "");
}

/** Which writing a word is in; languages are loaded by it. */
export function scriptOf(word) {
  if (/\p{Script=Arabic}/u.test(word)) return "arabic";
  return /\p{Script=Cyrillic}/u.test(word) ? "cyrillic" : "latin";
}

function sharedBeginning(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** How well two words of a language without stemming are forms of one: most of the longer word is shared. */
function kinship(word, candidate) {
  if (word === candidate) return SAME;
  const shared = sharedBeginning(word, candidate);
  const longer = Math.max(word.length, candidate.length);
  if (shared >= 3 && shared / longer >= 0.6) return 0.4 + 0.55 * (shared / longer);
  const mayBeMistaken = longer >= 5 && (word[0] === candidate[0] || word[1] === candidate[1]);
  if (mayBeMistaken && mistakes(word, candidate, 1) === 1) return ONE_MISTAKE;
  return shared >= 4 && shared === candidate.length ? 0.5 : 0;
}

/** Phrases of concepts in one language, found by their words. */
class Phrases {
  constructor() {
    this.byWord = new Map();
    this.bags = new Map();
  }

  /** All that is said of a concept, as packed by `finder/index.py`. */
  learn(concept, said, dictionary) {
    const phrases = unpackedPhrases(said.words, dictionary);
    this.add(concept, phrases, false);
    this.add(concept, unpackedPhrases(said.situations, dictionary), true);
    const inLongerOnes = phrases.filter((phrase) => phrase.length > 1).flat();
    for (const word of new Set([...unpackedSet(said.bag, dictionary), ...inLongerOnes])) {
      const known = this.bags.get(word);
      if (known) known.push(concept);
      else this.bags.set(word, [concept]);
    }
  }

  has(word) {
    return this.byWord.has(word) || this.bags.has(word);
  }

  /** In how many concepts a word stands. */
  spread(word) {
    return new Set([...(this.byWord.get(word) ?? []).map(({ concept }) => concept), ...(this.bags.get(word) ?? [])]).size;
  }

  add(concept, phrases, isSituation) {
    for (const words of phrases) {
      const phrase = { concept, words, isSituation };
      for (const word of phrase.words) {
        const known = this.byWord.get(word);
        if (known) known.push(phrase);
        else this.byWord.set(word, [phrase]);
      }
    }
  }
}

const MOST_REASONS = 3;

const NO_REASONS = new Map(); // one for all: a large town has thousands of results, and few of them have any

/** An offer that fits a query: its score, the terms that were looked for, and the concepts that led to it. */
class Result {
  #reasons;
  #concepts;

  constructor(number, score, terms, reasons, concepts) {
    this.number = number;
    this.score = score;
    this.terms = terms;
    this.#reasons = reasons;
    this.#concepts = concepts;
  }

  /** Titles of concepts, the weightiest first; only asked for where a result is shown. */
  get reasons() {
    const best = [...this.#reasons].sort((a, b) => b[1] - a[1]);
    const weighty = best.filter(([, weight]) => weight >= best[0][1] / 2).slice(0, MOST_REASONS);
    return weighty.map(([concept]) => this.#concepts[concept].title);
  }
}

/** The folded words of a query, of which nobody needs more than some. */
function wordsOf(query) {
  return words(query.slice(0, LONGEST_QUERY))
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD));
}

/** Make a search of the core of the finder's data; more parts may be added when they have come. */
export function createSearch(core) {
  const rules = german(core.german);
  const columns = core.offers;
  const count = columns.titleWords.length;
  const offers = Array.from({ length: count }, (_, number) => offerOf(number));
  const spoken = new Phrases();
  const languages = new Map();
  const terms = new Map();
  let sorted = [];
  let bySound = null;
  let meaningOf = new Map();
  const rarities = new Map();
  const synonyms = new Map(Object.entries(core.synonyms));

  function offerOf(number) {
    const offer = { number };
    for (const name of Object.keys(columns)) offer[name] = columns[name][number];
    const kind = core.titles.kosten[offer.cost][0];
    offer.kostenlos = kind === "kostenlos";
    offer["ohne-anmeldung"] = offer.registration === 0;
    offer.registrationUnknown = offer.registration === core.registrationUnknown;
    return offer;
  }

  function learnTerms(all, lists, first) {
    const packed = lists.split(" ");
    all.forEach((term, position) => {
      if (!packed[position]) return;
      const known = terms.get(term) ?? { packed: [], offers: null };
      known.packed.push([packed[position], first]);
      known.offers = null;
      terms.set(term, known);
    });
  }

  function refresh() {
    sorted = [...new Set([...terms.keys(), ...spoken.byWord.keys(), ...spoken.bags.keys()])].sort();
    bySound = null;
    meaningOf = new Map();
  }

  function offersOf(term) {
    const known = terms.get(term);
    if (!known) return [];
    known.offers ??= known.packed.flatMap(([letters, first]) => unpackedOffers(letters, first));
    return known.offers;
  }

  const dictionary = unpackedWords(core.words);
  core.concepts.forEach((concept, number) => {
    spoken.learn(number, concept, dictionary);
  });
  rules.learn(dictionary);
  learnTerms(dictionary, core.wordOffers, 0);
  learnTerms(dictionary, core.textOffers, WORTHS_OF_CORE);
  refresh();

  function addText(part) {
    learnTerms(unpackedWords(part.words), part.textOffers, WORTHS_OF_CORE);
    refresh();
    rarities.clear();
  }

  function rarity(term) {
    let known = rarities.get(term);
    if (known === undefined) {
      known = Math.log(1 + (count + core.concepts.length) / (1 + offersOf(term).length + spoken.spread(term)));
      rarities.set(term, known);
    }
    return known;
  }

  // --- what a word may mean -----------------------------------------------------------------------------------------

  function isKnown(stem) {
    return terms.has(stem) || spoken.has(stem);
  }

  function beginningWith(beginning) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < beginning) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (low < sorted.length && sorted[low].startsWith(beginning)) found.push(sorted[low++]);
    return found;
  }

  /** Long stems are cut off, and a doubled letter moves their end, so only their beginning is compared. */
  function soundOf(stem) {
    return stem.length < core.german.longestStem ? sound(stem) : soundOfBeginning(stem);
  }

  function soundOfBeginning(stem) {
    return `${sound(stem).slice(0, core.german.longestStem - 3)}…`;
  }

  function soundingLike(stem) {
    if (!bySound) {
      bySound = new Map();
      for (const term of sorted) {
        const key = soundOf(term);
        const known = bySound.get(key);
        if (known) known.push(term);
        else bySound.set(key, [term]);
      }
    }
    return bySound.get(soundOf(stem)) ?? bySound.get(soundOfBeginning(stem)) ?? []; // Fisioterapie is shorter, and not cut off
  }

  /** The words nearest to one that nobody knows. */
  function nearTo(stem) {
    const most = stem.length >= 8 ? 2 : 1;
    const near = [];
    for (const term of sorted) {
      const beginsAlike = term[0] === stem[0] || term[1] === stem[1] || term[1] === stem[0];
      if (!beginsAlike || Math.abs(term.length - stem.length) > most) continue;
      const count = mistakes(stem, term, most);
      if (count <= most) near.push([term, count === 1 ? ONE_MISTAKE : TWO_MISTAKES]);
    }
    const best = Math.max(0, ...near.map(([, quality]) => quality));
    return near.filter(([, quality]) => quality === best);
  }

  /** The meanings of a folded German word: `{ whole, parts, isSure, isMended }`; both hold terms with qualities. */
  function meanings(word) {
    const kept = meaningOf.get(word);
    if (kept) return kept;
    const made = { whole: new Map(), parts: [], isSure: true, isMended: false };
    meaningOf.set(word, made);
    const stem = rules.stem(word);
    const usual = synonyms.get(stem);
    if (usual) made.whole.set(usual, SAME);
    if (isKnown(stem)) {
      made.whole.set(stem, usual ? JOINED : SAME);
      if (stem.length >= 5) for (const term of beginningWith(stem)) if (term !== stem) made.whole.set(term, LONGER_WORD);
    }
    made.parts = rules.parts(word);
    if (!made.whole.size && made.parts.length) for (const term of soundingLike(stem)) made.whole.set(term, SAME_SOUND);
    if (made.whole.size || made.parts.length) return made;
    const beginnings = beginningWith(word).length ? beginningWith(word) : word.length > 4 ? beginningWith(stem) : [];
    for (const term of beginnings) made.whole.set(term, word.length < SHORTEST_BEGINNING ? HARDLY_BEGUN : BEGINNING);
    made.isSure = word.length >= 4;
    if (made.whole.size) return made;
    if (stem.length < 3) return made;
    made.isMended = true;
    for (const heard of [stem, rules.stem(word, SHORTEST_HEARD)]) {
      for (const term of soundingLike(heard)) made.whole.set(term, SAME_SOUND);
    }
    made.isSure = made.whole.size > 0;
    if (!made.whole.size && stem.length >= 4) for (const [term, quality] of nearTo(stem)) made.whole.set(term, quality);
    made.isSure ||= made.whole.size > 0 && stem.length >= SURELY_LIKE;
    if (made.whole.size || word.length < 5) return made;
    for (const term of sorted) {
      const isInside = term.includes(stem) || (stem.startsWith(term) && term.length * 2 > stem.length);
      if (term.length > 4 && isInside) made.whole.set(term, INSIDE);
    }
    if (made.whole.size) return made;
    for (const term of sorted) {
      if (term.length <= stem.length || term[0] !== stem[0]) continue;
      if (mistakes(stem, term.slice(0, stem.length), 1) <= 1) made.whole.set(term, INSIDE);
    }
    return made;
  }

  // --- other languages ----------------------------------------------------------------------------------------------

  function addLanguage(id, part) {
    const phrases = new Phrases();
    const dictionary = unpackedWords(part.words).map(bare);
    for (const [concept, said] of Object.entries(part.concepts)) {
      phrases.learn(Number(concept), said, dictionary);
    }
    const translate = (list, kind) =>
      (list ?? []).forEach((title, number) => {
        const isOfTerm = ({ [kind]: numbers }, place) => place >= core.ownConcepts && numbers?.length === 1 && numbers[0] === number;
        const concept = core.concepts.findIndex(isOfTerm);
        if (concept >= 0 && title) phrases.add(concept, [words(title).map(bare)], false);
      });
    translate(part.thema, "topics");
    translate(part.lebensphase, "stages");
    languages.set(id, {
      ...part,
      id,
      phrases,
      stopWords: new Set(part.stopWords.split(" ").map(bare)),
      plainWords: new Set(words([...(part.free ?? []), ...(part.weekend ?? []), ...(part.wochentag ?? [])].join(" ")).map(bare)),
      vocabulary: [...new Set([...phrases.byWord.keys(), ...phrases.bags.keys()])],
      meaningOf: new Map(),
    });
  }

  function foreignMeanings(language, word) {
    let found = language.meaningOf.get(word);
    if (!found) {
      found = new Map();
      for (const candidate of language.vocabulary) {
        const quality = kinship(word, candidate);
        if (quality >= USABLE) found.set(candidate, quality);
      }
      language.meaningOf.set(word, found);
    }
    return found;
  }

  /** How much a meaning of this quality tells about the language: a likeness may be chance. */
  const evidence = (quality) => quality ** 2;

  const bestOf = (found) => Math.max(0, ...found.values());

  /**
   * The language that may help most with a query and has not come yet, or null; `preferred` are tags of languages that
   * the person reads. One is asked for after the other, until the words are understood.
   */
  function missingLanguage(query, preferred = []) {
    const said = wordsOf(query).filter((word) => word.length > 1);
    const isForeign = (word) => scriptOf(word) !== "latin" || !(rules.isStopWord(word) || isUnderstoodInGerman(word));
    const foreign = said.filter(isForeign);
    if (!foreign.some((word) => scriptOf(word) !== "latin" || word.length >= SHORTEST_BEGINNING)) return null;
    const language = languageOf(said);
    if (language && understoodIn(language, said) >= UNDERSTOOD * said.length) return null;
    const letters = query.toLowerCase();
    const isPreferred = (id) => preferred.some((tag) => tag.split("-")[0] === id);
    const likelihood = ({ id, letters: own }) =>
      [...letters].filter((letter) => own.includes(letter)).length + (isPreferred(id) ? 0.5 : 0);
    const scripts = new Set(foreign.map(scriptOf));
    const missing = core.languages.filter(({ id, script }) => scripts.has(script) && !languages.has(id));
    const [best] = missing.sort((a, b) => likelihood(b) - likelihood(a)); // stable: equals stay in the order of the guide
    return best?.id ?? null;
  }

  function understoodIn(language, said) {
    return said.reduce((sum, word) => {
      if (scriptOf(word) !== language.script) return sum;
      const isPlain = language.stopWords.has(bare(word)) || language.plainWords.has(bare(word));
      return sum + (isPlain ? SAME : evidence(bestOf(foreignMeanings(language, bare(word)))));
    }, 0);
  }

  function isUnderstoodInGerman(word) {
    if (/^\d+$/.test(word)) return true;
    const { whole, parts, isSure } = meanings(word);
    return isSure && (whole.size > 0 || parts.length > 0);
  }

  /** The language in which most of a query is understood; null for German. */
  function languageOf(said) {
    let best = null;
    // Without a word that tells something in it, a language is but a few letters that a German word may begin with.
    const telling = ({ stopWords }) => said.some((word) => !stopWords.has(bare(word)));
    let most = FOR_GERMAN + said.reduce((sum, word) => sum + (rules.isStopWord(word) ? SAME : evidence(germanQuality(word))), 0);
    for (const language of languages.values()) {
      const understood = telling(language) ? understoodIn(language, said) : 0;
      if (understood > most) [best, most] = [language, understood];
    }
    return best;
  }

  function germanQuality(word) {
    const { whole, parts } = meanings(word);
    return parts.length ? SAME : bestOf(whole);
  }

  // --- concepts -----------------------------------------------------------------------------------------------------

  /**
   * How strongly each concept is meant: concept -> `{ share, surest }` with a share for each word of the query. A word
   * that had to lose several endings (`isRough`) may, if it is short, be another one, so nothing is sure because of it: Drohne, drohen.
   */
  function conceptsFor(phrases, meaningsOfWords, weightOf, isRough = []) {
    const touched = new Map();
    meaningsOfWords.forEach((found, position) => {
      for (const [term, quality] of found) {
        if (quality < USABLE) continue;
        for (const phrase of phrases.byWord.get(term) ?? []) {
          let hits = touched.get(phrase);
          if (!hits) touched.set(phrase, (hits = new Map()));
          const before = hits.get(term);
          if (!before || before.quality < quality) hits.set(term, { quality, positions: [position] });
          else if (before.quality === quality) before.positions.push(position);
        }
      }
    });
    const meant = new Map();
    for (const [phrase, hits] of touched) {
      const strength = strengthOf(phrase, hits, weightOf);
      if (!strength) continue;
      let concept = meant.get(phrase.concept);
      if (!concept) meant.set(phrase.concept, (concept = { share: [], surest: 0 }));
      const isSure = [...hits.values()].some(({ positions }) => positions.some((position) => !isRough[position]));
      if (isSure && (!phrase.isSituation || hits.size > 1)) concept.surest = Math.max(concept.surest, strength);
      for (const { quality, positions } of hits.values()) {
        for (const position of positions) concept.share[position] = Math.max(concept.share[position] ?? 0, strength * quality);
      }
    }
    addBags(meant, phrases, meaningsOfWords, weightOf);
    return meant;
  }

  /** Concepts whose situations hold most of what is asked, wherever it stands in them. */
  function addBags(meant, phrases, meaningsOfWords, weightOf) {
    const shares = new Map();
    let total = 0;
    meaningsOfWords.forEach((found, position) => {
      let heaviest = 0;
      for (const [term, quality] of found) {
        const weight = weightOf(term);
        if (quality >= USABLE) heaviest = Math.max(heaviest, weight * quality);
        if (quality < USABLE) continue;
        for (const concept of phrases.bags.get(term) ?? []) {
          let share = shares.get(concept);
          if (!share) shares.set(concept, (share = { explained: [], quality: [] }));
          share.explained[position] = Math.max(share.explained[position] ?? 0, weight * quality);
          share.quality[position] = Math.max(share.quality[position] ?? 0, quality);
        }
      }
      total += heaviest;
    });
    for (const [concept, { explained, quality }] of shares) {
      const hits = explained.filter(Boolean).length;
      const covered = explained.reduce((sum, weight) => sum + (weight ?? 0), 0) / total;
      if (covered < LEAST_OF_BAG) continue;
      const strength = OF_BAG * covered ** 1.2 * (hits > 1 ? 1 : 0.6);
      merge(meant, concept, { share: quality.map((of) => of * strength), surest: 0 });
    }
  }

  function strengthOf(phrase, hits, weightOf) {
    if (!phrase.isSituation) {
      if (hits.size < phrase.words.length) return 0;
      return [...hits.values()].reduce((sum, { quality }) => sum + quality, 0) / hits.size;
    }
    if (hits.size < 2 && phrase.words.length > 1) return 0;
    phrase.weight ??= phrase.words.reduce((sum, word) => sum + weightOf(word), 0);
    let explained = 0;
    for (const [word, { quality }] of hits) explained += weightOf(word) * quality;
    const covered = explained / phrase.weight;
    return covered < LEAST_OF_SITUATION ? 0 : covered ** 1.5 * 0.95;
  }

  function targetsOf(concept) {
    const { topics = [], stages = [] } = core.concepts[concept];
    const named = numbersIn(core.concepts[concept].offers ?? "");
    const isOwn = concept < core.ownConcepts;
    const found = new Map(named.map((number, rank) => [number, isOwn ? OF_CONCEPT * Math.max(0.6, 1 - 0.08 * rank) : OF_VOCABULARY]));
    if (topics.length || stages.length) {
      for (const { number, thema, lebensphase } of offers) {
        const fitsTopic = !topics.length || thema.some((topic) => topics.includes(topic));
        const fitsStage = !stages.length || lebensphase.some((stage) => stages.includes(stage));
        if (fitsTopic && fitsStage && !found.has(number)) found.set(number, isOwn ? OF_TOPIC : thema[0] === topics[0] ? OF_VOCABULARY : OF_TOPIC);
      }
    }
    return found;
  }

  // --- the whole query ----------------------------------------------------------------------------------------------

  /**
   * Rank the offers that fit a query; `ignored` are keys of understood filters that somebody has taken away.
   *
   * Returns `{ results, filters, areApplied, emergency, language, typed, mended }`: results best first, each
   * `{ number, reasons, terms }`; filters as understood, and whether they leave anything; the emergency that the query
   * tells of, or null; the language of the query, or null for German; its telling words; and see `mendedWords`.
   */
  function search(query, ignored = new Set()) {
    const said = wordsOf(query);
    if (!said.length) {
      const results = offers.map(({ number }) => ({ number, reasons: [], terms: new Set() }));
      return { results, filters: [], areApplied: true, emergency: null, language: null, typed: [], mended: [] };
    }
    const language = languageOf(said);
    const isRead = ({ id, script }) => id === language?.id || (script === language?.script && script !== "latin");
    const foreign = [...languages.values()].filter(isRead);
    const filters = understood(said, core, foreign, ignored);
    const saidByThem = filters.filter(({ key }) => SAID_BY_FILTER.has(key)).flatMap(({ uses }) => uses);
    const used = new Set(saidByThem.filter((position) => !/^u\d$/.test(said[position]))); // U3 is a medical check, too
    // Each language leaves out its own words only: «die» tells nothing in German, and all in English.
    const meansNothing = language ? (word) => language.stopWords.has(bare(word)) : rules.isStopWord;
    const isTelling = (word, position) => !used.has(position) && !meansNothing(word);
    let asked = said.filter(isTelling);
    if (!asked.length && !filters.length) asked = said;
    const townless = asked.filter((word) => !core.town.includes(rules.stem(word)));
    if (townless.length) asked = townless;
    asked = [...new Set(asked)];
    const ofWords = asked.map((word) => meaningsIn(word, language));
    joinNeighbours(asked, ofWords);
    const flat = ofWords.map(({ whole, parts }) => {
      const all = new Map(whole);
      for (const part of parts) all.set(part, Math.max(all.get(part) ?? 0, PART_OF_COMPOUND));
      return all;
    });
    const terms = new Set(flat.flatMap((found) => [...found.keys()]));
    const isRough = asked.map((word) => word.length < core.german.longestStem && rules.stem(word) !== rules.stem(word, undefined, 1));
    const meant = conceptsFor(spoken, flat, rarity, isRough);
    for (const spokenIn of foreign) {
      const inLanguage = asked.map((word) => foreignMeanings(spokenIn, bare(word)));
      const weight = (word) => Math.log(1 + core.concepts.length / (1 + spokenIn.phrases.spread(word)));
      for (const [concept, found] of conceptsFor(spokenIn.phrases, inLanguage, weight)) {
        merge(meant, concept, spokenIn === language ? found : { ...found, surest: 0 }); // a likeness may be chance
      }
    }
    const saidByFilters = new Set(filters.flatMap(({ uses }) => uses.map((position) => said[position])));
    const weights = ofWords.map(
      ({ whole, parts }, position) =>
        weightOfWord(whole, parts, foreign, asked[position]) * (saidByFilters.has(asked[position]) ? OF_FILTER_WORD : 1),
    );
    const scores = scored(asked, ofWords, meant, weights);
    return {
      ...ranked(scores, filters, scores.size ? asked : asked.filter((word) => !saidByFilters.has(word)), terms),
      filters,
      emergency: emergencyIn(meant, weights),
      language: language?.id ?? null,
      typed: language ? [] : asked,
      mended: language ? [] : mendedWords(said, asked, ofWords),
    };
  }

  /** The words of a query, and for each that is written wrongly what is meant; nothing where all is well. */
  function mendedWords(said, asked, ofWords) {
    const mended = said.map((word) => {
      const found = ofWords[asked.indexOf(word)];
      return { word, terms: found?.isMended && found.whole.size ? new Set(found.whole.keys()) : null };
    });
    return mended.some(({ terms }) => terms) ? mended : [];
  }

  function meaningsIn(word, language) {
    const found = meanings(word);
    if (!language) return found;
    const whole = new Map([...found.whole].filter(([, quality]) => quality === SAME));
    return { whole, parts: found.parts, isSure: found.isSure, isMended: false };
  }

  /** Two words that are one: «Eltern Geld». */
  function joinNeighbours(asked, ofWords) {
    for (let i = 0; i + 1 < asked.length; i++) {
      const joined = rules.stem(asked[i] + asked[i + 1]);
      if (joined.length < 6) continue;
      const found = isKnown(joined) ? [[joined, JOINED]] : soundingLike(joined).map((term) => [term, SAME_SOUND]);
      for (const position of found.length ? [i, i + 1] : []) {
        const whole = new Map(ofWords[position].whole);
        for (const [term, quality] of found) whole.set(term, Math.max(quality, whole.get(term) ?? 0));
        ofWords[position] = { ...ofWords[position], isMended: false, whole };
      }
    }
  }

  function merge(meant, concept, found) {
    const known = meant.get(concept);
    if (!known) return meant.set(concept, found);
    known.surest = Math.max(known.surest, found.surest);
    found.share.forEach((share, position) => {
      known.share[position] = Math.max(known.share[position] ?? 0, share);
    });
    return meant;
  }

  function weightOfWord(whole, parts, foreign, word) {
    let best = 0;
    let weight = 0;
    for (const [term, quality] of whole) {
      if (quality < best) continue;
      weight = quality > best ? rarity(term) : Math.max(weight, rarity(term));
      best = quality;
    }
    if (!best) for (const part of parts) weight = Math.max(weight, rarity(part));
    for (const language of foreign) {
      for (const [term] of foreignMeanings(language, bare(word))) {
        weight = Math.max(weight, Math.log(1 + core.concepts.length / (1 + language.phrases.spread(term))));
      }
    }
    return weight;
  }

  /** Per offer and word of the query: how well it is explained, and by what. */
  function scored(asked, ofWords, meant, weights) {
    const found = new Map();
    const entry = (number) => {
      let known = found.get(number);
      if (!known) found.set(number, (known = { best: [], more: [], inTitle: 0, reasons: NO_REASONS }));
      return known;
    };
    const explain = (known, position, value) => {
      const before = known.best[position] ?? 0;
      known.best[position] = Math.max(before, value);
      known.more[position] = (known.more[position] ?? 0) + Math.min(before, value);
    };
    ofWords.forEach(({ whole, parts }, position) => {
      const values = new Map();
      for (const [term, quality] of whole) {
        for (const [number, worth] of offersOf(term)) {
          const value = quality * WORTHS[worth];
          if (value > (values.get(number) ?? 0)) values.set(number, value);
          if (worth === 0 && quality === SAME) entry(number).inTitle |= 1 << position;
        }
      }
      const share = parts.map((part) => rarity(part));
      const total = share.reduce((sum, weight) => sum + weight, 0);
      const ofParts = new Map();
      parts.forEach((part, place) => {
        for (const [number, worth] of offersOf(part)) {
          ofParts.set(number, (ofParts.get(number) ?? 0) + (0.85 * WORTHS[worth] * share[place]) / total);
        }
      });
      for (const [number, value] of ofParts) if (value > (values.get(number) ?? 0)) values.set(number, value);
      for (const [number, value] of values) explain(entry(number), position, value);
    });
    for (const [concept, { share }] of meant) {
      const explained = share.reduce((sum, value, position) => sum + (value ?? 0) * weights[position], 0);
      for (const [number, factor] of targetsOf(concept)) {
        const known = entry(number);
        share.forEach((value, position) => value && explain(known, position, value * factor));
        if (concept >= core.ownConcepts || factor <= OF_TOPIC) continue;
        if (known.reasons === NO_REASONS) known.reasons = new Map();
        known.reasons.set(concept, explained * factor);
      }
    }
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    for (const [number, known] of found) {
      let score = 0;
      let covered = 0;
      weights.forEach((weight, position) => {
        const best = known.best[position] ?? 0;
        score += weight * (best + SECOND_REASON * Math.min(known.more[position] ?? 0, best));
        covered += weight * Math.min(1, best / 3);
      });
      known.score = score * (0.4 + (0.6 * covered) / total);
      const hits = known.inTitle.toString(2).replaceAll("0", "").length;
      if (hits && hits === asked.length) {
        known.score *= WHOLE_TITLE;
        known.isExact = hits === columns.titleWords[number];
        if (known.isExact) known.score += EXACT_TITLE;
      }
      if (columns.ended[number]) known.score *= ENDED;
    }
    return found;
  }

  function ranked(scores, filters, asked, terms) {
    if (!asked.length) for (const { number } of offers) scores.set(number, { score: 1, reasons: NO_REASONS });
    let kept = [];
    let left = 0;
    for (const [number, known] of scores) {
      if (!(known.score > 0)) continue;
      const fits = filters.map((filter) => filter.fits(offers[number]));
      const isOut = !known.isExact && (fits.includes(NO) || (!asked.length && !fits.every((fit) => fit === YES)));
      if (isOut) left++;
      else kept.push({ number, known, score: known.score * FITS_FILTER ** fits.filter((fit) => fit === YES).length });
    }
    let bestOfAll = 0;
    for (const { score } of scores.values()) bestOfAll = Math.max(bestOfAll, score);
    const isWorth = ({ known }) => filters.some(({ key }) => HARD_FACTS.has(key)) || known.score >= bestOfAll * WORTH_FILTERING;
    const areApplied = !left || kept.some(isWorth);
    if (!areApplied) kept = [...scores].map(([number, known]) => ({ number, known, score: known.score }));
    kept.sort((a, b) => b.score - a.score || a.number - b.number);
    const least = (Math.min(kept[0]?.score ?? 0, EXACT_TITLE / 5) || 0) * LEAST_SHARE;
    const isWorthShowing = ({ number, score }, place) => {
      const isSensitive = offers[number].discreet > 1;
      return isSensitive ? score >= least * FOR_SENSITIVE : place < LEAST_RESULTS || score >= least;
    };
    const results = kept
      .filter(isWorthShowing)
      .map(({ number, known, score }) => new Result(number, score, terms, known.reasons, core.concepts));
    return { results, areApplied };
  }

  /** The one emergency that a query surely tells of, if any. */
  function emergencyIn(meant, weights) {
    let best = null;
    let most = 0;
    let mostOfAll = 0;
    for (const [concept, { share, surest }] of meant) {
      const explained = share.reduce((sum, value, position) => sum + (value ?? 0) * weights[position], 0);
      mostOfAll = Math.max(mostOfAll, explained);
      const { emergency } = core.concepts[concept];
      const hasHelplines = core.emergencies[emergency]?.offers.length > 0;
      if (!hasHelplines || surest < SURE_OF_EMERGENCY || explained <= most) continue;
      [best, most] = [emergency, explained];
    }
    return best !== null && most >= mostOfAll * EMERGENCY_AMONG_OTHERS ? best : null;
  }

  return {
    offers,
    addText,
    addLanguage,
    languages,
    missingLanguage,
    search,
    stem: rules.stem,
    parts: rules.parts,
  };
}
