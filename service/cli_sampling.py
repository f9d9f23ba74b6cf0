"""`zhuanhu sample`: audit samples from files, without any database (docs/sampling.md)."""

import json
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from compliance.messages import Message
from compliance.sampling import answers, evaluation, sample_file, selection, sizes, strata
from compliance.sampling.evaluation import EvaluationError, Figures
from compliance.sampling.frame import Frame, FrameError
from compliance.sampling.plan import Plan, PlanError
from compliance.sampling.sample_file import SampleError
from compliance.sampling.selection import Sample
from service.shell import UNCERTAIN

INTERNAL = 3
P = ParamSpec("P")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LISTED = click.option("--list", "as_list", is_flag=True, help="CSV, one line for each item")


def _refusals_said(command: Callable[P, None]) -> Callable[P, None]:
    """Say in one sentence what a file is refused for (exit 1); an error of ours is exit 3."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (FrameError, PlanError, SampleError, EvaluationError) as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(UNCERTAIN)
        except click.ClickException:
            raise  # usage: exit 2
        except Exception as error:  # noqa: BLE001  # the contract: an error of ours is exit 3
            click.echo(f"internal error: {type(error).__name__}: {error}", err=True)
            sys.exit(INTERNAL)

    return run


@click.group("sample")
def sample_group() -> None:
    """Plan, draw and evaluate audit samples: PLAN is JSON, FRAME is CSV (docs/sampling.md).

    Exit 0: done, and accepted; 1: a file is refused, or the sample does not suffice; 2: usage;
    3: internal.
    """


@sample_group.command()
@click.argument("frame_file", type=FILE, metavar="FRAME")
@_refusals_said
def frame(frame_file: Path) -> None:
    """Print the canonical file of a frame whose lines are in any order; its hash goes to stderr."""
    read = Frame.read(frame_file.read_bytes())
    _write(read.content())
    click.echo(f"SHA-256 {read.hash}", err=True)


@sample_group.command("plan")
@click.argument("plan_file", type=FILE, metavar="PLAN")
@click.argument("frame_file", type=FILE, metavar="FRAME")
@_refusals_said
def plan_sizes(plan_file: Path, frame_file: Path) -> None:
    """Print how many draws the plan comes to, by each of the three distributions."""
    plan, items = _read(plan_file, frame_file)
    division = strata.divide(plan, items)
    total = sum(items.items[place].value for place in division.open)
    by_law = sizes.side_by_side(plan, len(division.open), total)
    _print(
        {
            "frame_hash": items.hash,
            "certain": len(division.certain),
            "open_count": len(division.open),
            "open_total": total,
            "beyond": division.beyond,
            "planned": dict(by_law),
        }
    )


@sample_group.command()
@click.argument("plan_file", type=FILE, metavar="PLAN")
@click.argument("frame_file", type=FILE, metavar="FRAME")
@click.option("--rounds", metavar="N,N…", help="sizes of the rounds, to draw a sample again")
@LISTED
@_refusals_said
def select(plan_file: Path, frame_file: Path, rounds: str | None, *, as_list: bool) -> None:
    """Draw the sample of a plan from a frame; every machine draws the same."""
    plan, items = _read(plan_file, frame_file)
    if rounds is None:
        drawn = selection.select(plan, items)
    else:
        drawn = selection.redraw(plan, items, _sizes(rounds))
    _print_sample(drawn, as_list=as_list)


def _sizes(rounds: str) -> tuple[int, ...]:
    words = rounds.split(",") if rounds else []
    if not all(word.isascii() and word.isdigit() for word in words):
        raise click.BadParameter(rounds, param_hint="--rounds")
    return tuple(map(int, words))


@sample_group.command()
@click.argument("plan_file", type=FILE, metavar="PLAN")
@click.argument("frame_file", type=FILE, metavar="FRAME")
@click.argument("drawn_file", type=FILE, metavar="SAMPLE")
@click.argument("more", type=click.IntRange(1))
@LISTED
@_refusals_said
def extend(
    plan_file: Path, frame_file: Path, drawn_file: Path, more: int, *, as_list: bool
) -> None:
    """Draw MORE for a sample that select or extend printed; what was drawn stays."""
    plan, items = _read(plan_file, frame_file)
    drawn = sample_file.read(drawn_file.read_bytes())
    _print_sample(selection.extend(drawn, plan, items, more), as_list=as_list)


@sample_group.command()
@click.argument("plan_file", type=FILE, metavar="PLAN")
@click.argument("frame_file", type=FILE, metavar="FRAME")
@click.argument("drawn_file", type=FILE, metavar="SAMPLE")
@click.argument("answers_file", type=FILE, metavar="ANSWERS")
@_refusals_said
def evaluate(plan_file: Path, frame_file: Path, drawn_file: Path, answers_file: Path) -> None:
    """Say what the answers (key,audited,deviates) mean for the whole; exit 1 unless accepted."""
    plan, items = _read(plan_file, frame_file)
    drawn = sample_file.read(drawn_file.read_bytes())
    selection.verify(drawn, plan, items)
    observed = answers.read(answers_file.read_bytes(), drawn)
    result = evaluation.evaluate(plan, Figures.of(items, drawn), observed)
    _print(result)
    sys.exit(0 if result.decision is evaluation.Decision.ACCEPT else UNCERTAIN)


def _read(plan_file: Path, frame_file: Path) -> tuple[Plan, Frame]:
    return Plan.read(plan_file.read_bytes()), Frame.read(frame_file.read_bytes())


def _print_sample(drawn: Sample, *, as_list: bool) -> None:
    _write(sample_file.listing(drawn) if as_list else sample_file.content(drawn))


def _write(content: bytes) -> None:
    click.echo(content, nl=False)


def _print(record: object) -> None:
    click.echo(json.dumps(record, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    """Turn a value of an answer into what JSON can hold: fractions and decimals as text."""
    if isinstance(value, PlanError):
        return {"refused": value.sentence.text()}
    if isinstance(value, Message):
        return value.text()
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return str(value)
