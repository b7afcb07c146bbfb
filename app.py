"""What `streamlit run app.py` serves: the pages, which begin in main.py, and routes and headers of our own."""

import streamlit as st

from server import doors

app = st.App("main.py", routes=doors.ROUTES, middleware=doors.MIDDLEWARE, lifespan=doors.lifespan)
