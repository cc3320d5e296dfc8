// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {ChannelParams} from "./Types.sol";

/// The EIP-712 hashes of Sluice: channel ids and what signers and payees sign. Domain: name "Sluice", version "1",
/// chain id and this contract, so that nothing signed here means anything elsewhere (T1).
abstract contract Digests is EIP712("Sluice", "1") {
    bytes32 private constant CHANNEL_TYPEHASH = keccak256(
        "Channel(address payer,address signer,address payee,address token,bytes32 splitHash,uint64 exitDelay,bytes32 salt)"
    );
    bytes32 private constant VOUCHER_TYPEHASH = keccak256("Voucher(bytes32 channelId,uint128 cumulativeAmount)");
    bytes32 private constant RELEASE_TYPEHASH = keccak256("Release(bytes32 channelId,uint128 claimed)");

    /// The EIP-712 domain separator of this contract on this chain.
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// The id of a channel: the typed-data hash of all its parameters.
    function channelId(ChannelParams calldata params) public view returns (bytes32) {
        return _channelId(_domainSeparatorV4(), params);
    }

    /// What a channel's signer signs to pay `cumulativeAmount` base units in total.
    function voucherDigest(bytes32 id, uint128 cumulativeAmount) public view returns (bytes32) {
        return _voucherDigest(_domainSeparatorV4(), id, cumulativeAmount);
    }

    /// What a payee signs to let a channel close at once when at least `claimed` base units have been claimed.
    function releaseDigest(bytes32 id, uint128 claimed) public view returns (bytes32) {
        return _hashTypedDataV4(_hashWords(RELEASE_TYPEHASH, id, claimed));
    }

    function _voucherDigest(bytes32 domain, bytes32 id, uint128 cumulativeAmount) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domain, _hashWords(VOUCHER_TYPEHASH, id, cumulativeAmount));
    }

    function _channelIdOf(ChannelParams memory params) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CHANNEL_TYPEHASH, params)));
    }

    /// The same without decoding: the calldata of a static struct is its encoding. A word with stray high bits hashes to
    /// the id of no channel.
    function _channelId(bytes32 domain, ChannelParams calldata params) internal pure returns (bytes32) {
        bytes32 typehash = CHANNEL_TYPEHASH;
        bytes32 structHash;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typehash)
            calldatacopy(add(free, 0x20), params, 0xe0)
            structHash := keccak256(free, 0x100)
        }
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    /// keccak256(abi.encode(typehash, id, amount)) without keeping the memory.
    function _hashWords(bytes32 typehash, bytes32 id, uint256 amount) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typehash)
            mstore(add(free, 0x20), id)
            mstore(add(free, 0x40), amount)
            result := keccak256(free, 0x60)
        }
    }
}
