"""`shencha schema NAME`: the JSON Schema of an input or an output of the command line."""

from __future__ import annotations

from typing import Annotated

import typer

SCHEMAS = {
    "facts": "shencha.law.screening.schemas:facts_schema",
    "screening": "shencha.law.screening.schemas:screening_schema",
    "clock": "shencha.law.calendar.periods:clock_schema",
    "control": "shencha.evidence.control.answer:control_schema",
    "flows": "shencha.evidence.flows.answer:flows_schema",
    "routes": "shencha.evidence.flows.answer:routes_schema",
    "people_sources": "shencha.evidence.people.schemas:people_sources_schema",
    "people": "shencha.evidence.people.schemas:people_schema",
    "case": "shencha.procedure.schemas:case_schema",
    "sanction_facts": "shencha.law.sanctions.schemas:sanction_facts_schema",
    "sanctions": "shencha.law.sanctions.schemas:sanctions_schema",
    "rehearsal": "shencha.studies.rehearsal:rehearsal_schema",
    "statistics": "shencha.studies.statistics:statistics_schema",
    "dossier": "shencha.documents.dossier.schemas:dossier_schema",
    "dossier_answer": "shencha.documents.dossier.schemas:dossier_answer_schema",
    "supplement": "shencha.documents.dossier.schemas:supplement_schema",
    "supplement_answer": "shencha.documents.dossier.schemas:supplement_answer_schema",
    "analysis_report": "shencha.evidence.report.reading:report_schema",
    "standing": "shencha.procedure.schemas:standing_schema",
    "supply": "shencha.evidence.supply.answer:supply_schema",
    "supply-register": "shencha.evidence.supply.schemas:supply_register_schema",
    "services": "shencha.evidence.supply.schemas:services_schema",
}
"""Where each schema is made; imported only when asked for."""


def schema(
    name: Annotated[str | None, typer.Argument(help="Which schema; without it, their names.")] = None,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """The JSON Schema of an input or an output, for editors and programs."""
    import json
    from importlib import import_module

    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    if name is None:
        typer.echo("\n".join(SCHEMAS))
        return
    if name not in SCHEMAS:
        names = ", ".join(SCHEMAS)
        raise BadInput(
            [
                Fault(
                    "shencha schema",
                    "NAME",
                    Text(f"没有名为 {name} 的模式", f"there is no schema {name}"),
                    Text(f"请从中选择：{names}", f"choose among {names}"),
                )
            ]
        )
    module, _, function = SCHEMAS[name].partition(":")
    typer.echo(json.dumps(getattr(import_module(module), function)(), ensure_ascii=False, indent=2))
