"""What `make bench` measures: speed, memory, the share of each stage, and how time grows with length."""
