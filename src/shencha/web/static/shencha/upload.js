"use strict";
// Sends the files of a form in pieces, shows how far they are, and goes on where a cut left off.
// Without this script the form sends them whole.
(() => {
  const form = document.querySelector("form[data-arrivals]");
  if (!form || !window.fetch || !window.FormData) return;
  const PIECE = 8 * 1024 * 1024;
  const WAITS = [1000, 2000, 5000, 10000, 30000];
  const box = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  const bar = form.querySelector("progress");
  const told = form.querySelector("[data-told]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  class Refused extends Error {}

  async function answer(response) {
    const data = await response.json().catch(() => ({}));
    if (response.ok) return data;
    const at = response.headers.get("Upload-Offset");
    if (at !== null) return { received: Number(at) };
    if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
    throw new Refused(data.text || form.dataset.failed);
  }

  function ask(address, options) {
    options.headers = { ...options.headers, "X-CSRFToken": token, Accept: "application/json" };
    options.redirect = "error";
    return fetch(address, options).then(answer);
  }

  async function patiently(work) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof Refused || tries >= WAITS.length) throw error;
        told.textContent = form.dataset.waiting;
        await pause(WAITS[tries]);
      }
    }
  }

  async function send(file) {
    const words = new FormData();
    words.append("name", file.name);
    words.append("size", file.size);
    words.append("stamp", file.lastModified);
    const begun = await patiently(() => ask(form.dataset.arrivals, { method: "POST", body: words }));
    let at = begun.received;
    while (at < file.size) {
      const end = Math.min(at + PIECE, file.size);
      const from = at;
      const sent = await patiently(async () => {
        const now = (await ask(begun.address, { method: "GET" })).received;
        if (now !== from) return { received: now };
        return ask(begun.address, {
          method: "PUT",
          body: file.slice(from, end),
          headers: { "Content-Type": "application/octet-stream", "Content-Range": `bytes ${from}-${end - 1}/${file.size}` },
        });
      });
      at = sent.received;
      bar.value = at / file.size;
      told.textContent = `${file.name} · ${Math.floor((100 * at) / file.size)} %`;
    }
    return patiently(() => ask(begun.address, { method: "POST" }));
  }

  form.addEventListener("submit", async (event) => {
    if (!box.files.length) return;
    event.preventDefault();
    button.disabled = true;
    bar.hidden = false;
    try {
      let last;
      for (const file of box.files) {
        bar.value = 0;
        last = await send(file);
      }
      window.location.assign(last.next || window.location.href);
    } catch (error) {
      told.textContent = error instanceof Refused ? error.message : form.dataset.failed;
      told.setAttribute("role", "alert");
      bar.hidden = true;
      button.disabled = false;
    }
  });
})();
