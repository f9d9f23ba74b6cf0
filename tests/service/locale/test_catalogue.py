"""The keeper of the catalogues: what it finds in the sources, and each fault it names."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from service.locale import __main__ as command
from service.locale import catalogue


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    house = tmp_path / "house"
    (house / "service" / "templates").mkdir(parents=True)
    (house / "service" / "a.py").write_text('WORDS = N_("甲 {name}")\n', encoding="utf-8")
    page = '<p>{{ _("乙 %(n)s") }}{{ ngettext("%(num)s 条", "%(num)s 条", 2) }}</p>'
    (house / "service" / "templates" / "b.html").write_text(page, encoding="utf-8")
    monkeypatch.setattr(catalogue, "HOUSE", house)
    monkeypatch.setattr(catalogue, "PACKAGES", ("service",))
    monkeypatch.setattr(catalogue, "LOCALES", tmp_path / "locale")
    return tmp_path


def translate(first: str = "A {name}") -> None:
    strings: dict[str, str | tuple[str, str]] = {
        "甲": first,
        "乙": "B %(n)s",
        "%": ("%(num)s row", "%(num)s rows"),
    }
    found = catalogue.load("en")
    for message in found:
        key = message.id if isinstance(message.id, str) else message.id[0]
        message.string = strings.get(key[:1] or "none", message.string)
    catalogue.po_file("en").write_bytes(catalogue.written(found))


@pytest.mark.usefixtures("folder")
def test_sentences_of_modules_and_templates_are_found() -> None:
    ids = {message.id for message in catalogue.extracted() if message.id}
    assert ids == {"甲 {name}", "乙 %(n)s", ("%(num)s 条", "%(num)s 条")}


@pytest.mark.usefixtures("folder")
def test_a_new_catalogue_names_every_fault_until_it_is_translated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["check"]) == 1
    assert capsys.readouterr().out.count("not in the catalogue") == 3
    assert command.main(["update"]) == 0
    assert command.main(["check"]) == 1
    assert capsys.readouterr().out.count("not translated") == 4
    translate()
    assert command.main(["check"]) == 0
    assert command.main(["compile"]) == 0
    assert catalogue.po_file("en").with_suffix(".mo").read_bytes()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("string", "fault"),
    [("A", "other places to fill"), ("甲 {name}", "still Chinese"), ("", "not translated")],
)
def test_a_wrong_translation_is_named(string: str, fault: str) -> None:
    command.main(["update"])
    translate(string)
    (found,) = catalogue.faults("en")
    assert found.startswith(fault)


def test_what_left_the_sources_is_needless(folder: Path) -> None:
    command.main(["update"])
    translate()
    (folder / "house" / "service" / "a.py").write_text("", encoding="utf-8")
    assert list(catalogue.faults("en")) == ["no longer in the sources: 甲 {name}"]
    command.main(["update"])
    assert list(catalogue.faults("en")) == []


@pytest.mark.usefixtures("folder")
def test_a_fuzzy_translation_is_a_fault() -> None:
    command.main(["update"])
    fuzzy = Catalog(locale="en", fuzzy=False)
    fuzzy.add("甲 {name}", "A {name}", flags=("fuzzy",))
    catalogue.po_file("en").write_bytes(catalogue.written(fuzzy))
    assert "fuzzy: 甲 {name}" in list(catalogue.faults("en"))


@pytest.mark.usefixtures("folder")
def test_written_catalogues_carry_no_dates() -> None:
    command.main(["update"])
    text = catalogue.po_file("en").read_text(encoding="utf-8")
    assert "Date" not in text
    assert text.startswith(catalogue.HEADER)


def test_an_unknown_command_tells_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["translate"]) == 2
    assert "usage" in capsys.readouterr().err
