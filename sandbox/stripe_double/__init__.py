"""A Stripe that runs on this machine: for the demo and the tests, no real money, loopback only.

The product talks to it through the real `stripe` client; only the base address differs. What it
copies, and where it is weaker than Stripe, stands in docs/rooms/sandbox.md.
"""
