// What every page does: the main menu, and the way of words to the finder.

// --- the main menu as a button; until this script has run, and without it, a <details>, which opens and closes, too

const details = document.querySelector(".menu");
const summary = details.querySelector("summary");
const links = details.querySelector("nav");
const menu = document.createElement("div");
const button = document.createElement("button");

function show(open) {
  button.setAttribute("aria-expanded", open);
  links.hidden = !open;
}

function isOpen() {
  return !links.hidden;
}

const focused = details.contains(document.activeElement) ? document.activeElement : null;
menu.className = "menu menu--button";
button.className = summary.className;
button.type = "button";
button.setAttribute("aria-controls", links.id);
show(details.open);
button.append(...summary.childNodes);
menu.append(button, links);
details.replaceWith(menu);
(focused === summary ? button : focused)?.focus({ preventScroll: true });

button.addEventListener("click", () => show(!isOpen()));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isOpen()) return;
  show(false);
  button.focus();
});
// The menu lies over the page, so nothing moves under the finger when it closes.
menu.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) show(false);
});
document.addEventListener("pointerdown", ({ target }) => {
  if (!menu.contains(target)) show(false);
});

// --- words go to the finder in the window's name, not in the address: history and server may be nobody's to read; the
// finder takes them out at once, and writes them into the address where they tell nothing

for (const form of document.querySelectorAll("form[role=search]:not(#finder)")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.name = `suche:${form.elements.q.value}`;
    location.assign(form.action);
  });
}
