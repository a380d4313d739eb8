// 对照: filters by kind, the document that is shown beside the base, and the pair below a cell of the map.
(() => {
  const { clicks, send } = window.tiaowen;
  clicks.kind = (data, button) => {
    const box = button.closest(".tw-al-box");
    for (const other of box.querySelectorAll("[data-kind]")) other.setAttribute("aria-pressed", String(other === button));
    let left = 0;
    for (const row of box.querySelectorAll("[data-kinds]")) {
      row.hidden = data.kind !== "" && !row.dataset.kinds.split(" ").includes(data.kind);
      left += !row.hidden;
    }
    const none = box.querySelector(".tw-al-none");
    if (none) none.hidden = left > 0;
  };
  clicks.side = (data) => send("sided", { side: data.side });
  clicks.cell = (data, button) => {
    if (button.getAttribute("aria-busy")) return;
    const row = button.closest("tr"), table = row.closest("table");
    const open = button.getAttribute("aria-expanded") === "true";
    table.querySelectorAll("tr.tw-heat-below").forEach((below) => below.remove());
    table.querySelectorAll("[aria-expanded=true]").forEach((other) => other.setAttribute("aria-expanded", "false"));
    if (open) return;
    const below = document.createElement("tr"), cell = document.createElement("td"), place = document.createElement("div");
    below.className = "tw-heat-below";
    cell.colSpan = row.children.length;
    place.className = "tw-beneath";
    cell.append(place);
    below.append(cell);
    row.after(below);
    window.tiaowen.fetched("paired", { base: data.base, other: data.other, clause: data.cell }, button, place);
  };
})();
