"""What the fuzz damages: honest files, drawn and from the samples, and texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from importers import chinese_amount, data_values, invoice_heading, qr_code, uscc
from importers.sandbox import ReaderPool
from service.demo.data_form import draw_xml
from service.demo.drawing import draw, draw_together
from tests.benchmarks import samples
from tests.fuzz import mutation
from tests.fuzz.mutation import Mutation
from tests.importers.data import drawn
from tests.service.demo import specs

MUTATIONS: dict[str, Mutation] = {
    "pdf": mutation.pdf,
    "ofd": mutation.archive,
    "xml": mutation.xml,
    "zip": mutation.archive,
    "image": mutation.anyhow,
}


@dataclass(frozen=True, slots=True)
class Text:
    """A mechanism that reads one text: honest examples, and the only fault it may raise."""

    read: Callable[[str], object]
    examples: Sequence[str]
    refusal: type[Exception] | tuple[()] = ()


TEXTS = {
    "QR text": Text(
        qr_code.parse,
        (
            "01,10,032002200611,27081234,15.94,20220830,07661234567890123456,19D6,",
            "01,32,,24112000000197512345,585.00,2024-04-07,,9D53",
            "CZ-EI-00,1.1.0,00010123,0010925612,AbC123,20260609,90.00",
        ),
    ),
    "capital amount": Text(
        chinese_amount.parse,
        ("壹万陆仟肆佰零玖圆零贰分", "（负数）伍佰捌拾伍圆整", "壹拾亿零叁元整"),
        chinese_amount.InvalidAmount,
    ),
    "date": Text(
        lambda text: (invoice_heading.date_in(text), data_values.day(text)),
        ("2022年08月30日", "2024-05-18 10:08", "20240518100800000"),
    ),
    "tax id": Text(
        uscc.validate, ("91110108MA00F0E79L", "123456789012345"), uscc.InvalidCode
    ),
    "figures": Text(
        lambda text: (
            data_values.amount(text), data_values.percent(text), data_values.in_words(text),
        ),
        ("￥1,234.50", "0.030000", "-12.00", "***"),
    ),
}  # fmt: skip


def of_drawings() -> dict[str, list[bytes]]:
    """Return honest files of our own drawing, by format."""
    pdf = [
        draw(specs.DIGITAL),
        draw(specs.OLDER),
        draw_together([specs.DIGITAL, specs.DIGITAL]),
    ]
    xml = [draw_xml(drawn.digital())]
    archive = mutation.packed([("a.pdf", pdf[0]), ("folder/b.xml", xml[0])])
    with ReaderPool(1) as pool:
        image = pool.render(pdf[0])
    return {"pdf": pdf, "xml": xml, "zip": [archive], "image": [image]}


def of_samples(folder: Path) -> dict[str, list[bytes]]:
    """Return the samples by format; none where the folder is not there."""
    found: dict[str, list[bytes]] = {}
    if (folder / "truth.jsonl").is_file():
        for sample in samples.load(folder):
            found.setdefault(sample.format, []).append(sample.content)
    return found


def corpus(folder: Path) -> dict[str, list[bytes]]:
    """Return all seeds by format."""
    found = of_samples(folder)
    for file_format, files in of_drawings().items():
        found.setdefault(file_format, []).extend(files)
    return found
