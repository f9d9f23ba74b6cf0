"""Many files of all kinds; the tab is closed in the middle, the server killed in the middle.

`ZHUANHU_TEST_INTAKE_FILES` says how many files (`make intake` takes 200).
"""

import itertools
import os
import re
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect
from sqlalchemy import text

from importers.invoice import Kind
from service import business_day, running
from service.db import CENTER, Database
from service.demo import cast, identifiers, lines
from service.demo.data_form import draw_xml
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec
from service.demo.ofd_drawing import draw_ofd
from service.demo.packing import draw_zip
from service.settings import Settings
from tests.journeys.people import SCREEN
from tests.journeys.product import PASSWORD, Product
from tests.journeys.uploading import choose, drop, expect_verdict, row

MANY = int(os.environ.get("ZHUANHU_TEST_INTAKE_FILES", "40"))
SERIAL = 8_800_000_000
BROKEN_EVERY, AGAIN_EVERY, PACKED_EVERY = 13, 10, 17
DONE_MS = 4000 * MANY
CHECKED = "重新检查"  # what can be done with a file that has its verdict


def test_no_file_is_lost_or_doubled_whatever_is_cut_off(
    product: Product, browser: Browser, tmp_path: Path
) -> None:
    files, numbers = written(tmp_path)
    context = browser.new_context(base_url=product.address, viewport=SCREEN, locale="zh-CN")
    page = logged_in(context)
    lost_half_way(page)
    page.get_by_label("选择文件", exact=True).set_input_files(files)
    expect(page.locator("[data-intake-panel] [data-verdict=pass]").first).to_be_visible(
        timeout=30_000
    )
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.evaluate("unsent()") >= MANY // 2
    page.close()  # the tab is closed in the middle
    kill_the_server(product)
    back = context.new_page()
    come_back(back)
    done = re.compile(r"已完成 (\d+)/\1 ")
    expect(back.locator("[data-count]")).to_have_text(done, timeout=DONE_MS)
    verdicts, claims = in_the_database(product, batch_of(back), numbers)
    assert verdicts["top"] == len(files)
    assert set(verdicts) <= {"top", "pass", "review", "block", "already", "refused", "archive"}
    assert verdicts["refused"] == len([name for name in files if name.name.startswith("坏")])
    assert claims == dict.fromkeys(numbers, 1)
    assert back.evaluate("unsent()") == 0
    context.close()


def lost_half_way(page: Page) -> None:
    """Let half of the files through, and then none."""
    sent = itertools.count()

    def answer(route: Route) -> None:
        if next(sent) < MANY // 2:
            route.continue_()
        else:
            route.abort()

    page.route("**/intake/files/*", answer)


def written(folder: Path) -> tuple[list[Path], list[str]]:
    """Write the files; give them and the numbers of the invoices in them."""
    files, numbers = [], []
    for place in range(1, MANY + 1):
        spec = invoice(place)
        name, content, held = file_of(place, spec)
        file = folder / name
        file.write_bytes(content)
        files.append(file)
        numbers += held
    return files, sorted(set(numbers))


def file_of(place: int, spec: InvoiceSpec) -> tuple[str, bytes, list[str]]:
    """Give a file's name, its bytes, and the numbers of the invoices in it."""
    if place % BROKEN_EVERY == 0:
        return f"坏{place}.pdf", draw(spec)[:900], []
    if place % AGAIN_EVERY == 0:
        again = replace(invoice(place - 1), mark="样例副本")
        return f"同一张{place}.pdf", draw(again), [again.number]
    if place % PACKED_EVERY == 0:
        second = invoice(place + 10_000)
        packed = {"一.pdf": draw(spec), "二.xml": draw_xml(second)}
        return f"两张{place}.zip", draw_zip(packed), [spec.number, second.number]
    forms = (("pdf", draw), ("xml", draw_xml), ("pdf", draw), ("ofd", draw_ofd), ("pdf", draw))
    ending, form = forms[place % len(forms)]
    return f"发票{place}.{ending}", form(spec), [spec.number]


def invoice(place: int) -> InvoiceSpec:
    day = business_day.of(datetime.now(UTC)) - timedelta(days=3 + place % 60)
    words = "*餐饮服务*餐费" if place % 7 == 0 else "*研发和技术服务*减速器疲劳寿命测试费"
    return InvoiceSpec(
        kind=Kind.E_ORDINARY,
        number=identifiers.digital_number(day, SERIAL + 7 * place),
        issued_on=day,
        buyer=cast.EMPLOYERS[0].party,
        seller=cast.LABORATORY,
        lines=(lines.line_of_total(words, Decimal(100 + place), quantity=Decimal(1), unit="项"),),
        remarks="合同编号：YX-020",
    )


def logged_in(context: BrowserContext) -> Page:
    context.add_init_script(UNSENT)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("登录名").fill("maker1")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk")
    return page


UNSENT = """
globalThis.unsent = () => new Promise((resolve, reject) => {
  const opening = indexedDB.open("zhuanhu-intake");
  opening.onerror = reject;
  opening.onsuccess = () => {
    const counting = opening.result.transaction("files").objectStore("files").count();
    counting.onsuccess = () => resolve(counting.result);
  };
});
"""


