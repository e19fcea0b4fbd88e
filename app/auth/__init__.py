"""Who you are and what you may: passwords, tokens, permissions, the actor, and which rows an actor has."""
