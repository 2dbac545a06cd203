def generate(*a): raise SystemExit("later")
