// Puts the editor in the place of the plain form; without it, or if it fails, the form stays.
"use strict";
(() => {
  const place = document.getElementById("_editor");
  const plain = document.getElementById("_plain");
  if (!place || !plain || typeof Yasgui !== "function") return;
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "GET" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    populateFromUrl: false,
  });
  const query = new URL(location.href).searchParams.get("query");
  const tab = yasgui.getTab();
  if (tab) {
    tab.setQuery(query || document.getElementById("_query").value);
    // The answer that came with the page is that of its address; a new question has its own.
    const answer = document.getElementById("_answer");
    tab.on("query", () => { if (answer) answer.hidden = true; });
  }
  plain.hidden = true;
})();