KEEPS_NOTHING = """
Object.defineProperty(globalThis, "indexedDB", {
  value: { open() { throw new DOMException("private", "SecurityError"); } },
});
"""


def come_back(page: Page) -> None:
    """Open the desk again, as soon as the server answers again."""
    for _ in range(60):
        with suppress(Error):  # nobody answers yet
            if page.request.get("/api/v1/health/").ok:
                break
        page.wait_for_timeout(250)
    page.goto("/desk")


def batch_of(page: Page) -> str:
    address = page.locator("[data-batch-link]").get_attribute("href")
    assert address is not None
    return address.rsplit("/", 1)[-1]


def kill_the_server(product: Product) -> None:
    """Kill the process that serves pages and reads files; its parent starts another one."""
    (worker,) = serving(product)
    os.kill(worker, signal.SIGKILL)


def serving(product: Product) -> Iterator[int]:
    """Find the child of the product that runs the same command."""
    ours = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "environ").read_bytes().split(b"\0")
            words = (folder / "cmdline").read_bytes().split(b"\0")
            status = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
        if f"ZHUANHU_DATA={product.folder}".encode() in told and b"demo" in words:
            ours[int(folder.name)] = int(status[1])
    return (child for child, parent in ours.items() if parent in ours)


def in_the_database(
    product: Product, batch: str, numbers: list[str]
) -> tuple[Counter[str], dict[str, int]]:
    """Count the files of a batch by verdict, and the claims of each invoice."""
    settings = Settings.from_environment(product.environment)
    database = Database(running.application_url(settings))
    with database.transaction(CENTER) as session:
        files = session.execute(
            text(
                "select coalesce(outcome, state) as verdict, part from intake_file"
                " where batch_id = :batch"
            ),
            {"batch": batch},
        ).all()
        claims = session.execute(
            text(
                "select i.number, count(*) as claims"
                " from claim c join invoice i on i.id = c.invoice_id"
                " where i.number = any(:numbers) group by i.number"
            ),
            {"numbers": numbers},
        ).all()
    database.dispose()
    verdicts = Counter(row.verdict for row in files)
    verdicts["top"] = sum(row.part == 0 for row in files)
    return verdicts, {row.number: row.claims for row in claims}


def test_a_drop_on_any_page_a_lost_line_a_pause_and_what_log_out_forgets(
    product: Product, browser: Browser, tmp_path: Path
) -> None:
    files = [tmp_path / f"补{place}.pdf" for place in range(1, 8)]
    for place, file in enumerate(files, start=1):
        file.write_bytes(draw(invoice(700 + 7 * place + 1)))
    context = browser.new_context(base_url=product.address, viewport=SCREEN, locale="zh-CN")
    page = logged_in(context)
    dropped_on_the_list_of_claims(page, files[0])
    the_line_is_lost_and_comes_back(page, files[1])
    paused_taken_up_and_given_up(page, files[2:4])
    forgotten_at_log_out(page, files[4:6])
    context.close()
    private = browser.new_context(base_url=product.address, viewport=SCREEN, locale="zh-CN")
    private.add_init_script(KEEPS_NOTHING)
    sent_by_a_browser_that_keeps_nothing(logged_in(private), files[6])
    private.close()


def dropped_on_the_list_of_claims(page: Page, file: Path) -> None:
    page.goto("/claims")
    drop(page, file)
    page.wait_for_url("**/intake/new")
    page.get_by_label("列支到项目").select_option(index=1)
    page.get_by_role("button", name="开始上传").click()
    expect_verdict(page, file, CHECKED)


def the_line_is_lost_and_comes_back(page: Page, file: Path) -> None:
    page.goto("/desk")
    page.context.set_offline(True)
    choose(page, file)
    expect(page.get_by_role("alert")).to_contain_text("恢复后自动接着上传")
    page.context.set_offline(False)
    expect_verdict(page, file, CHECKED)
    expect(page.get_by_role("alert")).to_have_count(0)


def paused_taken_up_and_given_up(page: Page, files: list[Path]) -> None:
    page.goto("/desk")
    page.route("**/intake/files/*", lambda route: route.abort())  # nothing gets through
    choose(page, *files)
    page.get_by_role("button", name="暂停").click()
    expect(page.locator("[data-left]")).to_have_text("已暂停，还有 2 个")
    page.unroute("**/intake/files/*")
    row(page, files[0]).get_by_role("button", name="取消").click()
    expect_verdict(page, files[0], "已取消")
    page.get_by_role("button", name="继续", exact=True).click()
    expect_verdict(page, files[1], CHECKED)
    row(page, files[0]).get_by_role("button", name="重试").click()
    expect(row(page, files[0])).to_contain_text("等待上传")
    choose(page, files[0])  # the same file, chosen again, goes into its row
    expect_verdict(page, files[0], CHECKED)


def forgotten_at_log_out(page: Page, files: list[Path]) -> None:
    page.goto("/desk")
    page.route("**/intake/files/*", lambda route: route.abort())
    choose(page, *files)
    expect(row(page, files[1])).to_contain_text("等待上传")
    assert page.evaluate("unsent()") == len(files)
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login*")
    assert page.evaluate("unsent()") == 0


def sent_by_a_browser_that_keeps_nothing(page: Page, file: Path) -> None:
    choose(page, file)
    expect_verdict(page, file, CHECKED)
