// Keeps a page of the preview up to date. Without it the page is read all the same, and reloaded by hand.
"use strict";
(() => {
  let busy = false, again = false, wanted = null; // wanted: how far down the reader was, where a shorter page came between
  const bar = () => document.getElementById("preview-bar");
  const state = (words) => {
    const place = document.getElementById("preview-state");
    if (place) place.textContent = words;
  };
  const update = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const across = window.scrollX, down = wanted === null ? window.scrollY : wanted;
      const focused = document.activeElement && document.activeElement.id;
      document.title = fresh.title;
      document.body.replaceWith(document.adoptNode(fresh.body));
      window.scrollTo({ left: across, top: down, behavior: "instant" });
      wanted = Math.abs(window.scrollY - down) > 2 ? down : null;
      const before = focused && document.getElementById(focused);
      if (before) before.focus({ preventScroll: true });
      state(`updated at ${new Date().toLocaleTimeString("en-GB")}`);
    } catch {
      state("the preview has ended");
    }
    busy = false;
    if (again) { again = false; update(); }
  };
  const changes = new EventSource("/-/changes");
  changes.onmessage = (event) => {
    if (!bar() || bar().dataset.version !== event.data) update();
  };
  changes.onerror = () => state("the preview has ended");
  window.addEventListener("pagehide", () => changes.close());
})();
