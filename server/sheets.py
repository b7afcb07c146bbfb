"""Small pages of the server's own, for what cannot be a page of the lab: plain HTML that needs no script."""

from html import escape

from starlette.responses import HTMLResponse

from resnet_core.wording import Message, sentence

_SHEET = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@font-face {{ font-family: Literata; font-weight: 200 900;
  src: url(app/static/fonts/literata-latin-wght-normal.woff2) }}
@font-face {{ font-family: Onest; src: url(app/static/fonts/onest-latin-wght-normal.woff2); font-weight: 100 900 }}
:root {{ color-scheme: light dark;
  --ground: #FBF8F2; --ink: #0E1216; --line: #D9D1C1; --press: #14606B; --on: #FFFFFF }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ground: #15191C; --ink: #ECE7DC; --line: #3A4247; --press: #6CC3CE; --on: #0E1216 }}
}}
body {{ background: var(--ground); color: var(--ink); font: 16px/1.55 Onest, system-ui, sans-serif; margin: 0 }}
main {{ max-width: 30rem; margin: 14vh auto 0; padding: 0 1.25rem }}
h1 {{ font: 600 1.9rem/1.2 Literata, Georgia, serif; margin: 0 0 .75rem }}
form {{ display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; align-items: end }}
label {{ flex: 1 1 14rem }}
input, button {{ font: inherit; padding: .6rem .8rem; border-radius: .6rem; border: 1px solid var(--line) }}
input {{ display: block; width: 100%; box-sizing: border-box; margin-top: .35rem; background: transparent;
  color: inherit }}
button {{ background: var(--press); color: var(--on); border-color: var(--press); font-weight: 600; cursor: pointer }}
:focus-visible {{ outline: 3px solid var(--press); outline-offset: 2px }}
</style>
<main><h1>{title}</h1><p>{text}</p>{form}</main></html>
"""
_FORM = """<form method="post"><label>{label}<input name="key" type="password" autocomplete="current-password" required
autofocus maxlength="200"></label><button>{button}</button></form>"""


def sheet(title: Message, text: Message, *, status: int = 200, form: str = "") -> HTMLResponse:
    """The page that says this."""
    page = _SHEET.format(title=escape(sentence(title)), text=escape(sentence(text)), form=form)
    return HTMLResponse(page, status, headers={"cache-control": "no-store"})


def key_form(label: Message, button: Message) -> str:
    """A field for a key, and the button that sends it here."""
    return _FORM.format(label=escape(sentence(label)), button=escape(sentence(button)))
