// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, Claim, OpenRequest, Permit, Share, TopUp} from "../src/Types.sol";
import {TestPermitToken} from "../src/TestPermitToken.sol";
import {SluiceRegistry} from "../src/SluiceRegistry.sol";
import {Fixture} from "./support/Fixture.sol";

/// The gas of each operation as a transaction of its own (needs `--isolate`), written to snapshots/GasTest.json.
contract GasTest is Fixture {
    uint104 private constant RESERVE = 10 ether;
    uint128 private constant STEP = 123456789012345;

    function test_open() public {
        for (uint256 i; i < 2; ++i) {
            (address asset, string memory unit) = i == 0 ? (ETH, "eth") : (address(token), "erc20");
            openOne(asset, RESERVE, requestFor("first", RESERVE));
            vm.snapshotGasLastCall(string.concat("deposit and open first channel, ", unit));
        }
        depositAndOpenWithPermit();
        open(1, "one");
        open(11, "eleven");
    }

    function test_topUp() public {
        ChannelParams memory params = openEth("a", RESERVE);
        vm.prank(payer);
        channels.topUp{value: 1 ether}(ETH, 1 ether, one(TopUp(params, 1 ether)));
        vm.snapshotGasLastCall("top up from a deposit, eth");

        openOne(address(token), RESERVE, requestFor("a", RESERVE));
        vm.prank(payer);
        channels.topUp(address(token), 1 ether, one(TopUp(paramsFor(address(token), "a"), 1 ether)));
        vm.snapshotGasLastCall("top up from a deposit, erc20");
    }

    function test_claim() public {
        ChannelParams memory params = openEth("a", RESERVE);
        channels.claim(voucher(params, STEP));
        vm.snapshotGasLastCall("claim, first of channel and payee");
        channels.claim(voucher(params, 2 * STEP));
        vm.snapshotGasLastCall("claim, steady");
    }

    function test_claimSplit() public {
        Share[] memory split = new Share[](3);
        for (uint256 i; i < 3; ++i) {
            split[i] = Share(address(uint160(0x1000 + i)), i == 2 ? 3334 : 3333);
        }
        OpenRequest memory request = requestFor("a", RESERVE);
        request.splitHash = keccak256(abi.encode(split));
        openOne(ETH, RESERVE, request);
        ChannelParams memory params = paramsFor(ETH, "a");
        params.splitHash = request.splitHash;
        channels.claim(voucher(params, split, STEP));
        channels.claim(voucher(params, split, 2 * STEP));
        vm.snapshotGasLastCall("claim, steady, split of three");
    }

    function test_claimBatch() public {
        Claim[] memory first = new Claim[](100);
        Claim[] memory next = new Claim[](100);
        Claim[] memory single = new Claim[](1);
        for (uint256 i; i < 100; ++i) {
            payer = address(uint160(uint256(keccak256(abi.encode("payer", i)))));
            fund(payer);
            ChannelParams memory params = openEth(keccak256(abi.encode("salt", i)), RESERVE);
            first[i] = voucher(params, STEP);
            next[i] = voucher(params, 2 * STEP);
            single[0] = voucher(params, 3 * STEP);
        }
        channels.claimBatch(first);
        vm.snapshotGasLastCall("claimBatch of 100, first of each channel");
        channels.claimBatch(next);
        vm.snapshotGasLastCall("claimBatch of 100, steady");
        channels.claimBatch(single);
        vm.snapshotGasLastCall("claimBatch of 1, steady");
    }

    function test_exit() public {
        ChannelParams memory params = openEth("a", RESERVE);
        vm.prank(payer);
        channels.startExit(params);
        vm.snapshotGasLastCall("startExit");
        vm.prank(payer);
        channels.cancelExit(params);
        vm.snapshotGasLastCall("cancelExit");
        vm.prank(payer);
        channels.startExit(params);
        vm.warp(block.timestamp + DELAY);
        channels.finishExit(params);
        vm.snapshotGasLastCall("finishExit");

        params = openEth("b", RESERVE);
        channels.release(params, 0, releaseOf(params, 0));
        vm.snapshotGasLastCall("release");
        params = openEth("c", RESERVE);
        vm.prank(payee);
        channels.setDelegate(stranger);
        vm.snapshotGasLastCall("setDelegate");
        channels.release(params, 0, sign(STRANGER_KEY, channels.releaseDigest(idOf(params), 0)));
        vm.snapshotGasLastCall("release by the delegate");
    }

    function test_withdraw() public {
        for (uint256 i; i < 2; ++i) {
            (address asset, string memory unit) = i == 0 ? (ETH, "eth") : (address(token), "erc20");
            openOne(asset, 2 * uint256(RESERVE), requestFor("a", RESERVE));
            channels.claim(voucher(paramsFor(asset, "a"), STEP));
            if (asset != ETH) token.mint(payee, 1);
            vm.deal(payee, 1 ether);
            vm.prank(payee);
            channels.withdraw(asset);
            vm.snapshotGasLastCall(string.concat("withdraw, ", unit));
            vm.prank(payer);
            channels.withdrawDeposit(asset, 1 ether);
            vm.snapshotGasLastCall(string.concat("withdrawDeposit, ", unit));
        }
    }

    function test_anchor() public {
        SluiceRegistry registry = new SluiceRegistry();
        registry.anchor(keccak256("content"), keccak256("manifest"), 1);
        vm.snapshotGasLastCall("anchor");
    }

    /// Against an approval beforehand, which is a transaction of its own.
    function depositAndOpenWithPermit() private {
        TestPermitToken permitToken = new TestPermitToken();
        address usual = payer;
        payer = vm.addr(0x55);
        permitToken.mint(payer, RESERVE);
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 body = keccak256(abi.encode(typehash, payer, address(channels), RESERVE, 0, block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", permitToken.DOMAIN_SEPARATOR(), body));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(0x55, digest);
        Permit memory permit = Permit(RESERVE, block.timestamp, v, r, s);
        vm.prank(payer);
        channels.openWithPermit(address(permitToken), RESERVE, one(requestFor("first", RESERVE)), permit);
        vm.snapshotGasLastCall("deposit and open first channel, erc20 with permit");
        payer = usual;
    }

    function open(uint256 count, string memory name) private {
        OpenRequest[] memory requests = new OpenRequest[](count);
        for (uint256 i; i < count; ++i) {
            requests[i] = requestFor(keccak256(abi.encode(name, i)), RESERVE);
            requests[i].payee = vm.addr(1000 + i);
        }
        vm.prank(payer);
        channels.open{value: count * RESERVE}(ETH, count * RESERVE, requests);
        vm.snapshotGasLastCall(string.concat("deposit and open ", name));
    }
}
