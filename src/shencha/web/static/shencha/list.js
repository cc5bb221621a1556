"use strict";
// A list of cases by keyboard: J and K move, Enter opens, / goes to the search box, N and P turn the page.
(() => {
  const links = [...document.querySelectorAll("table[data-rows] tbody tr td:first-child a")];
  const turn = (rel) => document.querySelector(`.pager a[rel=${rel}]`);
  const typing = (at) => at && (at.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(at.tagName));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const here = links.indexOf(document.activeElement);
    const to = {
      j: () => links[Math.min(here + 1, links.length - 1)],
      k: () => links[Math.max(here - 1, 0)],
      "/": () => document.getElementById("text"),
    }[event.key];
    const page = { n: "next", p: "prev" }[event.key];
    if (to && to()) { event.preventDefault(); to().focus(); }
    else if (page && turn(page)) { event.preventDefault(); turn(page).click(); }
  });
})();
