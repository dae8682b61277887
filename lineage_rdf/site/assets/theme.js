// Runs before the page is drawn, so that the colours a reader chose are there from the start.
"use strict";
(() => {
  try {
    const chosen = localStorage.getItem("ftl-theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch {
    // Without storage the system's choice holds.
  }
})();
