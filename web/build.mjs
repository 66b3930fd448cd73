// Puts the files that the hub embeds into `dist/`: each under a name with a hash of its content, so that browsers may keep it for ever,
// and the page that names them. Needs `npm ci` first; `make web` does both.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');

const sources = {
  'react.js': 'node_modules/react/umd/react.production.min.js',
  'react-dom.js': 'node_modules/react-dom/umd/react-dom.production.min.js',
  'graphiql.js': 'node_modules/graphiql/graphiql.min.js',
  'graphiql.css': 'node_modules/graphiql/graphiql.min.css',
  'graphiql-boot.js': 'graphiql-boot.js',
  'graphiql-page.css': 'graphiql-page.css',
};

// Source maps are not served, and a browser should not ask for them.
const withoutMap = (text) => text.replace(/^\/[/*]# sourceMappingURL=.*$/gm, '');

function hashed(name, text) {
  const kind = extname(name);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${name.slice(0, -kind.length)}.${hash}${kind}`;
}

// What is served is made of other people's packages: their licences go with it.
function licences() {
  const { packages } = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8'));
  const texts = Object.keys(packages).filter((path) => path && !packages[path].dev).sort().map((path) => {
    const folder = join(here, path);
    const file = existsSync(folder) && readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    const name = `${path.replace(/^.*node_modules\//, '')} ${packages[path].version} (${packages[path].license ?? 'no licence named'})`;
    return file ? `${name}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n` : `${name}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

// The styles of `/choices`, in a folder of their own.
function styles() {
  const { css } = compile(join(here, 'choices.scss'), { style: 'compressed', loadPaths: [join(here, 'node_modules')] });
  if (/url\(/.test(css)) {
    throw new Error('choices.scss loads a file that is not served');
  }
  mkdirSync(join(dist, 'choices'));
  writeFileSync(join(dist, 'choices', hashed('choices.css', css)), css);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
styles();
const texts = Object.entries(sources).map(([name, path]) => [name, withoutMap(readFileSync(join(here, path), 'utf8'))]);
let page = readFileSync(join(here, 'index.html'), 'utf8');
for (const [name, text] of [...texts, ['licences.txt', licences()]]) {
  const served = hashed(name, text);
  writeFileSync(join(dist, served), text);
  page = page.replaceAll(`{{${name}}}`, served);
}
if (page.includes('{{')) {
  throw new Error('index.html names a file that build.mjs does not make');
}
writeFileSync(join(dist, 'index.html'), page);
console.log(`wrote ${texts.length + 3} files to web/dist`);
