// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, Claim, OpenRequest, Share} from "../src/Types.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {Fixture} from "./support/Fixture.sol";

/// T7: shares are taken of the cumulative amount, the last recipient gets the rest, and no unit is lost or made.
contract SplitTest is Fixture {
    uint104 private constant RESERVE = type(uint104).max;

    function test_lastRecipientGetsTheRest() public {
        Share[] memory split = shares(3);
        (split[0].bps, split[1].bps, split[2].bps) = (3333, 3333, 3334);
        ChannelParams memory params = openSplit(split);
        channels.claim(voucher(params, split, 1));
        assertCredits(split, [uint256(0), 0, 1]);
        channels.claim(voucher(params, split, 2));
        assertCredits(split, [uint256(0), 0, 2]);
        channels.claim(voucher(params, split, 10));
        assertCredits(split, [uint256(3), 3, 4]);
        assertEq(channels.credits(payee, ETH), 0, "a split replaces the payee");
    }

    function testFuzz_T7_stepsPayWhatOneClaimPays(uint128 first, uint128 second, uint16 bps) public {
        first = uint128(bound(first, 1, RESERVE - 1));
        second = uint128(bound(second, first + 1, RESERVE));
        Share[] memory split = shares(2);
        split[0].bps = uint16(bound(bps, 0, 10_000));
        split[1].bps = 10_000 - split[0].bps;
        ChannelParams memory params = openSplit(split);
        channels.claim(voucher(params, split, first));
        channels.claim(voucher(params, split, second));
        uint256 floor = uint256(second) * split[0].bps / 10_000;
        assertEq(channels.credits(split[0].recipient, ETH), floor, "floor of the total");
        assertEq(channels.credits(split[1].recipient, ETH), second - floor, "the rest");
    }

    /// Found by testFuzz_I4_sharesSumToTheClaims: with floors of the whole amount the last share went from 1 to 0 here,
    /// which reverted the claim and with it every batch that held it (T8).
    function test_T8_noShareFallsWhenOthersRoundUpTogether() public {
        Share[] memory split = shares(3);
        (split[0].bps, split[1].bps, split[2].bps) = (5000, 5000, 0);
        ChannelParams memory params = openSplit(split);
        channels.claim(voucher(params, split, 1));
        channels.claim(voucher(params, split, 2));
        assertCredits(split, [uint256(1), 1, 0]);
    }

    function testFuzz_I4_sharesSumToTheClaims(uint256 seed, uint8 count, uint8 steps) public {
        Share[] memory split = randomSplit(seed, bound(count, 1, 16));
        ChannelParams memory params = openSplit(split);
        uint128 cumulative;
        steps = uint8(bound(steps, 1, 8));
        for (uint256 i; i < steps; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            cumulative += uint128(1 + (random >> 8) % (i % 2 == 0 ? 3 : 1e6));
            channels.claim(voucher(params, split, cumulative));
        }
        assertShared(split, cumulative);
    }

    /// One claim for all, recomputed here: sums exactly, whatever the steps, and each within a unit a recipient of its part.
    function assertShared(Share[] memory split, uint256 cumulative) private view {
        uint256 rest = cumulative;
        uint256 left = 10_000;
        for (uint256 i; i < split.length; ++i) {
            uint256 credit = channels.credits(split[i].recipient, ETH);
            uint256 exact = cumulative * split[i].bps / 10_000;
            assertEq(credit, left == 0 ? 0 : rest * split[i].bps / left, "share");
            vm.assertTrue(credit <= exact + i + 1 && exact <= credit + 1, "close to its part");
            rest -= credit;
            left -= split[i].bps;
        }
        assertEq(rest, 0, "nothing left");
    }

    function test_oneRecipientTwiceGetsBothShares() public {
        Share[] memory split = shares(2);
        (split[0].bps, split[1].bps) = (2500, 7500);
        split[1].recipient = split[0].recipient;
        channels.claim(voucher(openSplit(split), split, 9));
        assertEq(channels.credits(split[0].recipient, ETH), 9, "both");
    }

    function test_splitMustHashToTheChannels() public {
        Share[] memory split = shares(2);
        (split[0].bps, split[1].bps) = (4000, 6000);
        ChannelParams memory params = openSplit(split);
        bytes32 expected = params.splitHash;
        refuses(abi.encodeWithSelector(SluiceErrors.SplitMismatch.selector, bytes32(0), expected));
        channels.claim(voucher(params, new Share[](0), 9));
        (split[0].bps, split[1].bps) = (6000, 4000);
        bytes32 swapped = keccak256(abi.encode(split));
        refuses(abi.encodeWithSelector(SluiceErrors.SplitMismatch.selector, swapped, expected));
        channels.claim(voucher(params, split, 9));
    }

    function test_splitOnAChannelWithoutOneIsRefused() public {
        Share[] memory split = shares(1);
        split[0].bps = 10_000;
        ChannelParams memory params = openEth("plain", 10);
        refuses(abi.encodeWithSelector(SluiceErrors.SplitMismatch.selector, keccak256(abi.encode(split)), bytes32(0)));
        channels.claim(voucher(params, split, 9));
    }

    function test_sharesMustSumToTheWhole() public {
        for (uint16 sum = 9_999; sum <= 10_001; sum += 2) {
            Share[] memory split = shares(2);
            (split[0].bps, split[1].bps) = (5_000, sum - 5_000);
            refusesSplit(split, abi.encodeWithSelector(SluiceErrors.SplitSum.selector, sum, 10_000));
        }
    }

    function test_sumCannotWrap() public {
        Share[] memory split = shares(3);
        (split[0].bps, split[1].bps, split[2].bps) = (65_535, 1, 10_000);
        refusesSplit(split, abi.encodeWithSelector(SluiceErrors.SplitSum.selector, 75_536, 10_000));
    }

    function test_sixteenRecipientsAreTheMost() public {
        Share[] memory split = randomSplit(1, 16);
        channels.claim(voucher(openSplit(split), split, 9));
        refusesSplit(randomSplit(1, 17), abi.encodeWithSelector(SluiceErrors.SplitLength.selector, 17, 16));
    }

    function test_recipientMustBeSomebodyElse() public {
        Share[] memory split = randomSplit(1, 2);
        split[0].recipient = address(0);
        refusesSplit(split, abi.encodeWithSelector(SluiceErrors.SplitRecipient.selector, 0));
        split = randomSplit(1, 2);
        split[1].recipient = address(channels);
        refusesSplit(split, abi.encodeWithSelector(SluiceErrors.SplitRecipient.selector, 1));
    }

    function test_T8_badSplitIsSkippedInABatch() public {
        Share[] memory split = randomSplit(1, 2);
        ChannelParams memory params = openSplit(split);
        Claim[] memory rows = new Claim[](2);
        rows[0] = voucher(params, new Share[](0), 9);
        rows[1] = voucher(params, split, 7);
        channels.claimBatch(rows);
        assertChannel(params, RESERVE, 7, 0);
    }

    function refusesSplit(Share[] memory split, bytes memory reason) private {
        ChannelParams memory params = openSplit(split);
        refuses(reason);
        channels.claim(voucher(params, split, 9));
    }

    function openSplit(Share[] memory split) private returns (ChannelParams memory params) {
        OpenRequest memory request = requestFor("split", RESERVE);
        request.splitHash = keccak256(abi.encode(split));
        request.salt = request.splitHash;
        vm.deal(payer, RESERVE);
        openOne(ETH, RESERVE, request);
        params = paramsFor(ETH, request.salt);
        params.splitHash = request.splitHash;
    }

    function shares(uint256 count) private pure returns (Share[] memory split) {
        split = new Share[](count);
        for (uint256 i; i < count; ++i) {
            split[i].recipient = address(uint160(0x2000 + i));
        }
    }

    function randomSplit(uint256 seed, uint256 count) private pure returns (Share[] memory split) {
        split = shares(count);
        uint256 rest = 10_000;
        for (uint256 i; i + 1 < count; ++i) {
            split[i].bps = uint16(uint256(keccak256(abi.encode(seed, "bps", i))) % (rest + 1));
            rest -= split[i].bps;
        }
        split[count - 1].bps = uint16(rest);
    }

    function assertCredits(Share[] memory split, uint256[3] memory expected) private view {
        for (uint256 i; i < 3; ++i) {
            assertEq(channels.credits(split[i].recipient, ETH), expected[i], "credit");
        }
    }
}
