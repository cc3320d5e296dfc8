// Checks what the demo says against the files and against itself: check-demo.mjs INPUT OUTPUT LINES
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

const [input, output, lines] = process.argv.slice(2);
const result = JSON.parse(readFileSync(lines, 'utf8').trimEnd().split('\n').at(-1));
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const sum = (amounts) => Object.values(amounts).map(BigInt).reduce((a, b) => a + b, 0n);

let wrong = 0;
function same(what, actual, expected) {
    if (actual === expected) return;
    wrong++;
    console.error(`${what}: ${actual}, expected ${expected}`);
}

same('type', result.type, 'result');
same('ok', result.ok, true);
same('bytes', result.bytes, statSync(input).size);
same('sha256', result.sha256, sha256(input));
same('sha256 of the output', sha256(output), sha256(input));
same('slices', result.slices, Math.ceil(result.bytes / result.sliceBytes));

const seeders = sum(result.seederEarned);
const creator = BigInt(result.creatorEarned);
same('paid', BigInt(result.paid), creator + seeders);
same('paid at least the price', BigInt(result.paid) >= BigInt(result.price), true);
same('settled to the creator', BigInt(result.settled.creator), creator);
same('settled to the seeders', BigInt(result.settled.seeders), seeders);
same('deposit', BigInt(result.settled.deposit), creator + seeders + BigInt(result.settled.refunded));
same('all bytes came from seeders', sum(result.seederBytes) >= BigInt(result.bytes), true);
same('somebody was paid', result.vouchers > 0 && seeders > 0n && creator > 0n, true);

if (wrong > 0) process.exit(1);
const mib = result.bytes / (1 << 20);
console.log(`${mib} MiB in ${result.seconds.toFixed(2)} s, ${result.vouchers} vouchers, first slice after ${result.firstSliceMs} ms`);
