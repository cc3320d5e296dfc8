// WebTorrent over TCP, one seeder and one downloader. See Peers.java for what is said on stdin and stdout.
import { createWriteStream, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { installed } from './installed.mjs'

const WebTorrent = await installed('webtorrent')
const LOOPBACK = { dht: false, lsd: false, tracker: false, utp: false, natUpnp: false, natPmp: false }

async function serve(file, folder) {
  const client = new WebTorrent(LOOPBACK)
  client.seed(file, { announce: [] }, async torrent => {
    await writeFile(`${folder}/file.torrent`, torrent.torrentFile)
    console.log(JSON.stringify({ address: `${folder}/file.torrent,${client.torrentPort}`, pid: process.pid }))
  })
  process.stdin.on('end', () => process.exit()).resume()
}

async function fetchOnce(torrentFile, port, target) {
  const client = new WebTorrent(LOOPBACK)
  const start = performance.now()
  const torrent = client.add(readFileSync(torrentFile), { path: `${target}.d`, strategy: 'sequential', announce: [] })
  torrent.on('infoHash', () => torrent.addPeer(`127.0.0.1:${port}`))
  await new Promise(resolve => torrent.on('ready', resolve))
  const stream = torrent.files[0].createReadStream()
  let first
  stream.once('data', () => { first = performance.now() - start })
  await finished(stream.pipe(createWriteStream(target)))
  const total = performance.now() - start
  await new Promise(resolve => client.destroy(resolve))
  await rm(`${target}.d`, { recursive: true, force: true })
  console.log(JSON.stringify({ first: first / 1e3, total: total / 1e3 }))
}

async function fetch(address) {
  const [torrentFile, port] = address.split(',')
  for await (const target of createInterface({ input: process.stdin })) await fetchOnce(torrentFile, port, target)
  process.exit()
}

const version = () => console.log(`WebTorrent ${WebTorrent.VERSION}, node ${process.versions.node}`)
await { version, serve, fetch }[process.argv[2]](...process.argv.slice(3))
if (process.argv[2] === 'version') process.exit()
