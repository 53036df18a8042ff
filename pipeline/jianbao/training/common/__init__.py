"""What the trainers share: records, logs, rates, scores, cards."""
