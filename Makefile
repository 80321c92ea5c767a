.PHONY: run test fast bench lock
run: ; python3 run.py
test: ; python3 run.py test
fast: ; python3 run.py test --fast
bench: ; python3 run.py bench
lock: ; python3 run.py lock
