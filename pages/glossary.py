"""Every term of the lab, alphabetically, with the page where it is explained."""

from ui.frame import PAGES, page_guard

page_guard()

from itertools import groupby

import streamlit as st

from ui import glossary
from ui.say import say

st.title(say("glossary-title"), anchor=False)
st.markdown(say("glossary-hook"))
explained = {page.name: page for page in PAGES}
letters = {initial: tuple(terms) for initial, terms in groupby(glossary.alphabetical(), key=glossary.initial)}
st.markdown(" · ".join(f"[{initial}](#letter-{initial})" for initial in letters))
for initial, terms in letters.items():
    letter, entries = st.columns([1, 12], gap="small")
    letter.header(initial, anchor=f"letter-{initial}")
    with entries:
        for code in terms:
            page = explained[glossary.TERMS[code]]
            with st.container(key=glossary.key(code), gap="small"):
                st.subheader(glossary.name(code), anchor=False)
                st.markdown(glossary.definition(code))
                st.page_link(page.file, label=say("glossary-explained", page=page.title), icon=page.icon)
