// Files go up in parts, so that a line that breaks costs one part and no patience. Without this file they go with their form.
(function () {
  "use strict";
  const doc = document, going = new Map();
  const WAITS = [1, 2, 4, 8, 15], UNREAD = 64 * 1048576, PART_MS = 120000, ASK_MS = 30000;
  if (!window.crypto || !window.crypto.subtle || !window.AbortSignal || !AbortSignal.timeout) return;
  const boxOf = (id) => doc.querySelector(`[data-upload="${CSS.escape(id)}"]`);

  // --- what the officer sees: drawn from what is known, so that a part of the page that htmx replaced shows it again --
  function draw(id) {
    const one = going.get(id), box = boxOf(id), input = doc.getElementById(id);
    if (!one || !box || !input) return;
    const far = one.file.size ? Math.floor(one.received * 100 / one.file.size) : 0;
    box.hidden = false;
    const folded = box.closest("details"), before = box.parentNode.querySelector("[data-was-stopped]");
    if (folded) folded.open = true;
    if (before) before.hidden = true;
    box.querySelector("progress").value = far;
    box.querySelector("[data-far]").textContent = `${far}%`;
    box.querySelector(".upload-far").hidden = one.ended;
    box.querySelectorAll("[data-state]").forEach((said) => { said.hidden = said.dataset.state !== one.state; });
    if (one.says) box.querySelector("[data-state=refused]").textContent = one.says;
    const name = input.parentNode.querySelector(".file-name");
    if (name) name.textContent = one.file.name;
  }
  function say(id, one, state) { one.state = state; draw(id); }
  function end(id, one, state) { one.ended = true; say(id, one, state); going.delete(id); }

  // --- the line -------------------------------------------------------------------------------------------------------
  function pause(tries) {
    return new Promise((go) => {
      const timer = window.setTimeout(on, WAITS[Math.min(tries, WAITS.length - 1)] * 1000);
      function on() { window.clearTimeout(timer); window.removeEventListener("online", on); go(); }
      window.addEventListener("online", on);
    });
  }
  function tokenOf(id) {
    const form = doc.getElementById(id).form, field = form && form.querySelector("[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }
  async function ask(id, url, body, ms) {
    const headers = { "X-CSRFToken": tokenOf(id), "X-Requested-With": "lhr" };
    if (body instanceof Blob) headers["Content-Type"] = "application/octet-stream";
    const answer = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(ms), cache: "no-store" });
    if (answer.status === 423) throw { state: "locked" };
    if (answer.status === 422) throw { says: (await answer.json()).says };
    if (answer.redirected || answer.status === 401 || answer.status === 403) throw { state: "over" };
    if (answer.status === 404) return null;
    if (!answer.ok) throw { state: "waiting" };
    return answer.json();
  }
  async function digest(file) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  async function begin(id, one) {
    const box = boxOf(id);
    // A file far too large is not read at all: the server says so by its size alone.
    if (!one.sha256) one.sha256 = one.file.size > UNREAD ? "0".repeat(64) : await digest(one.file);
    const sent = new URLSearchParams({ name: one.file.name, size: one.file.size, sha256: one.sha256 });
    const far = await ask(id, box.dataset.begin, sent, ASK_MS);
    Object.assign(one, far);
    say(id, one, one.received ? "again" : "sending");
  }
  async function parts(id, one) {
    const url = boxOf(id).dataset.part;
    while (!one.ended && one.received < one.file.size) {
      const at = one.received, part = one.file.slice(at, at + one.part);
      const far = await ask(id, `${url}?key=${one.key}&at=${at}`, part, PART_MS);
      if (!far) { one.key = ""; return; }
      if (far.received === at) throw { state: "waiting" };
      one.received = far.received;
      say(id, one, one.state === "busy" ? "busy" : one.state === "again" ? "again" : "sending");
    }
  }
  async function send(id, one) {
    for (let tries = 0; !one.ended;) {
      try {
        if (!one.key) await begin(id, one);
        const before = one.received;
        await parts(id, one).finally(() => { if (one.received > before) tries = 0; });
        if (!one.ended && one.key && one.received === one.file.size) return arrived(id, one);
      } catch (why) {
        if (one.ended) return;
        if (why.says) { one.says = why.says; end(id, one, "refused"); return; }
        if (why.name === "NotReadableError") { end(id, one, "stopped"); return; }
        if (why.state === "over") { end(id, one, "over"); return; }
        say(id, one, why.state || "waiting");
        await pause(tries);
        tries += 1;
        one.key = "";  // how far has it come? the answer to the last part may be what was lost
      }
    }
  }
  function arrived(id, one) {
    const input = doc.getElementById(id), box = boxOf(id);
    if (!input || !box) return;
    let key = box.querySelector("input[type=hidden]");
    if (!key) { key = doc.createElement("input"); key.type = "hidden"; key.name = one.field; box.append(key); }
    if (input.getAttribute("form")) key.setAttribute("form", input.getAttribute("form"));
    key.value = one.key;
    input.value = "";
    input.required = false;
    one.whole = true;
    if (!input.hasAttribute("hx-post")) { say(id, one, "done"); press(input.form, one.pressed); return; }
    say(id, one, "checking");
    input.dispatchEvent(new CustomEvent("lhr:arrived", { bubbles: true }));
  }

  // --- the page -------------------------------------------------------------------------------------------------------
  doc.addEventListener("change", (event) => {
    const input = event.target, id = input.id;
    if (input.type !== "file" || !boxOf(id)) return;
    event.stopImmediatePropagation();
    const before = going.get(id);
    if (before) before.ended = true;
    going.delete(id);
    const key = boxOf(id).querySelector("input[type=hidden]");
    if (key) key.remove();
    if (!input.files.length) { boxOf(id).hidden = true; return; }
    const one = { file: input.files[0], key: "", received: 0, state: "reading", ended: false, whole: false, tries: 0 };
    Object.assign(one, { place: (input.closest(".scan") || input.form).id, form: input.form.id, field: `${input.name}_arrived` });
    const wrong = input.closest(".scan") && input.closest(".scan").querySelector(".wrong:not([data-state])");
    if (wrong) wrong.remove();
    input.removeAttribute("aria-invalid");
    input.classList.remove("is-invalid");
    going.set(id, one);
    draw(id);
    send(id, one);
  }, true);
  doc.addEventListener("click", (event) => {
    const by = event.target.closest("[data-stops]");
    if (!by) return;
    const id = by.closest("[data-upload]").dataset.upload, one = going.get(id), input = doc.getElementById(id);
    if (!one) return;
    const key = boxOf(id).querySelector("input[type=hidden]");
    if (key) key.remove();
    end(id, one, "stopped");
    input.value = "";
    input.focus();
  });
  // Sent now, the form would go without its file: what was pressed is pressed again once the file is there.
  function press(form, pressed) {
    if (!form || !pressed) return;
    const button = [...form.elements].find((one) => one.type === "submit" && one.name === (pressed.name || "") && one.value === (pressed.value || ""));
    form.requestSubmit(button);
  }
  doc.addEventListener("submit", (event) => {
    going.forEach((one, id) => {
      const input = doc.getElementById(id);
      if (!input || input.form !== event.target || (one.whole && one.state === "done")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      one.pressed = event.submitter ? { name: event.submitter.name, value: event.submitter.value } : {};
      if (!one.whole) say(id, one, "busy");
      boxOf(id).scrollIntoView({ block: "center" });
    });
  }, true);
  doc.addEventListener("htmx:afterSettle", () => going.forEach((_, id) => draw(id)));
  // Whichever request for the field carried the file to its end: looking up the order may overtake the file's own.
  doc.addEventListener("htmx:afterRequest", (event) => {
    const sent = event.detail.requestConfig && event.detail.requestConfig.formData;
    const place = event.detail.requestConfig && event.detail.requestConfig.target;
    if (sent && place) going.forEach((one, id) => { if (one.whole && place.id === one.place && sent.get(one.field) === one.key) told(id, one, event.detail); });
  });
  async function told(id, one, answer) {
    if (answer.successful) {
      one.ended = true;
      going.delete(id);
      // The field is gone when the file was taken; else it says why it was not, and nothing is sent.
      doc.addEventListener("htmx:afterSettle", () => { if (!doc.getElementById(id)) press(doc.getElementById(one.form), one.pressed); }, { once: true });
      return;
    }
    say(id, one, answer.xhr && answer.xhr.status === 423 ? "locked" : "waiting");
    await pause(one.tries);
    one.tries += 1;
    if (going.get(id) === one) arrived(id, one);
  }
})();
