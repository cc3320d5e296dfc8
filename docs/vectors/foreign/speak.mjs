// Answers one JSON request from stdin with one JSON line: what ethers makes of our keys, files and signatures.
import { readFileSync } from 'node:fs';
import {
  HDNodeWallet,
  Mnemonic,
  Wallet,
  decryptKeystoreJsonSync,
  encryptKeystoreJsonSync,
  verifyTypedData,
} from 'ethers';
import { digestOf, domainOf, types } from './contract.mjs';

const request = JSON.parse(readFileSync(0, 'utf8'));
const domain = domainOf(request.chainId, request.contract);
const voucher = { Voucher: types.Voucher };
const channelId = digestOf(domain, 'Channel', request.channel);
const message = { channelId, cumulativeAmount: request.amount };
const wallet = new Wallet(request.key);

const answer = {
  decrypted: decryptKeystoreJsonSync(request.keystore, request.passphrase).privateKey,
  keystore: encryptKeystoreJsonSync({ address: wallet.address, privateKey: request.key }, request.passphrase, {
    scrypt: { N: 1 << 12, r: 8, p: 1 },
  }),
  accounts: request.indexes.map((index) => account(index)),
  channelId,
  signature: await wallet.signTypedData(domain, voucher, message),
  signer: verifyTypedData(domain, voucher, message, request.signature),
};
console.log(JSON.stringify(answer));

function account(index) {
  const node = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(request.mnemonic), `m/44'/60'/0'/0/${index}`);
  return { address: node.address, key: node.privateKey };
}
