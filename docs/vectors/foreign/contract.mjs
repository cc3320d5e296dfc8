// EIP-712 digests and signatures, split hashes and payouts.
import { AbiCoder, SigningKey, TypedDataEncoder, computeAddress, keccak256 } from 'ethers';

export const types = {
  Channel: [
    { name: 'payer', type: 'address' },
    { name: 'signer', type: 'address' },
    { name: 'payee', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'splitHash', type: 'bytes32' },
    { name: 'exitDelay', type: 'uint64' },
    { name: 'salt', type: 'bytes32' },
  ],
  Voucher: [
    { name: 'channelId', type: 'bytes32' },
    { name: 'cumulativeAmount', type: 'uint128' },
  ],
  Release: [
    { name: 'channelId', type: 'bytes32' },
    { name: 'claimed', type: 'uint128' },
  ],
  Attach: [
    { name: 'channelId', type: 'bytes32' },
    { name: 'peer', type: 'bytes32' },
  ],
};

export function domainOf(chainId, contract) {
  return { name: 'Sluice', version: '1', chainId, verifyingContract: contract };
}

export function digestOf(domain, type, message) {
  return TypedDataEncoder.hash(domain, { [type]: types[type] }, message);
}

export function checkEip712(file, same) {
  const domain = domainOf(file.chainId, file.contract);
  same('domainSeparator', file.domainSeparator, TypedDataEncoder.hashDomain(domain));
  for (const c of file.cases) {
    same('signer', c.signer, computeAddress(c.signerKey));
    same('payee', c.payee, computeAddress(c.payeeKey));
    same('channelId', c.channelId, digestOf(domain, 'Channel', c));
    signed(c, 'voucher', c.signerKey, digestOf(domain, 'Voucher', c), same);
    signed(c, 'release', c.payeeKey, digestOf(domain, 'Release', c), same);
    signed(c, 'attach', c.signerKey, digestOf(domain, 'Attach', c), same);
  }
}

function signed(c, what, key, digest, same) {
  same(`${what}Digest`, c[`${what}Digest`], digest);
  same(`${what}Signature`, c[`${what}Signature`], new SigningKey(key).sign(digest).serialized);
}

export function checkSplits(file, same) {
  for (const c of file.cases) {
    const shares = c.bps.map((bps, i) => [address(BigInt(c.firstRecipient) + BigInt(i)), bps]);
    const encoded = AbiCoder.defaultAbiCoder().encode(['tuple(address,uint16)[]'], [shares]);
    same('splitHash', c.splitHash, keccak256(encoded));
    const totals = c.amounts.flatMap((amount) => payouts(BigInt(amount), c.bps.map(BigInt)));
    same('totals', c.totals.join(), totals.join());
  }
}

function address(number) {
  return `0x${number.toString(16).padStart(40, '0')}`;
}

/** Each takes the floor of its part of what those before it left. */
function payouts(amount, points) {
  let rest = amount;
  let left = 10_000n;
  return points.map((point) => {
    const part = point === 0n ? 0n : (rest * point) / left;
    rest -= part;
    left -= point;
    return part;
  });
}
