"""Operations on a trained net."""
