"""Plans and configs as source code that runs without this project."""
