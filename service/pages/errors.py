"""When a page cannot be shown: what, why and the way out, never how it failed inside."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from service.messages import N_, Refused
from service.web.words import say

TITLES = {
    400: N_("这个请求不完整"),
    403: N_("没有权限"),
    404: N_("没有找到"),
    405: N_("没有找到"),
    409: N_("现在不能办理"),
    413: N_("内容太大"),
    422: N_("填写有误"),
    429: N_("请稍候再试"),
    500: N_("这一步没有办成"),
}
SENTENCES = {
    400: N_("浏览器送来的内容不完整。请返回上一页，刷新后再试。"),
    403: N_("您的角色没有这项权限；如需办理，请联系有权限的同事。"),
    404: N_("没有这个页面，或者它不属于您的单位。请检查网址，或从菜单重新进入。"),
    405: N_("没有这个页面，或者它不属于您的单位。请检查网址，或从菜单重新进入。"),
    413: N_("送来的内容超过上限。请压缩或分几次上传。"),
    429: N_("操作太频繁。请稍候几分钟再试。"),
    500: N_(
        "系统出了意外，您填写的内容没有保存，账目没有变化。请返回重试；仍不行时请把时间告诉管理员。"
    ),
}
EXPIRED = N_("页面放得太久，已经过期。请返回上一页，刷新后再办理。")


def of_pages() -> bool:
    """Tell whether the request is for a page; the API answers for itself."""
    return not request.path.startswith("/api/")


def page(status: int, sentence: str | None = None) -> ResponseReturnValue:
    """Give the page that says what is in the way."""
    if status not in TITLES:
        status = 500 if status >= 500 else 400  # noqa: PLR2004  # HTTP's own classes
    said = sentence or gettext(SENTENCES.get(status, SENTENCES[400]))
    return render_template("error.html", title=gettext(TITLES[status]), sentence=said), status


def refused(error: Refused) -> ResponseReturnValue:
    """Say why an action was refused."""
    return page(error.status, say(error.sentence))


def expired(_error: CSRFError) -> ResponseReturnValue:
    """Say that the form is too old."""
    return page(400, gettext(EXPIRED))


def http(error: HTTPException) -> ResponseReturnValue:
    """Say what HTTP found wrong, in words; redirects stay what they are."""
    if error.code is None or error.code < 400:  # noqa: PLR2004  # HTTP's own classes
        return error
    return page(error.code)


def install(app: Flask) -> None:
    """Answer refusals and faults of pages with a page."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, http)
