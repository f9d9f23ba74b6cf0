import importlib
import pkgutil
import re
from pathlib import Path

from compliance import casebook, casebook_page, deadlines, procedures
from compliance.machine import Machine, Role

ROOT = Path(__file__).parents[2]


def test_every_table_of_a_procedure_stands_in_the_casebook() -> None:
    found = {
        each.name
        for module in pkgutil.iter_modules(procedures.__path__)
        for each in vars(importlib.import_module(f"compliance.procedures.{module.name}")).values()
        if isinstance(each, Machine)
    }
    assert {machine.name for machine in casebook.MACHINES} == found
    assert len(casebook.MACHINES) == len(found)


def test_the_page_on_the_procedures_is_fresh() -> None:
    page = ROOT / "docs" / "procedures.md"
    assert page.read_text(encoding="utf-8") == casebook_page.render()


def test_the_drawing_has_every_state_and_every_step_of_every_table() -> None:
    drawings = re.findall(r"```mermaid\n(.*?)```", casebook_page.render(), re.DOTALL)
    for machine, drawing in zip(casebook.MACHINES, drawings, strict=True):
        drawn = re.findall(r"(\w+) --> (\w+) : (.+)", drawing)
        assert drawn == [
            (each.source.value, each.target.value, each.title) for each in machine.transitions
        ]
        assert re.findall(r'" as (\w+)', drawing) == [state.value for state in machine.states]


def test_every_deadline_that_a_step_starts_is_known() -> None:
    started = {
        each.term for machine in casebook.MACHINES for each in machine.transitions if each.term
    }
    assert started <= deadlines.terms().keys()


def test_every_role_has_its_word() -> None:
    assert casebook_page.ROLES.keys() == set(Role)


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = casebook_page.render()
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) == set(re.findall(r'<a id="([^"]+)">', page))
