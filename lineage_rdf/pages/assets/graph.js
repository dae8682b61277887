// Makes the tree of descendants a map that can be moved and widened, if the program for it is there. Without it the picture stays.
"use strict";
(() => {
  const assets = `${document.querySelector(".tools").dataset.root}assets/`;
  // Above so many nodes their places are taken from the picture.
  const MOST = 1000;
  document.querySelectorAll(".picture[data-program]").forEach(offer);

  function offer(picture) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "explore", textContent: "Explore" });
    button.setAttribute("aria-pressed", "false");
    picture.before(button);
    let map = null;
    button.addEventListener("click", async () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      if (on && !map) {
        button.disabled = true;
        try {
          await load(assets + picture.dataset.program);
          map = draw(picture);
        } catch {
          button.textContent = "The map could not be loaded";
          return;
        }
        button.disabled = false;
      }
      button.setAttribute("aria-pressed", String(on));
      button.textContent = on ? "Back to the picture" : "Explore";
      picture.hidden = on;
      map.hidden = !on;
    });
  }

  function load(address) {
    if (self.cytoscape) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  }

  function draw(picture) {
    const place = Object.assign(document.createElement("div"), { className: "graph" });
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", `${picture.getAttribute("aria-label")}, as a map. The picture holds the same as links.`);
    picture.after(place);
    // The program would add a style element, which the policy of the page forbids; it adds none where one of this name is.
    if (!document.getElementById("__________cytoscape_stylesheet")) {
      document.head.append(Object.assign(document.createElement("meta"), { id: "__________cytoscape_stylesheet" }));
    }
    place.style.position = "relative";
    const elements = [...picture.querySelectorAll(".leaf")].flatMap(element);
    const colours = getComputedStyle(document.documentElement);
    const colour = (name) => colours.getPropertyValue(name).trim();
    const many = elements.filter((one) => one.group === "nodes").length > MOST;
    const cy = self.cytoscape({
      container: place,
      elements,
      layout: many ? { name: "preset" } : { name: "dagre", rankDir: "LR", nodeSep: 12, rankSep: 160 },
      minZoom: 0.05,
      maxZoom: 3,
      style: [
        {
          selector: "node",
          style: {
            label: "data(label)", width: 12, height: 12, "background-color": (node) => colour(`--r-${node.data("relation")}`) || colour("--edge"),
            color: colour("--ink"), "font-size": 12, "text-valign": "center", "text-halign": "right", "text-margin-x": 5,
            "text-background-color": colour("--raised"), "text-background-opacity": 0.85, "text-background-padding": 1,
          },
        },
        {
          selector: "edge",
          style: {
            width: 1.5, "curve-style": "bezier", "line-color": (edge) => colour(`--r-${edge.data("relation")}`) || colour("--edge"),
            "target-arrow-color": colour("--edge"), "target-arrow-shape": "triangle", "arrow-scale": 0.7, label: "data(words)",
            color: colour("--soft"), "font-size": 9, "text-background-color": colour("--raised"), "text-background-opacity": 0.85,
            "min-zoomed-font-size": 8,
          },
        },
        { selector: ".faded", style: { opacity: 0.15 } },
      ],
    });
    // A wide family is shown from its root on, at a size that can be read.
    if (cy.zoom() < 0.8) {
      const root = cy.getElementById("n0").position();
      cy.viewport({ zoom: 0.8, pan: { x: 40 - 0.8 * root.x, y: place.clientHeight / 2 - 0.8 * root.y } });
    }
    cy.on("mouseover", "node", (event) => {
      const near = event.target.union(event.target.predecessors()).union(event.target.successors());
      cy.elements().not(near).addClass("faded");
    });
    cy.on("mouseout", "node", () => cy.elements().removeClass("faded"));
    cy.on("tap", "node", (event) => event.target.data("target") && location.assign(event.target.data("target")));
    return place;
  }

  function element(leaf, number) {
    const circle = leaf.querySelector("circle");
    const relation = [...leaf.classList].find((name) => name.startsWith("r-"))?.slice(2) ?? "";
    const label = (leaf.querySelector("title") ?? leaf.querySelector("text")).textContent;
    const target = leaf.getAttribute("href") ?? "";
    const node = {
      group: "nodes",
      data: { id: `n${number}`, label, relation, target },
      position: { x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy")) },
    };
    const parent = Number(leaf.dataset.parent);
    if (parent < 0) return [node];
    const words = leaf.dataset.words ?? "";
    return [node, { group: "edges", data: { id: `e${number}`, source: `n${parent}`, target: `n${number}`, relation, words } }];
  }
})();
