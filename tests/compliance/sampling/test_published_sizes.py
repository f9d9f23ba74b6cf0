"""Every cell of the published tables of sizes, by exact arithmetic."""

from fractions import Fraction

import pytest

from compliance.sampling.plan import Distribution
from tests.compliance.sampling.published import TABLES, attributes, monetary, percent, size

AICPA = TABLES["aicpa"]
BINOMIAL, POISSON, HYPERGEOMETRIC = (
    Distribution.BINOMIAL,
    Distribution.POISSON,
    Distribution.HYPERGEOMETRIC,
)


@pytest.mark.parametrize(("table", "risk", "cells"), [("A-1", 5, 194), ("A-2", 10, 198)])
def test_binomial_sizes_of_aicpa(table: str, risk: int, cells: int) -> None:
    published = {
        (tolerable, expected): draws
        for tolerable, row in AICPA[table]["cells"].items()
        for expected, draws in row.items()
    }
    ours = {
        (tolerable, expected): size(
            attributes(
                BINOMIAL,
                1 - percent(risk),
                tolerable=percent(tolerable),
                expected=percent(expected),
            )
        )
        for tolerable, expected in published
    }
    assert len(published) == cells
    assert ours == published


def test_where_prints_of_the_binomial_table_differ_the_exact_number_is_ours() -> None:
    for cell in AICPA["A-2"]["differs"]:
        plan = attributes(
            BINOMIAL,
            Fraction(9, 10),
            tolerable=percent(cell["tolerable"]),
            expected=percent(cell["expected"]),
        )
        assert size(plan) == cell["exact"] != cell["elsewhere"]


def test_poisson_sizes_of_aicpa() -> None:
    published = {
        (row["risk"], row["ratio"], tolerable): draws
        for row in AICPA["C-1"]["rows"]
        for tolerable, draws in row["cells"].items()
    }
    ours = {
        (risk, ratio, tolerable): size(
            monetary(
                POISSON,
                1 - percent(risk),
                tolerable=Fraction(tolerable),
                expected=Fraction(tolerable) * Fraction(ratio),
            )
        )
        for risk, ratio, tolerable in published
    }
    assert len(published) == 418
    assert ours == published


def test_poisson_sizes_of_the_steekproefmodel() -> None:
    cells = TABLES["steekproefmodel"]["cells"]
    ours = {
        confidence: [
            size(monetary(POISSON, Fraction(confidence), tolerable=Fraction(step, 20)))
            for step in range(1, 11)
        ]
        for confidence in cells
    }
    assert ours == cells
    assert sum(map(len, cells.values())) == 60
    (differs,) = TABLES["steekproefmodel"]["differs"]
    assert cells[differs["confidence"]][0] == differs["exact"] != differs["elsewhere"]


def test_poisson_sizes_of_smash21() -> None:
    cells = TABLES["smash21"]["cells"]
    ours = {
        expected: [
            size(
                monetary(
                    POISSON,
                    Fraction(95, 100),
                    tolerable=Fraction(step, 20),
                    expected=percent(expected),
                )
            )
            for step in range(1, 11)
        ]
        for expected in cells
    }
    assert ours == cells
    assert sum(map(len, cells.values())) == 60


def test_hypergeometric_sizes_of_ez_quant() -> None:
    cells = TABLES["ez_quant"]["cells"]
    assert len(cells) == 36
    for confidence, population, tolerable, draws in cells:
        plan = attributes(HYPERGEOMETRIC, Fraction(confidence), tolerable=Fraction(tolerable))
        assert size(plan, population) == draws, (confidence, population, tolerable)


def test_both_sizes_of_audit_sampler() -> None:
    cells = TABLES["audit_sampler"]["cells"]
    assert len(cells) == 17
    for population, expected, tolerable, confidence, without, with_replacement in cells:
        asked = {"tolerable": percent(tolerable), "expected": percent(expected)}
        plan = attributes(HYPERGEOMETRIC, percent(confidence), **asked)
        assert size(plan, population) == without
        assert size(attributes(BINOMIAL, percent(confidence), **asked)) == with_replacement


@pytest.mark.parametrize("confidence", ["95", "90"])
def test_sizes_by_errors_of_touw_and_hoogduin(confidence: str) -> None:
    """Their tables ask for so many errors: the size for a rate that expects just so many."""
    rows = TABLES["touw_hoogduin"]["sizes"][confidence]
    assert sum(map(len, rows.values())) == 20
    for tolerable, sizes in rows.items():
        for errors, draws in enumerate(sizes):
            plan = attributes(
                BINOMIAL,
                percent(confidence),
                tolerable=Fraction(tolerable),
                expected=Fraction(errors, draws),
            )
            assert size(plan) == draws


def test_sizes_without_replacement_of_touw_and_hoogduin() -> None:
    cell = TABLES["touw_hoogduin"]["without_replacement"]
    for errors, draws in zip((0, 2), cell["draws"], strict=True):
        plan = attributes(
            HYPERGEOMETRIC,
            Fraction(cell["confidence"]),
            tolerable=Fraction(cell["tolerable"]),
            expected=Fraction(errors, draws),
        )
        assert size(plan, cell["population"]) == draws


@pytest.mark.parametrize("source", ["touw_hoogduin", "jfa"])
def test_sizes_of_two_stages(source: str) -> None:
    cell = TABLES[source]["two_stages"]
    plan = attributes(
        BINOMIAL,
        Fraction(cell["confidence"]),
        tolerable=Fraction(cell["tolerable"]),
        two_stage=True,
    )
    assert size(plan) == cell["draws"]


def test_sizes_of_jfa() -> None:
    for cell in TABLES["jfa"]["sizes"]:
        plan = monetary(
            Distribution(cell["law"]),
            Fraction(cell["confidence"]),
            tolerable=Fraction(cell["tolerable"]),
            expected=Fraction(cell["expected"]),
        )
        assert size(plan) == cell["draws"]


def test_a_risk_of_the_audit_risk_model_is_that_of_jfa() -> None:
    plan = monetary(
        POISSON,
        Fraction(95, 100),
        tolerable=Fraction(5, 100),
        expected=Fraction(25, 1000),
        control=Fraction(6, 10),
    )
    assert plan.risk == Fraction(1, 12)
    assert (size(plan), size(plan) * plan.expected) == (178, Fraction("4.45"))
