// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Signed} from "./Signed.sol";

/// A payment per call: the seeder's share in ten thousandths, the rest to the creator.
contract SplitPayment is Signed {
    function pay(address creator, address seeder, uint256 seederBps) external payable {
        uint256 fee = msg.value * seederBps / 10_000;
        _send(seeder, fee);
        _send(creator, msg.value - fee);
    }
}
