// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// The feed of new works: content id, manifest hash and creator, kept in an event only, never in storage.
/// Anyone may anchor anything; a reader trusts an entry only when the manifest behind the hash carries the creator's
/// signature and the highest sequence it has seen.
contract SluiceRegistry {
    event Anchored(bytes32 indexed contentId, address indexed creator, bytes32 manifestHash, uint64 sequence);

    error ZeroId();

    /// Announces a manifest of `contentId`; refuses a zero content id or manifest hash.
    function anchor(bytes32 contentId, bytes32 manifestHash, uint64 sequence) external {
        if (contentId == 0 || manifestHash == 0) revert ZeroId();
        emit Anchored(contentId, msg.sender, manifestHash, sequence);
    }
}
