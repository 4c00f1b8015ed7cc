"""`sojourn config`: settings of this user."""

from __future__ import annotations

import json

import click

from sojourn_host import home
from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output


@click.command()
@click.argument("name", required=False, type=click.Choice(sorted(home.SETTINGS)))
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Forget the setting.")
@json_option
def config(name: str | None, value: str | None, unset: bool, as_json: bool) -> None:
    """Show or set a setting.

    \b
    Settings:
      server   address of the store server (SOJOURN_SERVER overrides it)
      relay    address of the relay's control API (SOJOURN_RELAY overrides it)

    \b
    Examples:
      sojourn config
      sojourn config server http://127.0.0.1:4780
      sojourn config server --unset
    """
    now = home.settings()
    if unset and (name is None or value is not None):
        raise click.UsageError("--unset goes with the name of a setting alone, as in `sojourn config server --unset`")
    if name and (value is not None or unset):
        if unset:
            now.pop(name, None)
        else:
            now[name] = home.own_address(str(value))
        home.write_private(home.place("config.json"), json.dumps(now, indent=1) + "\n")
    shown = {k: now.get(k) for k in sorted(home.SETTINGS) if not name or k == name}
    where = {"home": str(home.home())}
    text = "\n".join(f"{k}: {v if v is not None else '(not set)'}" for k, v in {**shown, **where}.items())
    Output(as_json).result({**shown, **where}, text)
