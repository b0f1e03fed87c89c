-- The registry of every error the ledger raises: the interface of its refusals.
CREATE OR REPLACE VIEW ledger.errors AS
SELECT
    e.code,
    e.name,
    e.meaning,
    e.retryable,
    e.hint
FROM (
    VALUES
    ('LG001', 'account_not_found', 'no such account', false, 'check the account id; ledger.find_account(code) looks one up by its code'),
    ('LG002', 'transaction_not_found', 'no such transaction', false, 'check the transaction id'),
    ('LG003', 'currency_not_found', 'no such currency', false, 'use an ISO 4217 code listed in ledger.currencies'),
    ('LG004', 'user_not_found', 'no such user', false, 'create the user first with ledger.create_user'),
    ('LG009', 'category_not_found', 'no such category', false, 'ledger.list_categories() shows them; ledger.create_category makes one'),
    ('LG006', 'hold_not_found', 'no such hold', false, 'check the hold id; ledger.list_holds shows them'),
    ('LG007', 'hold_group_not_found', 'no such group of holds', false, 'check the group id given to ledger.hold_funds'),
    ('LG101', 'amount_not_a_number', 'the amount is not a number', false, 'send a positive decimal'),
    ('LG102', 'amount_infinite', 'the amount is infinite', false, 'send a positive decimal'),
    ('LG103', 'amount_negative', 'the amount is negative', false, 'swap the two accounts to move money the other way'),
    ('LG104', 'amount_zero', 'the amount is zero', false, 'send a positive decimal'),
    ('LG105', 'amount_too_precise', 'the amount has more decimals than the currency', false, 'round it yourself to decimals_allowed; the ledger never rounds'),
    ('LG106', 'amount_too_large', 'the amount is larger than an account can hold', false, 'amounts end at 999999999999999999.9999'),
    ('LG107', 'same_account', 'both accounts are the same', false, 'name two different accounts'),
    ('LG108', 'argument_missing', 'a required value is missing', false, 'give a value for each field named in the detail'),
    ('LG109', 'argument_malformed', 'a value has the wrong form', false, 'mend the field named in the detail'),
    ('LG110', 'batch_size', 'a batch holds 1 to 10000 items', false, 'split the batch'),
    ('LG111', 'limits_reversed', 'the floor is above the ceiling', false, 'give a min_balance that is at most max_balance'),
    ('LG130', 'legs_unbalanced', 'the debits and credits of a currency are not equal', false, 'make the amounts equal, or let one leg be the rest'),
    ('LG131', 'legs_incomplete', 'a transaction has 2 to 1000 legs, with a debit and a credit in each currency', false, 'add the missing side, or split the transaction'),
    ('LG132', 'total_undetermined', 'nothing says how much is to move in a currency', false, 'fix every amount on one side, let the debits be fixed or up_to, or say the total'),
    ('LG133', 'shares_above_whole', 'the shares of one total come to more than the whole', false, 'lower them to 100 percent or less; the rest may go to a leg of kind rest'),
    ('LG134', 'rest_taken_twice', 'a rest leg stands beside another leg that takes what is left', false, 'keep one rest leg on that side, or give each a weight'),
    ('LG145', 'accounts_not_mergeable', 'the accounts differ in owner, currency or class', false, 'close the one with ledger.close_account and sweep it to the other'),
    ('LG120', 'expiry_not_later', 'the expiry is not later than it may be', false, 'give a moment after later_than'),
    ('LG121', 'partial_reversal_ambiguous', 'a part of several currencies is no amount', false, 'reverse the whole transaction'),
    ('LG201', 'insufficient_funds', 'the available balance would fall below the floor', false, 'lower the amount, fund the account, or agree a lower min_balance'),
    ('LG202', 'ceiling_exceeded', 'the balance would rise above the ceiling', false, 'lower the amount or agree a higher max_balance'),
    ('LG203', 'account_suspended', 'the account is suspended', false, 'reactivate it with ledger.set_account_status'),
    ('LG204', 'account_closed', 'the account is closed', false, 'a closed account stays closed: use another'),
    ('LG205', 'currency_mismatch', 'the currencies do not match', false, 'a transfer has one currency, that of both its accounts'),
    ('LG206', 'not_permitted', 'the caller may not do this', false, 'ask an operator, or act as a user whose role allows it'),
    ('LG207', 'account_not_empty', 'the account still holds money', false, 'move the balance away before closing'),
    ('LG208', 'status_not_reachable', 'the account cannot go from its status to that one', false, 'ACTIVE and SUSPENDED may change into each other and into CLOSED; CLOSED is final'),
    ('LG209', 'balance_outside_limits', 'the balance lies outside the new limits', false, 'choose limits that contain the present balance'),
    ('LG260', 'actor_not_active', 'the acting user does not exist or is suspended', false, 'an operator can reactivate the user'),
    ('LG230', 'total_not_covered', 'what the accounts hold does not bring the legs into balance', false, 'add a source, raise what a source may give, or lower the amounts'),
    ('LG231', 'nothing_to_move', 'the legs come to nothing in a currency', false, 'fund the accounts, or name an amount'),
    ('LG245', 'category_within_itself', 'a category cannot lie within itself', false, 'move it to a place outside itself'),
    ('LG250', 'period_closed', 'the effective date lies in a closed period', false, 'post with an effective date after closed_through_on, or have the period reopened with ledger.reopen_period'),
    ('LG251', 'period_not_over', 'the period is not over yet', false, 'close through a day that has ended in UTC, at most the day named as latest'),
    ('LG252', 'period_already_open', 'that day is open already', false, 'name a day on or before closed_through_on; ledger.list_periods shows what is closed'),
    ('LG220', 'hold_closed', 'the hold is captured or released', false, 'place a new hold'),
    ('LG221', 'hold_expired', 'the hold has expired', false, 'place a new hold; extend one before it expires'),
    ('LG222', 'capture_exceeds_hold', 'more than the hold and its tolerance cover', false, 'capture at most remaining + tolerance, or raise the hold with ledger.increment_hold first'),
    ('LG223', 'release_exceeds_hold', 'more than the hold still keeps', false, 'release at most remaining'),
    ('LG224', 'reversal_exceeds_original', 'more than remains of the original', false, 'reverse at most remaining'),
    ('LG225', 'transaction_not_completed', 'a refused transaction moved nothing', false, 'there is nothing to reverse'),
    ('LG226', 'reversal_not_reversible', 'a reversal cannot be reversed', false, 'post a new transfer instead'),
    ('LG301', 'idempotency_key_reused', 'the key was used for another request', false, 'use a new key for a new request'),
    ('LG302', 'version_conflict', 'the account has changed since it was read', false, 'read the account again, then decide and send with a new key'),
    ('LG303', 'code_taken', 'another account has this code', false, 'choose another code'),
    ('LG304', 'batch_refused', 'another item of this all-or-nothing batch was refused', false, 'mend or drop the refused items and send the batch again'),
    ('LG305', 'username_taken', 'another user has this name', false, 'choose another name'),
    ('LG345', 'category_taken', 'another category has this path', false, 'choose another path'),
    ('LG350', 'postings_in_flight', 'a transaction that has posted is still open', true, 'try again; if it persists end the transaction that pg_stat_activity shows as idle in transaction'),
    ('LG901', 'entries_unbalanced', 'the entries of a transaction do not balance', false, 'post through ledger.post_transfer; if you did, report a bug'),
    ('LG902', 'history_is_immutable', 'written history cannot be changed or removed', false, 'correct it with a new posting'),
    ('LG903', 'balance_without_entries', 'a balance may change only together with its entries', false, 'post through ledger.post_transfer; if you did, report a bug'),
    ('LG904', 'reference_broken', 'an entry and its transaction or account do not agree', false, 'post through ledger.post_transfer; if you did, report a bug'),
    ('LG905', 'status_path_forbidden', 'the account may not take that status or change that column', false, 'use ledger.set_account_status'),
    ('LG906', 'held_without_holds', 'what an account keeps must be what its open holds keep', false, 'use ledger.hold_funds and its sisters; if you did, report a bug'),
    ('LG907', 'hold_path_forbidden', 'the hold may not take that step', false, 'use ledger.hold_funds and its sisters; if you did, report a bug'),
    ('LG909', 'date_not_of_a_posting', 'an effective date or a closing did not come with its act', false, 'post through ledger.post_transfer, close through ledger.close_period; if you did, report a bug')
) AS e (code, name, meaning, retryable, hint);

COMMENT ON VIEW ledger.errors IS
'Every SQLSTATE the ledger raises. LG0xx not found, LG1xx malformed, LG2xx refused by a rule, LG3xx conflict, LG9xx an invariant was about to break.';
COMMENT ON COLUMN ledger.errors.code IS 'SQLSTATE as the client receives it.';
COMMENT ON COLUMN ledger.errors.name IS 'Stable name, for people and for clients that prefer words.';
COMMENT ON COLUMN ledger.errors.meaning IS 'What is wrong; the message of the error.';
COMMENT ON COLUMN ledger.errors.retryable IS 'Whether the same request may succeed later without a change.';
COMMENT ON COLUMN ledger.errors.hint IS 'What to do next; the hint of the error.';
