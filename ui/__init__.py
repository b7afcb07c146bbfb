"""What the pages share: the frame, the controls, the charts. Streamlit, and never torch."""
