"""Verbs: functions that say who asks, the target, and the facts; the only place that writes."""
