// The little that the pages need beside gradio: one delegated click handler, keys, links, the dialog. No text is ever put in as HTML.
(() => {
  const lang = "{{lang}}", key = "tiaowen.lang", tabs = "{{tabs}}".split(",");
  const languages = { zh: "", hant: "hant/", en: "en/" };
  const remembered = (() => { try { return localStorage.getItem(key); } catch { return null; } })();
  const go = (to) => {
    const base = location.pathname.replace(/\/+$/, "").replace(/\/(en|hant)$/, "");
    location.replace(base + "/" + languages[to] + location.search);
  };
  if (remembered && remembered !== lang && remembered in languages) go(remembered);
  const root = document.documentElement, speak = () => { if (root.lang !== "{{html_lang}}") root.lang = "{{html_lang}}"; };
  speak();
  new MutationObserver(speak).observe(root, { attributes: true, attributeFilter: ["lang"] }); // gradio puts its own there
  // Gradio's own words (upload box, messages) follow the browser's language; let them follow the switch instead.
  for (const [name, value] of [["language", "{{gradio_lang}}"], ["languages", ["{{gradio_lang}}"]]])
    Object.defineProperty(navigator, name, { get: () => value, configurable: true });

  let waiting = [], pending = null, opener = null;
  let send = (...message) => waiting.push(message); // until the page is ready to listen
  // Of some events only the last counts: what comes while one is under way waits for its end, in place of what waited before. Gradio's
  // own "always_last" would send the first one's detail once more, and lets two begin that come close together.
  let lasting = [];
  const under = new Map(); // name: what waits, if anything
  // Gradio's client (6.31) forgets what began while the server was closing the stream of results: it comes with the next event that opens
  // a stream. So a little after the last event one that does nothing follows.
  let stirring = 0;
  const stir = () => {
    clearTimeout(stirring);
    stirring = setTimeout(() => send("stirred", {}), 1500);
  };
  const sent = (name, detail) => {
    stir();
    if (!lasting.includes(name)) send(name, detail);
    else if (under.has(name)) under.set(name, detail);
    else { under.set(name, null); send(name, detail); }
  };
  const done = (name) => {
    const next = under.get(name);
    under.delete(name);
    if (next) sent(name, next);
  };
  const bridge = (trigger, latest) => {
    [send, lasting] = [trigger, latest];
    for (const message of waiting.splice(0)) sent(...message);
  };
  const $ = (selector, within = document) => within.querySelector(selector);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (element, block = "center") => element.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block });

  // The address always leads back to what is shown; opening a document is a step that the browser's Back undoes. What is far too
  // long to be a question stays out of it: with it in the Referer the server would refuse the request (64 KB of headers).
  const LONGEST = 2000;
  const visit = (changes, step = false) => {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries("q" in changes ? { before: null, ...changes } : changes))
      value && String(value).length <= LONGEST ? url.searchParams.set(name, value) : url.searchParams.delete(name);
    step ? history.pushState({ reading: true }, "", url) : history.replaceState(history.state, "", url);
  };
  const closed = () => {
    document.body.classList.remove("tw-reading", "tw-loading");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  };
  const close = () => {
    if (history.state?.reading) { history.back(); return; }
    visit({ doc: null, clause: null, start: null, end: null });
    closed();
  };
  window.addEventListener("popstate", () => { if (!new URL(location.href).searchParams.get("doc")) closed(); });
  const open = (data) => {
    const detail = { source: data.open, clause: data.clause || "", start: data.start || 0, end: data.end || 0 };
    const step = !document.body.classList.contains("tw-reading");
    document.body.classList.add("tw-reading", "tw-loading");
    visit({ doc: detail.source, clause: detail.clause, start: detail.start, end: detail.end }, step);
    sent("opened", detail);
  };
  // Called when the reader's HTML is there, whether by a click or by a link.
  const arrived = (element) => {
    document.body.classList.remove("tw-loading");
    if (!$(".tw-document", element)) return;
    document.body.classList.add("tw-reading");
    element.style.setProperty("--tw-head", `${$(".tw-reader-head", element).offsetHeight}px`);
    if (matchMedia("(max-width: 1180px)").matches) $(".tw-outline details", element)?.removeAttribute("open");
    const text = $(".tw-text", element), target = $("mark.quote", text) || $(".tw-target", text);
    requestAnimationFrame(() => {
      const scroller = $("#tw-reader-text");
      if (!target) { scroller.scrollTop = 0; return; }
      const box = target.getBoundingClientRect(), frame = scroller.getBoundingClientRect();
      scroller.scrollTop += box.top - frame.top - frame.height / 3;
      const current = $(".tw-outline [aria-current]", element), list = current?.closest("ol");
      if (list) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 3;
      (target.closest(".tw-clause") || target).focus?.({ preventScroll: true });
    });
  };
  const flash = (element) => {
    show(element);
    element.focus({ preventScroll: true });
    element.classList.remove("tw-flash");
    void element.offsetWidth;
    element.classList.add("tw-flash");
  };
  const confirmRemoval = (data) => {
    const dialog = $("#tw-dialog");
    pending = data.remove;
    $(".tw-dialog-what", dialog).textContent = data.title;
    dialog.showModal();
  };

  // One judgement at a time: until the next card is there, a key that is still held or a second click means nothing.
  const judge = (name, button, detail) => {
    const card = button.closest(".tw-judge");
    if (card.classList.contains("tw-busy")) return;
    card.classList.add("tw-busy");
    const { of, judge, item, again } = card.dataset;
    sent(name, { of, judge, item, again, ...detail });
    setTimeout(() => card.classList.remove("tw-busy"), 4000); // where the answer was an error, the card stays and can be tried again
  };
  const judging = (element) => {
    const card = $(".tw-judge", element);
    if (card && card.getBoundingClientRect().top < 0) card.scrollIntoView({ block: "start" });
  };
  const judgeKeys = { 0: "[data-grade='0']", 1: "[data-grade='1']", 2: "[data-grade='2']", 3: "[data-grade='3']", s: "[data-grade='skip']", u: "[data-undo]" };

  // The header is there: what it shows of this browser and of who is logged in.
  const greet = (element) => {
    const select = $(".tw-theme", element), { user } = document.documentElement.dataset;
    select.value = window.tiaowenAppearance.mode();
    select.addEventListener("change", () => window.tiaowenAppearance.choose(select.value));
    // Gradio names its upload button by words that are not the ones it shows, and in English: what it shows is the better name.
    // Where there is no keyboard, the boxes name no key.
    const keyed = /\s*[（(][^（）()]*\/[^（）()]*[）)]$/, touched = window.matchMedia("(hover: none)").matches;
    const named = () => {
      document.querySelectorAll("button.upload-container[aria-label]").forEach((button) => button.removeAttribute("aria-label"));
      if (touched) document.querySelectorAll("textarea[placeholder*='/']").forEach((box) => { box.placeholder = box.placeholder.replace(keyed, ""); });
    };
    new MutationObserver(named).observe(document.body, { childList: true, subtree: true });
    if (user) { $(".tw-who", element).textContent = user; $(".tw-leave", element).classList.add("tw-in"); }
    const reachable = () => $("#tw-main") ? ($("#tw-main").tabIndex = -1) : setTimeout(reachable, 100); // where the link past the header leads
    reachable();
  };

  const clicks = {
    open, close, remove: confirmRemoval,
    cite: (d) => { const card = document.getElementById("cite-" + d.cite); if (card) flash(card); },
    rate: (d, button) => {
      const box = button.closest(".tw-rate"), reasons = [...box.querySelectorAll("input:checked")].map((i) => i.value);
      sent("rated", { verdict: d.rate, reasons, text: $("textarea", box)?.value || "" });
    },
    grade: (d, button) => judge("graded", button, { grade: d.grade }),
    undo: (d, button) => judge("undone", button, {}),
    look: (d) => { sent("looked", { run: d.look }); show($("#tw-run-told"), "start"); },
    pool: (d) => { sent("pooled", { feedback: d.pool }); show($("#tw-said-told"), "nearest"); },
    goto: (d) => { const clause = document.getElementById(d.goto); if (clause) flash(clause); },
    lang: (d) => { try { localStorage.setItem(key, d.lang); } catch { /* private window: the switch works, unremembered */ } go(d.lang); },
    dialog: (d) => { $("#tw-dialog").close(); if (d.dialog === "yes" && pending) { sent("removed", { source: pending }); show($("#tw-files"), "nearest"); } pending = null; },
  };
  document.addEventListener("click", (event) => {
    stir(); // gradio's own buttons too
    for (const name of Object.keys(clicks)) {
      const element = event.target.closest?.(`[data-${name}]`);
      if (!element) continue;
      event.preventDefault();
      if (name === "open") opener = element;
      clicks[name](element.dataset, element);
      return;
    }
    const tab = event.target.closest?.("#tw-tabs > .tab-wrapper button[role=tab]");
    if (tab) visit({ tab: tab.dataset.tabId === tabs[0] ? null : tab.dataset.tabId, q: null });
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing) {
      const box = [...document.querySelectorAll("#tw-question textarea, #tw-query textarea, #tw-wanted textarea")].find((b) => b.offsetParent);
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    const card = [...document.querySelectorAll(".tw-judge")].find((c) => c.offsetParent);
    if (card && !typing && !event.repeat && judgeKeys[event.key.toLowerCase()]) $(judgeKeys[event.key.toLowerCase()], card)?.click();
    if (event.key === "Escape" && !$("dialog[open]") && document.body.classList.contains("tw-reading")) close();
  });

  // The script of a page adds to `clicks` what its own [data-…] buttons do, and sends with `send`.
  window.tiaowen = { tabs, greet, visit, arrived, judging, clicks, show, flash, send: sent, done, bridge };
})();
