// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams} from "../../src/Types.sol";

/// EIP-712 written out a second time, field by field, as the oracle for the contract's hashes.
library Typed {
    function domain(uint256 chain, address verifier) internal pure returns (bytes32) {
        bytes32 typehash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        return keccak256(abi.encode(typehash, keccak256("Sluice"), keccak256("1"), chain, verifier));
    }

    function channelId(bytes32 separator, ChannelParams memory p) internal pure returns (bytes32) {
        bytes32 typehash = keccak256(
            "Channel(address payer,address signer,address payee,address token,bytes32 splitHash,uint64 exitDelay,bytes32 salt)"
        );
        bytes memory head = abi.encode(typehash, p.payer, p.signer, p.payee, p.token);
        return digest(separator, keccak256(bytes.concat(head, abi.encode(p.splitHash, p.exitDelay, p.salt))));
    }

    function voucher(bytes32 separator, bytes32 id, uint128 cumulative) internal pure returns (bytes32) {
        bytes32 typehash = keccak256("Voucher(bytes32 channelId,uint128 cumulativeAmount)");
        return digest(separator, keccak256(abi.encode(typehash, id, cumulative)));
    }

    function release(bytes32 separator, bytes32 id, uint128 claimed) internal pure returns (bytes32) {
        bytes32 typehash = keccak256("Release(bytes32 channelId,uint128 claimed)");
        return digest(separator, keccak256(abi.encode(typehash, id, claimed)));
    }

    function digest(bytes32 separator, bytes32 structHash) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }
}
