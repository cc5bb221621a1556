"use strict";
// What a signed-in reader typed and did not send is there again after the back button, a reload or a broken line.
// It lies in this tab alone, for this reader alone, and goes once it was sent.
(() => {
  const reader = document.body.dataset.reader;
  const store = window.sessionStorage;
  const all = () => Object.keys(store).filter((key) => key.startsWith("typed:"));
  const read = (key) => { try { return JSON.parse(store.getItem(key)) || {}; } catch { return {}; } };
  const key = `typed:${window.location.pathname}${window.location.search}`;
  const how = performance.getEntriesByType("navigation")[0];
  const again = how && how.type !== "navigate";
  const mine = read(key);
  // What was sent is done with once its answer is shown; after a broken line there is none, and it waits.
  const from = document.referrer ? new URL(document.referrer) : { pathname: "", search: "" };
  const answered = again ? "" : `typed:${from.pathname}${from.search}`;
  const restored = mine.reader === reader && (again || (mine.sent && key !== answered)) ? mine.typed || {} : {};
  all().forEach((one) => {
    const kept = read(one);
    if (one === key || (one === answered && kept.sent) || kept.reader !== reader) store.removeItem(one);
  });
  if (!reader) return;
  const LEFT = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
  const boxes = [...document.querySelectorAll("main form[method=post] :is(input, textarea, select)[name]")]
    .filter((box) => !LEFT.has(box.type) && box.autocomplete !== "one-time-code" && box.name !== "code");
  const ticked = (box) => box.type === "checkbox" || box.type === "radio";
  const value = (box) => (ticked(box) ? box.checked : box.multiple ? [...box.selectedOptions].map((one) => one.value) : box.value);
  const name = (box, at) => `${at}:${box.name}`;
  const first = boxes.map((box) => JSON.stringify(value(box)));
  let sent = false;

  boxes.forEach((box, at) => {
    const was = restored[name(box, at)];
    if (was === undefined) return;
    if (ticked(box)) box.checked = was;
    else if (box.multiple) [...box.options].forEach((one) => { one.selected = was.includes(one.value); });
    else box.value = was;
  });

  document.addEventListener("submit", (event) => { sent = !event.defaultPrevented && event.target.method === "post"; });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("pagehide", () => {
    const typed = {};
    boxes.forEach((box, at) => {
      if (JSON.stringify(value(box)) !== first[at]) typed[name(box, at)] = value(box);
    });
    if (Object.keys(typed).length) store.setItem(key, JSON.stringify({ reader, sent, typed }));
    else store.removeItem(key);
  });
})();
