// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SluiceErrors} from "./SluiceErrors.sol";
import {Permit} from "./Types.sol";

/// The money that no channel holds: payers' free balances and recipients' credits, per token (zero = ETH), in base units.
/// Every transfer of the contract happens here, guarded against re-entry and after the books are written (T6).
abstract contract Vault is SluiceErrors, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    event Deposited(address indexed payer, address indexed token, uint256 amount);
    event DepositWithdrawn(address indexed payer, address indexed token, uint256 amount);
    event Withdrawn(address indexed recipient, address indexed token, uint256 amount);

    /// The most that a deposit may raise a free balance to, for each payer and token; 0 = no cap.
    /// A refund is never refused for it.
    uint256 public immutable depositCap;

    mapping(address payer => mapping(address token => uint256)) public freeBalance;
    mapping(address recipient => mapping(address token => uint256)) public credits;

    constructor(uint256 depositCap_) {
        depositCap = depositCap_;
    }

    /// Adds to the caller's free balance. ERC-20 tokens are pulled, and credited with what arrived.
    function deposit(address token, uint256 amount) external payable nonReentrant {
        if (amount == 0) revert ZeroAmount();
        _deposit(msg.sender, token, amount);
    }

    /// Adds to the caller's free balance an ERC-20 token that a permit of the caller lets this contract pull.
    function depositWithPermit(address token, uint256 amount, Permit calldata permit) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        _permit(token, amount, permit);
        _deposit(msg.sender, token, amount);
    }

    /// Adds to the free balance of `payer`, paid by the caller.
    function depositFor(address payer, address token, uint256 amount) external payable nonReentrant {
        if (payer == address(0)) revert ZeroAddress();
        if (amount == 0) revert ZeroAmount();
        _deposit(payer, token, amount);
    }

    /// Pays `amount` of the caller's free balance back to the caller.
    function withdrawDeposit(address token, uint256 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        uint256 free = freeBalance[msg.sender][token];
        if (amount > free) revert AboveFreeBalance(amount, free);
        freeBalance[msg.sender][token] = free - amount;
        emit DepositWithdrawn(msg.sender, token, amount);
        _send(msg.sender, token, amount);
    }

    /// Pays the caller everything that claims have credited to it.
    function withdraw(address token) external {
        withdrawFor(msg.sender, token);
    }

    /// Pays `recipient`, at its own address, everything that claims have credited to it. Anyone may call (T5).
    function withdrawFor(address recipient, address token) public nonReentrant {
        uint256 amount = credits[recipient][token];
        if (amount == 0) revert ZeroAmount();
        credits[recipient][token] = 0;
        emit Withdrawn(recipient, token, amount);
        _send(recipient, token, amount);
    }

    /// Takes `amount` from the caller into the free balance of `payer`; 0 takes nothing but still checks the ETH sent.
    function _deposit(address payer, address token, uint256 amount) internal {
        uint256 expected = token == address(0) ? amount : 0;
        if (msg.value != expected) revert WrongValue(msg.value, expected);
        if (amount == 0) return;
        uint256 arrived = token == address(0) ? amount : _pull(IERC20(token), amount);
        uint256 balance = freeBalance[payer][token] + arrived;
        if (depositCap != 0 && balance > depositCap) revert AboveCap(balance, depositCap);
        freeBalance[payer][token] = balance;
        emit Deposited(payer, token, arrived);
    }

    /// Shows the token a permit of the caller, never of anybody else. Who sees a permit on its way can show it first, so
    /// one that the token refuses matters only when the allowance does not suffice without it.
    function _permit(address token, uint256 amount, Permit calldata p) internal {
        (bool taken,) = token.call(
            abi.encodeCall(IERC20Permit.permit, (msg.sender, address(this), p.value, p.deadline, p.v, p.r, p.s))
        );
        if (taken) return;
        uint256 allowance = IERC20(token).allowance(msg.sender, address(this));
        if (allowance < amount) revert PermitRefused(allowance, amount);
    }

    function _pull(IERC20 token, uint256 amount) private returns (uint256 arrived) {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        arrived = token.balanceOf(address(this)) - before;
        if (arrived == 0) revert ZeroAmount();
    }

    function _send(address to, address token, uint256 amount) private {
        if (token == address(0)) Address.sendValue(payable(to), amount);
        else IERC20(token).safeTransfer(to, amount);
    }
}
