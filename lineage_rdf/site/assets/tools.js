// What every page can do with a script: choose colours, copy, fold its contents on narrow screens. All can be read without it.
"use strict";
(() => {
  const tools = document.querySelector(".tools");
  tools.hidden = false;
  colours(tools.querySelector(".theme"));
  document.querySelectorAll("[data-copy]").forEach(copyButton);
  if (matchMedia("(max-width: 60rem)").matches) {
    document.querySelector(".contents details")?.removeAttribute("open");
  }

  function colours(button) {
    const page = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (page.dataset.theme ? page.dataset.theme === "dark" : system.matches);
    const tell = () => {
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", `Show in ${isDark() ? "light" : "dark"} colours`);
    };
    button.addEventListener("click", () => {
      page.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("ftl-theme", page.dataset.theme);
      } catch {
        // The choice then holds for this page only.
      }
      tell();
    });
    system.addEventListener("change", tell);
    tell();
  }

  function copyButton(code) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${code.closest("pre")?.getAttribute("aria-label") ?? code.textContent}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    (code.closest("figure")?.querySelector("figcaption") ?? code.closest("pre") ?? code).after(button);
  }
})();
