// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Signed} from "./Signed.sol";

/// One deposit per payer, a reserve per payee. A reserve comes out of what is free, so no voucher within it can bounce.
contract DepositChannels is Signed {
    error AboveFree(uint256 wanted, uint256 free);
    error AboveReserve(uint256 cumulative, uint256 reserve);

    struct Channel {
        uint104 reserve;
        uint104 claimed;
        uint48 exitAt;
    }

    event Skipped(uint256 row);

    uint256 public immutable exitDelay;
    mapping(address payer => uint256) public free;
    mapping(address payee => uint256) public credit;
    mapping(address payer => mapping(address payee => Channel)) public channels;

    constructor(uint256 exitDelaySeconds) {
        exitDelay = exitDelaySeconds;
    }

    /// Deposits what comes with the call, then raises one reserve for each word: payee (160 bits), amount (96 bits).
    function open(uint256[] calldata words) external payable {
        uint256 left = free[msg.sender] + msg.value;
        for (uint256 i; i < words.length; ++i) {
            uint96 amount = uint96(words[i]);
            if (amount > left) revert AboveFree(amount, left);
            left -= amount;
            channels[msg.sender][address(uint160(words[i] >> 96))].reserve += amount;
        }
        free[msg.sender] = left;
    }

    function claim(address payer, address payee, uint104 cumulative, bytes32 r, bytes32 vs) external {
        Channel storage channel = channels[payer][payee];
        (uint104 reserve, uint104 claimed) = (channel.reserve, channel.claimed);
        _requireSigned(payer, _digest(payee, cumulative), r, vs);
        if (cumulative <= claimed) revert NothingNew(cumulative, claimed);
        if (cumulative > reserve) revert AboveReserve(cumulative, reserve);
        channel.claimed = cumulative;
        credit[payee] += cumulative - claimed;
    }

    /// Many payers' vouchers for one payee, four words each: payer, cumulative, r, vs. A row that does not hold is skipped.
    function claimBatch(address payee, bytes32[] calldata rows) external {
        uint256 sum;
        for (uint256 i; i < rows.length; i += 4) {
            address payer = address(uint160(uint256(rows[i])));
            uint104 cumulative = uint104(uint256(rows[i + 1]));
            Channel storage channel = channels[payer][payee];
            (uint104 reserve, uint104 claimed) = (channel.reserve, channel.claimed);
            address recovered = _recover(_digest(payee, cumulative), rows[i + 2], rows[i + 3]);
            if (recovered != payer || payer == address(0) || cumulative <= claimed || cumulative > reserve) {
                emit Skipped(i / 4);
                continue;
            }
            channel.claimed = cumulative;
            sum += cumulative - claimed;
        }
        credit[payee] += sum;
    }

    function startExit(address payee) external {
        channels[msg.sender][payee].exitAt = uint48(block.timestamp + exitDelay);
    }

    function finishExit(address payee) external {
        Channel storage channel = channels[msg.sender][payee];
        (uint104 reserve, uint104 claimed, uint48 exitAt) = (channel.reserve, channel.claimed, channel.exitAt);
        if (exitAt == 0 || block.timestamp < exitAt) revert TooEarly(exitAt);
        channel.reserve = claimed;
        free[msg.sender] += reserve - claimed;
    }

    function withdrawCredit() external {
        uint256 amount = credit[msg.sender];
        credit[msg.sender] = 0;
        _send(msg.sender, amount);
    }

    function withdrawFree() external {
        uint256 amount = free[msg.sender];
        free[msg.sender] = 0;
        _send(msg.sender, amount);
    }

    function _digest(address payee, uint104 cumulative) private view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), payee, cumulative));
    }
}
