"""How long blocks take."""
