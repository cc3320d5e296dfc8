// Compiles src/ into artifacts/; with --check, compares instead of writing and fails when a file differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, root, settings } from './solc.mjs';

const CONTRACTS = ['SluiceChannels', 'SluiceRegistry', 'TestToken', 'TestPermitToken'];
const FOLDER = join(root, 'artifacts');

/** Printed for every use of transient storage; OpenZeppelin's guard clears its slot, which is what it asks for. */
const TRANSIENT_STORAGE_REMINDER = '2394';

const built = build();
process.exitCode = process.argv.includes('--check') ? check(built) : write(built);

/** File name to content, for every artefact. */
function build() {
  const output = compile({
    language: 'Solidity',
    sources: Object.fromEntries(CONTRACTS.map((name) => [`src/${name}.sol`, source(name)])),
    settings: { ...settings, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  });
  const faults = (output.errors ?? []).filter((fault) => fault.errorCode !== TRANSIENT_STORAGE_REMINDER);
  if (faults.length > 0) {
    console.error(faults.map((fault) => fault.formattedMessage).join('\n'));
    process.exit(1);
  }
  return new Map(CONTRACTS.flatMap((name) => files(name, output.contracts[`src/${name}.sol`][name])));
}

function source(name) {
  return { content: readFileSync(join(root, 'src', `${name}.sol`), 'utf8') };
}

function files(name, { abi, evm }) {
  return [
    [`${name}.abi.json`, `${JSON.stringify(abi, null, 2)}\n`],
    [`${name}.bin`, `${evm.bytecode.object}\n`],
  ];
}

function write(artefacts) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [file, content] of artefacts) writeFileSync(join(FOLDER, file), content);
  console.log(`wrote ${artefacts.size} files to artifacts/`);
  return 0;
}

function check(artefacts) {
  const differing = [...artefacts].filter(([file, content]) => committed(file) !== content).map(([file]) => file);
  for (const file of differing) console.error(`artifacts/${file} is not what src/ compiles to: run npm run build and commit it`);
  if (differing.length === 0) console.log(`${artefacts.size} artefacts match src/`);
  return differing.length === 0 ? 0 : 1;
}

function committed(file) {
  try {
    return readFileSync(join(FOLDER, file), 'utf8');
  } catch {
    return undefined;
  }
}
