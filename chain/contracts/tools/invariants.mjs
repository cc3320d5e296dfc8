// A recorded run of the invariants (F5) into bench/results/contract-invariants.json: every invariant of InvariantsTest under N
// seeds of its own (--seeds N, default 4), so that no two campaigns make the same calls; runs and depth are those of the
// profile `long`. Written after every campaign; a violation ends the run, prints what forge says, and is recorded too. Campaigns
// of the file that passed on the same bytecode of the contract are kept, so a run can go on where it was stopped.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { forge } from './forge.mjs';
import { root } from './solc.mjs';

const INVARIANTS = ['invariant_I4_conservation', 'invariant_I5_neverBounces', 'invariant_I6_monotone', 'invariant_T4_exitNeverSteals'];
const RESULT = join(root, '..', '..', 'bench', 'results', 'contract-invariants.json');

const seeds = seedCount(process.argv.slice(2));
const tree = contractsTree();
const bytecodeSha256 = createHash('sha256').update(readFileSync(join(root, 'artifacts', 'SluiceChannels.bin'))).digest('hex');
const kept = earlier();
const campaigns = [];
for (let i = 0; i < seeds * INVARIANTS.length && campaigns.every((done) => done.passed); i++) {
  const invariant = INVARIANTS[i % INVARIANTS.length];
  campaigns.push(kept.find((done) => done.seed === i + 1 && done.invariant === invariant) ?? campaign(invariant, i + 1));
  record();
}
process.exitCode = campaigns.every((done) => done.passed) ? 0 : 1;

function seedCount(args) {
  if (args.length === 0) return 4;
  const count = Number(args[1]);
  if (args[0] === '--seeds' && Number.isInteger(count) && count > 0) return count;
  console.error('usage: npm run invariants [-- --seeds N]');
  process.exit(2);
}

/** The campaigns of the file that count for the bytecode of now; each with the tree of its tests. */
function earlier() {
  if (!existsSync(RESULT)) return [];
  const before = JSON.parse(readFileSync(RESULT, 'utf8'));
  if (before.bytecodeSha256 !== bytecodeSha256) return [];
  return before.campaigns.filter((done) => done.passed).map((done) => ({ ...done, contractsTree: done.contractsTree ?? before.contractsTree }));
}

/** One invariant under one seed. */
function campaign(invariant, seed) {
  const args = ['test', '--json', '--match-contract', '^InvariantsTest$', '--match-test', `^${invariant}\\(`, '--fuzz-seed', `${seed}`];
  const started = process.hrtime.bigint();
  const output = forgeOutput(args);
  const seconds = Math.round(Number(process.hrtime.bigint() - started) / 1e8) / 10;
  const result = Object.values(output).flatMap((suite) => Object.values(suite.test_results))[0];
  const passed = result.status === 'Success';
  const { runs, calls, reverts } = result.kind.Invariant;
  if (!passed) console.error(JSON.stringify(result, null, 1));
  console.log(`${invariant}, seed ${seed}: ${calls} calls, ${reverts} reverts, ${seconds} s${passed ? '' : ', VIOLATED'}`);
  return { invariant, seed, runs, calls, reverts, seconds, passed, contractsTree: tree };
}

function forgeOutput(args) {
  const chunks = [];
  const env = { ...process.env, FOUNDRY_PROFILE: 'long' };
  forge(args, { stdio: ['ignore', 'pipe', 'inherit'], env, maxBuffer: 1 << 28, encoding: 'utf8', onOutput: (text) => chunks.push(text) });
  return JSON.parse(chunks.join(''));
}

function record() {
  const sum = (field) => campaigns.reduce((total, done) => total + done[field], 0);
  const result = {
    benchmark: 'contract-invariants',
    calls: sum('calls'),
    reverts: sum('reverts'),
    violations: campaigns.filter((done) => !done.passed).length,
    seconds: Math.round(sum('seconds')),
    commit: contractsTree() === tree ? git('rev-parse', 'HEAD') : 'changed during the run',
    bytecodeSha256,
    forge: version(),
    machine: { cpu: cpus()[0].model, cores: cpus().length, os: `${platform()} ${release()}` },
    note: 'a call is one random call of the handler, followed by a check of the named invariant; seconds include forge start and other load',
    campaigns,
  };
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
}

function version() {
  let text = '';
  forge(['--version'], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', onOutput: (out) => (text = out) });
  return text.split('\n')[0].replace(/^forge Version: /, '');
}

/** The git tree of this folder at HEAD, which no rebase changes. */
function contractsTree() {
  const changed = git('status', '--porcelain', '--', '.') !== '';
  return git('rev-parse', 'HEAD:./') + (changed ? ' with changes' : '');
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}
