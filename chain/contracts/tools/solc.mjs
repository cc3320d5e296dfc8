// The Solidity compiler of this folder: npm's solc, fed from disk and never from a network.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const solc = createRequire(import.meta.url)('solc');

export const root = resolve(import.meta.dirname, '..');

/** The settings of every artefact; forge reads the same ones from foundry.toml. */
export const settings = {
  optimizer: { enabled: true, runs: 10_000 },
  viaIR: false,
  evmVersion: 'cancun',
  metadata: { bytecodeHash: 'none', appendCBOR: false },
};

/** The version as the native compiler prints it. */
export const version = () => solc.version().replace(/\.Emscripten\.clang$/, '');

/** Compiles a standard-JSON input (an object) and returns the output (an object). */
export function compile(input) {
  return JSON.parse(solc.compile(JSON.stringify(input), { import: readSource }));
}

function readSource(path) {
  for (const folder of [root, join(root, 'node_modules')]) {
    try {
      return { contents: readFileSync(join(folder, path), 'utf8') };
    } catch {
      continue;
    }
  }
  return { error: `${path} is neither in this folder nor in node_modules: run npm ci --ignore-scripts` };
}
