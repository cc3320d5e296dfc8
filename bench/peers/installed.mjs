import { readFileSync } from 'node:fs'

// A package's main export; where it is missing, the reason on stderr and exit code 1.
export async function installed(name) {
  try {
    const module = await import(name)
    return module.default ?? module
  } catch {
    console.error(`${name} is not installed: npm ci --ignore-scripts in bench/peers`)
    process.exit(1)
  }
}

export const versionOf = name =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8')).version
