"""What this API says about itself."""

import json

from flask import Response, current_app

from webapp.api import Routes
from webapp.rows.values import JsonObject

routes = Routes("documents")


@routes.route("GET", "/openapi.json", result=JsonObject, is_public=True)
def openapi() -> Response:
    """Return this document: OpenAPI 3.1, every route and every error."""
    body = json.dumps(current_app.extensions["openapi"], indent=2)
    return Response(body, mimetype="application/json")
