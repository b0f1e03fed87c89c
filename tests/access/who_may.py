"""Who may do what to what over HTTP: the whole of it in one table.

A row has three words. Each letter is an answer:

    +  done             !  allowed, and refused for another reason (400, 409, 412, 422, 428)
    -  403              ?  404, as if it were not there

The first word is what customers are told of an account, or what hangs on it: its owner, a
delegated owner, a spender, a viewer, a stranger, and anybody who names one that does not exist.
The second is what staff are told: service, operator, auditor, administrator. The third is what
the same four are told of what does not exist. Where nothing is named, a customer has one letter.
"""

TABLE: dict[str, str] = {
    "account_life.change": "------ -+-+ -?-?",
    "account_life.close": "------ -!-! -?-?",
    "account_life.merge": "------ -!-! -?-?",
    "account_life.set_status": "------ -+-+ -?-?",
    "accounts.audit_logs": "------ -+++ -???",
    "accounts.balance": "++++?? ++++ ????",
    "accounts.create": "+ ++-+",
    "accounts.entries": "++++?? ++++ ????",
    "accounts.index": "+ ++++",
    "accounts.show": "++++?? ++++ ????",
    "api_keys.create": "------ -+-+ -?-?",
    "api_keys.index": "+----- -+-+ -+-+",
    "api_keys.revoke": "+----- -+-+ -?-?",
    "assets.create": "- ---+",
    "assets.index": "+ ++++",
    "categories.balances": "- -+++",
    "categories.create": "- -+-+",
    "categories.index": "- -+++",
    "categories.move": "- -?-?",
    "delegations.grant": "++--?? -+-+ -?-?",
    "delegations.index": "+ ++++",
    "delegations.of_account": "++--?? ++++ ????",
    "delegations.revoke": "++-+?? -+-+ -?-?",
    "freezes.create": "------ -+-+ -?-?",
    "freezes.lift": "------ -+-+ -?-?",
    "hold_groups.capture": "!!!!!! !!!! !!!!",
    "hold_groups.release": "--???? ++-+ ??-?",
    "holds.capture": "----?? ++-+ ??-?",
    "holds.create": "++--?? ++-+ ??-?",
    "holds.events": "++++?? ++++ ????",
    "holds.extend": "----?? !!-! ??-?",
    "holds.increment": "----?? ++-+ ??-?",
    "holds.index": "++++?? ++++ ????",
    "holds.release": "----?? ++-+ ??-?",
    "holds.show": "++++?? ++++ ????",
    "limits.index_of_account": "++--?? ++++ ????",
    "limits.index_of_user": "+????? ++++ ????",
    "limits.remove": "------ -+-+ -?-?",
    "limits.set_of_account": "------ -+-+ -?-?",
    "limits.set_of_user": "------ -+-+ -?-?",
    "people.forget": "------ -?-? -?-?",
    "people.search": "- -+-+",
    "people.show": "?----- -?-? -?-?",
    "people.store": "+----- -+-+ -?-?",
    "reversals.create": "----?? ++-+ ??-?",
    "reversals.index": "++++?? ++++ ????",
    "sessions.logout": "+ ++++",
    "sessions.logout_everywhere": "+ ++++",
    "sessions.me": "+ ++++",
    "sessions.password": "A AAAA",
    "transactions.create": "++--?? ++-+ ??-?",
    "transactions.index": "++++?? ++++ ????",
    "transactions.preview": "++++++ ++-+ ++-+",
    "transactions.show": "++++?? ++++ ????",
    "transfers.create": "+++-?? ++-+ ??-?",
    "transfers.create_batch": "+++!!! ++-+ !!-!",
    "periods.close": "- -+-+",
    "periods.reopen": "- -!-!",
    "periods.index": "- -+++",
    "statements.show": "++++?? ++++ ????",
}

# Asked by those who are not known yet, or who need not be.
PUBLIC = {
    "documents.openapi",
    "health.alive",
    "health.ready",
    "metrics.scrape",
    "sessions.login",
    "sessions.refresh",
    "documents.page",
    "documents.script",
    "documents.style",
}
