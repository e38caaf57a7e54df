// What htmx and CSS cannot do: mark the words of a claim while it is pointed at, and keep the keyboard's place.
"use strict";

const lit = (refs, on) => {
  for (const ref of refs) {
    for (const element of document.querySelectorAll(`[data-claims~="${CSS.escape(ref)}"]`)) {
      element.classList.toggle("is-lit", on);
    }
  }
};

const refsAt = (event) => {
  const holder = event.target.closest?.("[data-claims]");
  return holder ? holder.dataset.claims.split(" ") : [];
};

for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => lit(refsAt(event), on));
}

// A filter replaces the link that was followed: the focus goes to the line that says what is shown now.
// Going back swaps too, with no target: the browser restores what was there.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "record") return;
  document.querySelector("#record [data-focus]")?.focus({ preventScroll: true });
});

// A part that arrives while the keyboard is in its place takes the keyboard along, to its heading.
// Several may be on their way at once.
const entered = new Set();
document.addEventListener("htmx:beforeSwap", (event) => {
  const part = event.detail.target;
  if (part?.matches(".part") && part.contains(document.activeElement)) entered.add(part.id);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const id of entered) {
    const heading = document.querySelector(`#${CSS.escape(id)}:not([hx-get]) > h2`);
    if (!heading) continue;
    heading.focus({ preventScroll: true });
    entered.delete(id);
  }
});

// A menu of filters closes when the reader goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// In a table of links the arrow keys go to the next link of the row or column, over empty cells.
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("[data-grid] td");
  const step = STEPS[event.key];
  if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...cell.closest("tbody").rows];
  let [row, column] = [rows.indexOf(cell.parentElement) + step[0], cell.cellIndex + step[1]];
  for (; rows[row]?.cells[column]; row += step[0], column += step[1]) {
    const link = rows[row].cells[column].querySelector("a");
    if (!link) continue;
    event.preventDefault();
    link.focus();
    return;
  }
});

// When a part cannot be had, the whole page says why.
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
}
