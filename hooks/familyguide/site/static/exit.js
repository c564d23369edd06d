// Leaving at once: the page is blanked, then the browser goes to a neutral one. Without this script a plain link leads
// there. Three presses of the Shift key leave, too; not Esc, which people press to close things.

const TIMES = 3;
const WITHIN = 5000; // milliseconds from the first press
const PROGRESS = ["", "Noch zweimal die Umschalttaste drücken.", "Noch einmal die Umschalttaste drücken."];
const STOPPED = "Abgebrochen. Sie sind noch auf dieser Seite.";
const LOADING = "Wird geladen …";
const FIELD = "input:not([type=checkbox]), select, textarea, [contenteditable]";

const bar = document.querySelector(".exit");
const progress = bar.querySelector("[role=status]");
let presses = 0;
let pressedAlone = false;
let timer = 0;

/** Blank the page before anything else: the other one may be slow to come. It takes this one's place in the history. */
function leave() {
  const target = bar.querySelector("[data-leave]").href;
  const notice = document.createElement("p");
  notice.className = "visually-hidden";
  notice.setAttribute("role", "alert");
  try {
    sessionStorage.clear(); // what a form has kept
  } catch {
    // a browser that keeps nothing
  }
  document.title = LOADING;
  document.body.replaceChildren(notice);
  notice.textContent = LOADING; // screen readers tell what is put into an alert that is there
  location.replace(target);
}

function tell(text) {
  progress.textContent = text;
  progress.dataset.presses = presses;
}

function later(then) {
  clearTimeout(timer);
  timer = setTimeout(then, WITHIN);
}

function stop() {
  if (!presses) return;
  presses = 0;
  tell(STOPPED);
  later(() => tell(""));
}

function press() {
  presses += 1;
  if (presses === TIMES) return leave();
  tell(PROGRESS[presses]);
  if (presses === 1) later(stop);
}

for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}

// Only Shift on its own counts: not with another key or the mouse, and not while typing.
addEventListener("keydown", ({ key, repeat, ctrlKey, altKey, metaKey, target }) => {
  if (key !== "Shift") stop();
  if (repeat) return;
  pressedAlone = key === "Shift" && !(ctrlKey || altKey || metaKey) && !bar.hidden && !target.closest?.(FIELD);
});
addEventListener("keyup", ({ key }) => {
  if (key === "Shift" && pressedAlone) press();
  pressedAlone = false;
});
addEventListener("pointerdown", () => {
  pressedAlone = false;
});

document.querySelector("[data-keys]").hidden = false;
