"""What the README of a pack of evidence says: what lies in it, and how to verify it by hand."""

from typing import Final

from compliance.sampling.generator import Stream
from compliance.sampling.plan import Plan, Selection, Unit
from compliance.sampling.selection import Sample
from compliance.sampling.strata import Stratum
from service.actions.packing import SUMS

SPECIFICATION: Final = "sampling-algorithm.md"
_READ_ME: Final = """{number} {title} 证据包
依《卓越工程师成长计划管理办法》第三十四条保密，仅供中心检查使用。

  README.txt          本说明
  index.xlsx、.csv    全部文件的类别、名称、大小和 SHA-256
  workpapers/         抽查汇总和各单位工作底稿（PDF、xlsx）
  frame.csv           抽样总体：固定时的原样文件
  plan.json           抽样方案（含种子）
  sample.csv、.json   样本清单和各轮抽取的数量
  evaluation.json     评价：差错、上限、结论，以及据以计算的每一笔（评价后才有）
  {specification}
                      抽样算法的完整说明和检验数据
  items/              每一笔样本的数据：票面、核对结论（条款、事实、规则版本）、办理经过
  originals/          每一笔样本的原始凭证和佐证材料，一字节未改
  supplied/           检查中单位提供的资料
  findings/           问题清单、取证单
  journal/            样本的记账凭证（分录、在账簿链条中的位置）和银行流水
  trail/              抽查的步骤、取证和复核的每一版、操作日志摘录
  letters/            发给单位的文书（PDF）
  {sums}          以上全部文件的 SHA-256

怎样核对（只用操作系统自带的工具，不需要本系统，也不需要任何脚本）
1. 文件没有被改动：在解压后的文件夹里运行
     sha256sum -c {sums}
2. 总体就是底稿上的总体：下面的结果应为 {frame_hash}
     sha256sum frame.csv
3. 种子就是检查通知书里承诺的种子：下面的结果应与通知书所载一致，为
   {promise}
     printf %s {seed} | sha256sum
4. 样本是按公布的算法抽出来的：依 {specification} 用任何语言或者手工重抽，
   结果应与 sample.csv 逐行相同。{example}
   装有本系统的机器上也可以运行（不必联网，不用数据库）：
     {command}
5. 结论：evaluation.json 里的每一笔与 items/、trail/answers.csv 对照；界限的公式见底稿所列方法。

----------------------------------------------------------------------------------------------

Evidence of {number}. Confidential under Article 34 of the Measures; for the Center's checks only.

What lies in it: the list is above; index.xlsx and index.csv name every file with its SHA-256.

How to verify, with what any system has, without our program and without a script:
1. No file was altered. In the unpacked folder:   sha256sum -c {sums}
2. The frame is the one on the working papers. `sha256sum frame.csv` gives
   {frame_hash}
3. The seed is the one that was promised in the notice. `printf %s {seed} | sha256sum` gives
   {promise}
4. The sample was drawn as published. Draw it again from plan.json and frame.csv after
   {specification}, in any language or by hand: every line of sample.csv must come out.{in_english}
   Where our program is installed, this does it, too (no network, no database):
     {command}
5. The result. Hold evaluation.json against items/ and trail/answers.csv; the working papers name
   the method of the bounds.
"""
_EXAMPLE: Final = """
   例：{stream} 流中 {word} 的数
     printf '{line}' | sha256sum
   应为 {value}"""
_IN_ENGLISH: Final = """
   For instance the number of {word} in the stream {stream}:
     printf '{line}' | sha256sum
   is {value}"""


def read_me(number: str, title: str, promise: str, plan: Plan, sample: Sample) -> bytes:
    """Write the README of a pack."""
    example = _example(plan, sample)
    rounds = ",".join(map(str, sample.rounds))
    sizes = f" --rounds {rounds}" if rounds else ""
    return _READ_ME.format(
        number=number, title=title, promise=promise, seed=plan.seed, frame_hash=sample.frame_hash,
        specification=SPECIFICATION, sums=SUMS,
        command=f"zhuanhu sample select plan.json frame.csv{sizes} --list",
        example=_EXAMPLE.format(**example) if example else "",
        in_english=_IN_ENGLISH.format(**example) if example else "",
    ).encode()  # fmt: skip


def _example(plan: Plan, sample: Sample) -> dict[str, str]:
    """Give one number of the drawing that can be had with `sha256sum`; none was drawn: nothing."""
    first = next((each.key for each in sample.drawn if each.stratum is Stratum.DRAWN), None)
    if first is None:
        return {}
    stream, word = _first_number(plan, first)
    value = Stream(plan.seed, sample.frame_hash, stream).number(word)
    head = f"{sample.algorithm}\\n{plan.seed}\\n{sample.frame_hash}"
    line = f"{head}\\n{stream}\\n{word}"
    return {"stream": stream, "word": word, "line": line, "value": f"{value:064x}"}


def _first_number(plan: Plan, key: str) -> tuple[str, str]:
    """Name a stream of the plan's way of drawing, and a word in it."""
    if plan.selection is Selection.SIEVE or (plan.selection, plan.unit) == (
        Selection.RANDOM, Unit.RECORD,
    ):  # fmt: skip
        return "ticket", key
    if plan.selection is Selection.RANDOM:
        return "fen", "0"
    return f"{plan.selection} 1", "0"
