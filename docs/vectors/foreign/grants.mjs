// Grants: seeds sealed to a holder by HPKE (RFC 9180), and what the creator signs of them.
import { createCipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { base32, cover, sha256, u64, u8 } from './content.mjs';
import { ed25519, hex, message, publicOf, signed } from './offers.mjs';

export function checkGrants(file, same) {
  for (const c of file.cases) {
    const seeds = cover(c, Number(c.first), Number(c.count)).map(placed);
    same('seeds', c.seeds.join(), seeds.map(text).join());
    const pledges = seeds.map((seed) => ({ ...seed, bytes: pledgeOf(c, seed) }));
    same('pledges', c.pledges.join(), pledges.map(text).join());
    const holder = { sealing: x25519(hex(c.holderSecret).subarray(0, 32)), signing: ed25519(hex(c.holderSecret).subarray(32)) };
    const keys = Buffer.concat([publicOf(holder.sealing), publicOf(holder.signing)]);
    same('holder', c.holder, `holder${base32(Buffer.concat([keys, sha256(keys).subarray(0, 4)]))}`);
    const sealed = seal(c, holder.sealing, Buffer.concat(seeds.map(placeAndBytes)));
    same('sealed', c.sealed, sealed.toString('hex'));
    const grant = grantOf(c, holder, sealed, pledges);
    same('signedGrant', c.signedGrant, signed('sluice/grant/1', grant, ed25519(hex(c.creatorSeed))).toString('hex'));
  }
}

function placed(line) {
  const [level, index, bytes] = line.split('/');
  return { level: Number(level), index: BigInt(index), bytes: hex(bytes) };
}

function text(one) {
  return `${one.level}/${one.index}/${one.bytes.toString('hex')}`;
}

function placeAndBytes(seed) {
  return Buffer.concat([u8(seed.level), u64(seed.index), seed.bytes]);
}

function pledgeOf(c, seed) {
  return sha256('sluice/seed-pledge/1', hex(c.content), hex(c.serial), placeAndBytes(seed));
}

function grantOf(c, holder, sealed, pledges) {
  return message(
    [1, 1n],
    [2, hex(c.content)],
    [3, BigInt(c.first)],
    [4, BigInt(c.count)],
    [5, message([1, publicOf(holder.sealing)], [2, publicOf(holder.signing)])],
    [6, BigInt(c.notAfter)],
    [7, hex(c.serial)],
    [8, sealed],
    ...pledges.map((pledge) => [9, message([1, BigInt(pledge.level)], [2, pledge.index], [3, pledge.bytes])]),
  );
}

/** The encapsulated key, then the ciphertext with its tag. */
function seal(c, recipient, plain) {
  const info = Buffer.concat([Buffer.from('sluice/grant-seal/1'), hex(c.content), u64(c.first), u64(c.count), hex(c.serial)]);
  const ephemeral = x25519(hex(c.ephemeral));
  const { key, nonce } = schedule(sharedSecret(ephemeral, recipient), info);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(u64(c.notAfter));
  return Buffer.concat([publicOf(ephemeral), cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function x25519(secret) {
  const der = Buffer.concat([hex('302e020100300506032b656e04220420'), secret]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

const kem = Buffer.concat([Buffer.from('KEM'), hex('0020')]);
const suite = Buffer.concat([Buffer.from('HPKE'), hex('0020'), hex('0001'), hex('0002')]);

/** RFC 9180, section 4.1: DHKEM(X25519, HKDF-SHA256). */
function sharedSecret(ephemeral, recipient) {
  const shared = diffieHellman({ privateKey: ephemeral, publicKey: createPublicKey(recipient) });
  const context = Buffer.concat([publicOf(ephemeral), publicOf(recipient)]);
  return expand(kem, extract(kem, '', 'eae_prk', shared), 'shared_secret', context, 32);
}

/** RFC 9180, section 5.1, base mode; the nonce of the first message is the base nonce. */
function schedule(shared, info) {
  const context = Buffer.concat([u8(0), extract(suite, '', 'psk_id_hash', ''), extract(suite, '', 'info_hash', info)]);
  const secret = extract(suite, shared, 'secret', '');
  return { key: expand(suite, secret, 'key', context, 32), nonce: expand(suite, secret, 'base_nonce', context, 12) };
}

function extract(of, salt, label, bytes) {
  return createHmac('sha256', salt).update('HPKE-v1').update(of).update(label).update(bytes).digest();
}

/** Of one block at most. */
function expand(of, secret, label, info, length) {
  const mac = createHmac('sha256', secret).update(u8(0)).update(u8(length)).update('HPKE-v1').update(of).update(label);
  return mac.update(info).update(u8(1)).digest().subarray(0, length);
}
