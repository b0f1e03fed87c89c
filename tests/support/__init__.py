"""What the tests stand on: servers, databases cloned from a template, and pgTAP."""
