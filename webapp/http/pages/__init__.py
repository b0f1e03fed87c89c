"""The pages for people below /docs: made of the OpenAPI document, the errors and the guides."""
