// Runs the platform's forge binary with the given arguments, from this folder and without a network.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const os = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform];
const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];

/** Runs forge and returns its exit code. With stdout piped, `onOutput` is given what it printed. */
export function forge(args, { onOutput, ...options } = {}) {
  const program = join(root, 'node_modules', '@foundry-rs', `forge-${os}-${arch}`, 'bin', os === 'win32' ? 'forge.exe' : 'forge');
  if (!existsSync(program)) {
    console.error(`no forge for ${process.platform} ${process.arch}: run npm ci --ignore-scripts`);
    return 1;
  }
  const { status, error, stdout } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) console.error(`forge did not start: ${error.message}`);
  if (onOutput) onOutput(stdout ?? '');
  return status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = forge(process.argv.slice(2));
