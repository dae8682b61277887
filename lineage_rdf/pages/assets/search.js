// The search on the first page: loads the scripts that hold the models one after another, filters, shows.
"use strict";
(() => {
  const form = document.querySelector(".finder");
  if (!form) return;
  const told = document.querySelector(".told");
  const table = document.querySelector(".found");
  const further = document.querySelector(".further");
  const words = document.getElementById("_words");
  const filters = [...form.querySelectorAll("select")];
  const shards = Number(form.dataset.shards);
  const STEP = 50;
  const SEPARATOR = " · ";
  let models = [];
  let lines = [];
  let shown = STEP;
  let loaded = 0;
  let waiting = 0;

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", load, { once: true });
  form.addEventListener("input", () => {
    shown = STEP;
    // What is typed fast is looked for once.
    clearTimeout(waiting);
    waiting = setTimeout(show, 80);
  });
  further.addEventListener("click", () => {
    shown += STEP;
    show();
  });
  if (location.hash.startsWith("#q=")) {
    words.value = decodeURIComponent(location.hash.slice(3));
    load();
  }

  function load() {
    if (loaded === 0) told.textContent = "Loading…";
    const script = document.createElement("script");
    script.src = `assets/search-${loaded}.js`;
    script.addEventListener("load", () => {
      models = self.ftlModels.map((row) => ({ row, text: fold(`${row[0]} ${row[2]} ${row[3]}`) }));
      loaded += 1;
      if (loaded < shards) load();
      else filters.forEach(fill);
      show();
    });
    script.addEventListener("error", () => (told.textContent = "The list of models could not be loaded."));
    document.head.append(script);
  }

  // Offers what occurs, the most frequent first.
  function fill(filter) {
    const counts = new Map();
    for (const { row } of models) {
      for (const value of values(row, filter)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const sorted = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, 100);
    for (const [value, count] of sorted) filter.append(new Option(`${value} (${count.toLocaleString("en")})`, value));
    filter.disabled = sorted.length === 0;
  }

  // What a row has for a filter; whoever stands on a rung of a ladder has reached those below it.
  function values(row, filter) {
    const told = row[Number(filter.dataset.column)];
    const ladder = filter.dataset.ladder?.split(" ");
    if (ladder) return ladder.slice(0, ladder.indexOf(told) + 1);
    return told ? String(told).split(SEPARATOR) : [];
  }

  function show() {
    const wanted = words.value.split(/\s+/).map(fold).filter(Boolean);
    const chosen = filters.filter((filter) => filter.value);
    const found = models.filter(
      ({ row, text }) => wanted.every((word) => text.includes(word)) && chosen.every((filter) => values(row, filter).includes(filter.value)),
    );
    const part = loaded < shards ? `, ${Math.round((100 * loaded) / shards)} % of the list is loaded` : "";
    told.textContent = `${found.length.toLocaleString("en")} ${found.length === 1 ? "model" : "models"}${part}`;
    const seen = found.slice(0, shown).map(({ row }) => row);
    // A reader who is in the table stays there while more of the list comes in.
    if (seen.length !== lines.length || seen.some((row, number) => row !== lines[number])) {
      table.tBodies[0].replaceChildren(...seen.map(line));
      lines = seen;
    }
    table.parentElement.hidden = found.length === 0;
    further.hidden = found.length <= shown;
  }

  // Returns a row of the table.
  function line([label, key, base, methods, done, steps, licence, reached]) {
    const tr = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.append(Object.assign(document.createElement("a"), { textContent: label, href: key + form.dataset.ending }));
    tr.append(head);
    for (const text of [base, methods, done, steps || "", licence, reached]) {
      tr.append(Object.assign(document.createElement("td"), { textContent: text }));
    }
    return tr;
  }

  function fold(text) {
    return text.normalize("NFKD").toLowerCase();
  }
})();
