// 检索: everything that is asked for stands in the page's address; each control changes it and searches again.
(() => {
  const { clicks, visit, show } = window.tiaowen;
  const facets = ["region", "level", "year", "kind", "source"], mine = [...facets, "mode", "sort", "layout", "at"];
  const $ = (selector, within = document) => within.querySelector(selector);
  const box = () => $("#tw-query textarea");
  const here = () => $("#tw-hits")?.offsetParent;
  let kept = null, open = "";

  const asked = () => {
    const given = new URL(location.href).searchParams, query = new URLSearchParams();
    const text = box()?.value.trim() || "";
    if (text) query.set("q", text);
    for (const name of mine) for (const value of given.getAll(name)) query.append(name, value);
    return query;
  };
  const put = (query) => {
    const url = new URL(location.href);
    for (const name of mine) {
      url.searchParams.delete(name);
      for (const value of query.getAll(name)) url.searchParams.append(name, value);
    }
    history.replaceState(history.state, "", url);
  };
  // `changes` holds new values by name: a list for facets, "" for what is to go. Anything but turning the page leads to the first page.
  window.tiaowen.seek = (changes) => {
    const query = asked();
    if (!("at" in changes)) query.delete("at");
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      for (const each of [value].flat()) if (each) query.append(name, each);
    }
    put(query);
    visit({ tab: "search", q: query.get("q") });
    window.tiaowen.send("searched", { query: String(query) });
  };
  // What was found says what was understood: a place named in short stands in the address by its full name from now on.
  window.tiaowen.found = (element) => {
    const told = $("[data-asked]", element);
    if (told && new URL(location.href).searchParams.get("tab") === "search") put(new URLSearchParams(told.dataset.asked));
    const facet = open && $(`[data-facet="${open}"]`, element);
    if (facet) facet.open = true;
  };
  window.tiaowen.save = (button) => setTimeout(() => ($(`${button} a`) || $(button))?.click(), 60);
  // As the server understood it, which is what the chips show.
  const understood = (facet) => new URLSearchParams($("#tw-hits [data-asked]")?.dataset.asked || "").getAll(facet);

  clicks.unsift = (data) => {
    open = "";
    const left = understood(data.unsift).filter((value) => value !== data.value);
    data.unsift ? window.tiaowen.seek({ [data.unsift]: left }) : window.tiaowen.seek(Object.fromEntries(facets.map((name) => [name, ""])));
  };
  clicks.view = (data) => window.tiaowen.seek({ layout: data.view === "flat" ? "flat" : "" });
  clicks.only = (data) => { window.tiaowen.seek({ source: [data.only], layout: "flat" }); show($("#tw-query"), "start"); };
  clicks.results = (data) => { window.tiaowen.seek({ at: data.results }); show($("#tw-query"), "start"); };
  clicks.take = (data) => window.tiaowen.send("taken", { query: String(asked()), form: data.take });
  document.addEventListener("change", (event) => {
    const { sift, order } = event.target.dataset || {};
    if (sift) {
      open = sift;
      const boxes = event.target.closest(".tw-facet").querySelectorAll("input:checked");
      window.tiaowen.seek({ [sift]: [...boxes].map((box) => box.value) });
    }
    if (order) window.tiaowen.seek({ [order]: event.target.value });
  });

  // One list of values open at a time; a click elsewhere or Escape closes it.
  const fold = (but) => { for (const one of document.querySelectorAll(".tw-facet[open]")) if (one !== but) one.open = false; };
  document.addEventListener("click", (event) => {
    const facet = event.target.closest?.(".tw-facet");
    fold(facet);
    if (!facet) open = "";
  }, true);
  // What was asked for here stays out of the address of the other pages, and comes back with this one.
  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("#tw-tabs > .tab-wrapper button[role=tab]");
    if (!tab) return;
    if (tab.dataset.tabId !== "search") {
      if (!kept) { kept = asked(); put(new URLSearchParams()); }
    } else if (kept) {
      put(kept);
      visit({ q: kept.get("q") });
      kept = null;
    }
  });

  // Arrows go from result to result, Enter opens.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !here()) return;
    if (event.key === "Escape" && $(".tw-facet[open]")) { const facet = $(".tw-facet[open]"); fold(); open = ""; $("summary", facet).focus(); event.stopImmediatePropagation(); return; }
    const hits = [...document.querySelectorAll("#tw-hits .tw-hit")], at = hits.indexOf(event.target.closest?.(".tw-hit"));
    const fromBox = event.target === box() && event.key === "ArrowDown" && !box().value.slice(box().selectionEnd).includes("\n");
    if (event.key === "Enter" && at >= 0 && event.target === hits[at]) { event.preventDefault(); $("[data-open]", hits[at]).click(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !hits.length || (at < 0 && !fromBox) || event.target.closest?.("select, input")) return;
    event.preventDefault();
    const to = fromBox ? 0 : at + step;
    if (to < 0) { box().focus(); return; }
    if (hits[to]) { hits[to].focus({ preventScroll: true }); show(hits[to], "nearest"); }
  }, true);
})();
