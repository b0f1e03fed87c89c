"""What a client may send, one module per noun: strict models, no rule about money."""
