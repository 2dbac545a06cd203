"""What the end-to-end, chaos and bench programs share: a stack, a client, the contract, people."""
