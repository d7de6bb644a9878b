"""Accounts, sign-in, sessions, tokens and invitations."""
