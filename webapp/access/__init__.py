"""Who somebody is: passwords, tokens, API keys, and the keys that sign and verify them."""
