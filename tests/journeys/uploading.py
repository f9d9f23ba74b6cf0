"""Invoices on their way into a page: through the file picker, and dropped from the file manager."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

READ_MS = 30_000


def choose(page: Page, *files: Path) -> None:
    """Choose files in the picker of the page."""
    page.get_by_label("选择文件", exact=True).set_input_files(list(files))


def drop(page: Page, file: Path) -> None:
    """Drag a file from outside the browser over the page, and let go."""
    session = page.context.new_cdp_session(page)
    dragged = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver"):
        _drag(session.send, step, dragged)
    expect(page.get_by_text("松开鼠标，上传到这个项目")).to_be_visible()
    _drag(session.send, "drop", dragged)


def _drag(send: object, step: str, dragged: dict[str, object]) -> None:
    assert callable(send)
    send("Input.dispatchDragEvent", {"type": step, "x": 700, "y": 400, "data": dragged})


def row(page: Page, file: Path) -> Locator:
    """Give the row of an uploaded file."""
    rows = page.get_by_role("list", name="上传的文件").get_by_role("listitem")
    return rows.filter(has=page.get_by_text(file.name, exact=True))


def expect_verdict(page: Page, file: Path, *sentences: str) -> None:
    """Wait until the row of a file says all of this."""
    for sentence in sentences:
        expect(row(page, file)).to_contain_text(sentence, timeout=READ_MS)
