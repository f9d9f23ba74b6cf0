"""How many published cells there are, so that none is lost, and where a print is not exact."""

from tests.compliance.sampling.published import TABLES

AICPA = TABLES["aicpa"]


def cells(*rows: list[object] | dict[str, object]) -> int:
    return sum(map(len, rows))


def test_1272_cells_of_aicpa_are_asserted() -> None:
    counts = {name: cells(*AICPA[name]["cells"].values()) for name in ("A-1", "A-2", "A-3", "A-4")}
    counts["C-1"] = cells(*(row["cells"] for row in AICPA["C-1"]["rows"]))
    assert counts == {"A-1": 194, "A-2": 198, "A-3": 231, "A-4": 231, "C-1": 418}
    assert sum(counts.values()) == 1272


def test_232_cells_of_others_are_asserted() -> None:
    book = TABLES["touw_hoogduin"]
    counts = {
        "steekproefmodel": cells(*TABLES["steekproefmodel"]["cells"].values()),
        "smash21": cells(*TABLES["smash21"]["cells"].values()),
        "ez_quant": len(TABLES["ez_quant"]["cells"]),
        "audit_sampler": 2 * len(TABLES["audit_sampler"]["cells"]),
        "book": cells(*book["sizes"]["95"].values(), *book["sizes"]["90"].values()),
        "book, without replacement": len(book["without_replacement"]["draws"]),
    }
    assert list(counts.values()) == [60, 60, 36, 34, 40, 2]
    assert sum(counts.values()) == 232


def test_the_table_has_the_exact_number_where_a_print_differs() -> None:
    differing = {
        (cell["tolerable"], cell["expected"]): (cell["elsewhere"], cell["exact"])
        for cell in AICPA["A-2"]["differs"]
    }
    assert differing == {
        ("5", "3.5"): (423, 400),
        ("8", "7"): (1313, 1300),
        ("7", "3.25"): (112, 113),
        ("7", "3.5"): (112, 113),
    }
    for (tolerable, expected), (_, exact) in differing.items():
        assert AICPA["A-2"]["cells"][tolerable][expected] == exact
