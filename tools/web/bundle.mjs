// Bundles the libraries of others that our pages may load, with their licences. Run by `make assets`.
import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "..", "..", "lineage_rdf", "site", "assets", "bundled");

// Every package that was installed, the bundler and its programs aside; none of these ends in a page.
function packages() {
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => (name.startsWith("@") ? readdirSync(join(modules, name)).map((part) => join(name, part)) : [name]))
    .filter((name) => name !== "esbuild" && !name.startsWith("@esbuild") && existsSync(join(modules, name, "package.json")))
    .sort();
}

// A package without a licence file is named with what its description says.
function notice(name) {
  const folder = join(modules, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`${name.replaceAll("\\", "/")} ${version} (${license ?? "licence not stated"})`, ...texts].join("\n\n");
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await build({
  entryPoints: [join(here, "graph.entry.js")],
  outfile: join(target, "cytoscape-dagre.min.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "inline",
  absWorkingDir: here,
});
for (const name of ["yasgui.min.js", "yasgui.min.css"]) {
  cpSync(join(modules, "@zazuko", "yasgui", "build", name), join(target, name));
}
writeFileSync(join(target, "LICENCES.txt"), packages().map(notice).join(`\n\n${"-".repeat(80)}\n\n`) + "\n");
