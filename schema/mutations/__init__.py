"""Verbs: input, payload and resolver, each calling one service function."""
