// 文档: the sheet with a document's details and its form, sorting, replacing, and the paths of a folder's files.
(() => {
  const { clicks, send, show } = window.tiaowen;
  const $ = (selector, within = document) => within.querySelector(selector);
  const sheet = () => $("#tw-detail dialog.tw-sheet");
  const close = () => sheet()?.open && sheet().close();
  let opener = null, replaced = "", told = [];

  window.tiaowen.detailed = (element) => {
    const fresh = $("dialog.tw-sheet", element);
    if (!fresh) return;
    fresh.addEventListener("close", () => opener?.isConnected && opener.focus({ preventScroll: true }));
    fresh.addEventListener("click", (event) => { if (event.target === fresh) fresh.close(); }); // beside it
    if (!fresh.open) fresh.showModal();
    const alert = $("[role=alert]", fresh);
    if (alert) show(alert, "nearest");
  };
  window.tiaowen.list = (column = "") => send("listed", { text: $("#tw-wanted textarea")?.value || "", column });
  clicks.sort = (data) => window.tiaowen.list(data.sort);
  clicks.detail = (data, button) => { opener = button; send("detailed", { source: data.detail }); };
  clicks.details = (data) => {
    const box = sheet();
    if (data.details === "close") box.close();
    if (data.details === "edit") { box.classList.add("tw-editing"); $("input", box).focus(); }
    if (data.details === "leave") { $("form", box).reset(); box.classList.remove("tw-editing"); }
    if (data.details === "reset") { busy(box); send("edited", { source: box.dataset.source, fields: {}, reset: true }); }
  };
  clicks.restore = (data, button) => { $(`[name="${data.restore}"]`, button.closest("form")).value = data.value; button.closest(".tw-restore").hidden = true; };
  const busy = (box) => {
    const save = $("[type=submit]", box);
    save.disabled = true;
    save.textContent = save.dataset.saving;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.(".tw-form");
    if (!form) return;
    event.preventDefault();
    const box = sheet(), fields = {};
    for (const input of form.elements) if (input.name && input.value !== input.dataset.now) fields[input.name] = input.value;
    if (!Object.keys(fields).length) { box.classList.remove("tw-editing"); return; }
    busy(box);
    send("edited", { source: box.dataset.source, fields, reset: false });
  });
  // What leads elsewhere closes the sheet first.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".tw-sheet [data-open], .tw-sheet [data-remove], .tw-sheet [data-replace]")) close();
  }, true);

  // Gradio puts the input that opens the file dialog before its button.
  const picker = (button) => { let at = button; while (at && at.type !== "file") at = at.previousElementSibling; return at; };
  clicks.replace = (data) => { replaced = data.replace; picker($("#tw-replace"))?.click(); };
  window.tiaowen.replacing = () => { show($("#tw-files"), "nearest"); return replaced; };
  document.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.webkitdirectory) told = [...event.target.files].map((file) => file.webkitRelativePath || file.name);
  }, true);
  window.tiaowen.paths = () => JSON.stringify(told);
})();
