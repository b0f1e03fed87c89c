"""What stands between the internet and the views: budgets, proxies, origins, kept answers.

Nothing here decides about money: it only turns requests away, or repeats an answer that
the ledger has given before.
"""
