"""Reading: how declared types become SQL and answers. It knows no noun."""
