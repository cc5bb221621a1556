"""The analysers, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping

from shencha.evidence.analyser import Analyser
from shencha.evidence.control.analyser import CONTROL
from shencha.evidence.flows.analyser import FLOWS
from shencha.evidence.people.analyser import PEOPLE
from shencha.evidence.supply.analyser import SUPPLY

ANALYSERS: Mapping[str, Analyser] = {one.kind: one for one in (SUPPLY, CONTROL, FLOWS, PEOPLE)}
