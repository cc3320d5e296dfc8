// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams} from "../src/Types.sol";
import {SluiceChannels} from "../src/SluiceChannels.sol";
import {Base} from "./support/Base.sol";
import {Handler} from "./support/Handler.sol";

/// I4, I5 and I6 after every one of thousands of random calls.
contract ConservationTest is Base {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private handler;
    SluiceChannels private channels;

    function setUp() public {
        handler = new Handler();
        channels = handler.ledger();
    }

    function targetContracts() external view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory list) {
        list = new FuzzSelector[](1);
        list[0] = FuzzSelector(address(handler), new bytes4[](11));
        list[0].selectors[0] = Handler.deposit.selector;
        list[0].selectors[1] = Handler.open.selector;
        list[0].selectors[2] = Handler.topUp.selector;
        list[0].selectors[3] = Handler.claim.selector;
        list[0].selectors[4] = Handler.claimBatch.selector;
        list[0].selectors[5] = Handler.startExit.selector;
        list[0].selectors[6] = Handler.endExit.selector;
        list[0].selectors[7] = Handler.release.selector;
        list[0].selectors[8] = Handler.withdraw.selector;
        list[0].selectors[9] = Handler.withdrawDeposit.selector;
        list[0].selectors[10] = Handler.attack.selector;
    }

    /// held = free balances + unclaimed reserves + credits = paid in - paid out, for each asset.
    function invariant_I4_everyUnitIsAccountedFor() external view {
        for (uint256 a; a < 2; ++a) {
            address asset = handler.assets(a);
            uint256 owed = locked(asset);
            address[7] memory all = handler.recipients();
            for (uint256 i; i < 7; ++i) {
                owed += channels.freeBalance(all[i], asset) + channels.credits(all[i], asset);
            }
            assertEq(handler.held(a), owed, "held = owed");
            assertEq(handler.held(a), handler.paidIn(a) - handler.paidOut(a), "held = in - out");
        }
    }

    function invariant_I5_I6_claimedIsTheHighestVoucherAndWithinTheReserve() external view {
        for (uint256 i; i < handler.count(); ++i) {
            (ChannelParams memory params, uint128 highest, bool closed) = handler.entry(i);
            (uint104 reserve, uint104 claimed, uint48 exitAt) = channels.channel(channels.channelId(params));
            assertEq(claimed, highest, "claimed = highest accepted voucher");
            vm.assertTrue(claimed <= reserve, "within the reserve");
            vm.assertTrue(closed == (exitAt == type(uint48).max), "closed stays closed");
        }
    }

    function locked(address asset) private view returns (uint256 sum) {
        for (uint256 i; i < handler.count(); ++i) {
            (ChannelParams memory params,,) = handler.entry(i);
            (uint104 reserve, uint104 claimed,) = channels.channel(channels.channelId(params));
            if (params.token == asset) sum += reserve - claimed;
        }
    }
}
