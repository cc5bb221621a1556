"""The words of a case's bundle: what lies in it, how to verify it, and its entries told to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shencha.documents.entries import lines_of, name_of
from shencha.text import Lang, Text

README = """\
一件网络安全审查案件的证据包
============================

本包可以离线核验，不需要网络，也不需要信任出具它的系统。

内容
  案件.txt            各条记录的中文说明（case.txt 为英文）
  entries/            各条记录的回执，一条一个文件（C2SP tlog-proof）
  papers/             随各条记录提交的材料
  consistency/        从出具原回执时的日志到本包所用检查点的一致性证明
  checkpoint.txt      本包各回执所用的检查点
  bundle.tlog-proof   本包自己的回执：列明以上每个文件的大小和 SHA-256
  verify.py、verify_bundle.py   核验程序，先读后用

核验（Python 3.11 以上，先运行 python -m pip install cryptography）
  1. 从本包以外的途径取得日志的公钥（名称+编号+公钥）。
  2. 取出 verify.py 和 verify_bundle.py，放在同一文件夹。
  3. python verify_bundle.py 本包.zip "公钥"
  装有本系统的，也可以运行：shencha log verify 本包.zip --key "公钥"
  任何文件被改动、缺失或者多出，都会指出是哪一个。

手中另有原回执的，可以核对日志此后没有被改写：
  shencha log verify 原回执.tlog-proof --checkpoint checkpoint.txt --consistency consistency/对应的.txt


The bundle of a case of cybersecurity review
============================================

It verifies offline: without a network, and without trust in the system that gave it out.

What lies in it
  case.txt            the entries in words (案件.txt: in Chinese)
  entries/            the receipt of each entry, one file each (C2SP tlog-proof)
  papers/             the papers that came with each entry
  consistency/        consistency proofs from the log at each original receipt to the checkpoint used here
  checkpoint.txt      the checkpoint of the receipts in here
  bundle.tlog-proof   the bundle's own receipt, which names each of these files with its size and SHA-256
  verify.py, verify_bundle.py   the verifiers; read them first

To verify (Python 3.11 or newer; first python -m pip install cryptography)
  1. Get the log's public key (NAME+ID+KEY) from somewhere else than this bundle.
  2. Take verify.py and verify_bundle.py out, into one folder.
  3. python verify_bundle.py BUNDLE.zip "KEY"
  With shencha installed: shencha log verify BUNDLE.zip --key "KEY"
  Any file that was changed, left out or put in is named.

Whoever holds an original receipt sees that the log was not rewritten since:
  shencha log verify ORIGINAL.tlog-proof --checkpoint checkpoint.txt --consistency consistency/ITS.txt
"""


def told(records: Sequence[Mapping[str, Any]], lang: Lang) -> str:
    """The entries of a case in words, one paragraph each."""
    return "\n\n".join(_entry(one).said(lang) for one in records) + "\n"


def _entry(record: Mapping[str, Any]) -> Text:
    name, who, when = name_of(record), record.get("by") or record.get("role"), record.get("recorded_at")
    where = record.get("case") or str(record.get("about", "")).partition(":")[2]
    number = f"/{record['sequence']}" if "sequence" in record else ""
    head = Text(f"{where}{number} {name.zh}（{who}，{when}）", f"{where}{number} {name.en} ({who}, {when})")
    lines = [head, *(Text(f"  {one.zh}", f"  {one.en}") for one in lines_of(record))]
    return Text("\n".join(one.zh for one in lines), "\n".join(one.en for one in lines))
