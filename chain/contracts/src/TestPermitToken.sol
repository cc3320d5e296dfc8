// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {TestToken} from "./TestToken.sol";

/// The test token with permits (EIP-2612). Worth nothing.
contract TestPermitToken is TestToken, ERC20Permit {
    constructor() ERC20Permit("Sluice Test Token") {}
}
