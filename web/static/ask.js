// 问答: what was asked in this tab, copying and sharing an answer, waiting for one. The list is the browser's alone and ends with the tab.
(() => {
  const key = "tiaowen.turns", MOST = 50, BEFORE = 4;
  const { clicks, visit, send } = window.tiaowen;
  const $ = (selector, within = document) => within.querySelector(selector);
  const flat = (text) => String(text).replace(/\s+/g, " ").trim();
  const legible = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

  // {turns: [{q, before: [q…], status}], at: the turn that is shown, or -1 where a new topic has begun}
  let session = { turns: [], at: -1 };
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    if (Array.isArray(kept?.turns)) session = { turns: kept.turns.filter((t) => typeof t?.q === "string" && Array.isArray(t.before)), at: -1 };
  } catch { /* storage that is shut or spoilt: the page works, unremembered */ }
  const keep = () => { try { sessionStorage.setItem(key, JSON.stringify(session)); } catch { /* as above */ } };
  const same = (turn, q, before) => turn.q === q && turn.before.join("\n") === before.join("\n");

  const listed = () => {
    const bar = $(".tw-session");
    if (!bar) return;
    bar.hidden = !session.turns.length;
    $(".tw-count", bar).textContent = session.turns.length;
    $(".tw-turns", bar).replaceChildren(...session.turns.map((turn, i) => {
      const button = document.createElement("button"), item = document.createElement("li");
      button.type = "button";
      button.className = "tw-turn";
      button.dataset.turn = i;
      button.textContent = legible(turn.q);
      if (turn.before.length) item.className = "tw-went-on";
      if (turn.status !== "answered") {
        const none = document.createElement("small");
        none.textContent = $(".tw-turns", bar).dataset.none;
        button.append(none);
      }
      if (i === session.at) button.setAttribute("aria-current", "true");
      item.append(button);
      return item;
    }));
  };
  const tell = (text) => {
    let live = $("#tw-live");
    if (!live) {
      live = document.createElement("div");
      live.id = "tw-live";
      live.className = "tw-sr";
      live.setAttribute("role", "status");
      document.body.append(live);
    }
    live.textContent = text;
  };

  let late = 0;
  const waits = (on) => {
    clearTimeout(late);
    document.body.classList.remove("tw-late");
    if (on) late = setTimeout(() => document.body.classList.add("tw-late"), 500);
  };
  const asking = (q, before) => {
    visit({ tab: null, q, before: before.join("\n") });
    document.body.classList.remove("tw-words");
    waits(true);
    send("asked", { question: q, before: before.join("\n") });
  };
  const context = () => {
    const turn = session.turns[session.at];
    return turn ? [...turn.before, flat(turn.q)].slice(-BEFORE) : [];
  };
  const ask = (question) => asking(String(question || "").trim(), context());
  // The answer is there, or an error was told instead. What was asked is learnt from the answer itself, so that a link's question counts too.
  const settled = () => requestAnimationFrame(() => {
    waits(false);
    const result = $("#tw-answer .tw-result");
    if (!result) { listed(); return; }
    const { asked: q, status, told } = result.dataset, before = JSON.parse(result.dataset.before);
    session.at = session.turns.findIndex((turn) => same(turn, q, before));
    if (session.at < 0) {
      session.turns = [...session.turns, { q, before, status }].slice(-MOST);
      session.at = session.turns.length - 1;
    } else session.turns[session.at].status = status;
    if (new URL(location.href).searchParams.get("q") === q) visit({ before: before.join("\n") });
    keep();
    listed();
    tell(told);
  });
  // Where a language model words answers, it is asked to once the answer without it is shown.
  const word = () => {
    const result = $("#tw-answer .tw-result");
    if (!result || result.dataset.by || !$("#tw-wording")) return;
    document.body.classList.add("tw-words");
    send("worded", { question: result.dataset.asked, before: JSON.parse(result.dataset.before).join("\n") });
  };
  const worded = () => { document.body.classList.remove("tw-words"); settled(); };

  // Both kinds at once, also where the page is not served over https: there the newer interface is missing.
  const copied = (text, rich) => {
    const fill = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData.setData("text/plain", text);
      if (rich) event.clipboardData.setData("text/html", rich);
    };
    const box = document.createElement("textarea"), focused = document.activeElement;
    box.value = text;
    box.className = "tw-sr";
    document.body.append(box);
    box.select();
    document.addEventListener("copy", fill, true);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill, true);
    box.remove();
    focused?.focus?.({ preventScroll: true });
    return done;
  };
  const copy = (button, text, rich) => {
    if (!copied(text, rich)) return;
    button.classList.add("tw-done");
    tell(button.dataset.done);
    setTimeout(() => button.classList.remove("tw-done"), 1800);
  };
  const page = (body) =>
    `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"></head><body>${body}</body></html>`;

  Object.assign(clicks, {
    ask: (d) => { session.at = -1; asking(d.ask, []); },
    turn: (d) => { const turn = session.turns[d.turn]; if (turn) { session.at = Number(d.turn); asking(turn.q, turn.before); } },
    renew: () => {
      session.at = -1;
      keep();
      visit({ tab: null, q: null, before: null });
      document.body.classList.remove("tw-words");
      send("renewed", {});
      listed();
      $("#tw-question textarea")?.focus();
    },
    forget: () => { session.turns = []; clicks.renew(); },
    copyanswer: (d, button) => {
      const box = button.closest(".tw-tools");
      copy(button, $(".tw-copy-text", box).value, page($(".tw-copy-rich", box).innerHTML));
    },
    copylink: (d, button) => {
      const url = new URL(location.origin + location.pathname);
      url.searchParams.set("q", d.q);
      if (d.copylink) url.searchParams.set("before", d.copylink);
      copy(button, url.href);
    },
    printout: () => window.print(),
  });

  // Arrows walk over the cards in sight, Enter opens one.
  const cards = () => [...document.querySelectorAll("#tw-answer .tw-card, #tw-hits .tw-card")].filter((card) => card.offsetParent);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const here = event.target.closest?.(".tw-card");
    if (event.key === "Enter" && here === event.target) { $(".tw-open", here)?.click(); return; }
    const box = event.target.closest?.("#tw-question, #tw-query");
    const typing = event.target.closest?.("input, textarea, select, [role=tab], #tw-reader");
    const last = box && event.target.selectionEnd === event.target.value.length && !event.target.value.includes("\n");
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || (typing && !(last && event.key === "ArrowDown"))) return;
    const all = cards(), to = all[here ? all.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1) : event.key === "ArrowDown" ? 0 : -1];
    if (!to && !here) return;
    event.preventDefault();
    if (!to) { if (event.key === "ArrowUp") $("#tw-question textarea, #tw-query textarea")?.focus(); return; }
    to.closest("details")?.setAttribute("open", "");
    to.tabIndex = -1;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest" });
  });

  if (new URL(location.href).searchParams.get("q") && !new URL(location.href).searchParams.get("tab"))
    document.addEventListener("DOMContentLoaded", () => waits(true));
  Object.assign(window.tiaowen, { ask, settled: () => { settled(); requestAnimationFrame(word); }, worded, copied: copy, legible });
})();
