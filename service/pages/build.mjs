// Bundles the styles and scripts of the pages into static/built/ and writes down, in
// manifest.json, under which content-hashed name each of them is served.
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "static");
const target = path.join(source, "built");

const result = await build({
  absWorkingDir: source,
  entryPoints: ["css/app.css", "js/app.js", "seal.svg", "specimen.svg"],
  entryNames: "[name]-[hash]",
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16.4"],
  loader: { ".svg": "copy" },
  metafile: true,
  logLevel: "warning",
});

const manifest = {};
for (const [file, output] of Object.entries(result.metafile.outputs)) {
  if (output.entryPoint) {
    manifest[path.basename(output.entryPoint)] = path.basename(file);
  }
}
// esbuild names no entry point for files it only copies.
for (const [file, output] of Object.entries(result.metafile.outputs)) {
  const [input] = Object.keys(output.inputs);
  if (input?.endsWith(".svg")) {
    manifest[path.basename(input)] = path.basename(file);
  }
}

// Compressed once, as small as it gets, so that no request has to.
for (const name of Object.values(manifest)) {
  const plain = await readFile(path.join(target, name));
  const hint = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  await writeFile(path.join(target, `${name}.br`), brotliCompressSync(plain, { params: hint }));
  await writeFile(path.join(target, `${name}.gz`), gzipSync(plain, { level: 9 }));
}

// A running server reads the manifest at any moment: it appears whole, and what it names is there.
const draft = path.join(target, ".manifest.json");
await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`);
await rename(draft, path.join(target, "manifest.json"));
const served = Object.values(manifest).flatMap((name) => [name, `${name}.br`, `${name}.gz`]);
const wanted = new Set([...served, "manifest.json"]);
for (const name of await readdir(target)) {
  if (!wanted.has(name)) {
    await rm(path.join(target, name));
  }
}
