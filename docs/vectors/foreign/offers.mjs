// Signed manifests and links.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { cidOf, contentIdOf } from './content.mjs';

export function checkManifests(file, same) {
  for (const c of file.cases) {
    const key = ed25519(hex(c.creatorSeed));
    same('creator', c.creator, publicOf(key).toString('hex'));
    same('signedManifest', c.signedManifest, signed('sluice/manifest/1', manifestOf(c), key).toString('hex'));
    same('contentId', c.contentId, contentIdOf(c));
  }
}

/** An Ed25519 key (RFC 8032) from its seed, as PKCS #8. */
export function ed25519(seed) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** The 32 bytes of a public key. */
export function publicOf(key) {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

/** What was signed and the signature, in one message. */
export function signed(domain, bytes, key) {
  return message([1, bytes], [2, sign(null, Buffer.concat([Buffer.from(domain), bytes]), key)]);
}

function manifestOf(c) {
  return message(
    [1, 1n],
    [2, BigInt(c.contentBytes)],
    [3, BigInt(c.sliceBytes)],
    [4, BigInt(c.cipherSuite)],
    [5, BigInt(c.hashSuite)],
    [6, hex(c.root)],
    [7, hex(c.creator)],
    [8, Buffer.from(c.title)],
    [9, Buffer.from(c.mediaType)],
    [10, BigInt(c.durationMillis)],
    ...c.hotRanges.map((range) => [11, rangeOf(range)]),
    [12, termsOf(c)],
    ...c.keyServices.map((address) => [13, Buffer.from(address)]),
    [14, BigInt(c.sequence)],
  );
}

function rangeOf(text) {
  const [offset, bytes] = text.split('+').map(BigInt);
  return message([1, offset], [2, bytes]);
}

function termsOf(c) {
  return message(
    [1, BigInt(c.pricePerMib)],
    [2, BigInt(c.seederShareBps)],
    [3, hex(c.payee)],
    ...c.coCreators.map((share) => [4, shareOf(share)]),
    [5, hex(c.token)],
    [6, BigInt(c.chainId)],
    [7, hex(c.contract)],
  );
}

function shareOf(text) {
  const [recipient, points] = text.split('=');
  return message([1, hex(recipient)], [2, BigInt(points)]);
}

export function hex(text) {
  return Buffer.from(text, 'hex');
}

/** Protocol Buffers: fields in the order of their numbers; a number that is zero and bytes that are none are left out, but a message is not. */
export function message(...fields) {
  return Buffer.concat(fields.map(([number, value]) => field(number, value)));
}

function field(number, value) {
  if (typeof value === 'bigint') return value === 0n ? Buffer.alloc(0) : Buffer.concat([varint(BigInt(number << 3)), varint(value)]);
  if (value.length === 0 && number !== 11 && number !== 12) return Buffer.alloc(0);
  return Buffer.concat([varint(BigInt((number << 3) | 2)), varint(BigInt(value.length)), value]);
}

function varint(value) {
  const bytes = [];
  for (; value > 0x7fn; value >>= 7n) bytes.push(Number(value & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(value)]);
}

export function checkLinks(file, same) {
  for (const c of file.cases) {
    const id = cidOf(hex(c.contentDigest));
    same('contentId', c.contentId, id);
    const query = c.peers.map((peer) => `peer=${percent(peer)}`);
    if (c.displayName !== '') query.push(`dn=${percent(c.displayName)}`);
    same('text', c.text, `sluice:${id}${query.length > 0 ? '?' : ''}${query.join('&')}`);
  }
}

/** Letters, digits and -._~/: stand for themselves; every other byte of the UTF-8 is escaped. */
function percent(text) {
  return [...Buffer.from(text)]
    .map((byte) => String.fromCharCode(byte))
    .map((c) => (/[A-Za-z0-9\-._~/:]/.test(c) ? c : `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`))
    .join('');
}
