// The reader: from clause to clause, copying one, finding words, the printed page of a PDF.
(() => {
  const { clicks, visit, copied, legible } = window.tiaowen;
  const $ = (selector, within = document) => within?.querySelector(selector);
  const pane = () => $("#tw-reader .tw-document");
  const clauses = () => [...pane().querySelectorAll(".tw-clause")];
  const current = () => $(".tw-target", pane());
  const scroller = () => $("#tw-reader-text");
  const bring = (box) => {
    const frame = scroller().getBoundingClientRect();
    if (box.top < frame.top + 130 || box.bottom > frame.bottom - 20) scroller().scrollTop += box.top - frame.top - frame.height / 3;
  };

  // The clause that is read: marked at its side and in the outline, named in the address.
  const read = (clause) => {
    current()?.classList.remove("tw-target");
    clause.classList.add("tw-target");
    for (const link of pane().querySelectorAll(".tw-outline a")) link.removeAttribute("aria-current");
    const link = $(`.tw-outline a[data-goto="${clause.id}"]`, pane());
    link?.setAttribute("aria-current", "true");
    link?.scrollIntoView({ block: "nearest" });
    visit({ clause: clause.dataset.clause, start: null, end: null });
    if (sheet() && !sheet().hidden) leaf(Number(clause.dataset.span.split(" ")[0]));
  };
  const step = (by) => {
    const all = clauses(), at = all.indexOf(current()), to = all[at < 0 ? 0 : at + by];
    if (!to) return;
    read(to);
    bring(to.getBoundingClientRect());
    to.focus({ preventScroll: true });
  };

  // The printed page. One at a time, fetched when it is looked at.
  const sheet = () => $(".tw-printed", pane());
  let shown = 1;
  const leaf = (n) => {
    const room = sheet(), most = Number(room.dataset.pages), span = (current()?.dataset.span || "1 0 0").split(" ");
    shown = Math.min(Math.max(1, n), most);
    $(".tw-leaf-at", room).textContent = `${shown} / ${most}`;
    $("[data-leaf='-1']", room).disabled = shown === 1;
    $("[data-leaf='1']", room).disabled = shown === most;
    const picture = new Image(), failed = $(".tw-printed-failed", room), at = shown;
    room.classList.add("tw-fetching");
    picture.alt = `${$(".tw-printed-picture", room).dataset.alt} ${shown}`;
    picture.onload = picture.onerror = (event) => {
      if (at !== shown || !room.isConnected) return;
      room.classList.remove("tw-fetching");
      failed.hidden = event.type === "load";
      $(".tw-printed-picture", room).replaceChildren(...(event.type === "load" ? [picture] : []));
    };
    picture.src = `${room.dataset.from}&n=${shown}&start=${span[1]}&end=${span[2]}`;
  };
  const turnSheet = (button) => {
    const room = sheet(), on = room.hidden;
    room.hidden = !on;
    pane().classList.toggle("tw-printed-on", on);
    button.setAttribute("aria-pressed", String(on));
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
    if (on) { leaf(Number((current()?.dataset.span || "1").split(" ")[0])); scroller().scrollTop = 0; }
    else if (current()) bring(current().getBoundingClientRect());
  };

  // Finding: marks are laid over the text, which itself stays as it is. Where the browser cannot, the place is still shown.
  const marks = window.Highlight && CSS.highlights;
  let found = [], at = -1;
  const even = (text) => [...text].map((c) => { const n = c.normalize("NFKC").toLowerCase(); return n.length === c.length ? n : c; }).join("");
  const find = (wanted) => {
    found = [];
    at = -1;
    const needle = even(wanted.trim());
    if (needle) for (const clause of clauses()) {
      const walk = document.createTreeWalker(clause, NodeFilter.SHOW_TEXT), nodes = [];
      let text = "";
      while (walk.nextNode()) { nodes.push([text.length, walk.currentNode]); text += walk.currentNode.data; }
      const held = even(text), place = (i) => { const [start, node] = nodes.findLast(([s]) => s <= i); return [node, i - start]; };
      for (let i = held.indexOf(needle); i >= 0 && found.length < 2000; i = held.indexOf(needle, i + needle.length)) {
        const range = document.createRange();
        range.setStart(...place(i));
        range.setEnd(...((([node, offset]) => [node, offset + 1])(place(i + needle.length - 1))));
        found.push(range);
      }
    }
    marks?.set("tw-find", new Highlight(...found));
    marks?.delete("tw-find-here");
    needle ? go(1) : count("");
    if (!found.length && needle) count("0");
  };
  const count = (text) => { $(".tw-find-count", pane()).textContent = text; };
  const go = (by) => {
    if (!found.length) return;
    at = (at + by + found.length) % found.length;
    marks?.set("tw-find-here", new Highlight(found[at]));
    found[at].startContainer.parentElement.closest(".tw-clause").style.contentVisibility = "visible";
    bring(found[at].getBoundingClientRect());
    count(`${at + 1}/${found.length}`);
  };

  Object.assign(clicks, {
    step: (d) => step(Number(d.step)),
    copyclause: (d, button) => {
      const clause = current() || clauses()[0];
      copied(button, legible(`${clause.innerText.trim()}\n——${pane().dataset.cited}${clause.dataset.at || ""}`));
    },
    sheet: (d, button) => turnSheet(button),
    leaf: (d) => leaf(shown + Number(d.leaf)),
    found: (d) => go(Number(d.found)),
  });
  document.addEventListener("click", (event) => {
    const clause = event.target.closest?.("#tw-reader .tw-clause");
    if (clause && clause !== current() && getSelection().isCollapsed && !event.target.closest("a, button")) read(clause);
  });
  document.addEventListener("input", (event) => { if (event.target.matches?.(".tw-find-box")) find(event.target.value); });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches?.(".tw-find-box")) {
      if (event.key === "Enter") { event.preventDefault(); go(event.shiftKey ? -1 : 1); }
      if (event.key === "Escape" && event.target.value) { event.stopPropagation(); event.preventDefault(); event.target.value = ""; find(""); }
      return;
    }
    if (!pane() || !document.body.classList.contains("tw-reading") || event.target.closest?.("input, textarea, select")) return;
    if (event.code === "BracketLeft") step(-1);
    if (event.code === "BracketRight") step(1);
    if (event.key === "/" && event.target.closest("#tw-reader")) { event.preventDefault(); event.stopPropagation(); $(".tw-find-box", pane()).focus(); }
  }, true);
})();
