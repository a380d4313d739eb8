// Light, dark or as the system says, settled before the first paint and remembered.
(() => {
  const key = "tiaowen.theme", asked = "(prefers-color-scheme: dark)", real = window.matchMedia.bind(window), system = real(asked);
  let mode = "system";
  try { mode = localStorage.getItem(key) || mode; } catch { /* private window: the switch works, unremembered */ }
  const dark = () => (mode === "dark" || mode === "light" ? mode === "dark" : system.matches);
  // Gradio goes by what the system prefers: let it hear what was chosen here instead.
  const chosen = new EventTarget();
  Object.defineProperties(chosen, { matches: { get: dark }, media: { value: asked } });
  window.matchMedia = (query) => (query === asked ? chosen : real(query));
  const paint = () => {
    document.documentElement.classList.toggle("dark", dark());
    document.documentElement.style.colorScheme = dark() ? "dark" : "light";
    chosen.dispatchEvent(new Event("change"));
  };
  system.addEventListener("change", paint);
  paint();
  window.tiaowenAppearance = {
    mode: () => mode,
    choose: (wanted) => { mode = wanted; try { localStorage.setItem(key, wanted); } catch { /* as above */ } paint(); },
  };
})();
