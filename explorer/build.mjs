// Writes ../schema/explorer/dist/: the page, its script and styles under names that change with their contents, each
// also gzipped, and the licences of everything in them. The same sources give the same bytes.

import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const here = import.meta.dirname;
const dist = resolve(here, '../schema/explorer/dist');

// GraphiQL's styles carry two families of fonts, 350 kB: the system's own serve as well (see src/style.css).
const withoutFonts = {
  name: 'without-fonts',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/graphiql\/.*\.css$/ }, ({ path }) => {
      return { contents: readFileSync(path, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''), loader: 'css' };
    });
  },
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { explorer: 'src/main.jsx' },
  entryNames: '[name]-[hash]',
  outdir: dist,
  bundle: true,
  minify: true,
  metafile: true,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  charset: 'utf8',
  legalComments: 'none', // they are in LICENSES.txt
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: { 'react-style-singleton': './src/sheet.js' },
  plugins: [withoutFonts],
  logLevel: 'warning',
});

// For packages that name the licence without a file: the words as React has them, after its own copyright line.
const react = readFileSync(join(here, 'node_modules/react/LICENSE'), 'utf8');
const MIT = react.slice(react.indexOf('Permission is hereby granted')).trim();

const outputs = Object.keys(metafile.outputs).map((path) => basename(path));
const named = (ending) => outputs.find((name) => name.endsWith(ending));

let page = readFileSync(join(here, 'index.html'), 'utf8');
page = page.replace('%CSS%', named('.css')).replace('%JS%', named('.js'));
writeFileSync(join(dist, 'index.html'), page);

for (const name of outputs) {
  const zipped = gzipSync(readFileSync(join(dist, name)), { level: 9 });
  zipped[9] = 255; // gzip notes the operating system here; say "unknown", so that builds agree everywhere
  writeFileSync(join(dist, `${name}.gz`), zipped);
}

writeFileSync(join(dist, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
for (const name of readdirSync(dist).sort()) console.log(`${name}  ${readFileSync(join(dist, name)).length}`);

function licences(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const [found] = input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? [];
    if (found) folders.add(found);
  }
  return ['What the built files contain, and under which licence.\n', ...[...folders].sort().map(licence)].join('\n');
}

function licence(folder) {
  const root = join(here, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = readdirSync(root).sort().find((each) => /^licen[cs]e/i.test(each));
  if (!file && license !== 'MIT') throw new Error(`${name} says neither MIT nor which licence`);
  const holder = author?.name ?? author ?? `the authors of ${name}`;
  const text = file ? readFileSync(join(root, file), 'utf8').trim() : `Copyright (c) ${holder}\n\n${MIT}`;
  return `${'-'.repeat(80)}\n${name} ${version}: ${license}\n\n${text}\n`;
}
