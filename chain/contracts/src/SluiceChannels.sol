// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelSlot, CLOSED} from "./ChannelSlot.sol";
import {Claims} from "./Claims.sol";
import {ChannelParams, OpenRequest, Permit, TopUp} from "./Types.sol";
import {Vault} from "./Vault.sol";

/// Payment channels with one deposit per payer and token, and a reserve per payee.
///
/// Opening moves money from the payer's free balance into the channel's reserve, so reserves never exceed deposits and no
/// voucher within its reserve can bounce (I5). A claim only raises `claimed`, up to the reserve (I6), and pays fixed
/// addresses, whoever sends it (T5). The payer gets the rest back after the exit delay (T4), or with a release signed by
/// the payee or by the one delegate it has named.
/// A closed id never opens again, so an old voucher never revives. No owner, no upgrade. Amounts are token base units.
contract SluiceChannels is Claims {
    /// The longest exit delay, in seconds.
    uint64 public constant MAX_EXIT_DELAY = 30 days;

    /// The shortest exit delay a channel may be opened with, in seconds.
    uint64 public immutable minExitDelay;

    /// Whose signature a payee lets count as its own for `release`, and for nothing else; zero for nobody.
    mapping(address payee => address) public delegateOf;

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
    event ExitStarted(bytes32 indexed channelId, address indexed payee, uint48 exitAt);
    event ExitCancelled(bytes32 indexed channelId);
    event Closed(bytes32 indexed channelId, uint104 refunded);
    event DelegateSet(address indexed payee, address indexed delegate);

    constructor(uint256 depositCap_, uint64 minExitDelay_) Vault(depositCap_) {
        if (minExitDelay_ > MAX_EXIT_DELAY) revert ExitDelayOutOfRange(minExitDelay_, 0, MAX_EXIT_DELAY);
        minExitDelay = minExitDelay_;
    }

    /// The money and phase of a channel; all zero when it was never opened. A closed channel keeps what was claimed.
    function channel(bytes32 id) external view returns (uint104 reserve, uint104 claimed, uint48 exitAt) {
        ChannelSlot slot = _channels[id].slot;
        return (slot.reserve(), slot.claimed(), slot.exitAt());
    }

    /// Deposits `depositAmount` (0 = nothing) for the caller, then opens a channel of `token` for each request.
    /// A split is bound by its hash alone: a payee must know the list behind the hash and check it before it serves,
    /// because a claim has to show a list that hashes to it and sums to 10,000.
    function open(address token, uint256 depositAmount, OpenRequest[] calldata requests) external payable nonReentrant {
        _deposit(msg.sender, token, depositAmount);
        _openAll(token, requests);
    }

    /// Like `open`, with a permit of the caller for the ERC-20 token to deposit.
    function openWithPermit(
        address token,
        uint256 depositAmount,
        OpenRequest[] calldata requests,
        Permit calldata permit
    ) external nonReentrant {
        _permit(token, depositAmount, permit);
        _deposit(msg.sender, token, depositAmount);
        _openAll(token, requests);
    }

    /// Deposits `depositAmount` (0 = nothing) for the caller, then adds to the reserves of open channels of the caller.
    function topUp(address token, uint256 depositAmount, TopUp[] calldata topUps) external payable nonReentrant {
        _deposit(msg.sender, token, depositAmount);
        _topUpAll(token, topUps);
    }

    /// Like `topUp`, with a permit of the caller for the ERC-20 token to deposit.
    function topUpWithPermit(address token, uint256 depositAmount, TopUp[] calldata topUps, Permit calldata permit)
        external
        nonReentrant
    {
        _permit(token, depositAmount, permit);
        _deposit(msg.sender, token, depositAmount);
        _topUpAll(token, topUps);
    }

    /// Starts the payer's exit; it may be finished `exitDelay` seconds later. Claims go on until then.
    function startExit(ChannelParams calldata params) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        _requirePayer(params);
        if (slot.exitAt() != 0) revert ExitUnderWay(slot.exitAt());
        uint48 exitAt = uint48(block.timestamp + params.exitDelay);
        _channels[id].slot = slot.withExitAt(exitAt);
        emit ExitStarted(id, params.payee, exitAt);
    }

    /// Takes the payer's exit back; the channel is open again.
    function cancelExit(ChannelParams calldata params) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        _requirePayer(params);
        if (slot.exitAt() == 0) revert NoExit(id);
        _channels[id].slot = slot.withExitAt(0);
        emit ExitCancelled(id);
    }

    /// Closes a channel whose exit delay is over and frees what was not claimed. Anyone may call.
    function finishExit(ChannelParams calldata params) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        if (slot.exitAt() == 0) revert NoExit(id);
        if (block.timestamp < slot.exitAt()) revert ExitNotOver(slot.exitAt(), block.timestamp);
        _close(id, slot, params);
    }

    /// Names the one address whose signature counts for `release` beside the caller's own; zero takes the name back.
    /// It holds at once for every channel that pays the caller. A delegate can give up what a payee has not claimed yet,
    /// and can never move money to itself (T5).
    function setDelegate(address delegate) external {
        delegateOf[msg.sender] = delegate;
        emit DelegateSet(msg.sender, delegate);
    }

    /// Closes a channel at once on the signature of the payee or its delegate and frees what was not claimed. Anyone may
    /// call. The signature is good from the moment that `claimed` has been claimed, so it is given for the last voucher.
    function release(ChannelParams calldata params, uint128 claimed, bytes calldata signature) external {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        if (slot.claimed() < claimed) revert ReleaseAheadOfClaims(claimed, slot.claimed());
        _requireReleaser(_recover(releaseDigest(id, claimed), signature), params.payee);
        _close(id, slot, params);
    }

    /// A malformed signature recovers to zero, which is also the delegate of a payee that has none.
    function _requireReleaser(address recovered, address payee) private view {
        if (recovered == payee) return;
        if (recovered == address(0) || recovered != delegateOf[payee]) revert WrongSigner(recovered, payee);
    }

    function _openAll(address token, OpenRequest[] calldata requests) private {
        uint256 free = freeBalance[msg.sender][token];
        for (uint256 i; i < requests.length; ++i) {
            uint104 reserve = requests[i].reserve;
            if (reserve > free) revert AboveFreeBalance(reserve, free);
            free -= reserve;
            _open(token, requests[i]);
        }
        freeBalance[msg.sender][token] = free;
    }

    function _open(address token, OpenRequest calldata r) private {
        _requireOpenable(r);
        bytes32 id =
            _channelIdOf(ChannelParams(msg.sender, r.signer, r.payee, token, r.splitHash, r.exitDelay, r.salt));
        ChannelSlot slot = _channels[id].slot;
        if (!slot.isUnknown()) revert ChannelExists(id);
        _channels[id].slot = slot.withReserve(r.reserve);
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

    function _topUpAll(address token, TopUp[] calldata topUps) private {
        uint256 free = freeBalance[msg.sender][token];
        for (uint256 i; i < topUps.length; ++i) {
            uint104 amount = topUps[i].amount;
            if (amount > free) revert AboveFreeBalance(amount, free);
            free -= amount;
            _topUp(token, topUps[i].params, amount);
        }
        freeBalance[msg.sender][token] = free;
    }

    function _topUp(address token, ChannelParams calldata params, uint104 amount) private {
        (bytes32 id, ChannelSlot slot) = _openChannel(params);
        _requirePayer(params);
        if (params.token != token) revert WrongToken(params.token, token);
        if (amount == 0) revert ZeroAmount();
        if (slot.exitAt() != 0) revert ExitUnderWay(slot.exitAt());
        uint104 reserve = slot.reserve() + amount;
        _channels[id].slot = slot.withReserve(reserve);
        emit ToppedUp(id, reserve);
    }

    /// Frees what was not claimed and closes the id for ever; the reserve becomes what was claimed (I4).
    function _close(bytes32 id, ChannelSlot slot, ChannelParams calldata params) private {
        uint104 refund = slot.reserve() - slot.claimed();
        _channels[id].slot = slot.withReserve(slot.claimed()).withExitAt(CLOSED);
        freeBalance[params.payer][params.token] += refund;
        emit Closed(id, refund);
    }

    function _openChannel(ChannelParams calldata params) private view returns (bytes32 id, ChannelSlot slot) {
        id = channelId(params);
        slot = _channels[id].slot;
        if (slot.isUnknown()) revert UnknownChannel(id);
        if (slot.isClosed()) revert ChannelClosed(id);
    }

    function _requirePayer(ChannelParams calldata params) private view {
        if (msg.sender != params.payer) revert NotPayer(msg.sender, params.payer);
    }
}
