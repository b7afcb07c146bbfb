"""Residual Lab's library: networks as data, and what can be measured of them. Never imports streamlit."""
