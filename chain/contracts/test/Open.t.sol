// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, OpenRequest, TopUp} from "../src/Types.sol";
import {SluiceChannels} from "../src/SluiceChannels.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {Fixture} from "./support/Fixture.sol";

/// Opening and topping up: reserves come out of the free balance and never exceed it.
contract OpenTest is Fixture {
    function test_openMovesTheReserveOutOfTheFreeBalance() public {
        bytes32 id = idOf(paramsFor(ETH, "a"));
        vm.expectEmit(address(channels));
        emit SluiceChannels.Opened(id, payer, payee, signer, ETH, 0, DELAY, "a", 6);
        openOne(ETH, 10, requestFor("a", 6));
        assertEq(channels.freeBalance(payer, ETH), 4, "free");
        assertChannel(paramsFor(ETH, "a"), 6, 0, 0);
    }

    function test_I5_T3_manyPayeesNeverReserveMoreThanTheDeposit() public {
        OpenRequest[] memory requests = new OpenRequest[](64);
        for (uint256 i; i < 64; ++i) {
            requests[i] = requestFor("a", 10);
            requests[i].payee = vm.addr(100 + i);
        }
        vm.prank(payer);
        channels.deposit{value: 639}(ETH, 639);
        refuses(abi.encodeWithSelector(SluiceErrors.AboveFreeBalance.selector, 10, 9));
        vm.prank(payer);
        channels.open(ETH, 0, requests);
        vm.prank(payer);
        channels.open{value: 1}(ETH, 1, requests);
        assertEq(channels.freeBalance(payer, ETH), 0, "free");
    }

    function test_openSpendsOnlyTheSameToken() public {
        vm.prank(payer);
        channels.deposit(address(token), 10);
        refuses(abi.encodeWithSelector(SluiceErrors.AboveFreeBalance.selector, 1, 0));
        openOne(ETH, 0, requestFor("a", 1));
    }

    function test_openTwiceIsRefused() public {
        ChannelParams memory params = openEth("a", 5);
        refuses(abi.encodeWithSelector(SluiceErrors.ChannelExists.selector, idOf(params)));
        openOne(ETH, 5, requestFor("a", 5));
    }

    function test_exitDelayHoldsToTheSecond() public {
        uint64[4] memory delays = [MIN_DELAY - 1, MIN_DELAY, 30 days, 30 days + 1];
        for (uint256 i; i < 4; ++i) {
            OpenRequest memory request = requestFor("a", 1);
            request.exitDelay = delays[i];
            if (i == 0 || i == 3) {
                refuses(
                    abi.encodeWithSelector(
                        SluiceErrors.ExitDelayOutOfRange.selector, delays[i], MIN_DELAY, uint64(30 days)
                    )
                );
            }
            openOne(ETH, 1, request);
        }
    }

    function test_openRefusesEmptyFields() public {
        OpenRequest memory request = requestFor("a", 0);
        refuses(SluiceErrors.ZeroAmount.selector);
        openOne(ETH, 1, request);
        request = requestFor("a", 1);
        request.payee = address(0);
        refuses(SluiceErrors.ZeroAddress.selector);
        openOne(ETH, 1, request);
        request.payee = address(channels);
        refuses(SluiceErrors.PayeeIsContract.selector);
        openOne(ETH, 1, request);
    }

    function test_T2_zeroSignerIsRefused() public {
        OpenRequest memory request = requestFor("a", 1);
        request.signer = address(0);
        refuses(SluiceErrors.ZeroAddress.selector);
        openOne(ETH, 1, request);
    }

    function test_reserveUpToTheWholeField() public {
        uint104 most = type(uint104).max;
        vm.deal(payer, uint256(most) + 1);
        ChannelParams memory params = openEth("a", most);
        assertChannel(params, most, 0, 0);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        topUp(params, 1);
    }

    function test_openAndTopUpCheckTheValue() public {
        OpenRequest[] memory requests = one(requestFor("a", 1));
        refuses(abi.encodeWithSelector(SluiceErrors.WrongValue.selector, 2, 1));
        vm.prank(payer);
        channels.open{value: 2}(ETH, 1, requests);
        TopUp[] memory topUps = one(TopUp(openEth("a", 5), 1));
        refuses(abi.encodeWithSelector(SluiceErrors.WrongValue.selector, 2, 1));
        vm.prank(payer);
        channels.topUp{value: 2}(ETH, 1, topUps);
    }

    function test_topUpRaisesTheReserve() public {
        ChannelParams memory params = openEth("a", 5);
        vm.expectEmit(address(channels));
        emit SluiceChannels.ToppedUp(idOf(params), 8);
        topUp(params, 3);
        assertChannel(params, 8, 0, 0);
        channels.claim(voucher(params, 8));
    }

    function test_topUpRefusals() public {
        ChannelParams memory params = openEth("a", 5);
        refuses(SluiceErrors.ZeroAmount.selector);
        topUp(params, 0);

        TopUp[] memory topUps = one(TopUp(params, 3));
        refuses(abi.encodeWithSelector(SluiceErrors.AboveFreeBalance.selector, 3, 2));
        vm.prank(payer);
        channels.topUp{value: 2}(ETH, 2, topUps);

        refuses(abi.encodeWithSelector(SluiceErrors.WrongToken.selector, ETH, token));
        vm.prank(payer);
        channels.topUp(address(token), 3, topUps);

        ChannelParams memory unknown = paramsFor(ETH, "b");
        refuses(abi.encodeWithSelector(SluiceErrors.UnknownChannel.selector, idOf(unknown)));
        topUp(unknown, 1);
    }

    function test_T5_onlyThePayerTopsUp() public {
        TopUp[] memory topUps = one(TopUp(openEth("a", 5), 3));
        vm.deal(stranger, 3);
        refuses(abi.encodeWithSelector(SluiceErrors.NotPayer.selector, stranger, payer));
        vm.prank(stranger);
        channels.topUp{value: 3}(ETH, 3, topUps);
    }

    function test_topUpOfAnExitingOrClosedChannelIsRefused() public {
        ChannelParams memory params = openEth("a", 5);
        vm.prank(payer);
        channels.startExit(params);
        refuses(abi.encodeWithSelector(SluiceErrors.ExitUnderWay.selector, uint48(block.timestamp + DELAY)));
        topUp(params, 1);
        channels.release(params, 0, releaseOf(params, 0));
        refuses(abi.encodeWithSelector(SluiceErrors.ChannelClosed.selector, idOf(params)));
        topUp(params, 1);
    }

    function topUp(ChannelParams memory params, uint104 amount) private {
        vm.prank(payer);
        channels.topUp{value: amount}(ETH, amount, one(TopUp(params, amount)));
    }
}
