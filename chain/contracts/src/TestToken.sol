// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// An 18-decimals ERC-20 that anyone may mint, for tests and for trying Sluice out on a local chain. Worth nothing.
contract TestToken is ERC20("Sluice Test Token", "STT") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
