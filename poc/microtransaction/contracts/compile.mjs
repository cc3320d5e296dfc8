// Compiles Settlement.sol with the compiler and settings of chain/contracts into the resources; with --check, compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, settings } from '../../../chain/contracts/tools/solc.mjs';

const here = import.meta.dirname;
const artefact = join(here, '../src/main/resources/dev/sluice/poc/microtransaction/Settlement.bin');
const output = compile({
  language: 'Solidity',
  sources: { 'Settlement.sol': { content: readFileSync(join(here, 'Settlement.sol'), 'utf8') } },
  settings: { ...settings, outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } } },
});
if (output.errors?.length) {
  console.error(output.errors.map((fault) => fault.formattedMessage).join('\n'));
  process.exit(1);
}
const { evm } = output.contracts['Settlement.sol'].Settlement;
const bytes = `${evm.bytecode.object}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(artefact, bytes);
  console.log(evm.methodIdentifiers);
} else if (readFileSync(artefact, 'utf8') !== bytes) {
  console.error('Settlement.bin is not what Settlement.sol compiles to: run node contracts/compile.mjs and commit it');
  process.exit(1);
}
