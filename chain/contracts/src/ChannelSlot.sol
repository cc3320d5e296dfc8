// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// The money and the phase of a channel in one storage word, so that a claim reads and writes it once.
///
///     bit 0          104          208      256
///      | reserve      | claimed    | exitAt |
///
/// Amounts are token base units. `exitAt` is 0 while open, the second from which the exit may be finished, or `CLOSED`.
/// The zero word is a channel that was never opened: an open one has a reserve, a closed one its `exitAt`.
type ChannelSlot is uint256;

// `exitAt` of a channel that is closed for ever.
uint48 constant CLOSED = type(uint48).max;

using {reserve, claimed, exitAt, isUnknown, isClosed, withReserve, withClaimed, withExitAt} for ChannelSlot global;

uint256 constant AMOUNT_BITS = 104;
uint256 constant EXIT_SHIFT = 2 * AMOUNT_BITS;

function reserve(ChannelSlot slot) pure returns (uint104) {
    return uint104(ChannelSlot.unwrap(slot));
}

function claimed(ChannelSlot slot) pure returns (uint104) {
    return uint104(ChannelSlot.unwrap(slot) >> AMOUNT_BITS);
}

function exitAt(ChannelSlot slot) pure returns (uint48) {
    return uint48(ChannelSlot.unwrap(slot) >> EXIT_SHIFT);
}

function isUnknown(ChannelSlot slot) pure returns (bool) {
    return ChannelSlot.unwrap(slot) == 0;
}

function isClosed(ChannelSlot slot) pure returns (bool) {
    return exitAt(slot) == CLOSED;
}

function withReserve(ChannelSlot slot, uint104 value) pure returns (ChannelSlot) {
    return _replace(slot, reserve(slot), value, 0);
}

function withClaimed(ChannelSlot slot, uint104 value) pure returns (ChannelSlot) {
    return _replace(slot, claimed(slot), value, AMOUNT_BITS);
}

function withExitAt(ChannelSlot slot, uint48 value) pure returns (ChannelSlot) {
    return _replace(slot, exitAt(slot), value, EXIT_SHIFT);
}

function _replace(ChannelSlot slot, uint256 old, uint256 value, uint256 shift) pure returns (ChannelSlot) {
    return ChannelSlot.wrap(ChannelSlot.unwrap(slot) ^ ((old ^ value) << shift));
}
