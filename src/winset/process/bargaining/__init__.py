"""Bargaining inside a stage: offers, tactics, and two protocols over many worlds at once."""
