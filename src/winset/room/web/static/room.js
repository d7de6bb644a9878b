// What a colleague does appears by itself, unless something typed here would be lost.
"use strict";
(() => {
  let typed = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("main form")) typed = true;
  });

  document.addEventListener("input", (event) => {
    const shown = event.target.type === "range" && event.target.parentElement.querySelector("output");
    if (shown) shown.value = event.target.value;
  });

  async function refresh() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const text = await answer.text();
    if (typed) return; // somebody began to type while we asked
    const next = new DOMParser().parseFromString(text, "text/html");
    const open = [...document.querySelectorAll("main details[open][id]")].map((one) => one.id);
    const focus = document.activeElement?.id;
    for (const part of ["main", "footer", "#live"]) {
      const [here, there] = [document.querySelector(part), next.querySelector(part)];
      if (here && there) here.replaceWith(document.importNode(there, true));
    }
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focus) document.getElementById(focus)?.focus();
    htmx.process(document.getElementById("live"));
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-reload]")) return;
    event.preventDefault();
    typed = false;
    refresh();
  });
  new MutationObserver(() => {
    if (document.querySelector("#live.news") && !typed && !document.hidden) refresh();
  }).observe(document.body, { childList: true });
})();
