// Puts the editor in the place of the plain form; without it, or if it fails, the form stays.
"use strict";
(() => {
  const place = document.getElementById("_editor");
  const plain = document.getElementById("_plain");
  if (!place || !plain || typeof Yasgui !== "function") return;
  // Some suggestions would be fetched from servers of others, which no page of ours asks.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const yasgui = new Yasgui(place, {
    // A query in an address is cut where it is long.
    requestConfig: { endpoint, method: "POST" },
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
    leave(tab.getYasqe());
  }
  plain.hidden = true;
  name();
  new MutationObserver(name).observe(place, { childList: true, subtree: true });

  // The keyboard has to get out of the editor as it got in.
  function leave(editor) {
    editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
  }

  // What the editor leaves without a name gets one, for those who hear the page.
  function name() {
    const names = { ".yasqe textarea": "Query", ".yasr textarea": "Response", ".tableSizer": "Page size" };
    for (const [which, words] of Object.entries(names)) {
      for (const one of place.querySelectorAll(`${which}:not([aria-label])`)) one.setAttribute("aria-label", words);
    }
  }
})();
