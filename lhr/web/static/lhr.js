// Keyboard, dialogs, saving once, presence. Every page also works without this file.
(function () {
  "use strict";
  const doc = document, body = doc.body;
  const $ = (what, where) => (where || doc).querySelector(what);
  // A session that lives by a card is watched; any other is asked after when the page is looked at again, and before a save.
  const watched = body.dataset.presence, asks = watched || body.dataset.session;
  let heard = Date.now();
  const typing = (node) => node && node.closest && node.closest("input,select,textarea,[contenteditable]");

  // --- dialogs: a link that also works as a page of its own may open one -----------------------------------------
  let opener = null;
  function open(id, by) {
    const box = doc.getElementById(id);
    if (!box || !box.showModal || box.open) return false;
    opener = by || doc.activeElement;
    box.showModal();
    const first = $("[autofocus]", box) || $("input:not([type=hidden]),select,textarea", box);
    if (first) first.focus();
    box.addEventListener("close", () => { if (opener && opener.isConnected) opener.focus(); }, { once: true });
    return true;
  }
  doc.addEventListener("click", (event) => {
    const by = event.target.closest("[data-opens],[data-fills],[data-closes],[data-prints]");
    if (!by) return;
    if (by.dataset.opens && open(by.dataset.opens, by)) event.preventDefault();
    if (by.dataset.closes !== undefined) { const box = by.closest("dialog"); if (box) { box.close(); event.preventDefault(); } }
    if (by.dataset.prints !== undefined) { event.preventDefault(); window.print(); }
    if (by.dataset.fills) {
      const field = doc.getElementById(by.dataset.fills);
      if (field) { field.value = by.dataset.with; field.dispatchEvent(new Event("change", { bubbles: true })); field.focus(); }
    }
  });

  // --- the name of a chosen file stands beside our own button, which speaks the page's language -----------------------
  doc.documentElement.classList.add("js");
  doc.addEventListener("change", (event) => {
    const said = event.target.type === "file" && $(".file-name", event.target.parentNode);
    if (said) said.textContent = event.target.files.length ? event.target.files[0].name : said.dataset.none;
  });

  // --- a file may be dropped on its field, or anywhere where there is but one; dropped beside, it takes no page away --
  function takesDrop(event) {
    if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return null;
    event.preventDefault();
    const near = event.target.closest(".scan,.file"), all = doc.querySelectorAll("input[type=file]");
    const field = (near && $("input[type=file]", near)) || (all.length === 1 ? all[0] : null);
    event.dataTransfer.dropEffect = field ? "copy" : "none";
    return field;
  }
  doc.addEventListener("dragover", takesDrop);
  doc.addEventListener("drop", (event) => {
    const field = takesDrop(event);
    if (!field || !event.dataTransfer.files.length) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    field.files = one.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // --- a save in a session that is over is not sent: the page says so and keeps what was typed ------------------------
  doc.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    if (form.method !== "post" || event.defaultPrevented || !asks || !form.elements.save_key || Date.now() - heard < 20000) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    look().then(() => {
      if (body.classList.contains("locked")) return;
      heard = Date.now();
      form.requestSubmit(by);
    });
  });

  // --- saving once: the second press of the same button sends nothing; the save key guards the rest ---------------
  doc.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => doc.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // --- what was typed while the line was broken is kept once it is back ----------------------------------------------
  doc.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt;
    if (!form.matches("[data-keeps]") || form.dataset.unkept) return;
    form.dataset.unkept = "1";
    doc.querySelectorAll("[data-says-unkept]").forEach((said) => { said.hidden = false; });
    const timer = window.setTimeout(again, 5000);
    window.addEventListener("online", again);
    function again() {
      window.clearTimeout(timer);
      window.removeEventListener("online", again);
      delete form.dataset.unkept;
      if (form.isConnected) window.htmx.trigger(form, "change");
    }
  });
  doc.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.elt.matches("[data-keeps]")) doc.querySelectorAll("[data-says-unkept]").forEach((said) => { said.hidden = true; });
  });

  function settle(where) {
    const told = $("[data-focus]", where);
    if (told) told.focus();
    doc.querySelectorAll("dialog[data-open-now]").forEach((box) => { box.removeAttribute("data-open-now"); if (box.open) box.close(); open(box.id); });
  }
  doc.addEventListener("htmx:afterSettle", (event) => settle(event.target));
  settle(doc);

  // --- keyboard ----------------------------------------------------------------------------------------------------
  function move(step) {
    const rows = [...doc.querySelectorAll(".rows tbody tr")].filter((row) => $("a,button", row) && row.offsetParent);
    if (!rows.length) return false;
    const at = rows.findIndex((row) => row.contains(doc.activeElement));
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    if (!next) return true;
    rows.forEach((row) => row.removeAttribute("aria-selected"));
    next.setAttribute("aria-selected", "true");
    $("a,button", next).focus();
    return true;
  }
  function press(selector) { const found = $(selector); if (!found) return false; found.focus(); found.click(); return true; }
  const single = {
    "/": () => { const field = $("input[type=search],[data-search]"); if (field) field.focus(); return !!field; },
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    F2: () => { const row = doc.activeElement && doc.activeElement.closest("tr"); const edit = (row && $("[data-edit]", row)) || $("[data-edit]"); if (edit) edit.click(); return !!edit; },
    Insert: () => press("[data-picker]"),
  };
  doc.addEventListener("keydown", (event) => {
    if (body.classList.contains("locked")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      const save = $("dialog[open] [data-save]") || $("[data-save]");
      if (save) { event.preventDefault(); save.click(); }
      return;
    }
    if (event.altKey && /^[1-5]$/.test(event.key)) { if (press(`.modules [data-key="${event.key}"]`)) event.preventDefault(); return; }
    if (event.ctrlKey || event.altKey || event.metaKey || body.dataset.keys === "off") return;
    if (typing(event.target) || $("dialog[open]")) return;
    const act = single[event.key];
    if (act && act()) event.preventDefault();
  });

  // --- presence: the page learns of a lock at once from the agent (card.js), else within five seconds --------------
  async function look() {
    if (!asks || doc.hidden) return;
    let answer;
    try { answer = await fetch(asks, { headers: { "X-Requested-With": "lhr" }, cache: "no-store" }); } catch (_) { return; }
    if (answer.status === 423) return lock(await answer.text());
    if (answer.status === 200) {
      heard = Date.now();
      if (body.classList.contains("locked") && !renew(await answer.json())) return;
      return unlock();
    }
    if (answer.status === 401 || answer.status === 403) lock(await answer.text());
  }
  // A page opened while the session was locked says so itself: no second lock over it, and unlocked it is asked for again.
  const bornLocked = !!$("[data-locked-page]");
  function lock(words) {
    if (bornLocked || body.classList.contains("locked")) return;
    const over = doc.getElementById("lock");
    doc.querySelectorAll("dialog[open]").forEach((box) => { box.dataset.openNow = ""; box.close(); });
    over.innerHTML = words;
    over.hidden = false;
    body.classList.add("locked");
    [...body.children].forEach((part) => { if (part !== over) part.inert = true; });
    const first = $("a,button,input:not([type=hidden])", over);
    if (first) first.focus();
    doc.dispatchEvent(new CustomEvent("lhr:locked"));
  }
  // Signed in anew: the same person may save what this page holds; for anybody else it is opened anew.
  function renew(told) {
    if (told.who !== body.dataset.who) { window.location.reload(); return false; }
    doc.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = told.token; });
    return true;
  }
  function unlock() {
    if (bornLocked) return window.location.reload();
    if (!body.classList.contains("locked")) return;
    const over = doc.getElementById("lock");
    over.hidden = true;
    over.textContent = "";
    body.classList.remove("locked");
    [...body.children].forEach((part) => { part.inert = false; });
    settle(doc);
  }
  doc.addEventListener("click", (event) => {
    const by = event.target.closest("[data-unlocks]");
    if (!by) return;
    const opened = window.open(by.href, "lhr-unlock", "popup,width=620,height=560");
    if (opened) event.preventDefault();
  });
  doc.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 423 && event.detail.xhr.status !== 401) return;
    event.detail.shouldSwap = false;
    lock(event.detail.xhr.responseText);
  });
  if (watched) window.setInterval(look, 5000);
  if (asks) {
    doc.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
  }
  function show(html) {
    // The form had findings (or the session ended): the page as the server drew it, typed content included.
    const drawn = new DOMParser().parseFromString(html, "text/html");
    for (const part of ["#main", ".actions"]) {
      const here = $(part), there = drawn.querySelector(part);
      if (here && there) { here.replaceWith(doc.adoptNode(there)); if (window.htmx) window.htmx.process(there); }
    }
    const told = $("[data-focus]");
    if (told) told.focus(); else doc.getElementById("main").focus();
  }
  window.lhr = { look, lock, unlock, open, show };
})();
