"use strict";
// Verifies a receipt (c2sp.org/tlog-proof) in this browser. Nothing is sent: the page may open no connection at all.
// The steps are those of ledger/verify.py; the two are tested against each other.
(() => {
  const page = document.querySelector("[data-verify]");
  const words = JSON.parse(document.getElementById("words").textContent);
  const at = (id) => document.getElementById(id);
  const utf8 = new TextEncoder();

  class Failed extends Error {} // its message is the part that fails
  const ok = (condition, part) => { if (!condition) throw new Failed(`unreadable-${part}`); };
  const fails = (part) => { throw new Failed(part); };
  const text = (bytes, part) => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new Failed(`unreadable-${part}`);
    }
  };
  const bytesOf = (written, part, size) => {
    ok(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2,3}=*)?$/.test(written) && written.length % 4 === 0, part);
    const raw = atob(written);
    ok(raw && btoa(raw) === written && (!size || raw.length === size), part);
    return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
  };
  const base64 = (bytes) => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
  const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  const same = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
  const joined = (...parts) => Uint8Array.from(parts.flatMap((one) => [...one]));
  const isNumber = (written) => /^(0|[1-9][0-9]{0,17})$/.test(written);
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));

  function byCodePoint(a, b) {
    const [x, y] = [[...a], [...b]];
    const i = x.findIndex((sign, place) => sign !== y[place]);
    return i < 0 ? x.length - y.length : i >= y.length ? 1 : x[i].codePointAt(0) - y[i].codePointAt(0);
  }

  // Canonical JSON; a number that this language cannot hold does not come back as it was written and is refused.
  function canonical(value) {
    if (typeof value === "string") ok(value.isWellFormed(), "extra");
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const names = Object.keys(value).sort(byCodePoint);
    return `{${names.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(",")}}`;
  }

  function mapping(raw, part) {
    const written = text(raw, part);
    let data = null;
    try {
      data = JSON.parse(written);
      ok(data && typeof data === "object" && !Array.isArray(data) && canonical(data) === written, part);
    } catch {
      throw new Failed(`unreadable-${part}`); // also what nests deeper than this browser reads
    }
    return data;
  }

  function readFile(receipt) {
    ok(!receipt.startsWith("\ufeff"), "bom");
    ok(!receipt.includes("\r"), "crlf");
    const cut = receipt.indexOf("\n\n");
    ok(cut >= 0, "receipt");
    const [header, extra = "", index = "", ...path] = receipt.slice(0, cut).split("\n");
    ok(header === "c2sp.org/tlog-proof@v1" && extra.startsWith("extra ") && index.startsWith("index "), "receipt");
    const carried = mapping(bytesOf(extra.slice(6), "extra"), "extra");
    ok(Object.keys(carried).every((name) => ["entry", "record", "salt", "key"].includes(name)), "extra");
    ok(!("key" in carried) || typeof carried.key === "string", "extra");
    ok("record" in carried === "salt" in carried && typeof carried.entry === "string", "extra");
    const held = "record" in carried;
    if (held) ok(carried.record && typeof carried.record === "object" && !Array.isArray(carried.record), "extra");
    if (held) ok(typeof carried.salt === "string", "extra");
    return {
      index: index.slice(6),
      path: path.map((line) => bytesOf(line, "path", 32)),
      note: receipt.slice(cut + 2),
      entry: bytesOf(carried.entry, "extra", 32),
      record: held ? carried.record : null,
      salt: held ? bytesOf(carried.salt, "extra", 32) : null,
    };
  }

  function readFragment(fragment) {
    const [index, ...parts] = fragment.split(".");
    ok([3, 5].includes(parts.length), "address");
    const [entry, path, note, record, salt] = parts.map((part) => {
      const plain = part.replaceAll("-", "+").replaceAll("_", "/");
      return part ? bytesOf(plain + "=".repeat((4 - (plain.length % 4)) % 4), "address") : new Uint8Array();
    });
    ok(entry.length === 32 && path.length % 32 === 0 && (!salt || salt.length === 32), "address");
    const steps = Array.from({ length: path.length / 32 }, (_, i) => path.slice(32 * i, 32 * i + 32));
    const carried = record ? mapping(record, "address") : null;
    return { index, path: steps, note: text(note, "address"), entry, record: carried, salt: salt || null };
  }

  async function keyOf(written) {
    const [, name, id, encoded] = /^([^+]+)\+([^+]*)\+(.*)$/s.exec(written.trim()) || [];
    ok(name, "key");
    const raw = bytesOf(encoded, "key", 33);
    const made = hex((await sha256(utf8.encode(`${name}\n`), raw)).slice(0, 4));
    ok(raw[0] === 1 && made === id, "key");
    return { name, id, written: written.trim(), raw: raw.slice(1) };
  }

  async function checkpoint(note, keys) {
    const cut = note.indexOf("\n\n");
    ok(cut >= 0, "checkpoint");
    const [body, lines] = [note.slice(0, cut), note.slice(cut + 2)];
    const [origin, size = "", root = ""] = body.split("\n");
    // eslint-disable-next-line no-control-regex
    ok(origin && lines.endsWith("\n") && !/[\0-\x09\x0b-\x1f]/.test(note), "checkpoint");
    ok(isNumber(size), "checkpoint");
    const top = bytesOf(root, "checkpoint", 32);
    const signed = lines.slice(0, -1).split("\n").map((line) => {
      const found = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line);
      ok(found, "signature");
      const raw = bytesOf(found[2], "signature");
      ok(raw.length > 4, "signature");
      return { name: found[1], id: hex(raw.slice(0, 4)), signature: raw.slice(4) };
    });
    const ours = (key) => signed.filter((one) => one.name === key.name && one.id === key.id);
    const key = keys.find((one) => one.name === origin && ours(one).length);
    if (!key) fails("key");
    const imported = await crypto.subtle.importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]);
    for (const one of ours(key)) {
      const good = await crypto.subtle.verify({ name: "Ed25519" }, imported, one.signature, utf8.encode(`${body}\n`));
      if (!good) fails("signature");
    }
    return { origin, size: BigInt(size), top, key };
  }

  async function verified(receipt, keys) {
    ok(isNumber(receipt.index), "index");
    const proved = await checkpoint(receipt.note, keys);
    if (receipt.record) {
      const salt = await crypto.subtle.importKey("raw", receipt.salt, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      const made = await crypto.subtle.sign("HMAC", salt, utf8.encode(canonical(receipt.record)));
      if (!same(new Uint8Array(made), receipt.entry)) fails("leaf");
    }
    const index = BigInt(receipt.index);
    if (index >= proved.size) fails("path");
    const sides = [];
    let [left, right] = [index, proved.size - 1n];
    for (; left !== right; left >>= 1n, right >>= 1n) sides.push(left & 1n);
    for (; left; left >>= 1n) if (left & 1n) sides.push(1n);
    if (sides.length !== receipt.path.length) fails("path");
    let node = await sha256([0], receipt.entry);
    for (const [i, step] of receipt.path.entries()) {
      node = sides[i] ? await sha256([1], step, node) : await sha256([1], node, step);
    }
    if (!same(node, proved.top)) fails("path");
    return { ...proved, index };
  }

  function* leaves(value, name) {
    if (value === null || value === "" || (typeof value === "object" && !Object.keys(value).length)) return;
    if (typeof value !== "object") yield [name, value];
    else if (Array.isArray(value) && value.every((one) => typeof one !== "object")) yield [name, value.join("; ")];
    else for (const [inner, one] of Object.entries(value)) yield* leaves(one, name ? `${name}.${inner}` : inner);
  }

  function line(label, value) {
    const [row, term, told] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
    term.textContent = label;
    told.textContent = value;
    row.append(term, told);
    return row;
  }

  const called = (name) => words.labels[name] || words.labels[name.replace(/^(event|said)\./, "")] || name;

  function tell(record) {
    const said = record.event || record.said || {};
    const name = record.event ? said.event : record.act;
    const { papers = [], ...rest } = record;
    const first = [at("what").textContent, words.names[name] || name];
    const told = [...leaves(rest, "")].filter(([field]) => !["event.event", "event.version", "act", "sequence"].includes(field));
    at("record").replaceChildren(
      line(...first),
      ...told.map(([field, value]) => line(called(field), words.values[value] || String(value))),
      ...papers.map((one) => line(at("paper").textContent, `${one.name} · ${one.size} B · SHA-256 ${one.sha256}`)),
    );
  }

  function show(part) {
    for (const one of page.querySelectorAll("[data-part]")) one.hidden = one.dataset.part !== part;
    at("technical").hidden = true;
    at("record").replaceChildren();
    page.dataset.answer = part;
  }

  let turn = 0;
  async function check(read) {
    const mine = (turn += 1);
    show("working");
    try {
      const given = at("key").value.trim();
      const receipt = read();
      const keys = await Promise.all((given ? [given] : words.keys).map(keyOf));
      const proved = await verified(receipt, keys);
      if (mine !== turn) return;
      show(receipt.record ? "holds" : "withheld");
      if (receipt.record) tell(receipt.record);
      at("technical").hidden = false;
      at("entry").textContent = String(proved.index);
      at("origin").textContent = proved.origin;
      at("size").textContent = String(proved.size);
      at("root").textContent = hex(proved.top);
      at("used").textContent = proved.key.written;
      at("published").hidden = Boolean(given);
    } catch (error) {
      if (mine !== turn) return;
      const known = error instanceof Failed && page.querySelector(`[data-part="${error.message}"]`);
      show(known ? error.message : "unreadable");
    }
  }

  async function able() {
    try {
      const any = await keyOf(words.keys[0]);
      await crypto.subtle.importKey("raw", any.raw, { name: "Ed25519" }, false, ["verify"]);
      return "".isWellFormed();
    } catch {
      return false;
    }
  }

  async function ofFile(file) {
    if (file.size > 4 * 1024 * 1024) return show("unreadable");
    const raw = await file.arrayBuffer();
    return check(() => readFile(text(raw, "receipt")));
  }

  const fromAddress = () => location.hash.length > 1 && check(() => readFragment(location.hash.slice(1)));

  able().then((can) => {
    at("ask").hidden = !can;
    if (!can) return show("unable");
    let last = fromAddress;
    at("file").addEventListener("change", (event) => {
      const [file] = event.target.files;
      last = () => file && ofFile(file);
      last();
    });
    at("key").addEventListener("change", () => last());
    window.addEventListener("hashchange", () => { last = fromAddress; fromAddress(); });
    for (const name of ["dragover", "drop"]) {
      page.addEventListener(name, (event) => {
        event.preventDefault();
        if (name === "drop" && event.dataTransfer.files.length) {
          const [file] = event.dataTransfer.files;
          last = () => ofFile(file);
          last();
        }
      });
    }
    fromAddress();
    page.dataset.ready = "";
  });
})();
