"""Network Data Security Regulations (网络数据安全管理条例, Decree 790): the article on the review.

In force since 2025-01-01. Article 13 makes every network data handler whose processing may affect national
security go through the review. A handler is who decides the purpose and means of the processing itself (Article
62(3)); who processes on another's behalf is none. The article says that the processing is reviewed, not that the
handler files: falling under it is `subject_to_review`, no duty to file. It stands beside the ground of the Measures,
which reaches platform operators.
"""

from __future__ import annotations

from datetime import date

from shencha.law.data import Confidence
from shencha.law.logic.rules import Expression, Ground, Rule, Words, rule
from shencha.law.measures.figures import Figures
from shencha.text import Text

INSTRUMENT = "network-data-2025"
NAME = Text("《网络数据安全管理条例》", "Network Data Security Regulations")
IN_FORCE_FROM = date(2025, 1, 1)
CONFIDENCE = Confidence.REREAD


@rule(INSTRUMENT, article="13")
def network_data_handler(facts: Words, figures: Figures) -> Expression:
    """A network data handler's processing that may affect national security is reviewed."""
    return facts.actor.data_handler & facts.data_processing.may_affect_national_security


def beside(ground: Ground) -> Ground:
    """A ground of the Measures with this article beside it: it holds by either."""

    def either(facts: Words, figures: Figures) -> Expression:
        return network_data_handler(facts, figures) | ground.rule(facts, figures)

    return Ground(ground.id, Rule("either", INSTRUMENT, "13", either), ground.duty)
