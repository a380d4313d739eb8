// 出题: buttons of papers, the form of a question, and that focus and place on the page survive a change.
(() => {
  const { clicks, send, show, flash, visit } = window.tiaowen;
  const $ = (selector, within = document) => within.querySelector(selector);
  const kept = "tiaowen.keyless";
  let last = null, shownName = "", pending = null, patience = 0, spoken = 0;

  const paper = () => $("#tw-paper .tw-paper");
  const form = () => $("#tw-paper .tw-exam-form");
  const busy = (on) => {
    clearTimeout(patience);
    const section = paper();
    if (section) section.setAttribute("aria-busy", String(on));
    document.body.classList.toggle("tw-exam-busy", on);
    if (on) patience = setTimeout(() => busy(false), 15000); // where the answer never comes, the buttons work again
  };
  // A form's fields; options and their marks are numbered as they stand.
  const fields = (element) => {
    const all = {};
    if (!element) return all;
    for (const [name, value] of new FormData(element)) if (name !== "right") (all[name] ||= []).push(value);
    const rows = [...element.querySelectorAll(".tw-option-fields li")];
    if (rows.length) {
      all.option = rows.map((row) => $("[name=option]", row).value);
      all.right = rows.flatMap((row, n) => ($("[name=right]", row).checked ? [String(n)] : []));
    }
    return all;
  };
  const dirty = () => {
    const open = form();
    return Boolean(open) && (open.dataset.examUnsaved === "1" || open.dataset.before !== JSON.stringify(fields(open)));
  };
  // One change at a time: until the paper has come back, further presses mean nothing.
  const act = (verb, button, more = {}) => {
    if (document.body.classList.contains("tw-exam-busy")) return;
    const section = paper(), card = button.closest("[data-exam-item]");
    last = { item: card?.dataset.examItem || "", verb, top: card?.getBoundingClientRect().top, next: card?.closest("li")?.nextElementSibling?.firstElementChild?.dataset.examItem };
    last.at = card ? [...document.querySelectorAll("#tw-paper .tw-items .tw-item")].indexOf(card) : -1;
    shownName = section?.dataset.examPaper || "";
    busy(true);
    send("drafted", { verb, paper: section?.dataset.examPaper || "", revision: section?.dataset.examRevision || "0", item: last.item, kind: "", fields: {}, ...more });
  };
  const letters = (list) => [...list.children].forEach((row, n) => {
    const letter = String.fromCharCode(65 + n);
    $("b", row).textContent = letter;
    for (const element of row.querySelectorAll("[aria-label]")) element.setAttribute("aria-label", element.getAttribute("aria-label").replace(/[A-Z](?=[^A-Za-z]*$)/, letter));
    $("[name=right]", row).value = n;
  });
  const keyless = (on) => {
    document.body.classList.toggle("tw-keyless", on);
    const button = $("[data-exam=keys]");
    if (!button || (button.getAttribute("aria-pressed") === "true") === on) return;
    button.setAttribute("aria-pressed", String(on));
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
  };
  const confirm = (d) => {
    const dialog = $("#tw-exam-dialog");
    pending = d.examName;
    $(".tw-dialog-what", dialog).textContent = d.title;
    dialog.showModal();
  };

  const inPlace = {
    keys: () => {
      const on = !document.body.classList.contains("tw-keyless");
      try { sessionStorage.setItem(kept, on ? "1" : ""); } catch { /* private window: works, unremembered */ }
      keyless(on);
    },
    goto: (d) => { const card = $(`#tw-paper [data-exam-item="${CSS.escape(d.to)}"]`); if (card) flash(card); },
    more: (d, button) => {
      const list = $(".tw-option-fields", button.closest("form"));
      if (list.children.length >= 10) return;
      const row = list.lastElementChild.cloneNode(true);
      $("[name=option]", row).value = "";
      $("[name=right]", row).checked = false;
      list.append(row);
      letters(list);
      $("[name=option]", row).focus();
    },
    drop: (d, button) => {
      const list = button.closest(".tw-option-fields"), row = button.closest("li"), beside = row.nextElementSibling || row.previousElementSibling;
      if (list.children.length <= 2) return;
      row.remove();
      letters(list);
      $("[name=option]", beside).focus();
    },
    delete: confirm,
    no: () => { $("#tw-exam-dialog").close(); pending = null; },
    yes: (d, button) => {
      $("#tw-exam-dialog").close();
      if (pending) act("delete", button, { paper: pending, fields: { shown: paper()?.dataset.examPaper || "" } });
      pending = null;
    },
  };
  // Buttons that leave an open form: where something was typed into it, it must be saved or given up first.
  const leaves = (verb) => !["save", "cancel", "export"].includes(verb);
  clicks.exam = (d, button) => {
    const verb = d.exam;
    if (inPlace[verb]) { inPlace[verb](d, button); return; }
    if (leaves(verb) && dirty()) { flash(form().closest("[data-exam-item]")); form().classList.add("tw-unsaved"); return; }
    if (verb === "save") { const open = button.closest("form"); act(verb, button, { kind: open.dataset.examKind || "", fields: fields(open) }); return; }
    if (verb === "export") { act(verb, button, { fields: fields(button.closest("form")) }); return; }
    if (verb === "open" || verb === "copy") { act(verb, button, { paper: d.examName }); return; }
    act(verb, button, { kind: d.examKind || "" });
  };

  // After a change: the place on the page, the focus, what was folded out, and the address.
  const unfolded = new Set();
  document.addEventListener("toggle", (event) => {
    const name = event.target.dataset?.kept;
    if (name) event.target.open ? unfolded.add(name) : unfolded.delete(name);
  }, true);
  const shown = (element) => {
    busy(false);
    const section = $(".tw-paper", element), name = section?.dataset.examPaper || "";
    if (name !== shownName || new URL(location.href).searchParams.get("paper") !== name) visit({ paper: name });
    const other = name && name !== shownName && last !== undefined;
    shownName = name;
    if (!section) return;
    keyless((() => { try { return sessionStorage.getItem(kept) === "1"; } catch { return false; } })());
    for (const fold of section.querySelectorAll("details[data-kept]")) fold.open = unfolded.has(fold.dataset.kept);
    const open = form();
    if (open) open.dataset.before = JSON.stringify(fields(open));
    requestAnimationFrame(() => settle(section, open, other));
  };
  const settle = (section, open, other) => {
    if (other) { if (section.offsetParent) { show(section, "start"); $("h2", section).focus({ preventScroll: true }); } last = null; return; }
    if (!last) return;
    const { item, verb, top, next, at } = last, find = (id) => id && $(`[data-exam-item="${CSS.escape(id)}"]`, section);
    last = null;
    if (open) { const card = open.closest("[data-exam-item]"); show(card, "nearest"); $("textarea, input", open).focus({ preventScroll: true }); return; }
    const card = find(item) || (verb === "replace" && section.querySelectorAll(".tw-items .tw-item")[at]) || find(next);
    if (card && top !== undefined) window.scrollBy({ top: card.getBoundingClientRect().top - top, behavior: "instant" });
    const same = { lock: "unlock", unlock: "lock", save: "edit", cancel: "edit" }[verb] || verb;
    const button = $(`[data-exam="${same}"]:not(:disabled)`, card || section);
    (button || card || $("h2", section)).focus({ preventScroll: true });
  };
  // A message stands over the paper's foot; what was done is said for a while, what went wrong until the next step.
  const told = () => {
    clearTimeout(spoken);
    const box = $("#tw-exam-told");
    box.classList.remove("tw-past");
    if (!$(".tw-progress", box)) busy(false);
    if ($(".tw-notice.tw-info", box)) spoken = setTimeout(() => box.classList.add("tw-past"), 8000);
  };

  document.addEventListener("submit", (event) => {
    const own = event.target.closest?.(".tw-exam-form, .tw-export");
    if (own) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.closest?.(".tw-exam-form")) return;
    const within = event.target.closest(".tw-exam-form");
    const wanted = event.key === "Escape" ? "cancel" : event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target.matches("input[type=text], input[type=number]")) ? "save" : "";
    if (!wanted) return;
    event.preventDefault();
    event.stopPropagation();
    $(`[data-exam=${wanted}]`, within).click();
  }, true);
  window.addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });

  window.tiaowen.exam = { shown, told };
})();
