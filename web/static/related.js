// What is loaded beneath a card or a row. The server's answer carries the token of the click, so that answers find their places.
(() => {
  const waiting = new Map();
  let count = 0;
  // Where what belongs to a button is shown: in the button's own card, or below it.
  const placeOf = (button) => {
    const card = button.closest(".tw-card") || button.parentElement;
    let place = card.querySelector(":scope > .tw-beneath");
    if (!place) {
      place = document.createElement("div");
      place.className = "tw-beneath";
      card.append(place);
    }
    return place;
  };
  const settled = (token) => {
    const asked = waiting.get(token);
    if (!asked) return null;
    waiting.delete(token);
    clearTimeout(asked.timer);
    asked.button.removeAttribute("aria-busy");
    asked.place.classList.remove("tw-busy");
    return asked;
  };
  // Sends `name` with the detail and a token; what comes back is put into `place`.
  window.tiaowen.fetched = (name, detail, button, place) => {
    const token = String(++count);
    const timer = setTimeout(() => settled(token)?.button.setAttribute("aria-expanded", "false"), 30000);
    waiting.set(token, { button, place, timer });
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-expanded", "true");
    place.hidden = false;
    place.replaceChildren();
    place.classList.add("tw-busy");
    window.tiaowen.send(name, { ...detail, token });
  };
  window.tiaowen.delivered = (element) => {
    for (const letter of element.querySelectorAll("[data-token]")) {
      const asked = settled(letter.dataset.token);
      if (!asked) continue;
      asked.place.replaceChildren(...[...letter.childNodes].map((node) => node.cloneNode(true)));
      asked.place.dataset.loaded = "1";
    }
  };
  window.tiaowen.clicks.relate = (data, button) => {
    if (button.getAttribute("aria-busy")) return;
    const place = placeOf(button), open = button.getAttribute("aria-expanded") === "true";
    if (place.dataset.loaded) {
      place.hidden = open;
      button.setAttribute("aria-expanded", String(!open));
      return;
    }
    window.tiaowen.fetched("related", { clause: data.relate }, button, place);
  };
})();
