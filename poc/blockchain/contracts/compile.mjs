// Compiles src/ into artifacts/, with the compiler and settings of chain/contracts; with --check, compares instead of writing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, settings } from '../../../chain/contracts/tools/solc.mjs';

const folder = import.meta.dirname;
const FILES = ['Signed', 'SplitPayment', 'OneChannel', 'ClonedChannel', 'DepositChannels', 'MerklePayees', 'Anchors'];
const DEPLOYED = { SplitPayment: 'SplitPayment', OneChannel: 'OneChannel', ChannelFactory: 'ClonedChannel', DepositChannels: 'DepositChannels', MerklePayees: 'MerklePayees', Anchors: 'Anchors' };

const output = compile({
  language: 'Solidity',
  sources: Object.fromEntries(FILES.map((name) => [`src/${name}.sol`, { content: readFileSync(join(folder, 'src', `${name}.sol`), 'utf8') }])),
  settings: { ...settings, outputSelection: { '*': { '*': ['evm.bytecode.object'] } } },
});
const faults = output.errors ?? [];
if (faults.length > 0) {
  console.error(faults.map((fault) => fault.formattedMessage).join('\n'));
  process.exit(1);
}

const check = process.argv.includes('--check');
mkdirSync(join(folder, 'artifacts'), { recursive: true });
for (const [name, file] of Object.entries(DEPLOYED)) {
  const path = join(folder, 'artifacts', `${name}.bin`);
  const code = `${output.contracts[`src/${file}.sol`][name].evm.bytecode.object}\n`;
  if (!check) writeFileSync(path, code);
  else if (readFileSync(path, 'utf8') !== code) {
    console.error(`artifacts/${name}.bin is not what src/ compiles to: run node compile.mjs and commit it`);
    process.exitCode = 1;
  }
}
