"""One file for each way of running: `demo`, `test`, `production`; what they share is in `base`."""
