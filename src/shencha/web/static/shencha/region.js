// Point to a place on a page: drag over its picture, or focus it and use the arrow keys; without scripts one types it.
"use strict";
const EDGES = ["x", "y", "w", "h"];
const FIRST = [40, 40, 20, 10];
const formOf = (drawn) => drawn.closest(".turned, [data-beside]")?.querySelector("form[data-notes]");

const show = (drawn, given) => {
  const form = formOf(drawn), svg = drawn.querySelector("svg");
  if (!form || !svg) return;
  let frame = svg.querySelector(".new");
  if (!frame) {
    frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    frame.setAttribute("class", "new");
    svg.append(frame);
  }
  const { width, height } = svg.viewBox.baseVal;
  const sides = [width, height, width, height];
  ["x", "y", "width", "height"].forEach((name, at) => frame.setAttribute(name, given[at] * sides[at] / 100));
  EDGES.forEach((name, at) => { form.elements[name].value = given[at].toFixed(1); });
  form.querySelector(".region").open = true;
};
const typed = (form) => EDGES.map((name) => Number(form.elements[name].value));
const within = (low, value, high) => Math.min(Math.max(value, low), high);

let held = null;
const at = (drawn, event) => {
  const box = drawn.querySelector("svg").getBoundingClientRect();
  return [within(0, (event.clientX - box.left) / box.width * 100, 100), within(0, (event.clientY - box.top) / box.height * 100, 100)];
};
document.addEventListener("pointerdown", (event) => {
  const drawn = event.target.closest?.(".drawn");
  if (!drawn || !formOf(drawn) || event.button !== 0 || event.pointerType === "touch") return;
  event.preventDefault();
  held = [drawn, at(drawn, event)];
  drawn.focus({ preventScroll: true });
});
document.addEventListener("pointermove", (event) => {
  if (!held) return;
  const [drawn, [x, y]] = held, [to, down] = at(drawn, event);
  const size = [Math.abs(to - x), Math.abs(down - y)];
  if (size[0] >= 1 && size[1] >= 1) show(drawn, [Math.min(x, to), Math.min(y, down), ...size]);
});
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { held = null; });

document.addEventListener("keydown", (event) => {
  const drawn = event.target.closest?.(".drawn"), by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const form = drawn && formOf(drawn);
  if (!form || !by) return;
  event.preventDefault();
  const [x, y, w, h] = form.elements.w.value ? typed(form) : FIRST;
  show(drawn, event.shiftKey
    ? [x, y, within(1, w + by[0], 100 - x), within(1, h + by[1], 100 - y)]
    : [within(0, x + by[0], 100 - w), within(0, y + by[1], 100 - h), w, h]);
});
const ready = (root) => {
  for (const drawn of root.querySelectorAll(".drawn")) if (formOf(drawn)) drawn.tabIndex = 0;
};
ready(document);
document.addEventListener("htmx:load", (event) => ready(event.target.parentNode ?? document));
