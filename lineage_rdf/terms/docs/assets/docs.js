// The search through the terms.
"use strict";
(() => {
  const root = document.querySelector(".tools").dataset.root;
  search(document.getElementById("_search"), document.getElementById("_found"));

  // A combobox with a list box, after the ARIA Authoring Practices.
  function search(field, list) {
    let rows = [];
    let active = -1;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-autocomplete", "list");
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      (rows[active] ?? rows[0])?.click();
    });
    field.addEventListener("focus", load, { once: true });
    field.addEventListener("input", show);
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && rows.length) {
        event.preventDefault();
        mark((active + step + rows.length) % rows.length);
      } else if (event.key === "Escape") {
        close();
      }
    });
    field.form.addEventListener("focusout", (event) => {
      if (!field.form.contains(event.relatedTarget)) close();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        field.focus();
      }
    });

    function load() {
      const script = document.createElement("script");
      script.src = `${root}assets/search-index.js`;
      script.addEventListener("load", show);
      document.head.append(script);
    }

    function show() {
      const wanted = fold(field.value);
      const found = wanted && self.ftlTerms ? ranked(wanted).slice(0, 12) : [];
      rows = found.map(row);
      list.replaceChildren(...(rows.length || !wanted ? rows : [nothing()]));
      list.hidden = !wanted || !self.ftlTerms;
      active = -1;
      field.setAttribute("aria-expanded", String(!list.hidden));
      field.removeAttribute("aria-activedescendant");
    }

    function row([label, name, kind, place, names], number) {
      const link = document.createElement("a");
      link.href = root + place;
      link.id = `_found-${number}`;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
      const parts = [
        ["span", kind],
        ["b", label],
        ["code", name],
        ["small", names],
      ];
      for (const [tag, words] of parts) {
        if (words) link.append(Object.assign(document.createElement(tag), { textContent: words }), " ");
      }
      link.addEventListener("click", close);
      return link;
    }

    function nothing() {
      const words = Object.assign(document.createElement("p"), { textContent: "No term goes by this name." });
      words.setAttribute("role", "option");
      words.setAttribute("aria-selected", "false");
      words.setAttribute("aria-disabled", "true");
      return words;
    }

    function mark(number) {
      rows[active]?.setAttribute("aria-selected", "false");
      active = number;
      rows[active].setAttribute("aria-selected", "true");
      rows[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", rows[active].id);
    }

    function close() {
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
  }

  // Names that begin with what is wanted come first, then those that hold it, then other names that do.
  function ranked(wanted) {
    const scored = [];
    self.ftlTerms.forEach((term, number) => {
      const [label, name, , , names] = term.map(fold);
      const rank =
        label === wanted || name === wanted ? 0
        : label.startsWith(wanted) || name.startsWith(wanted) ? 1
        : names.includes(wanted) && !label.includes(wanted) && !name.includes(wanted) ? 3
        : label.includes(wanted) || name.includes(wanted) ? 2
        : 9;
      if (rank < 9) scored.push([rank, label.length, number, term]);
    });
    return scored.sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]).map((item) => item[3]);
  }

  function fold(words) {
    return words.normalize("NFKD").toLowerCase().replace(/[\s_-]+/g, "");
  }
})();
