"""What may stand in a place of a rule, beside the ids and numbers that Werkzeug knows."""

from werkzeug.routing import BaseConverter

from webapp.shapes.fields import ASSET_CODE


class _Asset(BaseConverter):
    regex = ASSET_CODE.replace("(", "(?:")  # Werkzeug counts groups


PLACES = {"asset": _Asset}
