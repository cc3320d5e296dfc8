// Measures the gas of each operation into snapshots/gas.json; with --check, fails when one moved by more than the tolerance.
// Either way it fails when a figure that Sluice promises is above its bound.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forge } from './forge.mjs';
import { root } from './solc.mjs';

/** In a thousand. Room for a signature with other zero bytes, not for another storage access in a batch row. */
const TOLERANCE_PERMILLE = 5;

/** What Sluice promises to stay within, in gas. */
const BOUNDS = {
  'claimBatch, each further steady row': 18_000,
  'open, each further channel': 35_000,
};

const SNAPSHOT = join(root, 'snapshots', 'gas.json');

const fresh = derive(measure());
const outcome = process.argv.includes('--check') ? check(read(SNAPSHOT), fresh) : write(fresh);
process.exitCode = outcome || checkBounds(fresh);

/** What forge measured, with --isolate so that each call is a transaction of its own. */
function measure() {
  const raw = join(root, 'snapshots', 'GasTest.json');
  const status = forge(['test', '--isolate', '--match-contract', '^GasTest$'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    console.error('the gas tests failed: run npm run forge -- test --isolate --match-contract GasTest');
    process.exit(1);
  }
  const measured = read(raw);
  rmSync(raw);
  return measured;
}

/** Adds what one more channel and one more batch row cost. */
function derive(measured) {
  const gas = Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, Number(value)]));
  gas['open, each further channel'] = each(gas['deposit and open eleven'], gas['deposit and open one'], 10);
  gas['claimBatch, each further steady row'] = each(gas['claimBatch of 100, steady'], gas['claimBatch of 1, steady'], 99);
  return Object.fromEntries(Object.entries(gas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function each(many, one, count) {
  return Math.round((many - one) / count);
}

function write(gas) {
  writeFileSync(SNAPSHOT, `${JSON.stringify(gas, null, 2)}\n`);
  console.log(`wrote ${Object.keys(gas).length} figures to snapshots/gas.json`);
  return 0;
}

function check(committed, gas) {
  const names = [...new Set([...Object.keys(committed), ...Object.keys(gas)])];
  const moved = names.filter((name) => !near(committed[name], gas[name]));
  for (const name of moved) console.error(`gas of "${name}": ${committed[name]} committed, ${gas[name]} measured`);
  if (moved.length > 0) console.error('if that is meant, run npm run gas, commit snapshots/gas.json and the table in README.md');
  else console.log(`${names.length} gas figures within ${TOLERANCE_PERMILLE} in a thousand`);
  return moved.length === 0 ? 0 : 1;
}

function checkBounds(gas) {
  const above = Object.entries(BOUNDS).filter(([name, bound]) => !(gas[name] <= bound));
  for (const [name, bound] of above) console.error(`gas of "${name}": ${gas[name]} measured, at most ${bound} is promised`);
  return above.length === 0 ? 0 : 1;
}

function near(before, after) {
  return Math.abs(after - before) * 1000 <= before * TOLERANCE_PERMILLE;
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
