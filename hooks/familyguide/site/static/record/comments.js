// Comments in a record's file, by the places of what they were written to: `above` it in lines of their own, `beside` it,
// and `below` everything.

import { dotted } from "./text.js";

export const NO_COMMENTS = { above: {}, beside: {}, below: [] };

/** Whether there is a comment among the parts of the value at a path. */
export function hasInside({ above, beside }, path) {
  const place = dotted(path);
  const places = [...Object.keys(above), ...Object.keys(beside)];
  return places.some((other) => other.startsWith(`${place}.`) || other.startsWith(`${place}[`));
}

function* pathsIn(value, path = []) {
  yield path;
  if (typeof value === "string") return;
  const parts = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, inner] of parts) yield* pathsIn(inner, [...path, key]);
}

/** Where the value at a path was before; null if it was not there. `boxes` know which item of a list is which. */
function placeBefore(path, now, before, boxes) {
  const place = [];
  let [value, was] = [now, before];
  for (const [depth, part] of path.entries()) {
    let key = part;
    if (typeof part === "number") {
      const { was: number } = boxes.get(dotted(path.slice(0, depth + 1)))?.dataset ?? {};
      const text = JSON.stringify(value[part]);
      key = number === undefined ? (was ?? []).findIndex((item) => JSON.stringify(item) === text) : Number(number);
      if (key < 0) return null;
    }
    place.push(key);
    [value, was] = [value[part], was?.[key]];
  }
  return dotted(place);
}

/** The comments by the places of what is stated now; those of what is gone stand at the end, so that none is lost. */
export function movedComments(comments, now, before, boxes) {
  const [above, beside] = [{ ...comments.above }, { ...comments.beside }];
  const moved = { above: {}, beside: {} };
  for (const path of pathsIn(now)) {
    const place = placeBefore(path, now, before, boxes);
    if (place === null) continue;
    if (above[place]) moved.above[dotted(path)] = above[place];
    if (beside[place]) moved.beside[dotted(path)] = beside[place];
    delete above[place];
    delete beside[place];
  }
  return { ...moved, below: [...Object.values(above).flat(), ...Object.values(beside), ...comments.below] };
}
