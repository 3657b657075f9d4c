// Reading the ID card through the agent on this PC: only on pages whose policy lets them reach it.
(function () {
  "use strict";
  const doc = document;
  const HEALTH_MS = 400, PATIENT_MS = 4000, ASK_MS = 120000;

  async function permission() {
    for (const name of ["loopback-network", "local-network-access"]) {
      try { return (await navigator.permissions.query({ name })).state; } catch (_) { /* this browser does not know the name */ }
    }
    return "unknown";
  }
  const within = (ms) => ({ signal: AbortSignal.timeout(ms), cache: "no-store", credentials: "omit" });

  // How one agent answers: "ok", "other" (there, but not for us: then the next step is pairing), "late", or "none".
  async function health(agent, ms) {
    try { if ((await fetch(`${agent}/v1/health`, within(ms))).ok) return "ok"; } catch (why) { if (why.name === "TimeoutError") return "late"; }
    try { await fetch(`${agent}/v1/health`, { ...within(ms), mode: "no-cors" }); return "other"; } catch (_) { return "none"; }
  }
  async function find(agents, state) {
    const known = sessionStorage.getItem("lhr-agent"), said = {};
    const order = agents.includes(known) ? [known, ...agents.filter((a) => a !== known)] : agents;
    const there = () => {
      const agent = order.find((a) => said[a] === "ok");
      if (agent) sessionStorage.setItem("lhr-agent", agent);
      return agent;
    };
    for (const agent of order) {
      said[agent] = await health(agent, state === "prompt" ? 60000 : HEALTH_MS);
      if (there()) return there();
    }
    // A busy or old PC may be slow to answer: it is asked once more, patiently, before the officer is told that nobody is there.
    await Promise.all(order.filter((a) => said[a] === "late").map(async (a) => { said[a] = await health(a, PATIENT_MS); }));
    if (there()) return there();
    const other = order.some((a) => said[a] === "other");
    // Asked just now, the officer (or the browser for him) may have said no.
    if (state === "prompt" && (await permission()) === "denied") throw { error: "LNA_DENIED" };
    throw { error: other ? "NOT_PAIRED" : "NO_AGENT" };
  }

  async function read(agents, ask, say) {
    const state = await permission();
    if (state === "denied") throw { error: "LNA_DENIED" };
    if (state === "prompt") say("prompt");
    const agent = await find(agents, state);
    say("reading");
    let answer;
    try {
      answer = await fetch(`${agent}/v1/assert`, {
        ...within(ASK_MS), method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(ask),
      });
    } catch (_) { throw { error: "NO_AGENT" }; }
    const told = await answer.json();
    if (!told.statement) throw told;
    return told;
  }

  // --- one form: [data-card="login" | "unlock" | "enrol-card" | "confirm"] ------------------------------------------
  // The words of all codes: asked for once a page, ahead of the first press; asked again only if they never came.
  const words = {};
  function wordsOf(form) {
    const url = form.dataset.codes;
    words[url] = words[url] || fetch(url).then((answer) => answer.json()).catch(() => { delete words[url]; return {}; });
    return words[url];
  }
  function sayer(form) {
    const place = form.querySelector(".card-said");
    return async (what, bad) => {
      const turn = place.saying = (place.saying || 0) + 1;
      const known = await wordsOf(form);
      if (place.saying !== turn) return;  // something newer was said while the words were on their way
      place.classList.toggle("bad", !!bad);
      place.textContent = known[what] || (known.LOST ? what : place.dataset.lost);
      waits(place, what === "reading");
      if (bad) { const way = form.querySelector("[data-nav]"); if (way) way.hidden = !["NO_AGENT", "LNA_DENIED"].includes(what); }
    };
  }
  // A slow chip takes its time: the bar shows that the card is still being read, and ends with the next word.
  function waits(place, reading) {
    let bar = place.nextElementSibling;
    if (!bar || bar.tagName !== "PROGRESS") {
      if (!reading) return;
      bar = doc.createElement("progress");
      place.after(bar);
    }
    bar.hidden = !reading;
    bar.setAttribute("aria-label", place.textContent);
  }
  async function ask(form, how) {
    const sent = new FormData(form);
    if (form.dataset.card === "confirm") sent.set("confirm_ask", how);
    const url = form.dataset.card === "confirm" ? form.action : form.dataset.nonce;
    if (form.dataset.card !== "confirm") sent.delete("password");
    if (form.dataset.card !== "confirm") sent.set("how", how);
    const answer = await fetch(url, { method: "POST", body: sent, headers: { "X-Requested-With": "lhr" }, redirect: "follow" });
    if (answer.status === 423) { window.lhr.lock(await answer.text()); return null; }
    if ((answer.headers.get("Content-Type") || "").startsWith("application/json")) return answer.json();
    // Saved before (the same form sent again), or the session is over: go where the server leads.
    if (answer.redirected) window.location.assign(answer.url); else window.lhr.show(await answer.text());
    return null;
  }
  function request(question) {
    const wanted = { nonce: question.nonce, purpose: question.purpose };
    if (question.tx) wanted.tx = question.tx;
    return wanted;
  }
  const busy = (form, yes) => {
    doc.querySelectorAll("[data-read]").forEach((button) => { if (button.form === form) button.disabled = yes; });
    delete form.dataset.sent;
  };
  async function start(form) {
    const say = sayer(form), agents = (form.dataset.agents || form.querySelector("[data-agents]").dataset.agents).split(" ");
    busy(form, true);
    try {
      const question = await ask(form, "fetch");
      if (!question) return;
      if (question.error) { say(question.says || question.error, true); return; }
      const told = await read(agents, request(question), say);
      form.querySelector("[name=confirm_statement]").value = told.statement;
      form.querySelector("[name=confirm_sig]").value = told.sig;
      form.dataset.sent = "1";
      form.submit();
      return;
    } catch (told) {
      say((told && told.error) || "LOST", true);
    }
    busy(form, false);
  }
  async function byNavigation(form) {
    const agents = (form.dataset.agents || form.querySelector("[data-agents]").dataset.agents).split(" ");
    const question = await ask(form, "nav");
    if (!question || question.error) { if (question) sayer(form)(question.says || question.error, true); return; }
    const known = sessionStorage.getItem("lhr-agent");
    const wanted = new URLSearchParams({ ...request(question), return: question.return });
    window.location.assign(`${agents.includes(known) ? known : agents[0]}/v1/nav?${wanted}`);
  }
  doc.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-card]");
    if (!form || (event.submitter && event.submitter.formAction !== form.action && event.submitter.hasAttribute("formaction"))) return;
    if (form.dataset.card === "confirm" && !form.querySelector("[name=confirm_statement]")) return;
    event.preventDefault();
    start(form);
  });
  doc.addEventListener("click", (event) => {
    const by = event.target.closest("[data-nav-go],[data-owner]");
    if (!by) return;
    event.preventDefault();
    if (by.dataset.owner === undefined) byNavigation(by.form || by.closest("form")); else start(by.form);
  });

  // --- what is wrong with the reader: the checks in their order, up to the first that fails ------------------------
  async function examined(agents, say) {
    const state = await permission();
    if (state === "denied") throw { error: "LNA_DENIED" };
    if (state === "prompt") say("prompt");
    const agent = await find(agents, state);
    let told;
    try { told = await (await fetch(`${agent}/v1/reader`, within(HEALTH_MS * 5))).json(); } catch (_) { throw { error: "NO_AGENT" }; }
    if (!told.ok) throw told;
  }
  async function examine(doctor) {
    const checks = [...doctor.querySelectorAll("[data-check]")];
    let error = "sound";
    try { await examined(doctor.dataset.agents.split(" "), sayer(doctor)); } catch (told) { error = (told && told.error) || "LOST"; }
    const failed = checks.findIndex((check) => check.dataset.troubles.split(" ").includes(error));
    checks.forEach((check, nth) => {
      const verdict = check.querySelector("[data-verdict]"), bad = nth === failed;
      verdict.hidden = failed >= 0 ? nth > failed : error !== "sound";
      verdict.textContent = bad ? doctor.dataset.bad : doctor.dataset.ok;
      verdict.className = `tag tag-${bad ? "bad" : "ok"}`;
    });
    await sayer(doctor)(error, error !== "sound");
  }
  doc.querySelectorAll("[data-examine]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      await examine(button.closest("[data-doctor]"));
      button.disabled = false;
    });
  });

  // --- the agent brought us back (/login/card/return#a=…) -----------------------------------------------------------
  const back = doc.querySelector("form[data-return]");
  if (back) {
    const given = new URLSearchParams(window.location.hash.slice(1)).get("a");
    window.history.replaceState(null, "", window.location.pathname);
    let told = {};
    try {
      const bytes = Uint8Array.from(atob((given || "").replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
      told = JSON.parse(new TextDecoder().decode(bytes));
    } catch (_) { told = { error: "LOST" }; }
    back.querySelector("[name=confirm_statement]").value = told.statement || "";
    back.querySelector("[name=confirm_sig]").value = told.sig || "";
    back.querySelector("[name=error]").value = told.error || "";
    back.submit();
  }
  const again = doc.querySelector("form[data-resume]");
  if (again) again.submit();
  doc.querySelectorAll("form[data-codes]").forEach(wordsOf);
  const auto = doc.querySelector("form[data-card][data-auto]");
  if (auto) start(auto);
  if (doc.querySelector("[data-close-now]") && window.opener) window.close();

  // --- the card left the reader: ask our server at once ---------------------------------------------------------------
  const agent = sessionStorage.getItem("lhr-agent");
  if (doc.body.dataset.presence && agent && doc.querySelector("[data-agents]")) {
    const heard = new EventSource(`${agent}/v1/events`);
    heard.onmessage = () => [50, 300, 1000].forEach((ms) => window.setTimeout(window.lhr.look, ms));
    window.addEventListener("pagehide", () => heard.close());
  }
})();
