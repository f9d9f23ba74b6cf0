"""The invoices to try out are written once."""

from datetime import date
from pathlib import Path

import pytest

from importers import registry
from importers.document import Document
from importers.invoice import Kind
from service.demo import cast, samples

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 23)
APPROVED_ON = date(2026, 6, 26)


def test_the_samples_cover_the_tour_and_belong_to_the_first_employer() -> None:
    specs = samples.specs(APPROVED_ON, TODAY)
    assert {spec.kind for spec in specs.values()} == {Kind.E_ORDINARY, Kind.VAT_E_ORDINARY}
    strangers = [name for name, spec in specs.items() if spec.buyer != cast.EMPLOYERS[0].party]
    assert strangers == ["4-抬头不是本单位"]
    assert specs["5-同一发票另存的文件"].number == specs["1-合规-测试费"].number


def test_files_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "samples"
    samples.write(folder, APPROVED_ON, TODAY)
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == sorted(samples.files(APPROVED_ON, TODAY))
    files[0].write_bytes(b"mine")
    samples.write(folder, APPROVED_ON, TODAY)
    assert files[0].read_bytes() == b"mine"


@pytest.mark.parametrize("ending", ["pdf", "ofd", "xml", "png", "zip"])
def test_every_sample_is_read_without_an_obstacle(ending: str) -> None:
    made = {
        name: make
        for name, make in samples.files(APPROVED_ON, TODAY).items()
        if name.endswith(ending)
    }
    assert made
    for name, make in made.items():
        found = registry.read(Document(name, make()))
        assert len(found) == (2 if ending == "zip" else 1), name
        for invoice in found:
            assert invoice.kind not in {Kind.OTHER, Kind.NOT_INVOICE}, name
            assert invoice.key, name
            assert invoice.total, name
