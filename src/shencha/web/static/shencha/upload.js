"use strict";
// Sends the files of a form in pieces before the form itself, shows how far they are, and goes on where a cut left
// off, after a reload too. Without this script the form brings its files whole.
(() => {
  const words = document.querySelector("[data-uploads]");
  const form = words && words.closest("form");
  if (!form || !window.fetch || !window.FormData || !HTMLFormElement.prototype.requestSubmit) return;
  // A piece that takes no time is followed by a larger one: a fast line pays for few requests, a slow one sees how far
  // it is. What came of a piece that was cut stays, whatever its size.
  const SMALLEST = 4 * 1024 * 1024;
  const LARGEST = 64 * 1024 * 1024;
  const QUICK = 1500;
  const WAITS = [1000, 2000, 5000, 10000, 30000];
  const place = form.action ? new URL(form.action).pathname : window.location.pathname;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const boxes = [...form.querySelectorAll("input[type=file]")];
  let sending = false;
  let ready = false;

  class Refused extends Error {}
  class SignedOut extends Error {}

  async function answer(response) {
    const data = response.status === 204 ? {} : await response.json().catch(() => ({}));
    if (response.ok) return data;
    if (response.status === 401) throw new SignedOut();
    const at = response.headers.get("Upload-Offset");
    if (at !== null) return { received: Number(at) };
    if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
    throw new Refused(data.text || words.dataset.failed);
  }

  function ask(address, options) {
    options.headers = { ...options.headers, "X-CSRFToken": token, Accept: "application/json" };
    options.redirect = "error";
    return fetch(address, options).then(answer);
  }

  async function patiently(work, told) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof Refused || error instanceof SignedOut || tries >= WAITS.length) throw error;
        told.textContent = words.dataset.waiting;
        await pause(WAITS[tries]);
      }
    }
  }

  // What a box shows below itself: what has arrived, what is half there, how far it is.
  function board(box) {
    if (box.board) return box.board;
    const list = document.createElement("ul");
    list.className = "arrivals";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.hidden = true;
    bar.setAttribute("aria-label", words.dataset.progress);
    const told = document.createElement("p");
    told.className = "hint";
    told.setAttribute("aria-live", "polite");
    told.hidden = true;
    box.after(list, bar, told);
    box.board = { list, bar, told };
    return box.board;
  }

  function arrived(box, one) {
    const line = document.createElement("li");
    const whole = one.received === one.size;
    const part = Math.floor((100 * one.received) / one.size);
    const said = whole ? words.dataset.whole : words.dataset.part.replace("%", `${part} %`);
    line.append(`${one.label || one.name} · ${said} `);
    if (whole) {
      const key = document.createElement("input");
      key.type = "hidden";
      key.name = `arrived-${box.name}`;
      key.value = one.key;
      line.append(key);
    }
    const out = document.createElement("button");
    out.type = "button";
    out.className = "link";
    out.textContent = words.dataset.remove;
    const whose = document.createElement("span");
    whose.className = "sr";
    whose.textContent = ` ${one.label || one.name}`;
    out.append(whose);
    out.addEventListener("click", async () => {
      line.remove();
      await ask(one.address, { method: "DELETE" }).catch(() => ({}));
    });
    line.append(out);
    line.dataset.key = one.key;
    const { list } = board(box);
    list.querySelectorAll("li").forEach((other) => other.dataset.key === one.key && other.remove());
    if (!box.multiple) list.replaceChildren();
    list.append(line);
  }

  async function send(box, file) {
    const { bar, told } = board(box);
    told.removeAttribute("role");
    told.hidden = bar.hidden = false;
    const said = new FormData();
    said.append("place", place);
    said.append("field", box.name);
    said.append("name", file.name);
    said.append("size", file.size);
    said.append("stamp", file.lastModified);
    const begun = await patiently(() => ask(words.dataset.uploads, { method: "POST", body: said }), told);
    let at = begun.received;
    let piece = SMALLEST;
    while (at < file.size) {
      const end = Math.min(at + piece, file.size);
      const started = performance.now();
      const from = at;
      let asked = true;
      const sent = await patiently(async () => {
        if (!asked) {
          const now = (await ask(begun.address, { method: "GET" })).received;
          if (now !== from) return { received: now };
        }
        asked = false;
        return ask(begun.address, {
          method: "PUT",
          body: file.slice(from, end),
          headers: { "Content-Type": "application/octet-stream", "Content-Range": `bytes ${from}-${end - 1}/${file.size}` },
        });
      }, told);
      piece = performance.now() - started < QUICK ? Math.min(2 * piece, LARGEST) : Math.max(piece / 2, SMALLEST);
      at = sent.received;
      bar.value = at / file.size;
      told.textContent = `${file.name} · ${Math.floor((100 * at) / file.size)} %`;
    }
    told.hidden = bar.hidden = true;
    arrived(box, { ...begun, received: file.size, label: file.name });
    return begun.key;
  }

  // Where files belong together, as the parts of a dossier do, a new choice takes the place of the one before.
  function clear(box, chosen) {
    board(box).list.querySelectorAll("li").forEach((line) => {
      if (!chosen.has(line.dataset.key)) line.querySelector("button").click();
    });
  }

  form.addEventListener("submit", async (event) => {
    if (ready) return;
    if (sending) {
      event.preventDefault();
      return;
    }
    if (!boxes.some((box) => box.files.length)) return;
    event.preventDefault();
    sending = true;
    form.setAttribute("aria-busy", "true");
    let box;
    try {
      for (box of boxes) {
        const chosen = new Set();
        for (const file of [...box.files]) chosen.add(await send(box, file));
        if (chosen.size && box.hasAttribute("data-whole-choice")) clear(box, chosen);
        box.value = "";
      }
      ready = true;
    } catch (error) {
      if (error instanceof SignedOut) {
        boxes.forEach((one) => { one.value = ""; });
        ready = true;
      } else {
        const { bar, told } = board(box);
        told.textContent = error instanceof Refused ? error.message : words.dataset.failed;
        told.setAttribute("role", "alert");
        told.hidden = false;
        bar.hidden = true;
      }
    }
    sending = false;
    form.removeAttribute("aria-busy");
    if (ready) form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => { ready = false; });

  ask(`${words.dataset.uploads}?place=${encodeURIComponent(place)}`, { method: "GET" }).then((found) => {
    for (const one of found.arrivals) {
      const box = boxes.find((each) => each.name === one.field);
      if (box) arrived(box, one);
    }
  }, () => {});
})();
