"""Notifications: users are told of events by e-mail, and in a chat."""
