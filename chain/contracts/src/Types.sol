// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// What a channel is: its id is the EIP-712 hash of exactly these fields, so none of them can change later.
/// `token` zero means ETH. `exitDelay` is in seconds. `splitHash` zero means that `payee` gets everything.
struct ChannelParams {
    address payer;
    address signer;
    address payee;
    address token;
    bytes32 splitHash;
    uint64 exitDelay;
    bytes32 salt;
}

/// One recipient of a split, in basis points of the cumulative amount.
struct Share {
    address recipient;
    uint16 bps;
}

/// A channel to open for the caller; `reserve` (base units) moves from the caller's free balance.
struct OpenRequest {
    address signer;
    address payee;
    bytes32 splitHash;
    uint64 exitDelay;
    bytes32 salt;
    uint104 reserve;
}

/// An amount (base units) to add to the reserve of a channel of the caller.
struct TopUp {
    ChannelParams params;
    uint104 amount;
}

/// A voucher with what is needed to check and pay it. `split` is empty when the channel has no split.
struct Claim {
    ChannelParams params;
    Share[] split;
    uint128 cumulativeAmount;
    bytes signature;
}

/// The caller's EIP-2612 permit: this contract may pull up to `value` of the token until `deadline` (seconds since 1970).
struct Permit {
    uint256 value;
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}
