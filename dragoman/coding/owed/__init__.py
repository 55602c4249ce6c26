"""What a report tells of things owed: deliveries, payments, withdrawals ... that are promised, ordered, late, begun, done or dropped."""
