"""No Chinese sentence stands in a page or a template outside the catalogue's reach."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from service.locale import catalogue
from service.pages import words

PAGES = Path(words.__file__).parent
TEMPLATES = sorted((PAGES / "templates").rglob("*.html"))
MODULES = sorted(path for path in PAGES.glob("*.py") if path.name != "specimens.py")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
MARKERS = {"_", "gettext", "ngettext", "lazy_gettext", "N_"}
OWN_NAMES = {"中文"}  # a language is offered in itself


def untranslated(source: str) -> list[str]:
    """Give the Chinese text of a template that no gettext call holds."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    return [text for text in _texts(tree) if CHINESE.search(text) and text.strip() not in OWN_NAMES]


def _texts(node: nodes.Node) -> Iterator[str]:
    called = node.node if isinstance(node, nodes.Call) else None
    if isinstance(called, nodes.Name) and called.name in MARKERS:
        return
    if isinstance(node, nodes.TemplateData):
        yield from re.split(r"<[^>]*>", node.data)
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    for child in node.iter_child_nodes():
        yield from _texts(child)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PAGES)))
def test_every_sentence_of_a_template_can_be_translated(path: Path) -> None:
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source", ["<p>未译</p>", '{{ "未译" }}', "{{ field(form, 'a', '未译') }}", '{{ x ~ "，" }}']
)
def test_a_sentence_left_in_chinese_is_found(source: str) -> None:
    assert untranslated(source) != []


def test_a_translated_sentence_is_no_fault() -> None:
    assert untranslated('<p title="{{ _("甲") }}">{{ ngettext("乙", "乙", 2) }}</p>') == []


def unmarked(source: str) -> list[str]:
    """Give the Chinese strings of a module that are neither marked nor docstrings."""
    tree = ast.parse(source)
    within = {
        id(inner)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in MARKERS
        for inner in ast.walk(call)
    }
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in within | docstrings
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_sentence_of_a_page_module_is_marked(path: Path) -> None:
    # separators that people type into amounts and lists, between the parts of a case's title, and
    # between the purposes kept of a reading
    allowed = {"\u3000", ",，¥￥ \u3000", "( |：)", "；", "%％", "，", "、"}
    assert set(unmarked(path.read_text(encoding="utf-8"))) <= allowed


def test_the_english_catalogue_is_complete() -> None:
    assert list(catalogue.faults("en")) == []
