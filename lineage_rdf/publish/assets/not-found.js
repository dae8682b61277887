// Where a host knows no rules: from the address of a thing, or of a part of one, to the nearest page above it.
(async () => {
  const told = document.getElementById("_moved");
  const home = new URL(told.dataset.home, location.href);
  const moved = JSON.parse(told.dataset.moved);
  const below = (address) => decodeURIComponent(address.pathname).slice(decodeURIComponent(home.pathname).length);
  const page = (key) => new URL(key.split("/").map(encodeURIComponent).join("/") + ".html", home);
  for (let path = below(location); path; path = path.includes("/") ? path.replace(/\/[^/]*$/, "") : "") {
    if (Object.hasOwn(moved, path)) return location.replace(page(moved[path]));
    if (!path.endsWith(".html") && (await fetch(page(path), { method: "HEAD" })).ok) return location.replace(page(path));
  }
})();
