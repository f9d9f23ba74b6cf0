"""Whether the service is up: for a load balancer, without log-in and without details."""

from flask.views import MethodView
from flask_smorest import Blueprint

from service.api import errors
from service.api.schemas import Health
from service.permissions import Permission
from service.web.access import needs
from service.web.parts import parts

blueprint = Blueprint("health", __name__, url_prefix="/api/v1/health")
errors.install(blueprint)


@blueprint.route("/")
class HealthView(MethodView):
    """Up, with a database that answers."""

    @blueprint.response(200, Health)
    @needs(Permission.PUBLIC)
    def get(self) -> dict[str, str]:
        """Tell whether the service can work."""
        parts().database.ping()
        return {"state": "up"}
