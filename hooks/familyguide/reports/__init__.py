"""What reviewers, coordinators and forges are told: findings, changed facts, reviews that are due, and the report."""
