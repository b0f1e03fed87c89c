"""What is done beside requests: jobs that ``zerosum work`` runs side by side."""
