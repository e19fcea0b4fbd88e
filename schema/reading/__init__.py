"""Reading: how declared types become SQL and answers. It knows no noun.

A type says where its values come from (`declare`; as data: `sources`, `expressions`). From that, and from what an
operation selects (`selections`), a plan is made when the operation is first seen (`plans`):

- a `Place` is one statement and what is built of its rows. It has a `Select`: the columns that somebody below it asked for,
  each once, and the to-one relations joined for them. `objects` writes, as Python source, the expression that builds the
  answer's dictionaries of one row; compiled once, it runs over all rows in one comprehension.
- a statement joins so many to-one relations at most. What an operation asks for beyond that is a place of its own: objects
  read `by_ids`, by one statement for all rows that refer to them, which may join on.
- a `Listing` is a place with many rows: a root list, or a to-many list read by one statement for all its parents, by a
  column of its own rows or through a link table.
- `roots` are where an operation begins: lists, objects by id, and given facts (who asks, what a mutation did), which are a
  row of their own without a table, so that what they refer to is joined like everything else. Objects by id alone are what
  somebody looked at: a type may want to note them.

What no SQL of a declaration can say, a function says for all rows of a place by one call (`Batched`), which may have arguments.

A plan is made for a kind of caller: policies turn `Rights` into SQL conditions, and rights are all that the planner is given.
Who asks comes in as parameters of the statements, so that no plan can hold one person's answer. What was hidden at planning
is not in the plan at all; what depends on the row is a column beside it.

At run time (`running`) nothing is built but values: arguments become parameters, rows become the answer. The first
statement that reads also proves that the caller still has the rights that this process remembers. An error in an argument
stands at its place in the answer until `failures` moves it into the list of errors, and null to where the schema allows it.
"""
