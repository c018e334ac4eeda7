"""What the figures of docs/performance.md are measured with: `python -m benchmarks` prints the table.

One file a benchmark, listed in `__main__.py`. Comparisons run each contender in a process of its own, in
short blocks that take turns, and compare round by round (protocol.py), since a machine's speed drifts more
than what is compared.
"""
