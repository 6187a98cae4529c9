"""Customers help each other: questions, answers, and what they say happened when they tried them."""
