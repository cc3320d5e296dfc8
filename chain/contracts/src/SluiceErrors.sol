// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// Every refusal of the channel contract, each with the values that disagree. Amounts are token base units.
interface SluiceErrors {
    error ZeroAddress();
    error ZeroAmount();
    error WrongValue(uint256 sent, uint256 expected);
    error AboveCap(uint256 balance, uint256 cap);
    error PermitRefused(uint256 allowance, uint256 needed);
    error AboveFreeBalance(uint256 amount, uint256 free);

    error UnknownChannel(bytes32 channelId);
    error ChannelExists(bytes32 channelId);
    error ChannelClosed(bytes32 channelId);
    error ExitDelayOutOfRange(uint64 exitDelay, uint64 min, uint64 max);
    error PayeeIsContract();
    error WrongToken(address token, address expected);
    error NotPayer(address caller, address payer);

    error NotAboveClaimed(uint128 cumulative, uint104 claimed);
    error AboveReserve(uint128 cumulative, uint104 reserve);
    error WrongSigner(address recovered, address expected);

    error SplitMismatch(bytes32 presented, bytes32 expected);
    error SplitLength(uint256 length, uint256 max);
    error SplitRecipient(uint256 index);
    error SplitSum(uint256 bps, uint256 expected);

    error ExitUnderWay(uint48 exitAt);
    error NoExit(bytes32 channelId);
    error ExitNotOver(uint48 exitAt, uint256 timestamp);
    error ReleaseAheadOfClaims(uint128 released, uint104 claimed);
}
