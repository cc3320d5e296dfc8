// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {TestToken} from "../../src/TestToken.sol";

/// Takes one unit in a hundred of every transfer between holders.
contract FeeToken is TestToken {
    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : value / 100;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}

/// Says false instead of reverting, and moves nothing.
contract FalseToken is TestToken {
    function transfer(address, uint256) public pure override returns (bool) {
        return false;
    }

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// Says true and moves nothing.
contract LyingToken is TestToken {
    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return true;
    }
}

/// Reverts in transfers while it is switched off, as tokens do that can be paused or that bar holders.
contract PausableToken is TestToken {
    bool public paused;

    error Paused();

    function pause(bool on) external {
        paused = on;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (paused) revert Paused();
        super._update(from, to, value);
    }
}

/// Pays in honestly, then says false when it should pay out.
contract FalseOnPayoutToken is TestToken {
    function transfer(address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// Loses a part of every balance at once.
contract ShrinkingToken is TestToken {
    uint256 private percent = 100;

    function shrink(uint256 to) external {
        percent = to;
    }

    function balanceOf(address holder) public view override returns (uint256) {
        return super.balanceOf(holder) * percent / 100;
    }
}

/// Takes every permit to be good, whatever it says and whoever signed it.
contract AnyPermitToken is TestToken {
    function permit(address owner, address spender, uint256 value, uint256, uint8, bytes32, bytes32) external {
        _approve(owner, spender, value);
    }
}

/// Calls `target` with `data` while it looks at a permit.
contract ReentrantPermitToken is TestToken {
    address private target;
    bytes private data;
    bytes public reason;

    function arm(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external {
        (, reason) = target.call(data);
    }
}

/// Returns nothing from transfers, as some old tokens do.
contract SilentToken {
    mapping(address holder => uint256) public balanceOf;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// Calls `target` with `data` in the middle of every transfer and keeps what came back.
contract ReentrantToken is TestToken {
    address public target;
    bytes public data;
    bool public accepted;
    bytes public reason;

    function arm(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (target != address(0)) (accepted, reason) = target.call(data);
        super._update(from, to, value);
    }
}

/// Takes ETH and calls back into `target` while it does.
contract ReentrantRecipient {
    address private immutable target;
    bytes private data;
    bytes public reason;

    constructor(address target_, bytes memory data_) {
        (target, data) = (target_, data_);
    }

    receive() external payable {
        (, reason) = target.call(data);
    }
}
