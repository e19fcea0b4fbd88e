"""Documents: parsed and validated once, kept by their text, and split into their operations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Token,
    TokenKind,
    parse,
    specified_rules,
    validate,
)
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from app.core.errors import Refused, bad_input
from app.core.kept import Kept
from schema.core.errors import Rejected, too_complex
from schema.core.json_text import check_text, integer, number
from schema.core.sizes import page_variables, switches_of

MOST_TOKENS: Final = 5_000
MOST_COMMENTS: Final = 1_000
MOST_NAMES: Final = 1_500
"""Of fields, aliases and fragments; arguments may be many, since an import can be long."""
MOST_REPETITION: Final = 60_000
"""Of the squares of how often each of these names stands there: fields of the same name are compared pair by pair."""
MOST_ERRORS: Final = 10
_KEPT = 1_000
_KEPT_TOKENS = 60_000
"""A token with its node takes some 400 bytes."""
_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
_PARENTHESES: Final = {TokenKind.PAREN_L: 1, TokenKind.PAREN_R: -1}
_INTROSPECTION = frozenset({"__schema", "__type", "__typename"})


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation of a valid document."""

    document: DocumentNode
    node: OperationDefinitionNode
    name: str | None
    type_name: str
    fragments: Mapping[str, FragmentDefinitionNode]
    root_fields: Mapping[str, str]
    """What the root fields are called in the answer, and in the schema."""
    page_variables: tuple[str, ...]
    """The variables on which its size depends."""
    switches: tuple[str, ...] = ()
    """The variables that switch parts of the document on and off."""
    weight: int = 1
    """How many tokens the document has."""
    passed: set[tuple[int | None, ...]] = field(default_factory=set, repr=False)
    """With which values of these it has passed the limits already."""

    @property
    def is_mutation(self) -> bool:
        """Whether it may change something."""
        return self.node.operation is OperationType.MUTATION

    @property
    def is_subscription(self) -> bool:
        """Whether it goes on for long."""
        return self.node.operation is OperationType.SUBSCRIPTION

    def is_public(self, public: frozenset[str]) -> bool:
        """Whether nobody needs to be signed in for any of its root fields (`Query.invitationPreview`)."""
        return all(name in _INTROSPECTION or f"{self.type_name}.{name}" in public for name in self.root_fields.values())


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document."""

    operations: Mapping[str | None, Operation]
    has_token: bool
    """Whether anything in it is called `token`, which must not stand in an address."""

    def operation(self, name: str | None) -> Operation:
        """The one that is asked for. Rejected if there is none of the name, or several and no name."""
        if name is not None:
            if found := self.operations.get(name):
                return found
            raise Rejected([bad_input("The document has no operation of that name.")])
        if len(self.operations) > 1:
            raise Rejected([bad_input("The document has several operations; say by `operationName` which.")])
        return next(iter(self.operations.values()))


class Documents:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: Kept[str, Document] = Kept(_KEPT, _KEPT_TOKENS)

    def read(self, text: str, *, hide_suggestions: bool) -> Document:
        """The document of a text. Rejected if it can't be parsed, is not valid, or is too large to be looked at."""
        if found := self._kept.get(text):
            return found
        node = _parsed(text)
        weight, has_token = _looked_over(node)
        errors = validate(self._schema, node, _RULES, max_errors=MOST_ERRORS, hide_suggestions=hide_suggestions)
        if errors:
            # Beyond a number of errors it stops with one more; with fewer, comparing its fields took too long.
            if len(errors) <= MOST_ERRORS and isinstance(errors[-1], ValidationAbortedError):
                raise Rejected([too_complex("The document takes too long to check.")])
            raise Rejected(errors)
        document = Document(self._operations(node, weight), has_token)
        self._kept.put(text, document, weight)
        return document

    def _operations(self, document: DocumentNode, weight: int) -> dict[str | None, Operation]:
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        pages, switches = page_variables(document), switches_of(document)
        found: dict[str | None, Operation] = {}
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                name = node.name.value if node.name else None
                root = cast("GraphQLObjectType", self._schema.get_root_type(node.operation))  # else it would not be valid
                fields = {f.alias.value if f.alias else f.name.value: f.name.value for f in _fields(node.selection_set, fragments)}
                found[name] = Operation(document, node, name, root.name, fragments, fields, pages, switches, weight)
        return found


def _parsed(text: str) -> DocumentNode:
    try:
        return parse(text, max_lexical_tokens=MOST_TOKENS, max_comments=MOST_COMMENTS)
    except GraphQLSyntaxError as problem:
        if problem.message.endswith("Parsing aborted."):  # so ends every limit of the parser, and nothing else
            raise Rejected([too_complex(f"The document has more than {MOST_TOKENS} tokens, or is nested too deeply.")]) from None
        raise Rejected([problem]) from None


def _looked_over(document: DocumentNode) -> tuple[int, bool]:
    """How many tokens it has, and whether one is `token`. Rejected if validating would take long, or for a value that nobody can use."""
    tokens, has_token, inside = 0, False, 0
    names: Counter[str] = Counter()
    for token in _tokens(document):
        tokens += 1
        if token.kind is TokenKind.NAME:
            has_token |= token.value == "token"
            if not inside:
                names[token.value or ""] += 1
        elif token.kind in _PARENTHESES:
            inside += _PARENTHESES[token.kind]
        else:
            _check_value(token)
    if names.total() > MOST_NAMES or sum(count * count for count in names.values()) > MOST_REPETITION:
        raise Rejected([too_complex("The document has too many fields, or repeats them too often.")])
    return tokens, has_token


def _tokens(document: DocumentNode) -> Iterator[Token]:
    token = document.loc.start_token if document.loc else None
    while token is not None:
        yield token
        token = token.next


def _check_value(token: Token) -> None:
    """What is refused in the variables is refused in the document."""
    try:
        if token.kind in (TokenKind.STRING, TokenKind.BLOCK_STRING):
            check_text(token.value or "")
        elif token.kind is TokenKind.INT:
            integer(token.value or "")
        elif token.kind is TokenKind.FLOAT:
            number(token.value or "")
    except Refused as refused:
        raise Rejected([refused]) from None


def _fields(selection_set: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """The fields at the root, from all fragments, each fragment once."""
    waiting, seen = [selection_set], set[str]()
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, FragmentSpreadNode):
                if (name := selection.name.value) not in seen:
                    seen.add(name)
                    waiting.append(fragments[name].selection_set)
            else:
                waiting.append(selection.selection_set)  # type: ignore[attr-defined]  # an inline fragment: nothing else is left
