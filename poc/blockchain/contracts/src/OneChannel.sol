// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Signed} from "./Signed.sol";

/// One contract per channel: its payer pays one payee by signed cumulative amounts, out of what the contract holds.
abstract contract Channel is Signed {
    uint128 public claimed;
    uint48 public exitAt;

    receive() external payable {}

    function claim(uint128 cumulative, bytes32 r, bytes32 vs) external {
        (address payer, address payee,) = terms();
        _requireSigned(payer, keccak256(abi.encode(block.chainid, address(this), cumulative)), r, vs);
        uint128 before = claimed;
        if (cumulative <= before) revert NothingNew(cumulative, before);
        claimed = cumulative;
        _send(payee, cumulative - before);
    }

    function startExit() external {
        (address payer,, uint256 exitDelay) = terms();
        if (msg.sender != payer) revert NotPayer(msg.sender);
        exitAt = uint48(block.timestamp + exitDelay);
    }

    function finishExit() external {
        (address payer,,) = terms();
        if (exitAt == 0 || block.timestamp < exitAt) revert TooEarly(exitAt);
        _send(payer, address(this).balance);
    }

    function terms() public view virtual returns (address payer, address payee, uint256 exitDelaySeconds);
}

/// A channel deployed whole, its terms in its code.
contract OneChannel is Channel {
    address private immutable PAYER = msg.sender;
    address private immutable PAYEE;
    uint256 private immutable EXIT_DELAY;

    constructor(address payee, uint256 exitDelaySeconds) payable {
        PAYEE = payee;
        EXIT_DELAY = exitDelaySeconds;
    }

    function terms() public view override returns (address, address, uint256) {
        return (PAYER, PAYEE, EXIT_DELAY);
    }
}
