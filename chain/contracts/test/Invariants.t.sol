// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Base} from "./support/Base.sol";
import {Crowd} from "./support/Crowd.sol";
import {Handler} from "./support/Handler.sol";

/// The four promises of the contract, each checked after every one of many random calls (F5): in ETH, in an ERC-20 and in one
/// that takes a fee; with splits, batches with bad rows, exits, releases and delegates.
contract InvariantsTest is Base {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private handler;

    function setUp() public {
        handler = new Handler();
    }

    function targetContracts() external view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory list) {
        bytes4[14] memory all = [
            Handler.deposit.selector,
            Handler.withdrawDeposit.selector,
            Handler.open.selector,
            Handler.topUp.selector,
            Handler.claim.selector,
            Handler.claimBatch.selector,
            Handler.startExit.selector,
            Handler.cancelExit.selector,
            Handler.finishExit.selector,
            Handler.pass.selector,
            Handler.release.selector,
            Handler.setDelegate.selector,
            Handler.withdraw.selector,
            Handler.attack.selector
        ];
        list = new FuzzSelector[](1);
        list[0] = FuzzSelector(address(handler), new bytes4[](all.length));
        for (uint256 i; i < all.length; ++i) {
            list[0].selectors[i] = all[i];
        }
    }

    /// Conservation: every unit is free, reserved, credited or paid out.
    function invariant_I4_conservation() external view {
        handler.checkConservation();
    }

    /// Never bounces: reserves never exceed the deposit, and a voucher within its reserve is paid in full, now.
    function invariant_I5_neverBounces() external {
        handler.checkCover();
        try handler.honour(handler.effects()) {}
        catch (bytes memory reason) {
            vm.assertEq(reason, abi.encodeWithSelector(Crowd.Honoured.selector), "I5: a voucher bounced");
        }
    }

    /// Monotone: what is claimed never falls, and what is closed stays closed.
    function invariant_I6_monotone() external view {
        handler.checkMonotone();
    }

    /// Exit never steals: no exit or release takes from anybody what a voucher gave, and no delegate gains by one.
    function invariant_T4_exitNeverSteals() external view {
        handler.checkNothingStolen();
    }
}
