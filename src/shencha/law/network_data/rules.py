"""Network Data Security Regulations (网络数据安全管理条例, Decree 790): the article on the review.

In force since 2025-01-01. Article 13 makes every network data handler whose processing may affect national
security go through the review; whoever processes network data is a handler, so nothing else is asked. It
says that the processing is reviewed, not that the handler files: falling under it is `subject_to_review`, no
duty to file. Its ground takes the place of Article 2 of the Measures, which reached platform operators only.
"""

from __future__ import annotations

from datetime import date

from shencha.law.data import Confidence
from shencha.law.logic.rules import Expression, Ground, Words, rule
from shencha.law.measures.figures import Figures
from shencha.text import Text

INSTRUMENT = "network-data-2025"
NAME = Text("《网络数据安全管理条例》", "Network Data Security Regulations")
IN_FORCE_FROM = date(2025, 1, 1)
CONFIDENCE = Confidence.TEXT


@rule(INSTRUMENT, article="13")
def network_data_handler(facts: Words, figures: Figures) -> Expression:
    """A network data handler's processing that may affect national security is reviewed."""
    return facts.data_processing.may_affect_national_security


DATA_PROCESSING = Ground("data_processing", network_data_handler, duty=False)
