"""What is measured and how a choice is stated: indicators, themes and profiles."""
