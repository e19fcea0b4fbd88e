"""What may stand in the words that a tenant writes, and that everything else is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Code, UserErrors
from app.mail.syntax import MOST_ERRORS, MOST_TIMES, parse
from app.mail.variables import VARIABLES, Kind, Variable
from app.models import EmailTemplateKey

POC = EmailTemplateKey.POC_INVITATION
RIGHT = "Come to {{poc_name}}", "Hello {{ customer_name }},\n\n{{personal_message}}\n\n{{\tlink }}"


def refused(subject: str, body: str, key: EmailTemplateKey = POC) -> list[tuple[str, str]]:
    """Where and why."""
    with pytest.raises(UserErrors) as problem:
        parse(key, subject, body)
    assert {error.code for error in problem.value.errors} == {Code.TEMPLATE_INVALID}
    return [(".".join(error.path or ()), error.message) for error in problem.value.errors]


def test_given_text_and_variables_when_read_then_they_follow_each_other_as_written() -> None:
    template = parse(POC, *RIGHT)
    assert [part if isinstance(part, str) else part.name for part in template.subject] == ["Come to ", "poc_name"]
    assert [[part if isinstance(part, str) else part.name for part in line] for line in template.body] == [
        ["Hello ", "customer_name", ","], [], ["personal_message"], [], ["link"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["{ } {x} }{ 100 %} #} ${link} <% x %> [[link]] \\{ ", "<script>alert(1)</script> ", "&lt; https://northwind.example/help "]
)
def test_given_braces_and_marks_that_mean_nothing_when_read_then_they_are_text(words: str) -> None:
    assert parse(POC, "Hi", words + "{{link}}").body[0][0] == words


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{{ 7 * 7 }}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{ poc_name.upper() }}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{ poc_name|safe }}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{ ''.__class__.__mro__ }}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{poc_name", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{{poc_name}}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{}}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{\u03c1oc_name}}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("{{poc\u00a0name}}", "Between {{ and }} stands the name of a variable, and nothing else"),
        ("poc_name}}", "}} has no meaning here"),
        ("{% if poc_name %}", "{% has no meaning here"),
        ("{%raw%}", "{% has no meaning here"),
        ("{# not shown #}", "{# has no meaning here"),
        ("{{password}}", "This mail has no variable password"),
        ("{{Poc_Name}}", "This mail has no variable Poc_Name"),
        ("{{__class__}}", "This mail has no variable __class__"),
        ("{{" + "x" * 100 + "}}", "This mail has no variable " + "x" * 40),
        ("{{until}}", "This mail has no variable until"),
    ],
)
def test_given_anything_but_a_variable_of_the_mail_when_read_then_it_is_refused_with_its_place(written: str, why: str) -> None:
    column = 6 + (0 if "}}" in written[2:4] or not written.startswith("poc") else len("poc_name"))
    assert refused("Hi", f"{{{{link}}}}\n\nSee: {written}") == [("body", f"{why}: line 3, column {column}.")]
    assert refused(f"See: {written}", "{{link}}") == [("subject", f"{why}: line 1, column {column}.")]


def test_given_several_mistakes_when_read_then_each_is_told_and_not_too_many() -> None:
    assert refused("{{a}}", "{{b}} {{c}}\n{% x %}") == [
        ("subject", "This mail has no variable a: line 1, column 1."),
        ("body", "This mail has no variable b: line 1, column 1."),
        ("body", "This mail has no variable c: line 1, column 7."),
        ("body", "{% has no meaning here: line 2, column 1."),
        ("body", "The body of this mail needs {{link}}."),
    ]
    assert len(refused("x", "{%" * 1000)) == MOST_ERRORS


@pytest.mark.parametrize(
    ("key", "variable"), [(key, variable) for key, known in VARIABLES.items() for variable in known if variable.kind is not Kind.LINE]
)
def test_given_a_variable_of_several_lines_or_a_link_when_in_the_subject_then_it_is_refused(
    key: EmailTemplateKey, variable: Variable
) -> None:
    body = "\n".join(f"{{{{{one.name}}}}}" for one in VARIABLES[key])
    parse(key, "Hi", body)
    where = f"{{{{{variable.name}}}}} can't stand in the subject: line 1, column 4."
    assert refused(f"Hi {{{{{variable.name}}}}}", body, key) == [("subject", where)]


@pytest.mark.parametrize("key", EmailTemplateKey)
def test_given_a_body_without_what_the_mail_needs_when_read_then_it_is_refused(key: EmailTemplateKey) -> None:
    needed = [variable.name for variable in VARIABLES[key] if variable.required]
    assert needed
    assert refused("Hi", "Hello", key) == [("body", f"The body of this mail needs {{{{{name}}}}}.") for name in needed]
    parse(key, "Hi", " ".join(f"{{{{{name}}}}}" for name in needed))


@pytest.mark.parametrize(
    "written",
    [
        "https://evil.example/?token={{link}}", "https://evil.example/({{link}})", "{{link}}.evil.example", "{{link}}@evil.example",
        "a{{link}}", "{{link}}/..", "{{poc_name}}{{link}}", "{{link}}{{poc_name}}", "{{link}}{{link}}", "\u200b{{link}}", "x\u00a0{{link}}",
        "//{{link}}", "({{link}}x)", "&{{link}}", "{{link}}#", "https://evil.example/?u={{ customer_name }}{{link}}",
        "{{\tpoc_name\t}}({{link}})", "{{link}}{{ poc_name }}", "{{link}}{{ link }}",
    ],
)  # fmt: skip
def test_given_a_link_that_could_become_part_of_another_address_when_read_then_it_is_refused(written: str) -> None:
    assert "{{link}} stands alone, with spaces around it: line 1" in refused("Hi", written)[0][1]


@pytest.mark.parametrize("written", ["{{link}}", "Go: {{link}}.", "({{link}})", "<{{link}}>", "“{{link}}”, please", "a\t{{link}}\tb"])
def test_given_a_link_with_nothing_but_spaces_and_marks_around_it_when_read_then_it_is_right(written: str) -> None:
    parse(POC, "Hi", written)


@pytest.mark.parametrize(
    ("key", "variable"),
    [(key, variable) for key, known in VARIABLES.items() for variable in known if variable.kind not in (Kind.LINE, Kind.LINK)],
)
def test_given_a_variable_of_several_lines_when_it_stands_too_often_then_it_is_refused(key: EmailTemplateKey, variable: Variable) -> None:
    needed = "\n".join(f"{{{{{one.name}}}}}" for one in VARIABLES[key] if one.required and one != variable)
    parse(key, "Hi", f"{{{{{variable.name}}}}}\n" * MOST_TIMES + needed)
    said = f"{{{{{variable.name}}}}} stands at most {MOST_TIMES} times in the body."
    assert refused("Hi", f"{{{{{variable.name}}}}}\n" * (MOST_TIMES + 1) + needed, key) == [("body", said)]


SIGNS = ["{{", "}}", "{%", "{#", "{{link}}", "{{poc_name}}", "{{ 7*7 }}", "\n", " ", "{", "}", "\u202e"]
WORDS = st.lists(st.text(max_size=60) | st.sampled_from(SIGNS), max_size=8).map("".join)


@given(WORDS, WORDS)
def test_given_any_words_when_read_then_they_are_refused_or_have_nothing_but_text_and_variables(subject: str, body: str) -> None:
    try:
        template = parse(POC, subject, body)
    except UserErrors:
        return
    texts = [part for line in (template.subject, *template.body) for part in line if isinstance(part, str)]
    assert not any(sign in text for text in texts for sign in ("{{", "}}", "{%", "{#", "\n", "\u202e"))
    assert all(part.kind is Kind.LINE for part in template.subject if not isinstance(part, str))
