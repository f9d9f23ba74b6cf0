"""规则与办法: every rule with its examples, every article with who carries it, every text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from compliance import law
from compliance.messages import Message
from service.actions import law_text_views, rules, rulings
from service.actions.law_text_views import Standing
from service.actions.rules import RuleLine
from service.messages import N_
from service.pages import text_tables
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("rules", __name__)

CHINESE = re.compile(r"([\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+)")
STANDINGS: Mapping[Standing, tuple[str, str, str]] = {
    Standing.IN_FORCE: (N_("生效中"), "pass", "passed"),
    Standing.TO_COME: (N_("未到生效日"), "active", "waiting"),
    Standing.BESIDE: (N_("仅用于写明它的任务书"), "", "note"),
    Standing.REPLACED: (N_("已被接替"), "", "check"),
    Standing.WAITING: (N_("待批准"), "active", "waiting"),
    Standing.REJECTED: (N_("未批准"), "", "close"),
}
CARRIERS: Mapping[str, str] = {
    "procedure": N_("办理流程"),
    "event": N_("记账"),
    "record": N_("登记"),
    "report": N_("报表"),
}


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article as the page shows it: its rules, what else carries it, what is left to people."""

    number: int
    citation: Message
    demand: Message
    rules: tuple[RuleLine, ...]
    others: tuple[str, ...]
    remainder: Message | None


@blueprint.get("/rules")
@needs(Permission.SEE_RULES)
def show() -> ResponseReturnValue:
    """Show every rule with its examples."""
    shown = [
        (line, _told(line.explanation), rules.read_examples(line.code))
        for line in rules.every_rule()
    ]
    return render_template("rules/rules.html", rules=shown, version=rules.version())


def _told(explanation: str) -> list[tuple[str, bool]]:
    """Part an English explanation at its Chinese words; the article before it stands elsewhere."""
    text = explanation.partition(": ")[2]
    text = text[:1].upper() + text[1:]
    return [(part, bool(CHINESE.fullmatch(part))) for part in CHINESE.split(text) if part]


@blueprint.get("/rules/articles")
@needs(Permission.SEE_RULES)
def articles() -> ResponseReturnValue:
    """Show every article with who carries it."""
    by_code = {line.code: line for line in rules.every_rule()}
    shown = [_article(article, by_code) for article in law.articles()]
    with transaction() as session:
        cited = rulings.in_force(session)
    return render_template("rules/articles.html", articles=shown, rulings=cited)


def _article(article: law.Article, by_code: Mapping[str, RuleLine]) -> ArticleLine:
    return ArticleLine(
        article.number,
        law.citation(article.number),
        article.demand,
        tuple(by_code[code] for code in article.carriers("rule") if code in by_code),
        tuple(words for kind, words in CARRIERS.items() if article.carriers(kind)),
        article.remainder,
    )


@blueprint.get("/rules/texts")
@needs(Permission.SEE_RULES)
def texts() -> ResponseReturnValue:
    """List the texts: those in force, those to come, those that wait."""
    with transaction() as session:
        found = law_text_views.lines(session, actor())
    return render_template("rules/texts.html", lines=found, standings=STANDINGS)


@blueprint.get("/rules/texts/<kind>/<version>")
@needs(Permission.SEE_RULES)
def text(kind: str, version: str) -> ResponseReturnValue:
    """Show a text, what sets it apart from the one before, and what it would change."""
    with transaction() as session:
        seen = law_text_views.page(session, actor(), kind, version)
    tables = text_tables.of(seen.line.text)
    return render_template(
        "rules/text.html",
        seen=seen,
        heading=seen.line.text.heading,
        tables=tables,
        headers=[[(gettext(word), way) for word, way in table.columns] for table in tables],
        standings=STANDINGS,
        me=actor().user_id,
        most=law_text_views.CLAIMS_MOST,
    )


@blueprint.get("/rules/texts/<kind>/<version>/file")
@needs(Permission.SEE_RULES)
def file(kind: str, version: str) -> ResponseReturnValue:
    """Hand out the file of a text."""
    with transaction() as session:
        content = law_text_views.file(session, actor(), kind, version)
    return send_file(
        BytesIO(content), "application/toml", as_attachment=True, download_name=f"{version}.toml"
    )
