// The key tree, the cipher, the hash tree and the content id.
import { blake3 } from '@noble/hashes/blake3';
import { createCipheriv, createHash, createHmac } from 'node:crypto';

export function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The hash of slices, commitments and pages. */
function hashOf(c) {
  const known = { 1: sha256, 2: (...parts) => Buffer.from(blake3(Buffer.concat(parts.map((part) => Buffer.from(part))))) };
  return known[Number(c.hashSuite)];
}

export function u8(number) {
  return Buffer.from([number]);
}

function u32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

export function u64(number) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
}

/** The cut of a work: how many slices, and how many plaintext bytes in each. */
function geometry(c) {
  const contentBytes = BigInt(c.contentBytes);
  const sliceBytes = Number(c.sliceBytes);
  const slices = Number((contentBytes + BigInt(sliceBytes) - 1n) / BigInt(sliceBytes));
  const length = (i) => (i < slices - 1 ? sliceBytes : Number(contentBytes - BigInt(i) * BigInt(sliceBytes)));
  return { contentBytes, sliceBytes, slices, length, suite: Number(c.cipherSuite) };
}

/** Height of the top: the smallest k with 2^k slices or more. */
function heightOf(slices) {
  let height = 0;
  while (2 ** height < slices) height++;
  return height;
}

function seedAt(c, level, index) {
  const cut = geometry(c);
  const height = heightOf(cut.slices);
  let seed = sha256(Buffer.from(c.rootSeed, 'hex'), 'sluice/root/v1', u8(Math.log2(cut.sliceBytes)), u64(cut.contentBytes));
  for (let at = height - 1; at >= level; at--) {
    seed = sha256(seed, 'sluice/seed/v1', u8(at), u64(Math.floor(index / 2 ** (at - level))));
  }
  return seed;
}

/** HKDF-Expand (RFC 5869) of one block. */
function keyOf(c, slice) {
  return createHmac('sha256', seedAt(c, 0, slice))
    .update('sluice/slice-key/v1')
    .update(u8(Number(c.cipherSuite)))
    .update(u64(slice))
    .update(u8(1))
    .digest();
}

export function checkKeys(file, same) {
  for (const c of file.cases) {
    c.slices.forEach((slice, i) => same(`key of slice ${slice}`, c.keys[i], keyOf(c, Number(slice)).toString('hex')));
    for (const range of c.ranges) {
      const seeds = cover(c, Number(range.first), Number(range.count)).join();
      same(`seeds of ${range.first}+${range.count}`, range.seeds.join(), seeds);
    }
  }
}

/** From the left, always the tallest aligned node that stays within the range. */
export function cover(c, first, count) {
  const { slices } = geometry(c);
  const height = heightOf(slices);
  const end = first + count === slices ? 2 ** height : first + count;
  const seeds = [];
  for (let at = first; at < end; ) {
    let level = height;
    while (at % 2 ** level !== 0 || at + 2 ** level > end) level--;
    const index = at / 2 ** level;
    seeds.push(`${level}/${index}/${seedAt(c, level, index).toString('hex')}`);
    at += 2 ** level;
  }
  return seeds;
}

function seal(c, slice, key, plain) {
  const cut = geometry(c);
  const name = { 1: 'aes-256-gcm', 2: 'chacha20-poly1305' }[cut.suite];
  const cipher = createCipheriv(name, key, Buffer.alloc(12), { authTagLength: 16 });
  const associated = Buffer.concat([Buffer.from('sluice/slice/v1'), u8(cut.suite), u64(cut.contentBytes), u32(cut.sliceBytes), u64(slice)]);
  cipher.setAAD(associated, { plaintextLength: plain.length });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The byte at offset o is the exclusive or of the eight bytes of o. */
function plaintext(c, slice) {
  const cut = geometry(c);
  const start = BigInt(slice) * BigInt(cut.sliceBytes);
  const high = fold(start >> 32n);
  const low = Number(start & 0xffffffffn);
  return Buffer.from(Array.from({ length: cut.length(slice) }, (_, i) => high ^ fold(BigInt(low + i))));
}

function fold(number) {
  let n = Number(number & 0xffffffffn);
  n ^= n >>> 16;
  n ^= n >>> 8;
  return n & 0xff;
}

export function checkSlices(file, same) {
  for (const c of file.cases) {
    const slice = Number(c.index);
    const plain = plaintext(c, slice);
    const key = keyOf(c, slice);
    same('key', c.key, key.toString('hex'));
    same('plaintext', c.plaintext, plain.toString('hex'));
    same('ciphertext', c.ciphertext, seal(c, slice, key, plain).toString('hex'));
  }
}

export function checkTrees(file, same) {
  for (const c of file.cases) {
    const { pages, root } = treeOf(c);
    same('pages', c.pages.join(), pages.join());
    same('root', c.root, root.toString('hex'));
    same('contentId', c.contentId, contentIdOf(c));
  }
}

function treeOf(c) {
  const suite = u8(Number(c.hashSuite));
  const hash = hashOf(c);
  const { slices } = geometry(c);
  let row = [];
  for (let i = 0; i < slices; i++) {
    const key = keyOf(c, i);
    row.push(Buffer.concat([hash(seal(c, i, key, plaintext(c, i))), hash('sluice/keyc/v1', suite, u64(i), key)]));
  }
  const pages = [];
  for (let level = 0; ; level++) {
    const above = [];
    for (let at = 0; at < row.length; at += 256) {
      const page = Buffer.concat(row.slice(at, at + 256));
      pages.push(`${level}/${at / 256}/${sha256(page).toString('hex')}`);
      above.push(hash('sluice/page/v1', suite, u8(level), page));
    }
    if (above.length === 1) return { pages, root: above[0] };
    row = above;
  }
}

export function contentIdOf(c) {
  const cut = geometry(c);
  const digest = sha256('sluice/content', u8(1), u8(cut.suite), u8(Number(c.hashSuite)), u64(cut.contentBytes), u32(cut.sliceBytes), Buffer.from(c.root, 'hex'), Buffer.from(c.creator, 'hex'));
  return cidOf(digest);
}

/** CIDv1, raw, sha2-256, in multibase base32 without padding. */
export function cidOf(digest) {
  return `b${base32(Buffer.concat([Buffer.from('01551220', 'hex'), digest]))}`;
}

export function base32(bytes) {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const text = bits.match(/.{1,5}/g).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]);
  return text.join('');
}
