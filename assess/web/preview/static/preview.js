// Follows the file: asks twice a second whether it changed, and then puts the new findings and the new form in place.
// Without it the page shows the file as it is whenever it is loaded again.
"use strict";
(() => {
  const seen = document.body.dataset;
  let asking = false;

  const place = () => {
    const at = document.querySelector("iframe").contentWindow.location;
    return at.pathname.startsWith("/") ? at.pathname : "/";
  };

  // The form in its frame, at the page and the height where the author was.
  const reload = (frame) => {
    const height = frame.contentWindow.scrollY;
    const back = () => frame.contentWindow.scrollTo({ top: height, behavior: "instant" });
    frame.addEventListener("load", back, { once: true });
    frame.contentWindow.location.replace("/preview/at?path=" + encodeURIComponent(place()));
  };

  const renew = async (state) => {
    const response = await fetch(location.href);
    if (!response.ok) return;
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    const frame = document.querySelector("iframe");
    if (!frame || !next.querySelector("iframe")) {
      location.reload();
      return;
    }
    const old = document.querySelectorAll("[data-live]");
    const fresh = next.querySelectorAll("[data-live]");
    const inside = document.activeElement && document.activeElement.closest("[data-live]");
    old.forEach((part, i) => part.replaceChildren(...fresh[i].childNodes));
    if (inside) document.getElementById("findings").focus({ preventScroll: true });
    document.title = next.title;
    document.querySelector("[data-said]").textContent = document.getElementById("findings").textContent;
    if (String(state.shown) !== seen.shown) reload(frame);
    seen.number = state.number;
    seen.shown = state.shown;
  };

  const ask = async () => {
    if (asking || document.hidden) return;
    asking = true;
    try {
      const response = await fetch("/preview/state");
      const state = response.ok ? await response.json() : null;
      if (state && String(state.number) !== seen.number) await renew(state);
    } catch {
      // the preview was stopped; it is asked again, for it may be started again
    } finally {
      asking = false;
    }
  };

  setInterval(ask, 500);
  document.addEventListener("visibilitychange", ask);
})();
