// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, OpenRequest, Permit, TopUp} from "../src/Types.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {TestPermitToken} from "../src/TestPermitToken.sol";
import {TestToken} from "../src/TestToken.sol";
import {Fixture} from "./support/Fixture.sol";

/// EIP-2612: a deposit in one transaction, which nobody makes fail by showing the permit first.
contract PermitTest is Fixture {
    uint256 private constant OWNER_KEY = 0x55;
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    TestPermitToken private permitToken;
    Permit private permit;

    function setUp() public override {
        super.setUp();
        permitToken = new TestPermitToken();
        token = permitToken;
        payer = vm.addr(OWNER_KEY);
        token.mint(payer, 1000);
        permit = permitOf(OWNER_KEY, 100, block.timestamp);
    }

    function test_depositWithPermitNeedsNoApproval() public {
        deposit(100, permit);
        assertEq(channels.freeBalance(payer, address(token)), 100, "free");
        assertEq(token.allowance(payer, address(channels)), 0, "the allowance is used up");
    }

    function test_openWithPermitDepositsAndOpens() public {
        vm.prank(payer);
        channels.openWithPermit(address(token), 100, one(requestFor("a", 60)), permit);
        assertChannel(paramsFor(address(token), "a"), 60, 0, 0);
        assertEq(channels.freeBalance(payer, address(token)), 40, "free");
    }

    function test_topUpWithPermitDepositsAndTopsUp() public {
        vm.prank(payer);
        channels.openWithPermit(address(token), 60, one(requestFor("a", 60)), permit);
        permit = permitOf(OWNER_KEY, 100, block.timestamp);
        vm.prank(payer);
        channels.topUpWithPermit(address(token), 70, one(TopUp(paramsFor(address(token), "a"), 70)), permit);
        assertChannel(paramsFor(address(token), "a"), 130, 0, 0);
    }

    function test_T6_aPermitThatSomebodyShowedFirstIsIgnored() public {
        vm.prank(stranger);
        permitToken.permit(payer, address(channels), 100, permit.deadline, permit.v, permit.r, permit.s);
        deposit(100, permit);
        assertEq(channels.freeBalance(payer, address(token)), 100, "free");
    }

    function test_T6_openAndTopUpIgnoreAUsedPermitToo() public {
        permit = permitOf(OWNER_KEY, type(uint256).max, block.timestamp);
        deposit(1, permit);
        vm.prank(payer);
        channels.openWithPermit(address(token), 50, one(requestFor("a", 50)), permit);
        vm.prank(payer);
        channels.topUpWithPermit(address(token), 50, one(TopUp(paramsFor(address(token), "a"), 50)), permit);
        assertChannel(paramsFor(address(token), "a"), 100, 0, 0);
    }

    function test_aUsedPermitWithTooLittleAllowanceLeftIsRefused() public {
        deposit(40, permit);
        refuses(abi.encodeWithSelector(SluiceErrors.PermitRefused.selector, 60, 61));
        deposit(61, permit);
        deposit(60, permit);
    }

    function test_anExpiredPermitIsRefusedToTheSecond() public {
        vm.warp(permit.deadline + 1);
        refuses(abi.encodeWithSelector(SluiceErrors.PermitRefused.selector, 0, 100));
        deposit(100, permit);
        vm.warp(permit.deadline);
        deposit(100, permit);
    }

    function test_T2_aPermitOfAnotherKeyIsRefused() public {
        permit = permitOf(STRANGER_KEY, 100, block.timestamp);
        permit.s = bytes32(uint256(permit.s) ^ 1);
        refuses(abi.encodeWithSelector(SluiceErrors.PermitRefused.selector, 0, 100));
        deposit(100, permit);
    }

    function test_T5_aStrangerCannotSpendThePayersPermit() public {
        refuses(abi.encodeWithSelector(SluiceErrors.PermitRefused.selector, 0, 100));
        vm.prank(stranger);
        channels.depositWithPermit(address(token), 100, permit);
        assertEq(token.balanceOf(payer), 1000, "untouched");
    }

    function test_aPermitForTooLittleIsRefusedByTheToken() public {
        vm.prank(payer);
        (bool accepted,) =
            address(channels).call(abi.encodeCall(channels.depositWithPermit, (address(token), 101, permit)));
        vm.assertTrue(!accepted, "more than permitted");
    }

    function test_aTokenWithoutPermitIsDepositedWhenItsAllowanceSuffices() public {
        token = new TestToken();
        token.mint(payer, 1000);
        refuses(abi.encodeWithSelector(SluiceErrors.PermitRefused.selector, 0, 100));
        deposit(100, permit);
        vm.prank(payer);
        token.approve(address(channels), 100);
        deposit(100, permit);
        assertEq(channels.freeBalance(payer, address(token)), 100, "free");
    }

    function test_permitFunctionsTakeNoCoin() public {
        refuses(abi.encodeWithSelector(SluiceErrors.WrongValue.selector, 0, 100));
        vm.prank(payer);
        channels.depositWithPermit(ETH, 100, permit);
        vm.deal(payer, 1);
        vm.prank(payer);
        (bool accepted,) = address(channels).call{value: 1}(
            abi.encodeCall(channels.depositWithPermit, (address(token), 100, permit))
        );
        vm.assertTrue(!accepted, "not payable");
    }

    function test_aDepositOfNothingIsRefused() public {
        refuses(SluiceErrors.ZeroAmount.selector);
        deposit(0, permit);
    }

    function test_openWithPermitChecksReservesAsOpenDoes() public {
        refuses(abi.encodeWithSelector(SluiceErrors.AboveFreeBalance.selector, 101, 100));
        vm.prank(payer);
        channels.openWithPermit(address(token), 100, one(requestFor("a", 101)), permit);
        refuses(SluiceErrors.ZeroAmount.selector);
        vm.prank(payer);
        channels.openWithPermit(address(token), 100, one(requestFor("a", 0)), permit);
    }

    function test_topUpWithPermitChecksChannelsAsTopUpDoes() public {
        ChannelParams memory unknown = paramsFor(address(token), "never opened");
        refuses(abi.encodeWithSelector(SluiceErrors.UnknownChannel.selector, idOf(unknown)));
        vm.prank(payer);
        channels.topUpWithPermit(address(token), 100, one(TopUp(unknown, 1)), permit);
    }

    function deposit(uint256 amount, Permit memory with) private {
        vm.prank(payer);
        channels.depositWithPermit(address(token), amount, with);
    }

    function permitOf(uint256 key, uint256 value, uint256 deadline) private view returns (Permit memory) {
        bytes32 body = keccak256(
            abi.encode(PERMIT_TYPEHASH, payer, address(channels), value, permitToken.nonces(payer), deadline)
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", permitToken.DOMAIN_SEPARATOR(), body));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return Permit(value, deadline, v, r, s);
    }
}
