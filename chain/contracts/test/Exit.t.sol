// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams} from "../src/Types.sol";
import {SluiceChannels} from "../src/SluiceChannels.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {Fixture} from "./support/Fixture.sol";
import {Typed} from "./support/Typed.sol";

/// The two ways to close: the payer's exit with its delay (T4), and the payee's release.
contract ExitTest is Fixture {
    ChannelParams private params;
    bytes32 private id;
    uint48 private exitAt;

    function setUp() public override {
        super.setUp();
        params = openEth("a", 100);
        id = idOf(params);
        exitAt = uint48(block.timestamp + DELAY);
    }

    function test_startExitSetsTheDate() public {
        vm.expectEmit(address(channels));
        emit SluiceChannels.ExitStarted(id, payee, exitAt);
        startExit();
        assertChannel(params, 100, 0, exitAt);
    }

    function test_T4_secondStartCannotMoveTheDate() public {
        startExit();
        vm.warp(block.timestamp + 1);
        refuses(abi.encodeWithSelector(SluiceErrors.ExitUnderWay.selector, exitAt));
        startExit();
    }

    function test_T5_onlyThePayerStartsAndCancels() public {
        refuses(abi.encodeWithSelector(SluiceErrors.NotPayer.selector, payee, payer));
        vm.prank(payee);
        channels.startExit(params);
        startExit();
        refuses(abi.encodeWithSelector(SluiceErrors.NotPayer.selector, stranger, payer));
        vm.prank(stranger);
        channels.cancelExit(params);
    }

    function test_cancelReopensAndANewExitWaitsAgain() public {
        startExit();
        vm.warp(exitAt);
        vm.expectEmit(address(channels));
        emit SluiceChannels.ExitCancelled(id);
        vm.prank(payer);
        channels.cancelExit(params);
        assertChannel(params, 100, 0, 0);
        refuses(abi.encodeWithSelector(SluiceErrors.NoExit.selector, id));
        channels.finishExit(params);
        startExit();
        refuses(abi.encodeWithSelector(SluiceErrors.ExitNotOver.selector, exitAt + DELAY, exitAt));
        channels.finishExit(params);
    }

    function test_cancelWithoutAnExitIsRefused() public {
        refuses(abi.encodeWithSelector(SluiceErrors.NoExit.selector, id));
        vm.prank(payer);
        channels.cancelExit(params);
    }

    function test_T4_finishWaitsToTheSecond() public {
        startExit();
        vm.warp(exitAt - 1);
        refuses(abi.encodeWithSelector(SluiceErrors.ExitNotOver.selector, exitAt, exitAt - 1));
        channels.finishExit(params);
        vm.warp(exitAt);
        vm.expectEmit(address(channels));
        emit SluiceChannels.Closed(id, 100);
        vm.prank(stranger);
        channels.finishExit(params);
        assertEq(channels.freeBalance(payer, ETH), 100, "refund goes to the payer");
    }

    function testFuzz_T4_exitNeverTakesWhatWasClaimedBefore(uint128 before, uint128 during) public {
        before = uint128(bound(before, 1, 99));
        during = uint128(bound(during, before + 1, 100));
        channels.claim(voucher(params, before));
        startExit();
        vm.warp(exitAt);
        channels.claim(voucher(params, during));
        channels.finishExit(params);
        assertEq(channels.credits(payee, ETH), during, "payee keeps every claim");
        assertEq(channels.freeBalance(payer, ETH), 100 - during, "payer gets the rest");
        assertChannel(params, during, during, type(uint48).max);
    }

    function test_I6_nothingWorksOnAClosedChannel() public {
        channels.claim(voucher(params, 10));
        channels.release(params, 10, releaseOf(params, 10));
        bytes memory closed = abi.encodeWithSelector(SluiceErrors.ChannelClosed.selector, id);
        refuses(closed);
        channels.claim(voucher(params, 20));
        refuses(closed);
        startExit();
        refuses(closed);
        vm.prank(payer);
        channels.cancelExit(params);
        refuses(closed);
        channels.finishExit(params);
        refuses(closed);
        channels.release(params, 10, releaseOf(params, 10));
        refuses(abi.encodeWithSelector(SluiceErrors.ChannelExists.selector, id));
        openOne(ETH, 100, requestFor("a", 100));
    }

    function test_I6_oldVoucherNeverRevives() public {
        channels.release(params, 0, releaseOf(params, 0));
        ChannelParams memory fresh = openEth("b", 100);
        refuses(abi.encodeWithSelector(SluiceErrors.ChannelClosed.selector, id));
        channels.claim(voucher(params, 50));
        bytes memory old = voucher(params, 50).signature;
        address recovered = ecrecoverOf(Typed.voucher(domain(), idOf(fresh), 50), old);
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, recovered, signer));
        channels.claim(claimWith(fresh, 50, old));
    }

    function test_unknownChannelIsRefusedEverywhere() public {
        params.salt = "never opened";
        bytes memory unknown = abi.encodeWithSelector(SluiceErrors.UnknownChannel.selector, idOf(params));
        refuses(unknown);
        startExit();
        refuses(unknown);
        vm.prank(payer);
        channels.cancelExit(params);
        refuses(unknown);
        channels.finishExit(params);
        refuses(unknown);
        channels.release(params, 0, releaseOf(params, 0));
    }

    function test_releaseClosesAtOnce() public {
        channels.claim(voucher(params, 10));
        vm.expectEmit(address(channels));
        emit SluiceChannels.Closed(id, 90);
        vm.prank(stranger);
        channels.release(params, 10, releaseOf(params, 10));
        assertEq(channels.freeBalance(payer, ETH), 90, "refund");
        assertEq(channels.credits(payee, ETH), 10, "credit");
    }

    function test_releaseWaitsForTheClaimItNames() public {
        channels.claim(voucher(params, 10));
        refuses(abi.encodeWithSelector(SluiceErrors.ReleaseAheadOfClaims.selector, 11, 10));
        channels.release(params, 11, releaseOf(params, 11));
        channels.claim(voucher(params, 12));
        channels.release(params, 11, releaseOf(params, 11));
    }

    function test_releaseDuringAnExitSkipsTheDelay() public {
        startExit();
        channels.release(params, 0, releaseOf(params, 0));
        assertChannel(params, 0, 0, type(uint48).max);
    }

    function test_T5_releaseNeedsThePayeesSignature() public {
        bytes32 digest = Typed.release(domain(), id, 0);
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, signer, payee));
        channels.release(params, 0, sign(SIGNER_KEY, digest));
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, address(0), payee));
        channels.release(params, 0, signHighS(PAYEE_KEY, digest));
    }

    function test_T1_voucherIsNoRelease() public {
        bytes memory signature = sign(PAYEE_KEY, Typed.voucher(domain(), id, 0));
        address recovered = ecrecoverOf(Typed.release(domain(), id, 0), signature);
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, recovered, payee));
        channels.release(params, 0, signature);
    }

    function startExit() private {
        vm.prank(payer);
        channels.startExit(params);
    }
}
