// German words in queries: their stems and the parts of compounds; the same steps as in `german.py`, by the rules that
// come with the index.

/** What is known of German: `rules` as the index has them, `stems` are the words that compounds may be made of. */
export function german(rules) {
  const stopWords = new Set(rules.stopWords.split(" "));
  const byBeginning = new Map();

  function stem(word, shortest = rules.shortestStem, most = rules.mostEndings) {
    for (let count = 0; count < most; count++) {
      const ending = rules.endings.find((end) => word.endsWith(end) && word.length - end.length >= shortest);
      if (!ending) break;
      word = word.slice(0, -ending.length);
    }
    return word.slice(0, rules.longestStem);
  }

  function learn(stems) {
    for (const known of stems) {
      if (known.length < rules.shortestPart) continue;
      const beginning = known.slice(0, rules.shortestPart);
      const list = byBeginning.get(beginning);
      if (list) list.push(known);
      else byBeginning.set(beginning, [known]);
    }
  }

  function parts(word) {
    const end = word.length;
    const ways = new Map([[0, { count: 0, rest: 0, stems: [] }]]);
    for (let start = 0; start <= end - rules.shortestPart; start++) {
      const way = ways.get(start);
      if (!way) continue;
      for (const known of byBeginning.get(word.slice(start, start + rules.shortestPart)) ?? []) {
        if (!word.startsWith(known, start)) continue;
        const after = start + known.length;
        const stops = rules.joints.filter((joint) => word.startsWith(joint, after)).map((joint) => after + joint.length);
        const usable = stops.filter((stop) => stop <= end - rules.shortestPart);
        if (start && stem(word.slice(start)) === known) usable.push(end);
        for (const stop of usable) {
          const next = { count: way.count + 1, rest: way.rest + stop - after, stems: [...way.stems, known] };
          const other = ways.get(stop);
          if (!other || next.count < other.count || (next.count === other.count && next.rest < other.rest)) ways.set(stop, next);
        }
      }
    }
    const found = ways.get(end)?.stems ?? [];
    return found.length > 1 ? found : [];
  }

  return { stem, parts, learn, isStopWord: (word) => stopWords.has(word) };
}
