/* New replies are asked for only while somebody looks; whoever comes back is told at once.
   Without this file the page asks on; without a script it asks for nothing, and loading it again shows all. */
"use strict";

(() => {
  let missed = false;

  document.addEventListener("htmx:config:request", (event) => {
    if (event.detail.ctx.sourceElement.id !== "news" || !document.hidden) return;
    missed = true;
    event.preventDefault();
  });

  /* What nobody asked for is heard, and seen as the button only: another line would move the page. */
  document.addEventListener("announce", (event) => {
    const line = document.getElementById("announce");
    const unseen = !line.textContent || line.classList.contains("vh");
    line.classList.toggle("vh", event.target.id === "news" && unseen);
  }, true);

  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !missed) return;
    missed = false;
    document.getElementById("news")?.dispatchEvent(new Event("look"));
  });
})();
