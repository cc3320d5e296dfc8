// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {ChannelSlot, CLOSED} from "./ChannelSlot.sol";
import {Digests} from "./Digests.sol";
import {Splits} from "./Splits.sol";
import {ChannelParams, Claim, OpenRequest, Share, TopUp} from "./Types.sol";
import {Vault} from "./Vault.sol";

/// Payment channels with one deposit per payer and token, and a reserve per payee.
///
/// Opening moves money from the payer's free balance into the channel's reserve, so reserves never exceed deposits and no
/// voucher within its reserve can bounce (I5). A claim only raises `claimed`, up to the reserve (I6), and pays fixed
/// addresses, whoever sends it (T5). The payer gets the rest back after the exit delay (T4) or with the payee's release.
/// A closed id never opens again, so an old voucher never revives. No owner, no upgrade. Amounts are token base units.
contract SluiceChannels is Digests, Vault {
    /// The longest exit delay, in seconds.
    uint64 public constant MAX_EXIT_DELAY = 30 days;

    /// The shortest exit delay a channel may be opened with, in seconds.
    uint64 public immutable minExitDelay;

    mapping(bytes32 channelId => ChannelSlot) private _channels;

    event Opened(
        bytes32 indexed channelId,
        address indexed payer,
        address indexed payee,
        address signer,
        address token,
        bytes32 splitHash,
        uint64 exitDelay,
        bytes32 salt,
        uint104 reserve
    );
    event ToppedUp(bytes32 indexed channelId, uint104 reserve);
    event Claimed(bytes32 indexed channelId, address indexed payee, uint128 claimed, uint128 delta);
    event ClaimSkipped(uint256 index, bytes32 indexed channelId, bytes4 reason);
    event ExitStarted(bytes32 indexed channelId, address indexed payee, uint48 exitAt);
    event ExitCancelled(bytes32 indexed channelId);
    event Closed(bytes32 indexed channelId, uint104 refunded);

    constructor(uint256 depositCap_, uint64 minExitDelay_) Vault(depositCap_) {
        if (minExitDelay_ > MAX_EXIT_DELAY) revert ExitDelayOutOfRange(minExitDelay_, 0, MAX_EXIT_DELAY);
        minExitDelay = minExitDelay_;
    }

    /// The money and phase of a channel; all zero when it was never opened. A closed channel keeps what was claimed.
    function channel(bytes32 id) external view returns (uint104 reserve, uint104 claimed, uint48 exitAt) {
        ChannelSlot slot = _channels[id];
        return (slot.reserve(), slot.claimed(), slot.exitAt());
    }

    /// Deposits `depositAmount` (0 = nothing) for the caller, then opens a channel of `token` for each request.
    /// A split is bound by its hash alone: a payee must know the list behind the hash and check it before it serves,
    /// because a claim has to show a list that hashes to it and sums to 10,000.
    function open(address token, uint256 depositAmount, OpenRequest[] calldata requests) external payable nonReentrant {
        _deposit(msg.sender, token, depositAmount);
        uint256 free = freeBalance[msg.sender][token];
        for (uint256 i; i < requests.length; ++i) {
            uint104 reserve = requests[i].reserve;
            if (reserve > free) revert AboveFreeBalance(reserve, free);
            free -= reserve;
            _open(token, requests[i]);
        }
        freeBalance[msg.sender][token] = free;
    }

    /// Deposits `depositAmount` (0 = nothing) for the caller, then adds to the reserves of open channels of the caller.
    function topUp(address token, uint256 depositAmount, TopUp[] calldata topUps) external payable nonReentrant {
        _deposit(msg.sender, token, depositAmount);
        uint256 free = freeBalance[msg.sender][token];
        for (uint256 i; i < topUps.length; ++i) {
            uint104 amount = topUps[i].amount;
            if (amount > free) revert AboveFreeBalance(amount, free);
            free -= amount;
            _topUp(token, topUps[i].params, amount);
        }
        freeBalance[msg.sender][token] = free;
    }

    /// Settles one voucher, or reverts with the reason. Anyone may send it, until the channel is closed.
    function claim(Claim calldata c) external {
        bytes memory refusal = _claim(channelId(c.params), c);
        if (refusal.length != 0) _revertWith(refusal);
    }

    /// Settles many vouchers; a bad one is skipped with `ClaimSkipped` and the selector of its error (T8).
    function claimBatch(Claim[] calldata claims) external {
        for (uint256 i; i < claims.length; ++i) {
            Claim calldata c = claims[i];
            bytes32 id = channelId(c.params);
            bytes memory refusal = _claim(id, c);
            if (refusal.length != 0) emit ClaimSkipped(i, id, bytes4(refusal));
        }
    }

    /// Starts the payer's exit; it may be finished `exitDelay` seconds later. Claims go on until then.
    function startExit(ChannelParams calldata params) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        _requirePayer(params);
        if (slot.exitAt() != 0) revert ExitUnderWay(slot.exitAt());
        uint48 exitAt = uint48(block.timestamp + params.exitDelay);
        _channels[id] = slot.withExitAt(exitAt);
        emit ExitStarted(id, params.payee, exitAt);
    }

    /// Takes the payer's exit back; the channel is open again.
    function cancelExit(ChannelParams calldata params) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        _requirePayer(params);
        if (slot.exitAt() == 0) revert NoExit(id);
        _channels[id] = slot.withExitAt(0);
        emit ExitCancelled(id);
    }

    /// Closes a channel whose exit delay is over and frees what was not claimed. Anyone may call.
    function finishExit(ChannelParams calldata params) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        if (slot.exitAt() == 0) revert NoExit(id);
        if (block.timestamp < slot.exitAt()) revert ExitNotOver(slot.exitAt(), block.timestamp);
        _close(id, slot, params);
    }

    /// Closes a channel at once on the payee's signature and frees what was not claimed. Anyone may call.
    /// The signature is good from the moment that `claimed` has been claimed, so a payee signs it for its last voucher.
    function release(ChannelParams calldata params, uint128 claimed, bytes calldata payeeSignature) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        if (slot.claimed() < claimed) revert ReleaseAheadOfClaims(claimed, slot.claimed());
        address recovered = _recover(releaseDigest(id, claimed), payeeSignature);
        if (recovered != params.payee) revert WrongSigner(recovered, params.payee);
        _close(id, slot, params);
    }

    function _open(address token, OpenRequest calldata r) private {
        _requireOpenable(r);
        bytes32 id =
            _channelIdOf(ChannelParams(msg.sender, r.signer, r.payee, token, r.splitHash, r.exitDelay, r.salt));
        ChannelSlot slot = _channels[id];
        if (!slot.isUnknown()) revert ChannelExists(id);
        _channels[id] = slot.withReserve(r.reserve);
        emit Opened(id, msg.sender, r.payee, r.signer, token, r.splitHash, r.exitDelay, r.salt, r.reserve);
    }

    function _requireOpenable(OpenRequest calldata r) private view {
        if (r.signer == address(0) || r.payee == address(0)) revert ZeroAddress();
        if (r.payee == address(this)) revert PayeeIsContract();
        if (r.reserve == 0) revert ZeroAmount();
        if (r.exitDelay < minExitDelay || r.exitDelay > MAX_EXIT_DELAY) {
            revert ExitDelayOutOfRange(r.exitDelay, minExitDelay, MAX_EXIT_DELAY);
        }
    }

    function _topUp(address token, ChannelParams calldata params, uint104 amount) private {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        _requirePayer(params);
        if (params.token != token) revert WrongToken(params.token, token);
        if (amount == 0) revert ZeroAmount();
        if (slot.exitAt() != 0) revert ExitUnderWay(slot.exitAt());
        uint104 reserve = slot.reserve() + amount;
        _channels[id] = slot.withReserve(reserve);
        emit ToppedUp(id, reserve);
    }

    /// Settles a claim and returns nothing, or changes nothing and returns the encoded error. Signature last: it costs most.
    function _claim(bytes32 id, Claim calldata c) private returns (bytes memory refusal) {
        ChannelSlot slot = _channels[id];
        uint128 cumulative = c.cumulativeAmount;
        refusal = _amountRefusal(id, slot, cumulative);
        if (refusal.length != 0) return refusal;
        ChannelParams calldata params = c.params;
        Share[] calldata split = c.split;
        refusal = Splits.refusal(split, params.splitHash);
        if (refusal.length != 0) return refusal;
        refusal = _signerRefusal(voucherDigest(id, cumulative), c.signature, params.signer);
        if (refusal.length != 0) return refusal;
        _channels[id] = slot.withClaimed(uint104(cumulative));
        _pay(params, split, slot.claimed(), cumulative);
        emit Claimed(id, params.payee, cumulative, cumulative - slot.claimed());
    }

    function _signerRefusal(bytes32 digest, bytes calldata signature, address expected)
        private
        pure
        returns (bytes memory refusal)
    {
        address recovered = _recover(digest, signature);
        if (recovered != expected) refusal = abi.encodeWithSelector(WrongSigner.selector, recovered, expected);
    }

    function _amountRefusal(bytes32 id, ChannelSlot slot, uint128 cumulative)
        private
        pure
        returns (bytes memory refusal)
    {
        if (slot.isUnknown()) return abi.encodeWithSelector(UnknownChannel.selector, id);
        if (slot.isClosed()) return abi.encodeWithSelector(ChannelClosed.selector, id);
        (uint104 claimed, uint104 reserve) = (slot.claimed(), slot.reserve());
        if (cumulative <= claimed) return abi.encodeWithSelector(NotAboveClaimed.selector, cumulative, claimed);
        if (cumulative > reserve) return abi.encodeWithSelector(AboveReserve.selector, cumulative, reserve);
    }

    /// Credits the step from one cumulative amount to the next; the last recipient of a split gets the rest.
    function _pay(ChannelParams calldata params, Share[] calldata split, uint256 from, uint256 to) private {
        uint256 rest = to - from;
        if (split.length == 0) return _credit(params.payee, params.token, rest);
        uint256 last = split.length - 1;
        for (uint256 i; i < last; ++i) {
            uint256 amount = Splits.gain(from, to, split[i].bps);
            rest -= amount;
            _credit(split[i].recipient, params.token, amount);
        }
        _credit(split[last].recipient, params.token, rest);
    }

    /// Frees what was not claimed and closes the id for ever; the reserve becomes what was claimed (I4).
    function _close(bytes32 id, ChannelSlot slot, ChannelParams calldata params) private {
        uint104 refund = slot.reserve() - slot.claimed();
        _channels[id] = slot.withReserve(slot.claimed()).withExitAt(CLOSED);
        freeBalance[params.payer][params.token] += refund;
        emit Closed(id, refund);
    }

    function _openChannel(ChannelParams calldata params) private view returns (bytes32 id, ChannelSlot slot) {
        id = channelId(params);
        slot = _channels[id];
        if (slot.isUnknown()) revert UnknownChannel(id);
        if (slot.isClosed()) revert ChannelClosed(id);
    }

    function _requirePayer(ChannelParams calldata params) private view {
        if (msg.sender != params.payer) revert NotPayer(msg.sender, params.payer);
    }

    /// The signer, or zero when the signature is malformed: not 65 bytes, v not 27 or 28, high s (T2).
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address recovered) {
        (recovered,,) = ECDSA.tryRecoverCalldata(digest, signature);
    }

    function _revertWith(bytes memory refusal) private pure {
        assembly ("memory-safe") {
            revert(add(refusal, 32), mload(refusal))
        }
    }
}
