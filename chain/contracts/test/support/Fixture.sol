// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, Claim, OpenRequest, Share, TopUp} from "../../src/Types.sol";
import {SluiceChannels} from "../../src/SluiceChannels.sol";
import {TestToken} from "../../src/TestToken.sol";
import {Base} from "./Base.sol";
import {Typed} from "./Typed.sol";

/// A contract with one payer, one payee and both kinds of money.
abstract contract Fixture is Base {
    uint256 internal constant SIGNER_KEY = 0x51;
    uint256 internal constant PAYEE_KEY = 0x52;
    uint256 internal constant STRANGER_KEY = 0x53;
    uint64 internal constant DELAY = 1 days;
    uint64 internal constant MIN_DELAY = 1 hours;
    address internal constant ETH = address(0);

    address internal payer = address(0xA11CE);
    address internal stranger = vm.addr(STRANGER_KEY);
    address internal payee = vm.addr(PAYEE_KEY);
    address internal signer = vm.addr(SIGNER_KEY);

    SluiceChannels internal channels;
    TestToken internal token;

    function setUp() public virtual {
        channels = new SluiceChannels(0, MIN_DELAY);
        token = new TestToken();
        fund(payer);
    }

    function fund(address who) internal {
        vm.deal(who, 1e30);
        token.mint(who, 1e30);
        vm.prank(who);
        token.approve(address(channels), type(uint256).max);
    }

    function requestFor(bytes32 salt, uint104 reserve) internal view returns (OpenRequest memory) {
        return OpenRequest(signer, payee, 0, DELAY, salt, reserve);
    }

    function paramsFor(address asset, bytes32 salt) internal view returns (ChannelParams memory) {
        return ChannelParams(payer, signer, payee, asset, 0, DELAY, salt);
    }

    /// Opens one channel of the payer, paid by a deposit of exactly its reserve.
    function openEth(bytes32 salt, uint104 reserve) internal returns (ChannelParams memory) {
        openOne(ETH, reserve, requestFor(salt, reserve));
        return paramsFor(ETH, salt);
    }

    function openOne(address asset, uint256 depositAmount, OpenRequest memory request) internal {
        vm.prank(payer);
        channels.open{value: asset == ETH ? depositAmount : 0}(asset, depositAmount, one(request));
    }

    function one(OpenRequest memory request) internal pure returns (OpenRequest[] memory list) {
        list = new OpenRequest[](1);
        list[0] = request;
    }

    function one(TopUp memory request) internal pure returns (TopUp[] memory list) {
        list = new TopUp[](1);
        list[0] = request;
    }

    function voucher(ChannelParams memory params, uint128 cumulative) internal view returns (Claim memory) {
        return voucher(params, new Share[](0), cumulative);
    }

    function voucher(ChannelParams memory params, Share[] memory split, uint128 cumulative)
        internal
        view
        returns (Claim memory)
    {
        bytes32 digest = Typed.voucher(domain(), idOf(params), cumulative);
        return Claim(params, split, cumulative, sign(SIGNER_KEY, digest));
    }

    function claimWith(ChannelParams memory params, uint128 cumulative, bytes memory signature)
        internal
        pure
        returns (Claim memory)
    {
        return Claim(params, new Share[](0), cumulative, signature);
    }

    function releaseOf(ChannelParams memory params, uint128 claimed) internal view returns (bytes memory) {
        return sign(PAYEE_KEY, Typed.release(domain(), idOf(params), claimed));
    }

    function domain() internal view returns (bytes32) {
        return Typed.domain(block.chainid, address(channels));
    }

    function idOf(ChannelParams memory params) internal view returns (bytes32) {
        return Typed.channelId(domain(), params);
    }

    function assertChannel(ChannelParams memory params, uint256 reserve, uint256 claimed, uint256 exitAt) internal view {
        (uint104 r, uint104 c, uint48 e) = channels.channel(idOf(params));
        assertEq(r, reserve, "reserve");
        assertEq(c, claimed, "claimed");
        assertEq(e, exitAt, "exitAt");
    }

    function refuses(bytes memory refusal) internal {
        vm.expectRevert(refusal);
    }

    function refuses(bytes4 selector) internal {
        vm.expectRevert(abi.encodeWithSelector(selector));
    }
}
