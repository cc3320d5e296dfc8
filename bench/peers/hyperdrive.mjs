// Hyperdrive replicated over one encrypted TCP stream. See Peers.java for what is said on stdin and stdout.
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import net from 'node:net'
import { createInterface } from 'node:readline'
import { finished, pipeline } from 'node:stream/promises'
import { installed, versionOf } from './installed.mjs'

const Corestore = await installed('corestore')
const Hyperdrive = await installed('hyperdrive')

async function serve(file, folder) {
  const store = new Corestore(`${folder}/store`)
  const drive = new Hyperdrive(store)
  await drive.ready()
  await pipeline(createReadStream(file), drive.createWriteStream('/file'))
  const server = net.createServer(socket => {
    const stream = store.replicate(false)
    socket.on('error', () => {})
    stream.on('error', () => {})
    socket.pipe(stream).pipe(socket)
  })
  server.listen(0, '127.0.0.1', () =>
    console.log(JSON.stringify({ address: `${drive.key.toString('hex')},${server.address().port}`, pid: process.pid })))
  process.stdin.on('end', () => process.exit()).resume()
}

async function fetchOnce(key, port, target) {
  const folder = `${target}.d`
  const start = performance.now()
  const store = new Corestore(folder)
  const drive = new Hyperdrive(store, Buffer.from(key, 'hex'))
  await drive.ready()
  const socket = net.connect(Number(port), '127.0.0.1')
  const stream = store.replicate(true)
  socket.on('error', () => {})
  stream.on('error', () => {})
  socket.pipe(stream).pipe(socket)
  const done = drive.findingPeers()
  stream.once('open', () => done())
  await drive.update({ wait: true })
  const bytes = drive.createReadStream('/file', { wait: true })
  let first
  bytes.once('data', () => { first = performance.now() - start })
  await finished(bytes.pipe(createWriteStream(target)))
  const total = performance.now() - start
  socket.destroy()
  await drive.close()
  await store.close()
  await rm(folder, { recursive: true, force: true })
  console.log(JSON.stringify({ first: first / 1e3, total: total / 1e3 }))
}

async function fetch(address) {
  const [key, port] = address.split(',')
  for await (const target of createInterface({ input: process.stdin })) await fetchOnce(key, port, target)
  process.exit()
}

const version = () => console.log(`Hyperdrive ${versionOf('hyperdrive')}, node ${process.versions.node}`)
await { version, serve, fetch }[process.argv[2]](...process.argv.slice(3))
if (process.argv[2] === 'version') process.exit()
