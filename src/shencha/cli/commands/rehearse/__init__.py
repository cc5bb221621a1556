"""`shencha rehearse`: what would be due, what an office would bear, what a changed number would do."""

from __future__ import annotations

import typer

from shencha.cli.commands.rehearse.change import change
from shencha.cli.commands.rehearse.filing import filing, listing, load
from shencha.cli.commands.rehearse.product import product

rehearse = typer.Typer(
    help="What would be due, what an office would bear, what a changed number would do.", no_args_is_help=True
)
for command in (listing, filing, load, change, product):
    rehearse.command(command.__name__)(command)
