// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Signed} from "./Signed.sol";

/// One deposit per payer and one signed root over all its payees' cumulative amounts; the newest root counts. A payee claims
/// with a proof. Nothing says that the leaves of a root sum to no more than the deposit, or that a payee is in the next one.
contract MerklePayees is Signed {
    error OldRoot(uint256 sequence, uint256 known);
    error NotInRoot();
    error AboveDeposit(uint256 wanted, uint256 deposit);

    struct Root {
        bytes32 hash;
        uint64 sequence;
        uint48 exitAt;
    }

    uint256 public immutable exitDelay;
    mapping(address payer => uint256) public deposits;
    mapping(address payer => Root) public roots;
    mapping(address payer => mapping(address payee => uint256)) public claimed;

    constructor(uint256 exitDelaySeconds) {
        exitDelay = exitDelaySeconds;
    }

    function deposit() external payable {
        deposits[msg.sender] += msg.value;
    }

    /// Anyone may post what the payer signed.
    function post(address payer, bytes32 hash, uint64 sequence, bytes32 r, bytes32 vs) external {
        Root storage root = roots[payer];
        if (sequence <= root.sequence) revert OldRoot(sequence, root.sequence);
        _requireSigned(payer, keccak256(abi.encode(block.chainid, address(this), hash, sequence)), r, vs);
        (root.hash, root.sequence) = (hash, sequence);
    }

    function claim(address payer, address payee, uint256 cumulative, bytes32[] calldata proof) external {
        bytes32 node = keccak256(bytes.concat(keccak256(abi.encode(payee, cumulative))));
        for (uint256 i; i < proof.length; ++i) node = _parent(node, proof[i]);
        if (node != roots[payer].hash) revert NotInRoot();
        uint256 before = claimed[payer][payee];
        if (cumulative <= before) revert NothingNew(cumulative, before);
        uint256 due = cumulative - before;
        uint256 left = deposits[payer];
        if (due > left) revert AboveDeposit(due, left);
        deposits[payer] = left - due;
        claimed[payer][payee] = cumulative;
        _send(payee, due);
    }

    function startExit() external {
        roots[msg.sender].exitAt = uint48(block.timestamp + exitDelay);
    }

    function finishExit() external {
        uint256 exitAt = roots[msg.sender].exitAt;
        if (exitAt == 0 || block.timestamp < exitAt) revert TooEarly(exitAt);
        uint256 left = deposits[msg.sender];
        deposits[msg.sender] = 0;
        _send(msg.sender, left);
    }

    /// Of two nodes in the order of their values, so that a proof needs no sides.
    function _parent(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }
}
