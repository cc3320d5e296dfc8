// Recomputes every golden vector from its description in ../README.md, with node:crypto, ethers and @noble/hashes alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkEip712, checkSplits } from './contract.mjs';
import { checkKeys, checkSlices, checkTrees } from './content.mjs';
import { checkGrants } from './grants.mjs';
import { checkLinks, checkManifests } from './offers.mjs';

const checks = {
  'eip712.json': checkEip712,
  'splits.json': checkSplits,
  'keys.json': checkKeys,
  'slices.json': checkSlices,
  'trees.json': checkTrees,
  'manifests.json': checkManifests,
  'links.json': checkLinks,
  'grants.json': checkGrants,
};

const folder = process.argv[2] ?? join(import.meta.dirname, '..');
let values = 0;
let wrong = 0;

for (const [name, check] of Object.entries(checks)) {
  const file = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  check(file, (what, expected, actual) => {
    values++;
    if (expected === actual) return;
    wrong++;
    console.error(`${name}: ${what} is ${expected} in the file and ${actual} by this program`);
  });
}

console.log(`${values} values checked, ${wrong} differ`);
process.exitCode = wrong === 0 && values > 0 ? 0 : 1;
