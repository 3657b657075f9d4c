// Passkeys: made and shown by the holder's own device; this only carries question and answer.
(function () {
  "use strict";
  const doc = document;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (data) => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function make(asked) {
    const made = await navigator.credentials.create({ publicKey: {
      ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: known(asked.excludeCredentials),
    } });
    const told = made.response;
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: {
      clientDataJSON: text(told.clientDataJSON), attestationObject: text(told.attestationObject), transports: told.getTransports ? told.getTransports() : [],
    } };
  }
  async function get(asked) {
    const shown = await navigator.credentials.get({ publicKey: {
      ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials),
    } });
    const told = shown.response;
    return { id: shown.id, rawId: text(shown.rawId), type: shown.type, response: {
      clientDataJSON: text(told.clientDataJSON), authenticatorData: text(told.authenticatorData), signature: text(told.signature),
      userHandle: told.userHandle ? text(told.userHandle) : undefined,
    } };
  }
  function say(form, what, bad) {
    const place = form.querySelector(".passkey-said"), words = form.querySelector(`[data-said="${what}"]`);
    place.classList.toggle("bad", !!bad);
    place.textContent = words ? words.textContent : what;
  }
  // Null: the server answered with a page, which is shown.
  async function ask(form, url, sent) {
    const answer = await fetch(url, { method: "POST", body: sent, headers: { "X-Requested-With": "lhr" } });
    if (answer.status === 423) { window.lhr.lock(await answer.text()); return null; }
    if ((answer.headers.get("Content-Type") || "").startsWith("application/json")) return answer.json();
    if (answer.redirected) window.location.assign(answer.url); else window.lhr.show(await answer.text());
    return null;
  }
  const CODES = { NotAllowedError: "PASSKEY_CANCELLED", AbortError: "PASSKEY_CANCELLED", InvalidStateError: "PASSKEY_KNOWN" };
  async function carry(form, url, sent, field) {
    if (!window.PublicKeyCredential) { say(form, "PASSKEY_UNSUPPORTED", true); return false; }
    say(form, "WAITING");
    let asked;
    try { asked = await ask(form, url, sent); } catch (_) { say(form, "LOST", true); return false; }
    if (!asked) return false;
    if (asked.error) { say(form, asked.says || asked.error, true); return false; }
    try {
      const credential = asked.create ? await make(asked.create) : await get(asked.get);
      form.querySelector(`[name=${field}]`).value = JSON.stringify({ nonce: asked.nonce, credential });
    } catch (why) { say(form, CODES[why.name] || "PASSKEY_UNSUPPORTED", true); return false; }
    say(form, "DONE");
    return true;
  }
  const busy = (form, yes) => { form.querySelectorAll("button").forEach((one) => { one.disabled = yes; }); delete form.dataset.sent; };
  const go = (form) => { form.dataset.sent = "1"; form.submit(); };

  // [data-passkey="get" | "create"]: asks at data-ask, then sends the form; "confirm": asks at the form's own address.
  async function start(form) {
    const kind = form.dataset.passkey, sent = new FormData(form);
    if (kind === "confirm") sent.set("confirm_ask", "passkey");
    busy(form, true);
    const done = await carry(form, kind === "confirm" ? form.action : form.dataset.ask, sent, kind === "create" ? "passkey_made" : "confirm_passkey");
    busy(form, false);
    if (done) go(form);
  }
  doc.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form) return;
    if (form.dataset.passkey === "confirm" && !form.querySelector("[name=confirm_passkey]")) return;
    event.preventDefault();
    start(form);
  });
  // Adding another: made first, by this button, then confirmed by the form's own.
  doc.addEventListener("click", async (event) => {
    const by = event.target.closest("[data-make]");
    if (!by || !by.form.reportValidity()) return;
    const form = by.form, save = form.querySelector("[data-save]");
    by.disabled = true;
    const done = await carry(form, by.dataset.make, new FormData(form), "passkey_made");
    by.disabled = done;
    save.disabled = !done;
    if (done) { say(form, "MADE"); save.focus(); }
  });
})();
