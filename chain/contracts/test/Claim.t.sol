// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Claims} from "../src/Claims.sol";
import {ChannelParams, Claim} from "../src/Types.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {Fixture} from "./support/Fixture.sol";
import {Typed} from "./support/Typed.sol";
import {Vm} from "./support/Base.sol";

/// Claims: monotone (I6), never above the reserve (I5), bad rows cost themselves only (T8), signatures are strict (T2).
contract ClaimTest is Fixture {
    ChannelParams private params;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        params = openEth("a", 100);
        id = idOf(params);
    }

    function test_claimCreditsTheStep() public {
        channels.claim(voucher(params, 30));
        vm.expectEmit(address(channels));
        emit Claims.Claimed(id, payee, 50, 20);
        vm.prank(stranger);
        channels.claim(voucher(params, 50));
        assertEq(channels.credits(payee, ETH), 50, "credit");
        assertChannel(params, 100, 50, 0);
    }

    function test_I5_claimStopsAtTheReserve() public {
        refuses(abi.encodeWithSelector(SluiceErrors.AboveReserve.selector, 101, 100));
        channels.claim(voucher(params, 101));
        channels.claim(voucher(params, 99));
        channels.claim(voucher(params, 100));
    }

    function test_I5_amountBeyondTheFieldIsRefused() public {
        uint128 wrapped = uint128(type(uint104).max) + 51;
        refuses(abi.encodeWithSelector(SluiceErrors.AboveReserve.selector, wrapped, 100));
        channels.claim(voucher(params, wrapped));
        refuses(abi.encodeWithSelector(SluiceErrors.AboveReserve.selector, type(uint128).max, 100));
        channels.claim(voucher(params, type(uint128).max));
    }

    function test_I6_claimMustRise() public {
        channels.claim(voucher(params, 50));
        for (uint128 amount = 49; amount <= 50; ++amount) {
            refuses(abi.encodeWithSelector(SluiceErrors.NotAboveClaimed.selector, amount, 50));
            channels.claim(voucher(params, amount));
        }
        channels.claim(voucher(params, 51));
    }

    function test_claimOfNothingIsRefused() public {
        refuses(abi.encodeWithSelector(SluiceErrors.NotAboveClaimed.selector, 0, 0));
        channels.claim(voucher(params, 0));
    }

    function test_claimOfAnUnknownChannelIsRefused() public {
        ChannelParams memory unknown = paramsFor(ETH, "b");
        refuses(abi.encodeWithSelector(SluiceErrors.UnknownChannel.selector, idOf(unknown)));
        channels.claim(voucher(unknown, 1));
    }

    function test_T2_anotherSignerIsRefused() public {
        Claim memory c = voucher(params, 5);
        c.signature = sign(STRANGER_KEY, Typed.voucher(domain(), id, 5));
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, stranger, signer));
        channels.claim(c);
    }

    function test_T2_highSIsRefused() public {
        Claim memory c = voucher(params, 5);
        c.signature = signHighS(SIGNER_KEY, Typed.voucher(domain(), id, 5));
        refusesMalformed(c);
    }

    function test_T2_malformedSignaturesAreRefused() public {
        Claim memory c = voucher(params, 5);
        bytes memory good = c.signature;
        c.signature = new bytes(65);
        refusesMalformed(c);
        c.signature = bytes.concat(good, hex"00");
        refusesMalformed(c);
        c.signature = "";
        refusesMalformed(c);
        for (uint8 v; v < 4; ++v) {
            c.signature = bytes.concat(good);
            c.signature[64] = bytes1(v == 3 ? 29 : v == 2 ? 26 : v);
            refusesMalformed(c);
        }
    }

    function testFuzz_T2_aChangedBitIsRefused(uint256 bit) public {
        Claim memory c = voucher(params, 5);
        bit = bound(bit, 0, 65 * 8 - 1);
        c.signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        Claim[] memory rows = new Claim[](1);
        rows[0] = c;
        channels.claimBatch(rows);
        assertChannel(params, 100, 0, 0);
    }

    function test_T8_badRowsAreSkippedWithTheirReason() public {
        Claim[] memory rows = new Claim[](6);
        rows[0] = voucher(params, 10);
        rows[1] = voucher(params, 10);
        rows[2] = voucher(params, 101);
        rows[3] = voucher(paramsFor(ETH, "b"), 1);
        rows[4] = voucher(params, 20);
        rows[4].signature[0] ^= 0x01;
        rows[5] = voucher(params, 30);
        vm.recordLogs();
        channels.claimBatch(rows);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 6, "one event per row");
        assertSkipped(logs[1], 1, SluiceErrors.NotAboveClaimed.selector);
        assertSkipped(logs[2], 2, SluiceErrors.AboveReserve.selector);
        assertSkipped(logs[3], 3, SluiceErrors.UnknownChannel.selector);
        assertSkipped(logs[4], 4, SluiceErrors.WrongSigner.selector);
        assertEq(channels.credits(payee, ETH), 30, "the good rows settle");
    }

    function test_T8_batchCreditsEachRecipientAndToken() public {
        openOne(address(token), 100, requestFor("t", 100));
        ChannelParams memory other = openFor(stranger, "o");
        Claim[] memory rows = new Claim[](5);
        rows[0] = voucher(params, 1);
        rows[1] = voucher(paramsFor(address(token), "t"), 10);
        rows[2] = voucher(other, 100);
        rows[3] = voucher(params, 3);
        rows[4] = voucher(params, 6);
        channels.claimBatch(rows);
        assertEq(channels.credits(payee, ETH), 6, "payee, ETH");
        assertEq(channels.credits(payee, address(token)), 10, "payee, token");
        assertEq(channels.credits(stranger, ETH), 100, "other payee");
    }

    function test_emptyBatchDoesNothing() public {
        channels.claimBatch(new Claim[](0));
        assertEq(channels.credits(address(0), ETH), 0, "nobody");
    }

    function test_claimGoesOnDuringAnExitUntilItIsFinished() public {
        vm.prank(payer);
        channels.startExit(params);
        channels.claim(voucher(params, 10));
        vm.warp(block.timestamp + 2 * DELAY);
        channels.claim(voucher(params, 20));
        channels.finishExit(params);
        refuses(abi.encodeWithSelector(SluiceErrors.ChannelClosed.selector, id));
        channels.claim(voucher(params, 30));
        assertEq(channels.credits(payee, ETH), 20, "credit");
        assertEq(channels.freeBalance(payer, ETH), 80, "refund");
    }

    function openFor(address who, bytes32 salt) private returns (ChannelParams memory p) {
        p = paramsFor(ETH, salt);
        p.payee = who;
        address usual = payee;
        payee = who;
        openOne(ETH, 100, requestFor(salt, 100));
        payee = usual;
    }

    function refusesMalformed(Claim memory c) private {
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, address(0), signer));
        channels.claim(c);
    }

    function assertSkipped(Vm.Log memory log, uint256 index, bytes4 reason) private pure {
        vm.assertEq(log.topics[0], Claims.ClaimSkipped.selector, "event");
        vm.assertEq(log.data, abi.encode(index, reason), "row and reason");
    }
}
