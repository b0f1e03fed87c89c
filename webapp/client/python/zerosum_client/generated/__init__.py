"""Written from the OpenAPI document by `make docs`."""
