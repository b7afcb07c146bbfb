"""Beside the pages in the web process: routes, middleware and what happens when the server starts. Never streamlit."""
