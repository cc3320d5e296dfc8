// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// Three ways to tell the world of a work, or of many by the root over them.
contract Anchors {
    event Anchored(bytes32 indexed content, bytes32 manifest);

    mapping(bytes32 content => bytes32 manifest) public manifests;

    function announce(bytes32 content, bytes32 manifest) external {
        emit Anchored(content, manifest);
    }

    function keep(bytes32 content, bytes32 manifest) external {
        manifests[content] = manifest;
    }
}
