"""Refusals and faults of the API as `application/problem+json` (RFC 9457)."""

from flask import Response, jsonify
from flask_babel import gettext
from flask_smorest import Blueprint
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from service.messages import N_, Refused
from service.web.words import say

SENTENCES = {
    400: N_("请求不完整，或表单令牌已过期：请刷新页面后再试。"),
    404: N_("没有这个资源，或者它不属于您的单位。"),
    405: N_("这个地址不接受这种请求，请对照接口说明核对。"),
    422: N_("请求中有缺少或不合格式的内容，请对照接口说明核对。"),
    413: N_("送来的内容超过上限，没有接收。请压缩后再传，或只上传发票本身。"),
}
OTHERWISE = N_("服务出了意外，什么也没有保存。请稍后重试。")


def problem(status: int, sentence: str, article: str | None = None) -> Response:
    """Give an answer that says what is in the way and how to go on."""
    answer = jsonify(status=status, detail=sentence, article=article)
    answer.status_code = status
    if status == 401:  # noqa: PLR2004  # HTTP's own number
        answer.headers["WWW-Authenticate"] = "Bearer"
    answer.content_type = "application/problem+json"
    return answer


def refused(error: Refused) -> Response:
    """Say why an action was refused."""
    return problem(error.status, say(error.sentence), error.article)


def http(error: HTTPException) -> Response:
    """Say what HTTP found wrong, in words."""
    status = error.code or 500
    return problem(status, gettext(SENTENCES.get(status, OTHERWISE)))


def install(blueprint: Blueprint) -> None:
    """Let a part of the API answer refusals and faults for itself."""
    blueprint.register_error_handler(Refused, refused)
    blueprint.register_error_handler(CSRFError, http)
    blueprint.register_error_handler(HTTPException, http)
