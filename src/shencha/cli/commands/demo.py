"""`shencha demo`: a throw-away instance with fictional parties, every role, a case in every state."""

from __future__ import annotations

from typing import Annotated

import typer


def demo(
    port: Annotated[
        int, typer.Option(help="Port on 127.0.0.1; the next free one is taken if it is in use.")
    ] = 8080,
    data: Annotated[
        str | None, typer.Option(help="Keep the instance in this folder; default: thrown away.")
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Only make the instance, do not serve it.")
    ] = True,
) -> None:
    """Make and serve a throw-away instance on 127.0.0.1; prints its addresses and accounts."""
    import os
    import subprocess
    import sys
    import tempfile
    from contextlib import ExitStack
    from pathlib import Path

    with ExitStack() as stack:
        folder = data or stack.enter_context(tempfile.TemporaryDirectory(prefix="shencha-demo-"))
        os.environ.pop("SHENCHA_DATABASE_URL", None)
        os.environ |= {"SHENCHA_DATA": folder, "SHENCHA_PLAIN_HTTP": "1", "SHENCHA_DEMO": "1"}
        fresh = not (Path(folder) / "shencha.sqlite3").exists()
        from shencha.cli.instance import migrate, start

        start(migrated=False)
        migrate()
        if fresh:
            subprocess.run([sys.executable, "-m", "shencha.server.sample"], check=True)
        chosen = _free(port) if serve else port
        typer.echo(welcome(f"http://127.0.0.1:{chosen}"))
        if serve:
            from shencha.server.processes import run

            run("127.0.0.1", chosen, 2)


def welcome(address: str) -> str:
    """One screen: what to open first, how to get in, what else there is."""
    from shencha.server.sample import instance as sample

    return f"""
  shencha 审查

  先打开 · open first     {address}/demo/
                          五步走完一个案件，点一下即换角色 · a walk in five steps, one click to change roles
  帮助 · help             {address}/help/
  接口 · API              {address}/api/docs

  密码 · password         {sample.PASSWORD}（所有账户 · every account）
  签署口令 · code         {address}/demo/#code（签署时用 · for signing）
                          {sample.TOTP_SECRET} · authenticator secret

  单位、人员和案件均为虚构，按 Ctrl-C 停止后全部消失。
  Everything is fictional and goes when you stop it (Ctrl-C).
"""


def _free(port: int) -> int:
    import socket

    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    for candidate in range(port, min(port + 50, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return candidate
    raise BadInput(
        [
            Fault(
                "shencha demo",
                "--port",
                Text(f"{port} 起的 50 个端口都被占用", f"port {port} and the 49 after it are in use"),
                Text("请用 --port 另选", "choose another with --port"),
            )
        ]
    )
