"""Events: everything that changed, in the order of the feed."""
