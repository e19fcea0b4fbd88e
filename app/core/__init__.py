"""The ground: settings, errors, clock, ids, database, keys, limits. It knows no noun."""
