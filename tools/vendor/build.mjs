// Bundles entry.mjs to one file, with the licences of every package in it beside it.
// The same packages give the same bytes.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../../src/winset/report/vendor");

const result = await build({
  absWorkingDir: here,
  entryPoints: ["entry.mjs"],
  bundle: true,
  charset: "ascii", // a page in any encoding can carry it
  define: { "process.env.NODE_ENV": '"production"' },
  format: "iife",
  legalComments: "none", // LICENSES.txt holds them whole
  metafile: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  write: false,
});
const bundle = result.outputFiles[0].text.trimEnd() + "\n";
if (/<\/script|<!--/i.test(bundle)) throw new Error("the bundle would end the <script> it stands in");

const folders = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const found = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  if (found) folders.add(found[1]);
}
const licences = [...folders].sort().map((folder) => {
  const about = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
  const files = readdirSync(join(here, folder)).filter((name) => /^licen[cs]e/i.test(name));
  const text = files.sort().map((name) => readFileSync(join(here, folder, name), "utf8").trim());
  if (text.length === 0 && !about.license) throw new Error(`${folder} states no licence`);
  const body = text.join("\n\n") || "(the package ships no licence text)";
  return `${about.name} ${about.version} - ${about.license}\n\n${body}\n`;
});
const rule = "\n" + "-".repeat(78) + "\n\n";
const head = "vega-bundle.min.js holds the packages below, minified and otherwise unchanged.\n";

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "vega-bundle.min.js"), bundle);
writeFileSync(join(target, "LICENSES.txt"), head + rule + licences.join(rule).replace(/\r\n/g, "\n"));
console.log(`${bundle.length} bytes from ${folders.size} packages`);
